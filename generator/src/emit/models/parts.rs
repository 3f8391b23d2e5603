//! Forms: how a structure becomes the parts of a `multipart/form-data` body.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::types::{behind, coding};
use super::{Cx, Imports};
use crate::model::{Field, Part, PartContent, Presence, Structure, Type, TypeId};

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
        // A list of itself is a type of its own, and one text.
        let has_items = part.each && matches!(behind(cx, &field.ty), Type::List(_));
        each(field, has_items, member, |value| {
            added(cx, field, &part.content, &local, value)
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

/// A statement for every part that a field becomes.
fn each(
    field: &Field,
    has_items: bool,
    member: &proc_macro2::Ident,
    statement: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let is_required = matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable
    );
    match (has_items, is_required) {
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
    content: &PartContent,
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
    match content {
        PartContent::Text(None) => quote!(#multipart.text(#wire, #value);),
        PartContent::Text(Some(content_type)) => {
            quote!(#multipart.text_as(#wire, #content_type, #value);)
        }
        PartContent::Json(content_type) => quote!(#multipart.json(#wire, #content_type, #value);),
        PartContent::File(content_type) => quote!(#multipart.file(#wire, #content_type, #value);),
    }
}
