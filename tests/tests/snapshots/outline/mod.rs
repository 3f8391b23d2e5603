//! Outlines: every public item of an API on one line, with its wire name beside it.

mod client;
mod mock;
mod models;
mod operations;
mod page;

use std::collections::BTreeMap;

use castiron::model::Api;
use castiron::names::Names;
use castiron_tests::casting;

use crate::settings;
use page::Page;

#[test]
fn public_items_with_their_wire_names() {
    let files = casting::workspace_files();
    for api in casting::configuration().apis {
        let (model, names) = casting::named(&api.name, &api.spec);
        let code = Code::of(&api.name, &files);
        let outline = outline(&model, &names, &code);
        settings().bind(|| {
            insta::assert_snapshot!(format!("outline__{}", api.name), outline);
        });
    }
}

fn outline(api: &Api, names: &Names, code: &Code) -> String {
    let mut page = Page::default();
    client::outline(api, names, code, &mut page);
    operations::outline(api, names, code, &mut page);
    mock::outline(api, names, code, &mut page);
    models::outline(api, names, code, &mut page);
    let missing: Vec<&String> = code
        .items
        .keys()
        .filter(|name| !page.has_title(name))
        .collect();
    assert!(missing.is_empty(), "the outline has no {missing:?}");
    format!("{} {}\n\n{}", api.title, api.version, page.print())
}

/// The public items of an API, as its files declare them.
struct Code {
    /// Structures, enums and aliases by `file/Name`, where the file is `client`, `models` or that of a group.
    items: BTreeMap<String, syn::Item>,
    /// Their public methods, in order, by the same names.
    methods: BTreeMap<String, Vec<syn::Signature>>,
}

impl Code {
    fn of(api: &str, files: &casting::Files) -> Self {
        let mut code = Self {
            items: BTreeMap::new(),
            methods: BTreeMap::new(),
        };
        let folder = format!("src/{api}/");
        for (path, text) in files {
            let Some(path) = path.strip_prefix(&folder) else {
                continue;
            };
            let scope = match path.split_once('/') {
                Some(("operations", file)) => file.trim_end_matches(".rs"),
                Some((folder, _)) => folder,
                None => path.trim_end_matches(".rs"),
            };
            for item in syn::parse_file(text).unwrap().items {
                code.add(scope, item);
            }
        }
        code
    }

    fn add(&mut self, scope: &str, item: syn::Item) {
        let (visibility, ident) = match &item {
            syn::Item::Struct(item) => (&item.vis, &item.ident),
            syn::Item::Enum(item) => (&item.vis, &item.ident),
            syn::Item::Type(item) => (&item.vis, &item.ident),
            syn::Item::Impl(item) => return self.add_methods(scope, item),
            _ => return,
        };
        if matches!(visibility, syn::Visibility::Public(_)) {
            self.items.insert(format!("{scope}/{ident}"), item);
        }
    }

    fn add_methods(&mut self, scope: &str, item: &syn::ItemImpl) {
        let syn::Type::Path(owner) = &*item.self_ty else {
            return;
        };
        let owner = &owner.path.segments.last().unwrap().ident;
        let public = item.items.iter().filter_map(|item| match item {
            syn::ImplItem::Fn(method) if matches!(method.vis, syn::Visibility::Public(_)) => {
                Some(method.sig.clone())
            }
            _ => None,
        });
        let public: Vec<syn::Signature> = public.collect();
        if item.trait_.is_none() {
            let methods = self.methods.entry(format!("{scope}/{owner}")).or_default();
            methods.extend(public);
        }
    }

    /// The public methods of a type.
    fn methods(&self, name: &str) -> &[syn::Signature] {
        self.methods.get(name).map_or(&[], Vec::as_slice)
    }

    /// The method of that name.
    fn method(&self, owner: &str, name: &proc_macro2::Ident) -> &syn::Signature {
        let methods = self.methods(owner);
        let found = methods.iter().find(|method| method.ident == *name);
        found.unwrap_or_else(|| panic!("`{owner}` has no `{name}`"))
    }
}
