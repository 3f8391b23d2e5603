//! Models: a file for each named schema, with the inline schemas that belong to it.

mod constant;
mod constructor;
mod csv;
mod enumeration;
mod limits;
mod object;
mod parts;
mod structure;
mod tuple;
mod union;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Text, code};
use super::holding::Holding;
use super::tree::{Contents, FileTree};
use super::types::{Scope, coding, ty};
use super::{Cx, rust};
use crate::analyze::Users;
use crate::model::{GroupId, Others, Type, TypeDef, TypeId, TypeShape};

/// The definitions of each file of a folder.
type Files = BTreeMap<String, Vec<TypeId>>;

/// Puts the files of `models` into the tree.
pub(super) fn models(cx: &Cx<'_>, folder: &str, tree: &mut FileTree) {
    let mut parts: BTreeMap<Option<Part>, Files> = BTreeMap::new();
    parts.entry(None).or_default();
    for id in cx.facts.emitted() {
        let files = parts.entry(Part::of(cx, id)).or_default();
        files.entry(file(cx, id)).or_default().push(id);
    }
    let folder = format!("{folder}/models");
    let mut modules = Vec::new();
    for (part, files) in &parts {
        let (folder, above) = match part {
            None => (folder.clone(), quote!(super)),
            Some(part) => {
                let module = part.module(cx);
                let folder = format!("{folder}/{module}");
                let index = index(cx, &part.doc(cx), &[], files);
                tree.insert(format!("{folder}/mod.rs"), index);
                modules.push((part.condition(cx), module));
                (folder, quote!(super::super))
            }
        };
        for (name, ids) in files {
            let file = model_file(cx, name, ids, &above);
            tree.insert(format!("{folder}/{name}.rs"), file);
        }
    }
    modules.sort_by_key(|(_, module)| module.to_string());
    let doc = format!("The types that {} sends and receives.", cx.api.title);
    let shared = parts.get(&None).cloned().unwrap_or_default();
    let index = index(cx, &Text::new(doc), &modules, &shared);
    tree.insert(format!("{folder}/mod.rs"), index);
}

/// A folder of files that are not always compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// What the operations of a group use, and no others.
    Group(GroupId),
    /// What no operation uses.
    Unused,
}

impl Part {
    /// The folder of a definition; nothing if it is used by many.
    fn of(cx: &Cx<'_>, id: TypeId) -> Option<Self> {
        match cx.users(cx.facts.of(id).file.unwrap_or(id)) {
            Users::Many => None,
            Users::One(group) => Some(Self::Group(group)),
            Users::Nobody => Some(Self::Unused),
        }
    }

    fn module(self, cx: &Cx<'_>) -> Ident {
        match self {
            Self::Group(group) => cx.names.group(group).part.clone(),
            Self::Unused => cx.names.unused.clone(),
        }
    }

    fn condition(self, cx: &Cx<'_>) -> Option<TokenStream> {
        match self {
            Self::Group(group) => cx.only_with(Some(group)),
            Self::Unused => Some(cx.only_with_all()),
        }
    }

    fn doc(self, cx: &Cx<'_>) -> Text {
        Text::new(match self {
            Self::Group(group) => {
                let tag = cx.api.groups.get(group.0).map_or("", |group| &group.wire);
                format!("What only the operations tagged {} use.", code(tag))
            }
            Self::Unused => "What no operation uses.".to_owned(),
        })
    }
}

/// The file that a definition stands in, without its ending.
fn file(cx: &Cx<'_>, id: TypeId) -> String {
    let owner = cx.facts.of(id).file.unwrap_or(id);
    cx.names.of(owner).module.to_string()
}

/// The root of a folder: all that its files and the folders in it have.
fn index(
    cx: &Cx<'_>,
    doc: &Text,
    folders: &[(Option<TokenStream>, Ident)],
    files: &Files,
) -> Contents {
    let doc = doc.inner();
    let inner = folders
        .iter()
        .map(|(condition, module)| quote!(#condition mod #module;));
    let inner_uses = folders
        .iter()
        .map(|(condition, module)| quote!(#condition pub use #module::*;));
    let modules = files.keys().map(|name| {
        let module = crate::names::known(name);
        quote!(mod #module;)
    });
    let uses = files.iter().map(|(name, ids)| {
        let module = crate::names::known(name);
        let names: BTreeSet<String> = ids
            .iter()
            .map(|id| cx.names.of(*id).name.to_string())
            .collect();
        let names: Vec<_> = names.iter().map(|name| crate::names::known(name)).collect();
        match names.as_slice() {
            [only] => quote!(pub use #module::#only;),
            several => quote!(pub use #module::{#(#several),*};),
        }
    });
    rust(
        cx,
        quote! {
            #doc

            #(#modules)*
            #(#inner)*
            #(#uses)*
            #(#inner_uses)*
        },
    )
}

fn model_file(cx: &Cx<'_>, name: &str, ids: &[TypeId], above: &TokenStream) -> Contents {
    let mut imports = Imports::default();
    let items: Vec<TokenStream> = ids
        .iter()
        .filter_map(|id| Some(item(cx, *id, cx.api.find_type(*id)?, &mut imports)))
        .collect();
    let siblings: BTreeSet<String> = ids
        .iter()
        .flat_map(|id| &cx.facts.of(*id).uses)
        .filter(|used| file(cx, **used) != name)
        .map(|used| cx.names.of(*used).name.to_string())
        .collect();
    let siblings: Vec<_> = siblings
        .iter()
        .map(|name| crate::names::known(name))
        .collect();
    let siblings = match siblings.as_slice() {
        [] => TokenStream::new(),
        [only] => quote!(use #above::#only;),
        several => quote!(use #above::{#(#several),*};),
    };
    let validate = imports.validate.then(|| {
        quote!(
            #[cfg(feature = "validate")]
            use crate::runtime::validate;
        )
    });
    let imports = imports.uses(cx);
    rust(
        cx,
        quote! {
            #imports
            #siblings
            #validate
            #(#items)*
        },
    )
}

fn item(cx: &Cx<'_>, id: TypeId, def: &TypeDef, imports: &mut Imports) -> TokenStream {
    match &def.shape {
        TypeShape::Structure(structure) => structure::structure(cx, id, def, structure, imports),
        TypeShape::Enumeration(list) => {
            let mut members = list.variants.iter().zip(&cx.names.of(id).members);
            match (list.others, members.next()) {
                (Others::Refused, Some((only, member))) => {
                    constant::constant(cx, id, def, (list.values, only, member), imports)
                }
                _ => enumeration::enumeration(cx, id, def, list, imports),
            }
        }
        TypeShape::Union(union) => union::union(cx, id, def, union, imports),
        TypeShape::Tuple(items) => tuple::tuple(cx, id, def, items, imports),
        TypeShape::Alias(target) => alias(cx, id, def, target, imports),
    }
}

fn alias(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    target: &Type,
    imports: &mut Imports,
) -> TokenStream {
    let doc = doc(cx, id, def).attributes();
    let name = &cx.names.of(id).name;
    imports.of_type(target);
    let coding = coding(cx, target);
    let target = ty(cx, Scope::Models, target);
    let holding = Holding::of(cx, id, 0);
    if !cx.facts.of(id).wrapper {
        return quote! {
            #doc
            pub type #name = #target;
        };
    }
    imports.serde();
    let (serialize, deserialize) = (cx.std("Serialize"), cx.std("Deserialize"));
    let Shown {
        derive: debug,
        implementation,
    } = shown(cx, id, def);
    imports.runtime |= holding.names_runtime();
    let target = holding.ty(target);
    let checks = limits::of_wrapper(cx, id, imports);
    let with = coding.map(|coding| {
        imports.runtime = true;
        let module = coding.module();
        quote!(#[serde(with = #module)])
    });
    quote! {
        #doc
        #[derive(#debug Clone, PartialEq, #serialize, #deserialize)]
        #[serde(transparent)]
        pub struct #name(
            #[doc = " The value."]
            #with
            pub #target,
        );

        #implementation
        #checks
    }
}

/// How a definition is printed by `Debug`.
struct Shown {
    /// What stands in front of the other derives.
    derive: Option<TokenStream>,
    implementation: Option<TokenStream>,
}

/// Derived, or by hand where nothing of the value may be seen.
fn shown(cx: &Cx<'_>, id: TypeId, def: &TypeDef) -> Shown {
    let debug = cx.std("Debug");
    if !def.sensitive {
        return Shown {
            derive: Some(quote!(#debug,)),
            implementation: None,
        };
    }
    let name = &cx.names.of(id).name;
    let text = format!("{name}([redacted])");
    let implementation = quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(#text)
            }
        }
    };
    Shown {
        derive: None,
        implementation: Some(implementation),
    }
}

/// The description of a definition.
fn doc(cx: &Cx<'_>, id: TypeId, def: &TypeDef) -> Text {
    let name = &cx.names.of(id).name;
    Text::of(def.doc.as_ref(), || format!("`{name}` of the API."))
        .maybe(def.deprecated.then(|| "Deprecated.".to_owned()))
}

/// What the items of a file need from elsewhere.
#[derive(Default)]
struct Imports {
    map: bool,
    runtime: bool,
    /// The tables of CSV.
    csv: bool,
    /// The tables of XML.
    xml: bool,
    /// The checks of limits, behind their feature.
    validate: bool,
    serialize: bool,
    deserialize: bool,
    /// The traits that hand-written impls name besides.
    by_hand: bool,
}

impl Imports {
    fn of_type(&mut self, ty: &Type) {
        match ty {
            Type::Map(value) => {
                self.map = true;
                self.of_type(value);
            }
            Type::List(inner) | Type::Nullable(inner) => self.of_type(inner),
            Type::Secret
            | Type::File
            | Type::DateTime
            | Type::Time
            | Type::Duration
            | Type::Null
            | Type::Any => self.runtime = true,
            Type::Sensitive(inner) => {
                self.runtime = true;
                self.of_type(inner);
            }
            Type::Named(_)
            | Type::String
            | Type::Base64(_)
            | Type::Binary
            | Type::Uuid
            | Type::Timestamp(_)
            | Type::Date
            | Type::Boolean
            | Type::Integer(_)
            | Type::IntegerString(_)
            | Type::Float
            | Type::Decimal(_) => {}
        }
    }

    /// The derives of serde.
    fn serde(&mut self) {
        self.serialize = true;
        self.deserialize = true;
    }

    /// Hand-written impls of serde's traits.
    fn serde_by_hand(&mut self) {
        self.serde();
        self.by_hand = true;
    }

    fn uses(&self, cx: &Cx<'_>) -> TokenStream {
        let map = (self.map && !cx.names.hides("BTreeMap")).then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let mut serde = Vec::new();
        for (name, used) in [
            ("Deserialize", self.deserialize),
            ("Deserializer", self.by_hand),
            ("Serialize", self.serialize),
            ("Serializer", self.by_hand),
        ] {
            if used && !cx.names.hides(name) {
                serde.push(crate::names::known(name));
            }
        }
        let serde = match serde.as_slice() {
            [] => None,
            [only] => Some(quote!(use serde::#only;)),
            several => Some(quote!(use serde::{#(#several),*};)),
        };
        let of_runtime = [("self", self.runtime), ("csv", self.csv), ("xml", self.xml)];
        let of_runtime = of_runtime.into_iter().filter(|(_, used)| *used);
        let of_runtime: Vec<&str> = of_runtime.map(|(name, _)| name).collect();
        let runtime = match of_runtime.as_slice() {
            [] => None,
            ["self"] => Some(quote!(
                use crate::runtime;
            )),
            [only] => {
                let only = crate::names::known(only);
                Some(quote!(use crate::runtime::#only;))
            }
            several => {
                let several = several.iter().map(|name| crate::names::known(name));
                Some(quote!(use crate::runtime::{#(#several),*};))
            }
        };
        quote! {
            #map
            #serde
            #runtime
        }
    }
}
