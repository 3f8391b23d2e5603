//! Bodies of requests: the argument for one, the call that encodes it, and the choice of several.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::{Text, code};
use super::super::types::{Scope, argument, coding, is_boxed, owned, ty};
use super::request::style;
use super::{Cx, Op};
use crate::model::{Body, Content, FormField, Framing, Media};

/// The type of a body argument.
pub(super) fn body_type(cx: &Cx<'_>, op: &Op<'_>, body: &Body) -> TokenStream {
    match body.contents.as_slice() {
        [only] => content_type(cx, only),
        _ => {
            let choice = &op.names.choice;
            quote!(impl Into<#choice>)
        }
    }
}

fn content_type(cx: &Cx<'_>, content: &Content) -> TokenStream {
    match content.media {
        Media::Json | Media::Form | Media::Multipart | Media::Xml | Media::Csv => {
            argument(cx, &content.ty).ty
        }
        Media::Text => quote!(impl Into<String>),
        Media::Bytes => quote!(impl Into<runtime::Body>),
    }
}

/// The statement that encodes a body.
pub(super) fn set_body(cx: &Cx<'_>, op: &Op<'_>, parts: &TokenStream, body: &Body) -> TokenStream {
    let name = &op.names.body;
    match body.contents.as_slice() {
        [only] => {
            let value = argument(cx, &only.ty).borrowed(name);
            let value = match coding(cx, &only.ty) {
                None => value,
                Some(_) => owned(cx, &only.ty, value),
            };
            let set = set_content(cx, parts, only, &value, &quote!(#name));
            quote!(#set;)
        }
        _ => {
            let choice = &op.names.choice;
            let arms = body
                .contents
                .iter()
                .zip(&op.names.media)
                .map(|(content, variant)| {
                    // What is XML is asked of the type itself.
                    let value = match content.media == Media::Xml && is_boxed(cx, &content.ty) {
                        true => quote!(&*body),
                        false => quote!(&body),
                    };
                    let set = set_content(cx, parts, content, &value, &quote!(body));
                    quote!(#choice::#variant(body) => #set)
                });
            quote! {
                match #name.into() {
                    #(#arms,)*
                }
            }
        }
    }
}

/// The call that encodes a body: a `value` by reference, or text and bytes as they are.
fn set_content(
    cx: &Cx<'_>,
    parts: &TokenStream,
    content: &Content,
    value: &TokenStream,
    whole: &TokenStream,
) -> TokenStream {
    let media_type = &content.media_type;
    let value = match coding(cx, &content.ty) {
        None => quote!(#value),
        Some(coding) => {
            let form = coding.form();
            quote!(&runtime::wire::written(#value, #form))
        }
    };
    match (content.media, content.framing) {
        (_, Some(Framing::Events | Framing::Lines)) => {
            quote!(#parts.lines_body(#media_type, #value))
        }
        (_, Some(Framing::Records)) => quote!(#parts.records_body(#media_type, #value)),
        (Media::Json, None) => quote!(#parts.json_body(#media_type, #value)),
        (Media::Form, None) if content.fields.is_empty() => quote!(#parts.form_body(#value)),
        (Media::Form, None) => {
            let fields = content.fields.iter().map(form_field);
            quote!(#parts.encoded_form_body(&[#(#fields),*], #value))
        }
        (Media::Multipart, None) => quote!(#parts.multipart_body(#value)),
        (Media::Xml, None) => quote!(#parts.xml_body(#media_type, #value)),
        (Media::Csv, None) => quote!(#parts.csv_body(#media_type, #value)),
        (Media::Text, None) => quote!(#parts.text_body(#media_type, #whole)),
        (Media::Bytes, None) => quote!(#parts.bytes_body(#media_type, #whole)),
    }
}

fn form_field(field: &FormField) -> TokenStream {
    let (wire, style, explode) = (&field.wire, style(field.style), field.explode);
    let reserved = field.allow_reserved.then(|| quote!(.reserved()));
    quote!(runtime::FormField::new(#wire, #style, #explode)#reserved)
}

/// The method that sets a body which may be left out.
pub(super) fn body_setter(cx: &Cx<'_>, op: &Op<'_>, body: &Body) -> TokenStream {
    let name = &op.names.body;
    let doc = Text::of(body.doc.as_ref(), || "Sets the body.".to_owned()).attributes();
    let ty = body_type(cx, op, body);
    let set = set_body(cx, op, &quote!(self.parts), body);
    quote! {
        #doc
        pub fn #name(mut self, #name: #ty) -> Self {
            #set
            self
        }
    }
}

/// The choice of request bodies, if there are several media types.
pub(super) fn choice(cx: &Cx<'_>, op: &Op<'_>) -> Option<TokenStream> {
    let body = op.operation.body.as_ref()?;
    let [_, _, ..] = body.contents.as_slice() else {
        return None;
    };
    let name = &op.names.choice;
    let doc = format!(
        " The body of {}, in one of the media types that the API takes.",
        code(&op.operation.id)
    );
    let held: Vec<TokenStream> = body
        .contents
        .iter()
        .map(|content| match content.media {
            Media::Json | Media::Form | Media::Multipart | Media::Xml | Media::Csv => {
                let ty = ty(cx, Scope::Api, &content.ty);
                if is_boxed(cx, &content.ty) {
                    quote!(Box<#ty>)
                } else {
                    ty
                }
            }
            Media::Text => quote!(String),
            Media::Bytes => quote!(runtime::Body),
        })
        .collect();
    let variants =
        body.contents
            .iter()
            .zip(&op.names.media)
            .zip(&held)
            .map(|((content, variant), held)| {
                let doc = format!(" {}", code(&content.media_type));
                quote! {
                    #[doc = #doc]
                    #variant(#held),
                }
            });
    // What stands first is also taken without its name.
    let first = body.contents.iter().zip(&op.names.media).next();
    let first = first.map(|(content, variant)| {
        let (taken, value) = match content.media {
            Media::Json | Media::Form | Media::Multipart | Media::Xml | Media::Csv => {
                let ty = ty(cx, Scope::Api, &content.ty);
                let value = match is_boxed(cx, &content.ty) {
                    true => quote!(Box::new(body.clone())),
                    false => quote!(body.clone()),
                };
                (quote!(&#ty), value)
            }
            Media::Text => (quote!(&str), quote!(body.to_owned())),
            Media::Bytes => (quote!(runtime::Body), quote!(body)),
        };
        quote! {
            impl From<#taken> for #name {
                fn from(body: #taken) -> Self {
                    Self::#variant(#value)
                }
            }
        }
    });
    Some(quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        #first
    })
}
