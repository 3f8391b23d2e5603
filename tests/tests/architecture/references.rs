//! What a file of the generator refers to: the paths in its code, uses and macros, tests left out.

use std::collections::{BTreeMap, BTreeSet};

use castiron_tests::workspace;
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// The folder of the generator's code.
pub(crate) const GENERATOR: &str = "generator/src";

/// A file of the generator, and the paths that its code names.
pub(crate) struct Source {
    /// Its path from the folder of the code.
    pub path: String,
    /// Where it stands in the crate: `["emit", "models", "union"]`.
    pub module: Vec<String>,
    /// The paths as they are resolved: `crate::model::Api`, `std::fs::read`, `quote::quote`.
    pub paths: BTreeSet<Vec<String>>,
}

impl Source {
    /// The stage that the file belongs to: its first module, or `lib` or `main`.
    pub(crate) fn stage(&self) -> &str {
        match self.path.as_str() {
            "lib.rs" => "lib",
            "main.rs" => "main",
            _ => self.module.first().map_or("", String::as_str),
        }
    }

    /// Whether some path begins with these names.
    pub(crate) fn names(&self, start: &[&str]) -> bool {
        self.paths
            .iter()
            .any(|path| path.starts_with(&owned(start)))
    }
}

/// The files of the generator that are not tests.
pub(crate) fn sources() -> Vec<Source> {
    workspace::rust_files(GENERATOR)
        .into_iter()
        .filter(|path| {
            !path
                .split('/')
                .any(|part| part.trim_end_matches(".rs") == "tests")
        })
        .map(source)
        .collect()
}

fn source(path: String) -> Source {
    let text = workspace::text(&format!("{GENERATOR}/{path}"));
    let file = syn::parse_file(&text).unwrap();
    let module: Vec<String> = path
        .trim_end_matches(".rs")
        .split('/')
        .filter(|part| !matches!(*part, "mod" | "lib" | "main"))
        .map(str::to_owned)
        .collect();
    let mut finder = Finder::default();
    finder.visit_file(&file);
    let paths = finder
        .found
        .iter()
        .map(|path| absolute(finder.unfolded(path), &module))
        .collect();
    Source {
        path,
        module,
        paths,
    }
}

/// A path from the root of the crate, or the name of another.
fn absolute(path: Vec<String>, module: &[String]) -> Vec<String> {
    match path.first().map(String::as_str) {
        // The command is another crate than the library, of which it sees what is public.
        Some("crate" | "castiron") => joined(&owned(&["crate"]), &path[1..]),
        Some("self" | "super") => {
            let is_relative = |part: &&String| matches!(part.as_str(), "self" | "super");
            let up = path.iter().filter(|part| *part == "super").count();
            let rest: Vec<String> = path.iter().skip_while(is_relative).cloned().collect();
            let kept = joined(&owned(&["crate"]), &module[..module.len() - up]);
            joined(&kept, &rest)
        }
        _ => path,
    }
}

fn joined(start: &[String], rest: &[String]) -> Vec<String> {
    start.iter().chain(rest).cloned().collect()
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Collects paths as they are written.
#[derive(Default)]
struct Finder {
    found: BTreeSet<Vec<String>>,
    /// What `use` brings into scope: name → path.
    imported: BTreeMap<String, Vec<String>>,
}

impl Finder {
    /// A path with the `use` in the place of the name that it brought into scope.
    fn unfolded(&self, path: &[String]) -> Vec<String> {
        match path.first().and_then(|first| self.imported.get(first)) {
            Some(start) => joined(start, &path[1..]),
            None => path.to_vec(),
        }
    }

    fn tree(&mut self, start: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| joined(start, &[ident.to_string()]);
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) if name.ident == "self" => self.import(start.to_vec(), None),
            syn::UseTree::Name(name) => self.import(with(&name.ident), None),
            syn::UseTree::Rename(rename) => {
                self.import(with(&rename.ident), Some(rename.rename.to_string()));
            }
            syn::UseTree::Glob(_) => self.import(start.to_vec(), None),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(start, tree);
                }
            }
        }
    }

    fn import(&mut self, path: Vec<String>, renamed: Option<String>) {
        if let Some(name) = renamed.or_else(|| path.last().cloned()) {
            self.imported.insert(name, path.clone());
        }
        self.found.insert(path);
    }

    /// The paths of two names and more in tokens that the parser leaves alone.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) if colons == 2 => path.push(ident.to_string()),
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => {
                    colons += 1;
                    continue;
                }
                other => {
                    self.end(&mut path);
                    match other {
                        TokenTree::Ident(ident) => path.push(ident.to_string()),
                        TokenTree::Group(group) => self.tokens(group.stream()),
                        TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                    }
                }
            }
            colons = 0;
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Vec<String>) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.found.insert(path);
        }
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        if names.len() > 1 {
            self.found.insert(names);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        // What stands in a template is emitted code.
        if !is_template(call) {
            self.tokens(call.tokens.clone());
        }
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let is_test = item.attrs.iter().any(|attribute| {
            matches!(&attribute.meta, syn::Meta::List(list)
                if list.path.is_ident("cfg") && list.tokens.to_string() == "test")
        });
        if !is_test {
            assert!(
                item.content.is_none(),
                "`mod {}` has a body: give it a file, whose place says what `super` means",
                item.ident
            );
        }
    }
}

/// Whether a macro's tokens are emitted code.
pub(crate) fn is_template(call: &syn::Macro) -> bool {
    call.path.is_ident("quote") || call.path.is_ident("parse_quote")
}
