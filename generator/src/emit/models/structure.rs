//! Structures: a struct with its fields, and what serde is told of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::{Text, limits};
use super::super::holding::Holding;
use super::super::types::{Scope, coding, takes_null, ty};
use super::constructor::constructor;
use super::{Cx, Imports, Shown, doc, shown};
use crate::model::{Additional, Field, Presence, Structure, Type, TypeDef, TypeId};

pub(super) fn structure(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    structure: &Structure,
    imports: &mut Imports,
) -> TokenStream {
    let doc = doc(cx, id, def).attributes();
    let names = cx.names.of(id);
    let name = &names.name;
    let kept = kept(structure);
    let has_own_only = structure.fields.iter().all(|field| !field.flat);
    let is_json = structure.parts.is_none() && structure.headers.is_none();
    let derived = kept.is_none() && has_own_only && is_json;
    let Shown {
        derive: debug,
        implementation: debug_by_hand,
    } = shown(cx, id, def);
    let derives = derives(cx, id, structure, debug, derived, imports);
    let fields: Vec<FieldTemplate<'_>> = structure
        .fields
        .iter()
        .zip(&names.members)
        .enumerate()
        .map(|(index, (field, name))| FieldTemplate {
            cx,
            field,
            name,
            holding: Holding::of(cx, id, index),
        })
        .collect();
    let declarations = fields
        .iter()
        .map(|field| field.declaration(derived, imports));
    let declarations: Vec<TokenStream> = declarations.collect();
    let holding = Holding::of(cx, id, structure.fields.len());
    let additional = kept.map(|value| additional_field(cx, id, value, holding, imports));
    let constructor = constructor(cx, id, structure, &fields, kept);
    let by_hand = is_json && !derived;
    let serde = by_hand.then(|| super::object::object(cx, id, def, &fields, kept, imports));
    let parts = structure.parts.as_deref();
    let parts = parts.map(|parts| super::parts::parts(cx, id, structure, parts, imports));
    // How bodies are written is a client's business.
    let csv = structure.csv.as_ref().filter(|_| !cx.types_only);
    let csv = csv.map(|csv| super::csv::csv(cx, id, structure, csv, imports));
    let checks = super::limits::of_structure(cx, id, structure, imports);
    let xml = structure.xml.as_ref().filter(|_| !cx.types_only);
    let xml = xml.map(|xml| super::xml::xml(cx, id, structure, xml, imports));

    quote! {
        #doc
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#declarations)*
            #additional
        }

        #debug_by_hand
        #constructor
        #serde
        #parts
        #csv
        #xml
        #checks
    }
}

/// The type of undeclared properties, if they are kept.
fn kept(structure: &Structure) -> Option<&Type> {
    match &structure.additional {
        Additional::Kept(ty) => Some(ty),
        Additional::Ignored | Additional::Denied => None,
    }
}

/// Whether nothing but absence makes up a default: a tag has to be set by hand.
pub(super) fn derives_default(cx: &Cx<'_>, id: TypeId, structure: &Structure) -> bool {
    cx.facts.of(id).default && structure.fields.iter().all(|field| field.fixed.is_none())
}

fn derives(
    cx: &Cx<'_>,
    id: TypeId,
    structure: &Structure,
    debug: Option<TokenStream>,
    serde: bool,
    imports: &mut Imports,
) -> TokenStream {
    let default = derives_default(cx, id, structure).then(|| {
        let default = cx.std("Default");
        quote!(#default,)
    });
    if !serde {
        return quote!(#[derive(#debug Clone, #default PartialEq)]);
    }
    imports.serde();
    let serialize = cx.std("Serialize");
    let deserialize = cx.std("Deserialize");
    quote!(#[derive(#debug Clone, #default PartialEq, #serialize, #deserialize)])
}

fn additional_field(
    cx: &Cx<'_>,
    id: TypeId,
    value: &Type,
    holding: Holding<'_>,
    imports: &mut Imports,
) -> TokenStream {
    let name = &cx.names.of(id).additional;
    imports.map = true;
    imports.of_type(value);
    imports.runtime |= holding.names_runtime();
    let (map, string) = (cx.std("BTreeMap"), cx.std("String"));
    let value = holding.ty(ty(cx, Scope::Models, value));
    quote! {
        #[doc = " Properties that the API does not declare, kept as they came."]
        pub #name: #map<#string, #value>,
    }
}

/// A field and what a template has to know of it.
pub(super) struct FieldTemplate<'a> {
    pub(super) cx: &'a Cx<'a>,
    pub(super) field: &'a Field,
    pub(super) name: &'a proc_macro2::Ident,
    pub(super) holding: Holding<'a>,
}

impl FieldTemplate<'_> {
    /// The type of a value that is there.
    fn value(&self) -> TokenStream {
        self.holding.ty(ty(self.cx, Scope::Models, &self.field.ty))
    }

    /// The type of the field.
    pub(super) fn ty(&self) -> TokenStream {
        let value = self.value();
        match self.field.presence {
            Presence::Required => value,
            Presence::RequiredNullable | Presence::Optional => {
                let option = self.cx.std("Option");
                quote!(#option<#value>)
            }
            Presence::OptionalNullable => quote!(runtime::Nullable<#value>),
        }
    }

    pub(super) fn is_required(&self) -> bool {
        self.field.presence.is_required()
    }

    /// Whether the property may be left out, and `null` is a value like any other of it.
    pub(super) fn takes_null(&self) -> bool {
        self.field.presence == Presence::Optional && takes_null(self.cx, &self.field.ty)
    }

    fn doc(&self) -> TokenStream {
        let otherwise = || {
            let named = match &self.field.ty {
                Type::Named(id) => self.cx.api.find_type(*id).and_then(|def| def.doc.as_ref()),
                _ => None,
            };
            named.map_or_else(
                || format!("{} of the API.", super::super::docs::code(&self.field.wire)),
                |doc| doc.0.clone(),
            )
        };
        Text::of(self.field.doc.as_ref(), otherwise)
            .maybe(limits(&self.field.constraints, self.field.default.as_ref()))
            .maybe(self.field.deprecated.then(|| "Deprecated.".to_owned()))
            .attributes()
    }

    fn declaration(&self, derived: bool, imports: &mut Imports) -> TokenStream {
        imports.of_type(&self.field.ty);
        imports.runtime |=
            self.field.presence == Presence::OptionalNullable || self.holding.names_runtime();
        let doc = self.doc();
        let serde = derived.then(|| self.serde(imports));
        let name = self.name;
        let ty = self.ty();
        quote! {
            #doc
            #serde
            pub #name: #ty,
        }
    }

    /// The attribute for serde's derives.
    fn serde(&self, imports: &mut Imports) -> Option<TokenStream> {
        let mut parts = Vec::new();
        if *self.name != self.field.wire {
            let wire = &self.field.wire;
            parts.push(quote!(rename = #wire));
        }
        let coding = coding(self.cx, &self.field.ty);
        match self.field.presence {
            Presence::Required => {}
            Presence::RequiredNullable => {
                if coding.is_none() {
                    imports.runtime = true;
                    parts.push(quote!(deserialize_with = "runtime::required_nullable"));
                }
            }
            Presence::Optional => {
                let takes_null = self.takes_null();
                if coding.is_some() || takes_null {
                    parts.push(quote!(default));
                }
                let path = if self.cx.names.hides("Option") {
                    "std::option::Option::is_none"
                } else {
                    "Option::is_none"
                };
                parts.push(quote!(skip_serializing_if = #path));
                if takes_null {
                    imports.runtime = true;
                    parts.push(quote!(deserialize_with = "runtime::optional_any"));
                }
            }
            Presence::OptionalNullable => {
                parts.push(quote!(default));
                parts.push(quote!(skip_serializing_if = "runtime::Nullable::is_absent"));
            }
        }
        if let Some(coding) = coding {
            imports.runtime = true;
            let module = coding.module();
            parts.push(quote!(with = #module));
        }
        (!parts.is_empty()).then(|| quote!(#[serde(#(#parts),*)]))
    }
}
