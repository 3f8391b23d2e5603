//! Forms: how a structure becomes the parts of a `multipart/form-data` body.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::types::{behind, coding};
use super::{Cx, Imports};
use crate::model::{Field, Part, Presence, Structure, Type, TypeId};

/// The impl of `runtime::ToMultipart`.
pub(super) fn parts(
    cx: &Cx<'_>,
    id: TypeId,
    structure: &Structure,
    parts: &[Part],
    imports: &mut Imports,
) -> TokenStream {
    imports.runtime = true;
    let names = cx.names.of(id);
    let name = &names.name;
    let local = crate::names::local("multipart", &names.members);
    let fields = structure.fields.iter().zip(&names.members).zip(parts);
    let statements = fields.map(|((field, member), part)| {
        each(cx, field, member, |value| {
            added(cx, field, part, &local, value)
        })
    });
    quote! {
        impl runtime::ToMultipart for #name {
            fn parts(&self, #local: &mut runtime::Multipart) {
                #(#statements)*
            }
        }
    }
}

/// A statement for every value of a field that is there.
fn each(
    cx: &Cx<'_>,
    field: &Field,
    member: &proc_macro2::Ident,
    statement: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let is_list = matches!(behind(cx, &field.ty), Type::List(_));
    let is_required = matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable
    );
    match (is_list, is_required) {
        (false, true) => statement(quote!(&self.#member)),
        (false, false) => {
            let statement = statement(quote!(value));
            quote!(if let Some(value) = &self.#member { #statement })
        }
        (true, true) => {
            let statement = statement(quote!(item));
            quote!(for item in &self.#member { #statement })
        }
        (true, false) => {
            let statement = statement(quote!(item));
            quote!(for item in self.#member.iter().flatten() { #statement })
        }
    }
}

/// The call that adds a part.
fn added(
    cx: &Cx<'_>,
    field: &Field,
    part: &Part,
    multipart: &proc_macro2::Ident,
    value: TokenStream,
) -> TokenStream {
    let wire = &field.wire;
    let value = match coding(cx, &field.ty) {
        None => value,
        Some(coding) => {
            let form = coding.form();
            quote!(&runtime::wire::written(#value, #form))
        }
    };
    match part {
        Part::Text(None) => quote!(#multipart.text(#wire, #value);),
        Part::Text(Some(content_type)) => {
            quote!(#multipart.text_as(#wire, #content_type, #value);)
        }
        Part::Json(content_type) => quote!(#multipart.json(#wire, #content_type, #value);),
        Part::File(content_type) => quote!(#multipart.file(#wire, #content_type, #value);),
    }
}
