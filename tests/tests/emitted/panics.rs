//! Emitted code has nothing in it that can panic or cut a number short, whatever a server sends: no
//! `unwrap`, no index, no `as`. The runtime, which is copied, may convert numbers where a comment says why.

use castiron_tests::{casting, workspace};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

const FIXTURES: &str = "tests/fixtures/accept";

/// What ends a program.
const MACROS: [&str; 9] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "panic",
    "todo",
    "unimplemented",
    "unreachable",
    "dbg",
];

/// Methods that panic where there is no value.
const METHODS: [&str; 6] = [
    "unwrap",
    "expect",
    "unwrap_err",
    "expect_err",
    "unwrap_unchecked",
    "get_unchecked",
];

/// What a file has that it must not have, each with its line.
struct Scan {
    found: Vec<String>,
    /// Whether conversions with `as` are looked for.
    casts: bool,
}

impl Scan {
    fn note(&mut self, what: &str, node: &impl Spanned) {
        self.found
            .push(format!("{}: {what}", node.span().start().line));
    }
}

impl<'ast> Visit<'ast> for Scan {
    fn visit_macro(&mut self, node: &'ast syn::Macro) {
        let name = node.path.segments.last().unwrap().ident.to_string();
        if MACROS.contains(&name.as_str()) {
            self.note(&format!("{name}!"), node);
        }
        visit::visit_macro(self, node);
    }

    fn visit_expr_method_call(&mut self, node: &'ast syn::ExprMethodCall) {
        let name = node.method.to_string();
        if METHODS.contains(&name.as_str()) {
            self.note(&name, node);
        }
        visit::visit_expr_method_call(self, node);
    }

    fn visit_expr_index(&mut self, node: &'ast syn::ExprIndex) {
        self.note("an index", node);
        visit::visit_expr_index(self, node);
    }

    fn visit_expr_cast(&mut self, node: &'ast syn::ExprCast) {
        if self.casts {
            self.note("as", node);
        }
        visit::visit_expr_cast(self, node);
    }

    fn visit_expr_unsafe(&mut self, node: &'ast syn::ExprUnsafe) {
        self.note("unsafe", node);
        visit::visit_expr_unsafe(self, node);
    }

    fn visit_item_mod(&mut self, node: &'ast syn::ItemMod) {
        let is_test = node.attrs.iter().any(|attribute| {
            attribute.path().is_ident("cfg")
                && attribute
                    .parse_args::<syn::Path>()
                    .is_ok_and(|path| path.is_ident("test"))
        });
        if !is_test {
            visit::visit_item_mod(self, node);
        }
    }
}

fn scanned<'f>(files: impl IntoIterator<Item = (&'f String, &'f String)>) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files {
        if !path.ends_with(".rs") {
            continue;
        }
        let mut scan = Scan {
            found: Vec::new(),
            casts: !path.starts_with("src/runtime/"),
        };
        scan.visit_file(&syn::parse_file(text).unwrap());
        found.extend(scan.found.iter().map(|what| format!("{path}:{what}")));
    }
    found
}

#[test]
fn clients_have_nothing_that_panics() {
    let files = casting::workspace_files();
    assert!(files["src/lib.rs"].contains("#![forbid(unsafe_code)]"));
    assert_eq!(scanned(&files), [""; 0]);
}

#[test]
fn clients_of_accepted_fixtures_have_nothing_that_panics() {
    let documents: Vec<(String, String)> = workspace::files(FIXTURES)
        .into_iter()
        .filter(|file| !file.contains('/'))
        .map(|file| {
            let name = file.split('.').next().unwrap().to_owned();
            (name, format!("{FIXTURES}/{file}"))
        })
        .collect();
    let documents: Vec<(&str, &str)> = documents
        .iter()
        .map(|(name, path)| (name.as_str(), path.as_str()))
        .collect();
    let files = casting::crate_of(&documents, false).files.unwrap();
    let own = files
        .iter()
        .filter(|(path, _)| !path.starts_with("src/runtime/"));
    assert_eq!(scanned(own), [""; 0]);
}
