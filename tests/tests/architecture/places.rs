//! Places: what may happen in one part of the generator only.

use castiron_tests::workspace;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::references::{GENERATOR, Source, sources};

/// The files, other than those of `stages`, that name one of `paths`.
fn elsewhere(stages: &[&str], paths: &[&[&str]]) -> Vec<String> {
    let names_one = |source: &Source| paths.iter().any(|path| source.names(path));
    sources()
        .iter()
        .filter(|source| !stages.contains(&source.stage()))
        .filter(|source| names_one(source))
        .map(|source| source.path.clone())
        .collect()
}

#[test]
fn files_are_touched_by_few() {
    // `source` reads specs, `config` reads castiron.toml, `output` writes; nothing else may be
    // led by a spec to a file.
    let paths: [&[&str]; 1] = [&["std", "fs"]];
    assert_eq!(elsewhere(&["config", "output", "source"], &paths), [""; 0]);
}

#[test]
fn nothing_opens_a_socket_or_runs_a_program() {
    let paths: [&[&str]; 2] = [&["std", "net"], &["std", "process", "Command"]];
    assert_eq!(elsewhere(&[], &paths), [""; 0]);
}

#[test]
fn time_and_environment_do_not_reach_the_output() {
    let paths: [&[&str]; 3] = [&["std", "time"], &["std", "env"], &["std", "thread"]];
    assert_eq!(elsewhere(&["cli", "config"], &paths), [""; 0]);
}

#[test]
fn maps_have_an_order() {
    let paths: [&[&str]; 3] = [
        &["std", "collections", "HashMap"],
        &["std", "collections", "HashSet"],
        &["std", "collections", "hash_map"],
    ];
    assert_eq!(elsewhere(&[], &paths), [""; 0]);
}

#[test]
fn identifiers_are_born_in_names() {
    let paths: [&[&str]; 4] = [
        &["proc_macro2", "Ident", "new"],
        &["proc_macro2", "Ident", "new_raw"],
        &["quote", "format_ident"],
        &["syn", "Ident"],
    ];
    // `config` asks `syn` whether the name of a module is an identifier, and makes none.
    assert_eq!(elsewhere(&["config", "names"], &paths), [""; 0]);
}

#[test]
fn templates_know_only_names_that_are_there() {
    let mut made = Made::default();
    for path in workspace::rust_files(GENERATOR) {
        if path.starts_with("emit/") {
            let text = workspace::text(&format!("{GENERATOR}/{path}"));
            made.file = path;
            made.visit_file(&syn::parse_file(&text).unwrap());
        }
    }
    assert_eq!(made.found, [""; 0], "give it a name in `names`");
    assert!(made.known > 10, "`names::known` is called differently now");
}

/// Calls of `names::known` with a text that is put together there.
#[derive(Default)]
struct Made {
    file: String,
    found: Vec<String>,
    known: usize,
}

impl<'ast> Visit<'ast> for Made {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        visit::visit_expr_call(self, call);
        let syn::Expr::Path(function) = &*call.func else {
            return;
        };
        let name = function.path.segments.last();
        if name.is_none_or(|name| name.ident != "known") {
            return;
        }
        self.known += 1;
        // A literal, or a name that was minted before: a variable, a field or a method of it.
        let is_there = call.args.iter().all(|argument| match argument {
            syn::Expr::Lit(_) | syn::Expr::Path(_) | syn::Expr::Field(_) => true,
            syn::Expr::MethodCall(method) => method.args.is_empty(),
            syn::Expr::If(_) => true,
            _ => false,
        });
        if !is_there {
            let line = call.func.span().start().line;
            self.found.push(format!("{}:{line}", self.file));
        }
    }
}

#[test]
fn no_source_text_becomes_code_by_itself() {
    // Text becomes tokens where files are printed, and nowhere before.
    let paths: [&[&str]; 3] = [
        &["syn", "parse_str"],
        &["proc_macro2", "TokenStream", "from_str"],
        &["std", "str", "FromStr"],
    ];
    assert_eq!(elsewhere(&["config", "output"], &paths), [""; 0]);
}
