//! Unions: an enum whose branches are told apart before anything is decoded.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::Text;
use super::super::types::{Scope, behind, coding, is_boxed, ty};
use super::{Cx, Imports, Shown, doc, shown};
use crate::model::{Dispatch, JsonKind, Tagged, Test, Type, TypeDef, TypeId, Union};

pub(super) fn union(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    union: &Union,
    imports: &mut Imports,
) -> TokenStream {
    imports.serde_by_hand();
    imports.runtime = true;
    let doc = doc(cx, id, def).attributes();
    let names = cx.names.of(id);
    let name = &names.name;
    let members = &names.members;
    let Shown {
        derive: debug,
        implementation: debug_by_hand,
    } = shown(cx, id, def);
    let variants: Vec<TokenStream> = union
        .branches
        .iter()
        .zip(members)
        .map(|(branch, name)| {
            imports.of_type(&branch.ty);
            let doc = branch_doc(cx, branch);
            let ty = held(cx, &branch.ty);
            quote! {
                #doc
                #name(#ty),
            }
        })
        .collect();
    let conversions = conversions(cx, id, union);
    let serialize = serialize(cx, id, union);
    let deserialize = deserialize(cx, id, union);
    let checks = super::limits::of_union(cx, id, union, imports);
    quote! {
        #doc
        #[derive(#debug Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value of none of the documented kinds, kept as it came."]
            Unknown(runtime::RawJson),
        }

        #debug_by_hand
        #(#conversions)*
        #serialize
        #deserialize
        #checks
    }
}

fn branch_doc(cx: &Cx<'_>, branch: &Tagged) -> TokenStream {
    let named = match &branch.ty {
        Type::Named(id) => cx.api.find_type(*id).and_then(|def| def.doc.as_ref()),
        _ => None,
    };
    Text::of(branch.doc.as_ref().or(named), || {
        format!("{}.", super::super::docs::code(&branch.label))
    })
    .attributes()
}

fn held(cx: &Cx<'_>, branch: &Type) -> TokenStream {
    let value = ty(cx, Scope::Models, branch);
    if is_boxed(cx, branch) {
        let boxed = cx.std("Box");
        quote!(#boxed<#value>)
    } else {
        value
    }
}

/// `From` for each branch whose type no other has.
fn conversions(cx: &Cx<'_>, id: TypeId, union: &Union) -> Vec<TokenStream> {
    let names = cx.names.of(id);
    let name = &names.name;
    let from = cx.std("From");
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for branch in &union.branches {
        *count.entry(spelled(cx, &branch.ty)).or_default() += 1;
    }
    let mut conversions = Vec::new();
    for (branch, member) in union.branches.iter().zip(&names.members) {
        if count.get(&spelled(cx, &branch.ty)) != Some(&1) {
            continue;
        }
        let value = ty(cx, Scope::Models, &branch.ty);
        let held = if is_boxed(cx, &branch.ty) {
            let boxed = cx.std("Box");
            quote!(#boxed::new(value))
        } else {
            quote!(value)
        };
        conversions.push(quote! {
            impl #from<#value> for #name {
                fn from(value: #value) -> Self {
                    Self::#member(#held)
                }
            }
        });
    }
    conversions
}

/// A type without any other names in it, to compare it.
fn spelled(cx: &Cx<'_>, branch: &Type) -> String {
    match behind(cx, branch) {
        // As the type of bytes is spelled, which a list of bytes is, too.
        Type::List(inner) => format!("{}<{}>", cx.std("Vec"), spelled(cx, inner)).replace(' ', ""),
        Type::Map(inner) => format!("{{{}}}", spelled(cx, inner)),
        Type::Nullable(inner) => format!("{}?", spelled(cx, inner)),
        plain => ty(cx, Scope::Models, plain).to_string().replace(' ', ""),
    }
}

fn serialize(cx: &Cx<'_>, id: TypeId, union: &Union) -> TokenStream {
    let names = cx.names.of(id);
    let name = &names.name;
    let (result, serialize, serializer) =
        (cx.std("Result"), cx.std("Serialize"), cx.std("Serializer"));
    let arms = union
        .branches
        .iter()
        .zip(&names.members)
        .map(|(branch, member)| {
            let value = match coding(cx, &branch.ty) {
                None => quote!(value),
                Some(coding) => {
                    let form = coding.form();
                    quote!(runtime::wire::written(value, #form))
                }
            };
            match (&branch.tag, &union.dispatch) {
                (Some(tag), Dispatch::Tag { property, .. }) => quote! {
                    Self::#member(value) => runtime::object::tagged(#value, #property, #tag, serializer)
                },
                _ => quote!(Self::#member(value) => #value.serialize(serializer)),
            }
        });
    quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> {
                match self {
                    #(#arms,)*
                    Self::Unknown(json) => json.serialize(serializer),
                }
            }
        }
    }
}

fn deserialize(cx: &Cx<'_>, id: TypeId, union: &Union) -> TokenStream {
    let names = cx.names.of(id);
    let name = &names.name;
    let (result, deserialize, deserializer) = (
        cx.std("Result"),
        cx.std("Deserialize"),
        cx.std("Deserializer"),
    );
    let decode = |index: usize| -> TokenStream {
        let (Some(member), Some(branch)) = (names.members.get(index), union.branches.get(index))
        else {
            return quote!(Ok(Self::Unknown(json)));
        };
        match coding(cx, &branch.ty) {
            None => quote!(json.decode().map(Self::#member)),
            Some(coding) => {
                let form = coding.form();
                quote!(json.decode_with(#form).map(Self::#member))
            }
        }
    };
    let choice = match &union.dispatch {
        Dispatch::Tag {
            property,
            cases,
            missing,
        } => by_tag(property, cases, *missing, &decode),
        Dispatch::Shape(tests) => by_shape(tests, &decode),
    };
    quote! {
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> #result<Self, D::Error> {
                let json = runtime::RawJson::deserialize(deserializer)?;
                #choice
            }
        }
    }
}

fn by_tag(
    property: &str,
    cases: &[(String, usize)],
    missing: Option<usize>,
    decode: &impl Fn(usize) -> TokenStream,
) -> TokenStream {
    let mut by_branch: BTreeMap<usize, Vec<TokenStream>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (tag, branch) in cases.iter().filter(|(tag, _)| seen.insert(tag)) {
        by_branch
            .entry(*branch)
            .or_default()
            .push(quote!(Some(#tag)));
    }
    if let Some(branch) = missing {
        by_branch.entry(branch).or_default().push(quote!(None));
    }
    let arms = by_branch.iter().map(|(branch, patterns)| {
        let decode = decode(*branch);
        quote!(#(#patterns)|* => #decode)
    });
    quote! {
        match json.tag(#property).as_deref() {
            #(#arms,)*
            _ => Ok(Self::Unknown(json)),
        }
    }
}

fn by_shape(tests: &[(Test, usize)], decode: &impl Fn(usize) -> TokenStream) -> TokenStream {
    if tests.is_empty() {
        // Nothing but `null`, which whoever uses the union reads.
        return quote!(Ok(Self::Unknown(json)));
    }
    let only_kinds = tests
        .iter()
        .all(|(test, _)| matches!(test, Test::Kind(kind) if *kind != JsonKind::Integer));
    if only_kinds {
        let mut by_branch: Vec<(usize, Vec<TokenStream>)> = Vec::new();
        for (test, branch) in tests {
            let Test::Kind(kind) = test else { continue };
            let pattern = kind_pattern(*kind);
            match by_branch.iter_mut().find(|(known, _)| known == branch) {
                Some((_, patterns)) => patterns.push(pattern),
                None => by_branch.push((*branch, vec![pattern])),
            }
        }
        let arms = by_branch.iter().map(|(branch, patterns)| {
            let decode = decode(*branch);
            quote!(#(#patterns)|* => #decode)
        });
        return quote! {
            match json.kind() {
                #(#arms,)*
                _ => Ok(Self::Unknown(json)),
            }
        };
    }
    let has_numbers = tests
        .iter()
        .any(|(test, _)| matches!(test, Test::Kind(JsonKind::Number)));
    let arms = tests.iter().map(|(test, branch)| {
        let condition = match test {
            // Beside integers there are no other numbers, and `5.0` is an integer, too.
            Test::Kind(JsonKind::Integer) if !has_numbers => quote!(json.is_whole()),
            test => condition(test),
        };
        let decode = decode(*branch);
        quote! {
            if #condition {
                return #decode;
            }
        }
    });
    quote! {
        #(#arms)*
        Ok(Self::Unknown(json))
    }
}

fn kind_pattern(kind: JsonKind) -> TokenStream {
    match kind {
        JsonKind::Boolean => quote!(runtime::Kind::Bool),
        JsonKind::Integer | JsonKind::Number => quote!(runtime::Kind::Number),
        JsonKind::String => quote!(runtime::Kind::String),
        JsonKind::Array => quote!(runtime::Kind::Array),
        JsonKind::Object => quote!(runtime::Kind::Object),
    }
}

fn condition(test: &Test) -> TokenStream {
    match test {
        Test::Kind(JsonKind::Integer) => quote!(json.is_integer()),
        Test::Kind(kind) => {
            let kind = kind_pattern(*kind);
            quote!(json.kind() == #kind)
        }
        Test::Keys(keys) => quote!(json.has_keys(&[#(#keys),*])),
        Test::Constant(property, values) => {
            quote!(matches!(json.tag(#property).as_deref(), Some(#(#values)|*)))
        }
        Test::OptionalConstant(property, only) => {
            quote!(json.may_be(#property, #only))
        }
        Test::OneOf(values) => quote!(matches!(json.as_string().as_deref(), Some(#(#values)|*))),
        Test::Text(text) => quote!(json.text() == #text),
        Test::All(tests) => {
            let conditions = tests.iter().map(condition);
            quote!(#(#conditions)&&*)
        }
    }
}
