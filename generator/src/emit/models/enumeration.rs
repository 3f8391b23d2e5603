//! Enumerations: an open enum, its wire values, and serde.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::docs::{Text, code};
use super::super::types::integer;
use super::{Cx, Imports, Shown, doc, shown};
use crate::model::{Enumeration, IntegerKind, TypeDef, TypeId, Variant, VariantValue};

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
    let held = match list.integer {
        Some(kind) => integer(kind),
        None => cx.std("String"),
    };
    // What must not be seen is not printed with `{}` either.
    let display = (!def.sensitive).then(|| display(name, list.integer));
    let implementation = match list.integer {
        Some(kind) => integers(cx, id, list, kind, display),
        None => strings(cx, id, list, display),
    };
    quote! {
        #doc
        #[derive(#debug Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that the API does not document, kept as it came."]
            Unknown(#held),
        }

        #debug_by_hand
        #implementation
    }
}

fn display(name: &proc_macro2::Ident, integer: Option<IntegerKind>) -> TokenStream {
    let write = match integer {
        Some(_) => quote!(self.value().fmt(formatter)),
        None => quote!(formatter.write_str(self.as_str())),
    };
    quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                #write
            }
        }
    }
}

fn variant_doc(variant: &Variant) -> TokenStream {
    let value = match &variant.value {
        VariantValue::String(text) => code(&serde_json::Value::from(text.as_str()).to_string()),
        VariantValue::Integer(integer) => code(&integer.to_string()),
    };
    let text = match &variant.doc {
        Some(doc) => Text::new(format!("{value}: {}", doc.0)),
        None => Text::new(format!("{value} on the wire.")),
    };
    text.attributes()
}

fn strings(
    cx: &Cx<'_>,
    id: TypeId,
    list: &Enumeration,
    display: Option<TokenStream>,
) -> TokenStream {
    let names = cx.names.of(id);
    let name = &names.name;
    let members = &names.members;
    let values: Vec<&str> = list
        .variants
        .iter()
        .filter_map(|variant| match &variant.value {
            VariantValue::String(text) => Some(text.as_str()),
            VariantValue::Integer(_) => None,
        })
        .collect();
    let (result, string, from) = (cx.std("Result"), cx.std("String"), cx.std("From"));
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

fn integers(
    cx: &Cx<'_>,
    id: TypeId,
    list: &Enumeration,
    kind: IntegerKind,
    display: Option<TokenStream>,
) -> TokenStream {
    let names = cx.names.of(id);
    let name = &names.name;
    let held = integer(kind);
    let in_range: Vec<(&proc_macro2::Ident, Literal)> = list
        .variants
        .iter()
        .zip(&names.members)
        .filter_map(|(variant, name)| match &variant.value {
            VariantValue::Integer(value) => Some((name, Literal::i64_unsuffixed(*value))),
            VariantValue::String(_) => None,
        })
        .collect();
    let members: Vec<_> = in_range.iter().map(|(name, _)| *name).collect();
    let values: Vec<_> = in_range.iter().map(|(_, value)| value).collect();
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
            type Err = std::num::ParseIntError;

            fn from_str(value: &str) -> #result<Self, std::num::ParseIntError> {
                value.parse::<#held>().map(Self::from)
            }
        }

        #display

        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> {
                self.value().serialize(serializer)
            }
        }

        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> #result<Self, D::Error> {
                <#held as #deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    }
}
