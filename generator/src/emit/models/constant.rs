//! Constants: a type of one value, which refuses all others.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs::{Text, code};
use super::super::types::integer;
use super::enumeration::{display, literal, number};
use super::{Cx, Imports, Shown, doc, shown};
use crate::model::{TypeDef, TypeId, Values, Variant, VariantValue};

pub(super) fn constant(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    (values, only, member): (Values, &Variant, &Ident),
    imports: &mut Imports,
) -> TokenStream {
    imports.serde_by_hand();
    imports.runtime = true;
    let doc = doc(cx, id, def).attributes();
    let name = &cx.names.of(id).name;
    let Shown {
        derive: debug,
        implementation: debug_by_hand,
    } = shown(cx, id, def);
    let of_member = Text::new(format!(
        "{} on the wire; another value is refused when it is read.",
        code(&only.value.json())
    ));
    let of_member = of_member.attributes();
    let Value {
        accessor,
        given,
        value,
        written,
        read,
    } = Value::of(values, &only.value);
    // What must not be seen is not printed with `{}` either.
    let display = (!def.sensitive).then(|| display(name, &quote!(self.#accessor().fmt(formatter))));
    let (result, serialize, serializer) =
        (cx.std("Result"), cx.std("Serialize"), cx.std("Serializer"));
    let (deserialize, deserializer) = (cx.std("Deserialize"), cx.std("Deserializer"));
    quote! {
        #doc
        #[derive(#debug Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #of_member
            #member,
        }

        #debug_by_hand

        impl #name {
            #[doc = " The value on the wire."]
            pub fn #accessor(&self) -> #given {
                match self {
                    Self::#member => #value,
                }
            }
        }

        #display

        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> {
                #written.serialize(serializer)
            }
        }

        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> #result<Self, D::Error> {
                runtime::constant::#read(deserializer, #value).map(|()| Self::#member)
            }
        }
    }
}

/// The one value, in Rust.
struct Value {
    /// The method that gives it.
    accessor: TokenStream,
    /// The type that the method gives.
    given: TokenStream,
    value: TokenStream,
    /// What is serialized.
    written: TokenStream,
    /// The function that reads it.
    read: TokenStream,
}

impl Value {
    fn of(values: Values, only: &VariantValue) -> Self {
        let plain = |ty: TokenStream, value: TokenStream, read: TokenStream| Self {
            accessor: quote!(value),
            given: ty,
            value,
            written: quote!(self.value()),
            read,
        };
        match (only, values) {
            (VariantValue::String(text), _) => Self {
                accessor: quote!(as_str),
                given: quote!(&'static str),
                value: quote!(#text),
                written: quote!(self.as_str()),
                read: quote!(text),
            },
            (VariantValue::Boolean(flag), _) => plain(quote!(bool), quote!(#flag), quote!(boolean)),
            (value, Values::Integers(kind)) => {
                let value = number(value, true);
                plain(integer(kind), quote!(#value), quote!(integer))
            }
            (value, _) => {
                let compared = number(value, false);
                Self {
                    // As it is listed: `42`, and not `42.0`.
                    written: literal(value),
                    ..plain(quote!(f64), quote!(#compared), quote!(number))
                }
            }
        }
    }
}
