//! Enumerations: an enum that keeps what it does not know, its wire values, and serde.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::docs::{Text, code, named};
use super::super::types::integer;
use super::{Cx, Imports, Shown, doc, shown};
use crate::model::{Enumeration, Others, TypeDef, TypeId, Values, Variant, VariantValue};

pub(super) fn enumeration(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    list: &Enumeration,
    imports: &mut Imports,
) -> TokenStream {
    imports.serde_by_hand();
    let doc = doc(cx, id, def).attributes();
    let name = &cx.names.of(id).name;
    let Shown {
        derive: debug,
        implementation: debug_by_hand,
    } = shown(cx, id, def);
    let variants = list
        .variants
        .iter()
        .zip(&cx.names.of(id).members)
        .map(|(variant, name)| {
            let doc = variant_doc(variant);
            quote! {
                #doc
                #name,
            }
        });
    // What must not be seen is not printed with `{}` either.
    let shows = !def.sensitive;
    let (held, derives, implementation) = match list.values {
        Values::Strings => (
            cx.std("String"),
            quote!(Clone, PartialEq, Eq, PartialOrd, Ord, Hash),
            strings(cx, id, list, shows),
        ),
        Values::Integers(kind) => (
            integer(kind),
            quote!(Clone, PartialEq, Eq, PartialOrd, Ord, Hash),
            numbers(cx, id, list, &integer(kind), shows),
        ),
        Values::Numbers => (
            quote!(f64),
            quote!(Clone, PartialEq, PartialOrd),
            numbers(cx, id, list, &quote!(f64), shows),
        ),
        Values::Booleans | Values::Mixed => {
            imports.runtime = true;
            (
                quote!(runtime::RawJson),
                quote!(Clone, PartialEq, Eq, Hash),
                mixed(cx, id, list, shows),
            )
        }
    };
    let is_open = list.others == Others::Allowed;
    let unknown = if is_open {
        " Another value than the documented ones."
    } else {
        " A value that the API does not document, kept as it came."
    };
    quote! {
        #doc
        #[derive(#debug #derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = #unknown]
            Unknown(#held),
        }

        #debug_by_hand
        #implementation
    }
}

pub(super) fn display(name: &Ident, write: &TokenStream) -> TokenStream {
    quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                #write
            }
        }
    }
}

fn variant_doc(variant: &Variant) -> TokenStream {
    let value = code(&variant.value.json());
    let text = match &variant.doc {
        Some(doc) => Text::new(named(&value, &doc.0)),
        None => Text::new(format!("{value} on the wire.")),
    };
    text.attributes()
}

fn strings(cx: &Cx<'_>, id: TypeId, list: &Enumeration, shows: bool) -> TokenStream {
    let names = cx.names.of(id);
    let name = &names.name;
    let members = &names.members;
    let values: Vec<&str> = list
        .variants
        .iter()
        .filter_map(|variant| match &variant.value {
            VariantValue::String(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let display = shows.then(|| display(name, &quote!(formatter.write_str(self.as_str()))));
    let (result, string, from) = (cx.std("Result"), cx.std("String"), cx.std("From"));
    // Setters take whatever becomes such a value.
    let from_string = (list.others == Others::Allowed).then(|| {
        quote! {
            impl #from<#string> for #name {
                fn from(value: #string) -> Self {
                    Self::from(value.as_str())
                }
            }
        }
    });
    let (serialize, serializer) = (cx.std("Serialize"), cx.std("Serializer"));
    let (deserialize, deserializer) = (cx.std("Deserialize"), cx.std("Deserializer"));
    quote! {
        impl #name {
            #[doc = " The value on the wire."]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#members => #values,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl #from<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#members,)*
                    other => Self::Unknown(#string::from(other)),
                }
            }
        }

        #from_string

        impl std::str::FromStr for #name {
            type Err = std::convert::Infallible;

            fn from_str(value: &str) -> #result<Self, std::convert::Infallible> {
                Ok(Self::from(value))
            }
        }

        #display

        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> #result<Self, D::Error> {
                let value = <#string as #deserialize>::deserialize(deserializer)?;
                Ok(Self::from(value.as_str()))
            }
        }
    }
}

/// Integers of one range, or numbers with a fraction.
fn numbers(
    cx: &Cx<'_>,
    id: TypeId,
    list: &Enumeration,
    held: &TokenStream,
    shows: bool,
) -> TokenStream {
    let names = cx.names.of(id);
    let name = &names.name;
    let is_whole = matches!(list.values, Values::Integers(_));
    let members = &names.members;
    let values: Vec<Literal> = list
        .variants
        .iter()
        .map(|variant| number(&variant.value, is_whole))
        .collect();
    // A number is written as it is listed: `42`, and not `42.0`.
    let written = list.variants.iter().map(|variant| literal(&variant.value));
    let write = if is_whole {
        quote!(self.value().serialize(serializer))
    } else {
        quote! {
            match self {
                #(Self::#members => #written.serialize(serializer),)*
                Self::Unknown(value) => value.serialize(serializer),
            }
        }
    };
    let fault = if is_whole {
        quote!(std::num::ParseIntError)
    } else {
        quote!(std::num::ParseFloatError)
    };
    let display = shows.then(|| display(name, &quote!(self.value().fmt(formatter))));
    let (result, from) = (cx.std("Result"), cx.std("From"));
    let (serialize, serializer) = (cx.std("Serialize"), cx.std("Serializer"));
    let (deserialize, deserializer) = (cx.std("Deserialize"), cx.std("Deserializer"));
    quote! {
        impl #name {
            #[doc = " The value on the wire."]
            pub fn value(&self) -> #held {
                match self {
                    #(Self::#members => #values,)*
                    Self::Unknown(value) => *value,
                }
            }
        }

        impl #from<#held> for #name {
            fn from(value: #held) -> Self {
                match value {
                    #(#values => Self::#members,)*
                    other => Self::Unknown(other),
                }
            }
        }

        impl std::str::FromStr for #name {
            type Err = #fault;

            fn from_str(value: &str) -> #result<Self, #fault> {
                value.parse::<#held>().map(Self::from)
            }
        }

        #display

        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> {
                #write
            }
        }

        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> #result<Self, D::Error> {
                <#held as #deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    }
}

/// A listed number as it is compared.
pub(super) fn number(value: &VariantValue, is_whole: bool) -> Literal {
    match value {
        VariantValue::Integer(value) if is_whole => Literal::i64_unsuffixed(*value),
        value => Literal::f64_unsuffixed(value.json().parse().unwrap_or_default()),
    }
}

/// A listed value as it is written.
pub(super) fn literal(value: &VariantValue) -> TokenStream {
    match value {
        VariantValue::String(text) => quote!(#text),
        VariantValue::Integer(value) => {
            let literal = Literal::i64_suffixed(*value);
            if *value < 0 {
                quote!((#literal))
            } else {
                quote!(#literal)
            }
        }
        VariantValue::Number(text) => {
            let value: f64 = text.parse().unwrap_or_default();
            let literal = Literal::f64_suffixed(value);
            if value < 0.0 {
                quote!((#literal))
            } else {
                quote!(#literal)
            }
        }
        VariantValue::Boolean(flag) => quote!(#flag),
    }
}

/// Strings, numbers and booleans side by side, told apart by their text.
fn mixed(cx: &Cx<'_>, id: TypeId, list: &Enumeration, shows: bool) -> TokenStream {
    let names = cx.names.of(id);
    let name = &names.name;
    let members = &names.members;
    let texts: Vec<String> = list
        .variants
        .iter()
        .map(|variant| variant.value.json())
        .collect();
    let written = list.variants.iter().map(|variant| literal(&variant.value));
    let show = quote! {
        formatter.write_str(match self {
            #(Self::#members => #texts,)*
            Self::Unknown(json) => json.text(),
        })
    };
    let display = shows.then(|| display(name, &show));
    let (result, from) = (cx.std("Result"), cx.std("From"));
    let (serialize, serializer) = (cx.std("Serialize"), cx.std("Serializer"));
    let (deserialize, deserializer) = (cx.std("Deserialize"), cx.std("Deserializer"));
    quote! {
        impl #from<runtime::RawJson> for #name {
            fn from(json: runtime::RawJson) -> Self {
                match json.text() {
                    #(#texts => Self::#members,)*
                    _ => Self::Unknown(json),
                }
            }
        }

        #display

        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> {
                match self {
                    #(Self::#members => #written.serialize(serializer),)*
                    Self::Unknown(json) => json.serialize(serializer),
                }
            }
        }

        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> #result<Self, D::Error> {
                runtime::RawJson::deserialize(deserializer).map(Self::from)
            }
        }
    }
}
