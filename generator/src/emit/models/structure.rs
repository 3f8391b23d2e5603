//! Structures: a struct, its constructor and setters, and serde.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::docs::{Text, limits};
use super::super::types::{Scope, behind, coding, operator, takes_null, ty};
use super::{Cx, Imports, Shown, doc, shown};
use crate::model::{
    Additional, Field, Others, Presence, Structure, Type, TypeDef, TypeId, TypeShape, Value,
};

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
            boxed: cx.facts.of(id).boxed_fields.contains(&index),
        })
        .collect();
    let declarations = fields
        .iter()
        .map(|field| field.declaration(derived, imports));
    let declarations: Vec<TokenStream> = declarations.collect();
    let additional = kept.map(|value| additional_field(cx, id, value, imports));
    let constructor = constructor(cx, id, structure, &fields, kept);
    let by_hand = is_json && !derived;
    let serde = by_hand.then(|| super::object::object(cx, id, def, &fields, kept, imports));
    let parts = structure.parts.as_deref();
    let parts = parts.map(|parts| super::parts::parts(cx, id, structure, parts, imports));

    let csv = structure.csv.as_ref();
    let csv = csv.map(|csv| super::csv::csv(cx, id, structure, csv, imports));
    let checks = super::limits::of_structure(cx, id, structure, imports);
    let xml = structure.xml.as_ref();
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
fn derives_default(cx: &Cx<'_>, id: TypeId, structure: &Structure) -> bool {
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

fn additional_field(cx: &Cx<'_>, id: TypeId, value: &Type, imports: &mut Imports) -> TokenStream {
    let name = &cx.names.of(id).additional;
    let map = Type::Map(Box::new(value.clone()));
    imports.of_type(&map);
    let map = ty(cx, Scope::Models, &map);
    quote! {
        #[doc = " Properties that the API does not declare, kept as they came."]
        pub #name: #map,
    }
}

/// A field and what a template has to know of it.
pub(super) struct FieldTemplate<'a> {
    cx: &'a Cx<'a>,
    pub(super) field: &'a Field,
    pub(super) name: &'a proc_macro2::Ident,
    boxed: bool,
}

impl FieldTemplate<'_> {
    /// The type of a value that is there.
    fn value(&self) -> TokenStream {
        let value = ty(self.cx, Scope::Models, &self.field.ty);
        if self.boxed {
            let boxed = self.cx.std("Box");
            quote!(#boxed<#value>)
        } else {
            value
        }
    }

    /// The type of the field.
    fn ty(&self) -> TokenStream {
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
        matches!(
            self.field.presence,
            Presence::Required | Presence::RequiredNullable
        )
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
        if self.field.presence == Presence::OptionalNullable {
            imports.runtime = true;
        }
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

    /// The argument of a constructor or setter, and the value that it becomes.
    fn argument(&self) -> (TokenStream, TokenStream) {
        let into = self.cx.std("Into");
        let name = self.name;
        let value = ty(self.cx, Scope::Models, &self.field.ty);
        let converted = match behind(self.cx, &self.field.ty) {
            Type::String | Type::Secret | Type::Any | Type::Sensitive(_) => true,
            Type::Named(id) => match self.cx.api.find_type(*id).map(|def| &def.shape) {
                Some(TypeShape::Union(_)) => true,
                // Any string is as good as a listed one.
                Some(TypeShape::Enumeration(list)) => list.others == Others::Allowed,
                Some(TypeShape::Structure(_) | TypeShape::Tuple(_) | TypeShape::Alias(_))
                | None => false,
            },
            _ => false,
        };
        match (self.field.presence, converted) {
            (Presence::OptionalNullable, _) => (
                quote!(impl #into<runtime::Nullable<#value>>),
                quote!(#name.into()),
            ),
            (Presence::RequiredNullable, _) => {
                let option = self.cx.std("Option");
                (quote!(impl #into<#option<#value>>), quote!(#name.into()))
            }
            (Presence::Required | Presence::Optional, true) => {
                (quote!(impl #into<#value>), quote!(#name.into()))
            }
            (Presence::Required | Presence::Optional, false) => (value, quote!(#name)),
        }
    }

    /// The value as the field holds it.
    fn held(&self, value: TokenStream) -> TokenStream {
        let boxed = self.cx.std("Box");
        match (self.boxed, self.field.presence) {
            (false, _) => value,
            (true, Presence::Required | Presence::Optional) => quote!(#boxed::new(#value)),
            (true, Presence::RequiredNullable | Presence::OptionalNullable) => {
                quote!(#value.map(#boxed::new))
            }
        }
    }
}

/// `new` with what is required, and a setter for everything else.
fn constructor(
    cx: &Cx<'_>,
    id: TypeId,
    structure: &Structure,
    fields: &[FieldTemplate<'_>],
    kept: Option<&Type>,
) -> TokenStream {
    let names = cx.names.of(id);
    let name = &names.name;
    let required = |field: &&FieldTemplate<'_>| field.is_required() && field.field.fixed.is_none();
    let arguments = fields.iter().filter(required).map(|field| {
        let name = field.name;
        let (ty, _) = field.argument();
        quote!(#name: #ty)
    });
    let values = fields.iter().map(|field| {
        let name = field.name;
        if let Some(fixed) = &field.field.fixed {
            let value = fixed_value(cx, &field.field.ty, fixed);
            return match field.field.presence {
                Presence::Required => quote!(#name: #value),
                Presence::Optional | Presence::RequiredNullable => quote!(#name: Some(#value)),
                Presence::OptionalNullable => quote!(#name: runtime::Nullable::from(#value)),
            };
        }
        match field.field.presence {
            Presence::Required | Presence::RequiredNullable => {
                let (_, value) = field.argument();
                let value = field.held(value);
                if *name == value.to_string() {
                    quote!(#name)
                } else {
                    quote!(#name: #value)
                }
            }
            Presence::Optional => quote!(#name: None),
            Presence::OptionalNullable => quote!(#name: runtime::Nullable::Absent),
        }
    });
    let additional = kept.map(|_| {
        let name = &names.additional;
        let map = cx.std("BTreeMap");
        quote!(#name: #map::new())
    });
    let count = fields.iter().filter(required).count();
    let doc = match count {
        0 if structure.fields.iter().any(|field| field.fixed.is_some()) => {
            " Makes one of what never differs; the rest is absent."
        }
        0 => " Makes one in which everything is absent.",
        _ => " Makes one of what is required; the rest is absent.",
    };
    let many = super::super::types::many_arguments(count);
    let setters = fields.iter().filter(|field| !required(field)).map(setter);
    let default = cx.std("Default");
    let derived = derives_default(cx, id, structure);
    // What is only received is made by nobody but those who test.
    let gate = (!cx.facts.of(id).sent).then(|| quote!(#[cfg(feature = "mock")]));
    let by_hand = (cx.facts.of(id).default && !derived).then(|| {
        quote! {
            #gate
            impl #default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let body = if derived {
        quote!(#default::default())
    } else {
        quote!(Self { #(#values,)* #additional })
    };
    let additional_setter = kept.map(|value| additional_setter(cx, id, value));
    quote! {
        #gate
        impl #name {
            #[doc = #doc]
            #many
            pub fn new(#(#arguments),*) -> Self {
                #body
            }

            #(#setters)*
            #additional_setter
        }

        #by_hand
    }
}

/// The value that a field always has.
fn fixed_value(cx: &Cx<'_>, field: &Type, fixed: &Value) -> TokenStream {
    let literal = literal(fixed);
    let ty = behind(cx, field);
    match ty {
        Type::Named(id) => {
            let name = &cx.names.of(*id).name;
            let text = fixed.to_string();
            match cx.api.find_type(*id).map(|def| &def.shape) {
                Some(TypeShape::Enumeration(list)) => {
                    let mut members = list.variants.iter().zip(&cx.names.of(*id).members);
                    match members.find(|(variant, _)| variant.value.json() == text) {
                        Some((_, member)) => quote!(#name::#member),
                        None => quote!(#name::from(#literal)),
                    }
                }
                _ => literal,
            }
        }
        Type::String => {
            let string = cx.std("String");
            quote!(#string::from(#literal))
        }
        Type::Any => quote!(runtime::RawJson::from(#literal)),
        Type::Float { .. } => {
            let literal = Literal::f64_unsuffixed(fixed.as_f64().unwrap_or_default());
            quote!(#literal)
        }
        _ => literal,
    }
}

/// A string, integer or boolean as it is written in Rust.
fn literal(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => quote!(#text),
        Value::Bool(flag) => quote!(#flag),
        other => {
            let literal = Literal::i64_unsuffixed(other.as_i64().unwrap_or_default());
            quote!(#literal)
        }
    }
}

fn setter(field: &FieldTemplate<'_>) -> TokenStream {
    let name = field.name;
    let doc = format!(" Sets `{name}`.");
    // The field itself is not marked: the crate's own code would not compile without warnings.
    let deprecated = field.field.deprecated.then(|| quote!(#[deprecated]));
    let (ty, value) = field.argument();
    let value = field.held(value);
    let value = match field.field.presence {
        Presence::Optional => quote!(Some(#value)),
        _ => value,
    };
    let operator = operator(name);
    quote! {
        #[doc = #doc]
        #deprecated
        #operator
        #[must_use]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn additional_setter(cx: &Cx<'_>, id: TypeId, value: &Type) -> TokenStream {
    let name = &cx.names.of(id).additional;
    let setter = crate::names::known("additional_property");
    let string = cx.std("String");
    let value = ty(cx, Scope::Models, value);
    let into = cx.std("Into");
    quote! {
        #[doc = " Adds a property that the API does not declare."]
        #[must_use]
        pub fn #setter(mut self, name: impl #into<#string>, value: impl #into<#value>) -> Self {
            self.#name.insert(name.into(), value.into());
            self
        }
    }
}
