//! Forms: how a structure becomes the parts of a `multipart/form-data` body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::types::{behind, coding};
use super::{Cx, Imports};
use crate::model::{Field, Part, PartContent, PartHeader, Structure, Type, TypeId, TypeShape};

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
        each(field, has_items, member, |value| match headed(cx, field) {
            None => {
                let value = value.borrowed();
                added(cx, field, &field.ty, &part.content, &local, value)
            }
            Some((id, structure, headers)) => {
                let names = &cx.names.of(id).members;
                let value = value.owner();
                let fields = structure.fields.iter().zip(names);
                let content = fields.clone().take(1).map(|(content, name)| {
                    let value = quote!(&#value.#name);
                    added(cx, field, &content.ty, &part.content, &local, value)
                });
                let headers = fields.skip(1).zip(headers).map(|((header, name), how)| {
                    let value = quote!(&#value.#name);
                    set(cx, header, how, &local, value)
                });
                quote!(#(#content)* #(#headers)*)
            }
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

/// The value of a part.
enum Value {
    /// A field of the form.
    Field(TokenStream),
    /// A variable that refers to one.
    Variable(TokenStream),
}

impl Value {
    fn borrowed(self) -> TokenStream {
        match self {
            Self::Field(value) => quote!(&#value),
            Self::Variable(value) => value,
        }
    }

    /// The value, to name a field of it.
    fn owner(self) -> TokenStream {
        match self {
            Self::Field(value) | Self::Variable(value) => value,
        }
    }
}

/// The parts with headers that a field becomes.
fn headed<'a>(cx: &Cx<'a>, field: &'a Field) -> Option<(TypeId, &'a Structure, &'a [PartHeader])> {
    let id = field.ty.named()?;
    match cx.api.find_type(id).map(|def| &def.shape) {
        Some(TypeShape::Structure(structure)) => {
            Some((id, structure, structure.headers.as_deref()?))
        }
        _ => None,
    }
}

/// A statement for every part that a field becomes.
fn each(
    field: &Field,
    has_items: bool,
    member: &Ident,
    statement: impl FnOnce(Value) -> TokenStream,
) -> TokenStream {
    let is_required = field.presence.is_required();
    match (has_items, is_required) {
        (false, true) => statement(Value::Field(quote!(self.#member))),
        (false, false) => {
            let statement = statement(Value::Variable(quote!(value)));
            quote!(if let Some(value) = &self.#member { #statement })
        }
        (true, true) => {
            let statement = statement(Value::Variable(quote!(item)));
            quote!(for item in &self.#member { #statement })
        }
        (true, false) => {
            let statement = statement(Value::Variable(quote!(item)));
            quote!(for item in self.#member.iter().flatten() { #statement })
        }
    }
}

/// The call that adds a part.
fn added(
    cx: &Cx<'_>,
    field: &Field,
    ty: &Type,
    content: &PartContent,
    multipart: &Ident,
    value: TokenStream,
) -> TokenStream {
    let wire = &field.wire;
    let value = written(cx, ty, value);
    match content {
        PartContent::Text(None) => quote!(#multipart.text(#wire, #value);),
        PartContent::Text(Some(content_type)) => {
            quote!(#multipart.text_as(#wire, #content_type, #value);)
        }
        PartContent::Json(content_type) => quote!(#multipart.json(#wire, #content_type, #value);),
        PartContent::File(content_type) => quote!(#multipart.file(#wire, #content_type, #value);),
    }
}

/// The call that gives a header to the part that was added last.
fn set(
    cx: &Cx<'_>,
    header: &Field,
    how: &PartHeader,
    multipart: &Ident,
    value: TokenStream,
) -> TokenStream {
    let wire = &header.wire;
    let value = written(cx, &header.ty, value);
    match how {
        PartHeader { json: true, .. } => quote!(#multipart.header_json(#wire, #value);),
        PartHeader { explode: true, .. } => {
            quote!(#multipart.header_styled(#wire, true, #value);)
        }
        PartHeader { .. } => quote!(#multipart.header(#wire, #value);),
    }
}

/// A reference to a value in the form in which it is written.
fn written(cx: &Cx<'_>, ty: &Type, value: TokenStream) -> TokenStream {
    match coding(cx, ty) {
        None => value,
        Some(coding) => {
            let form = coding.form();
            quote!(&runtime::wire::written(#value, #form))
        }
    }
}
