//! Headers: the view through which those of an answer are read.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs::{Text, code, limits};
use super::super::shape::shape;
use super::super::types::{Scope, coding, ty};
use super::{Cx, Op};
use crate::model::{Header, Operation, StatusPattern};
use crate::names::known;

/// The view of the headers that the answers to an operation come with, if there are any.
pub(super) fn view(cx: &Cx<'_>, op: &Op<'_>) -> Option<TokenStream> {
    if op.operation.headers.is_empty() {
        return None;
    }
    let name = &op.names.headers;
    let doc = Text::new(format!(
        "The headers of answers to {}, each read when it is asked for.",
        code(&op.operation.id)
    ))
    .paragraph(format!(
        "`{name}::from(response.headers())` are those of a success; those of an error are\n\
         `error.headers().map({name}::from)`."
    ))
    .paragraph(
        "One that is missing although the API promises it, or cannot be read, is an error of its own.",
    )
    .attributes();
    let headers = op.operation.headers.iter().zip(&op.names.header_methods);
    let methods = headers.map(|(header, method)| reader(cx, op.operation, header, method));
    Some(quote! {
        #doc
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a> {
            headers: runtime::Headers<'a>,
        }

        impl #name<'_> {
            #(#methods)*
        }

        impl<'a> From<&'a runtime::HeaderMap> for #name<'a> {
            fn from(headers: &'a runtime::HeaderMap) -> Self {
                let headers = runtime::Headers::new(headers);
                Self { headers }
            }
        }
    })
}

/// What the method of an operation says of them.
pub(super) fn mention(op: &Op<'_>) -> Option<String> {
    let name = &op.names.headers;
    let has_headers = !op.operation.headers.is_empty();
    has_headers.then(|| format!("Headers of answers are read through [`{name}`]."))
}

/// The method that reads a header.
fn reader(cx: &Cx<'_>, operation: &Operation, header: &Header, method: &Ident) -> TokenStream {
    let wire = &header.wire;
    let doc = Text::of(header.doc.as_ref(), || {
        format!("The header {}.", code(wire))
    })
    .maybe(limits(&header.constraints, None))
    .maybe(statuses(operation, &header.statuses))
    .attributes();
    let deprecated = header.deprecated.then(|| quote!(#[deprecated]));
    let value = ty(cx, Scope::Api, &header.ty);
    let value = match header.required {
        true => value,
        false => quote!(Option<#value>),
    };
    let described = described(cx, header);
    let (plain, formed) = match header.required {
        true => (known("required"), known("required_with")),
        false => (known("optional"), known("optional_with")),
    };
    let read = match coding(cx, &header.ty) {
        None => quote!(#plain(#described)),
        Some(coding) => {
            let form = coding.form();
            quote!(#formed(#described, #form))
        }
    };
    quote! {
        #doc
        #deprecated
        pub fn #method(&self) -> Result<#value, runtime::HeaderError> {
            self.headers.#read
        }
    }
}

/// How the runtime has to read a header.
pub(super) fn described(cx: &Cx<'_>, header: &Header) -> TokenStream {
    let wire = &header.wire;
    let shape = match header.json {
        true => quote!(runtime::Shape::Json),
        false => shape(cx, &header.ty),
    };
    let exploded = header.explode.then(|| quote!(.exploded()));
    quote!(runtime::Header::new(#wire, #shape)#exploded)
}

/// Which answers have a header or link, unless all have it.
pub(super) fn statuses(operation: &Operation, statuses: &[StatusPattern]) -> Option<String> {
    let documented = operation.responses.iter();
    let is_of_all = documented
        .map(|response| &response.status)
        .all(|status| statuses.contains(status));
    let listed: Vec<String> = statuses
        .iter()
        .map(|status| format!("`{status}`"))
        .collect();
    (!is_of_all).then(|| format!("Comes with {}.", listed.join(", ")))
}
