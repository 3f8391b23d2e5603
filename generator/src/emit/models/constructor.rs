//! Constructors: `new` with what a structure requires, and setters for everything else.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::holding::Holding;
use super::super::types::{Scope, behind, many_arguments, operator, ty};
use super::Cx;
use super::structure::{FieldTemplate, derives_default};
use crate::model::{Others, Presence, Structure, Type, TypeId, TypeShape, Value};

/// `new` with what is required, and a setter for everything else.
pub(super) fn constructor(
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
    let many = many_arguments(count);
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
    let holding = Holding::of(cx, id, structure.fields.len());
    let additional_setter = kept.map(|value| additional_setter(cx, id, value, holding));
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

impl FieldTemplate<'_> {
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
        match (self.holding.constructor(), self.field.presence) {
            (None, _) => value,
            (Some(new), Presence::Required | Presence::Optional) => quote!(#new(#value)),
            (Some(new), Presence::RequiredNullable | Presence::OptionalNullable) => {
                quote!(#value.map(#new))
            }
        }
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
        Type::Null => quote!(runtime::Null),
        Type::Any => quote!(runtime::RawJson::from(#literal)),
        Type::Float => {
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

fn additional_setter(cx: &Cx<'_>, id: TypeId, value: &Type, holding: Holding<'_>) -> TokenStream {
    let name = &cx.names.of(id).additional;
    let setter = crate::names::known("additional_property");
    let string = cx.std("String");
    let value = ty(cx, Scope::Models, value);
    let into = cx.std("Into");
    let held = holding.value(quote!(value.into()));
    quote! {
        #[doc = " Adds a property that the API does not declare."]
        #[must_use]
        pub fn #setter(mut self, name: impl #into<#string>, value: impl #into<#value>) -> Self {
            self.#name.insert(name.into(), #held);
            self
        }
    }
}
