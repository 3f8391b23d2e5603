//! Objects: serde by hand, for structures that keep undeclared properties or the properties of a
//! union beside their own.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::types::{Coding, coding};
use super::structure::FieldTemplate;
use super::{Cx, Imports};
use crate::model::{Type, TypeDef, TypeId};

/// The impls of `Serialize` and `Deserialize`; `kept` is the type of undeclared properties.
pub(super) fn object(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    fields: &[FieldTemplate<'_>],
    kept: Option<&Type>,
    imports: &mut Imports,
) -> TokenStream {
    imports.serde_by_hand();
    imports.runtime = true;
    let serialize = serialize(cx, id, fields, kept);
    let deserialize = deserialize(cx, id, def, fields, kept);
    quote! {
        #serialize
        #deserialize
    }
}

fn form(cx: &Cx<'_>, ty: &Type) -> Option<TokenStream> {
    coding(cx, ty).map(Coding::form)
}

fn serialize(
    cx: &Cx<'_>,
    id: TypeId,
    fields: &[FieldTemplate<'_>],
    kept: Option<&Type>,
) -> TokenStream {
    let names = cx.names.of(id);
    let (name, additional) = (&names.name, &names.additional);
    let own = fields.iter().filter(|field| !field.field.flat);
    let writes = own.map(|field| {
        let name = field.name;
        let wire = &field.field.wire;
        match (field.is_required(), form(cx, &field.field.ty)) {
            (true, None) => quote!(object.required(#wire, &self.#name)?;),
            (false, None) => quote!(object.optional(#wire, &self.#name)?;),
            (true, Some(form)) => quote!(object.required_with(#wire, &self.#name, #form)?;),
            (false, Some(form)) => quote!(object.optional_with(#wire, &self.#name, #form)?;),
        }
    });
    let flat = flat(fields).map(|name| quote!(object.flat(&self.#name)?;));
    let rest = kept.map(|value| match form(cx, value) {
        None => quote!(object.additional(&self.#additional)?;),
        Some(form) => quote!(object.additional_with(&self.#additional, #form)?;),
    });
    let (result, serialize, serializer) =
        (cx.std("Result"), cx.std("Serialize"), cx.std("Serializer"));
    quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> {
                let mut object = runtime::object::Writer::new(serializer)?;
                #(#writes)*
                #(#flat)*
                #rest
                object.end()
            }
        }
    }
}

/// The fields whose properties stand beside the others.
fn flat<'a>(fields: &'a [FieldTemplate<'a>]) -> impl Iterator<Item = &'a Ident> {
    let flat = fields.iter().filter(|field| field.field.flat);
    flat.map(|field| field.name)
}

fn deserialize(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    fields: &[FieldTemplate<'_>],
    kept: Option<&Type>,
) -> TokenStream {
    let names = cx.names.of(id);
    let name = &names.name;
    let visitor = crate::names::visitor(name);
    let additional = &names.additional;
    let local = |name: &str| crate::names::local(name, &names.members);
    let (map, key) = (local("map"), local("key"));
    let expected = match &def.name {
        crate::model::TypeName::Schema(key) => format!("an object `{key}`"),
        _ => format!("an object `{name}`"),
    };
    let own: Vec<&FieldTemplate<'_>> = fields.iter().filter(|field| !field.field.flat).collect();
    let arms = own.iter().map(|field| {
        let name = field.name;
        let wire = &field.field.wire;
        match form(cx, &field.field.ty) {
            None if field.takes_null() => {
                quote!(#wire => runtime::object::set_any(&mut #name, #wire, &mut #map)?)
            }
            None => quote!(#wire => runtime::object::set(&mut #name, #wire, &mut #map)?),
            Some(form) => {
                quote!(#wire => runtime::object::set_with(&mut #name, #wire, &mut #map, #form)?)
            }
        }
    });
    let rest = match kept.map(|value| form(cx, value)) {
        None => quote!(runtime::object::skip(&mut #map)?),
        Some(None) => quote!(runtime::object::insert(&mut #additional, #key, &mut #map)?),
        Some(Some(form)) => {
            quote!(runtime::object::insert_with(&mut #additional, #key, &mut #map, #form)?)
        }
    };
    let (tree, string) = (cx.std("BTreeMap"), cx.std("String"));
    // A `match` with one arm is none.
    let read_value = if own.is_empty() {
        quote!(#rest;)
    } else {
        quote! {
            match #key.as_str() {
                #(#arms,)*
                _ => #rest,
            }
        }
    };
    let next = quote!(#map.next_key::<#string>()?);
    let more = match (own.is_empty(), kept) {
        (true, None) => quote!(#next.is_some()),
        _ => quote!(let Some(#key) = #next),
    };
    let slots = own.iter().map(|field| field.name);
    let results = own.iter().map(|field| {
        let name = field.name;
        let wire = &field.field.wire;
        if field.is_required() {
            quote!(#name: runtime::object::required(#name, #wire)?)
        } else {
            quote!(#name: runtime::object::optional(#name))
        }
    });
    let collected = kept.map(|_| quote!(let mut #additional = #tree::new();));
    let collected_value = kept.map(|_| quote!(#additional,));
    let flat: Vec<&Ident> = flat(fields).collect();
    let flat_types = fields.iter().filter(|field| field.field.flat);
    let flat_types = flat_types.map(FieldTemplate::ty);
    // What the union writes is not written a second time.
    let without =
        kept.map(|_| quote!(#(runtime::object::remove_written(&mut #additional, &self.#flat)?;)*));
    let (visitor_fields, read) = if flat.is_empty() {
        (quote!(;), quote!(deserializer.deserialize_map(#visitor)))
    } else {
        (
            quote!({ #(#flat: #flat_types,)* }),
            quote! {
                let json = runtime::RawJson::deserialize(deserializer)?;
                json.visit(#visitor { #(#flat: json.decode()?,)* })
            },
        )
    };
    let (result, deserialize, deserializer) = (
        cx.std("Result"),
        cx.std("Deserialize"),
        cx.std("Deserializer"),
    );
    quote! {
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> #result<Self, D::Error> {
                struct #visitor #visitor_fields

                impl<'de> serde::de::Visitor<'de> for #visitor {
                    type Value = #name;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str(#expected)
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut #map: A) -> #result<Self::Value, A::Error> {
                        #(let mut #slots = None;)*
                        #collected
                        while #more {
                            #read_value
                        }
                        #without
                        Ok(Self::Value {
                            #(#results,)*
                            #(#flat: self.#flat,)*
                            #collected_value
                        })
                    }
                }

                #read
            }
        }
    }
}
