//! Headers of connections: what generated code cannot set, hooks cannot set either.

use castiron_tests::workspace;
use syn::visit::{self, Visit};

/// The texts of the list in a file that is called so.
struct List {
    name: &'static str,
    texts: Vec<String>,
}

impl<'ast> Visit<'ast> for List {
    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        if item.ident == self.name
            && let syn::Expr::Array(array) = &*item.expr
        {
            let texts = array.elems.iter().map(|element| match element {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => text.value(),
                _ => panic!("`{}` holds something else than texts", self.name),
            });
            self.texts = texts.collect();
        }
        visit::visit_item_const(self, item);
    }
}

#[test]
fn generator_and_runtime_know_the_same_headers_of_connections() {
    let list = |path: &str| {
        let mut list = List {
            name: "OF_CONNECTIONS",
            texts: Vec::new(),
        };
        list.visit_file(&syn::parse_file(&workspace::text(path)).unwrap());
        assert!(!list.texts.is_empty(), "`{path}` has no `{}`", list.name);
        list.texts
    };
    assert_eq!(
        list("generator/src/lower/parameter.rs"),
        list("generator/runtime/src/hooks/request.rs")
    );
}
