//! Readers: methods that read one header or query parameter when it is asked for.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Cx;
use super::docs::{Text, code, limits};
use super::shape::shape;
use super::types::{Scope, coding, ty};
use crate::model::{Header, Parameter, Style, Type};
use crate::names::known;

/// A struct over the headers of a message, with a method for each that is documented.
pub(super) fn headers(name: &Ident, doc: &Text, readers: &[TokenStream]) -> TokenStream {
    let doc = doc.attributes();
    quote! {
        #doc
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a> {
            headers: runtime::Headers<'a>,
        }

        impl #name<'_> {
            #(#readers)*
        }

        impl<'a> From<&'a runtime::HeaderMap> for #name<'a> {
            fn from(headers: &'a runtime::HeaderMap) -> Self {
                let headers = runtime::Headers::new(headers);
                Self { headers }
            }
        }
    }
}

/// The method that reads a header; `note` is a paragraph of its documentation.
pub(super) fn header(
    cx: &Cx<'_>,
    header: &Header,
    method: &Ident,
    note: Option<String>,
) -> TokenStream {
    let doc = Text::of(header.doc.as_ref(), || {
        format!("The header {}.", code(&header.wire))
    });
    let example = header.example.as_ref();
    let doc = doc
        .maybe(limits(&header.constraints, None))
        .maybe(example.map(|example| format!("For example {}.", code(&example.to_string()))))
        .maybe(note);
    let described = described_header(cx, header);
    let value = Value {
        required: header.required,
        deprecated: header.deprecated,
        ty: &header.ty,
    };
    value.reader(cx, &doc, method, &quote!(self.headers), &described)
}

/// The method that reads a query parameter.
pub(super) fn parameter(cx: &Cx<'_>, parameter: &Parameter, method: &Ident) -> TokenStream {
    let doc = Text::of(parameter.doc.as_ref(), || {
        format!("The parameter {}.", code(&parameter.wire))
    });
    let limits = limits(&parameter.constraints, parameter.default.as_ref());
    let described = described_parameter(cx, parameter);
    let value = Value {
        required: parameter.required,
        deprecated: parameter.deprecated,
        ty: &parameter.ty,
    };
    let doc = doc.maybe(limits);
    value.reader(cx, &doc, method, &quote!(self.query), &described)
}

/// How the runtime has to read a header.
pub(super) fn described_header(cx: &Cx<'_>, header: &Header) -> TokenStream {
    let wire = &header.wire;
    let shape = shape_or_json(cx, header.json, &header.ty);
    let exploded = header.explode.then(|| quote!(.exploded()));
    quote!(runtime::Header::new(#wire, #shape)#exploded)
}

fn described_parameter(cx: &Cx<'_>, parameter: &Parameter) -> TokenStream {
    let wire = &parameter.wire;
    let shape = shape_or_json(cx, parameter.json, &parameter.ty);
    let separator = match parameter.style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        Style::Simple | Style::Label | Style::Matrix | Style::Form | Style::DeepObject => ',',
    };
    let is_list = matches!(super::types::behind(cx, &parameter.ty), Type::List(_));
    let separated =
        (is_list && !parameter.explode && !parameter.json).then(|| quote!(.separated(#separator)));
    quote!(runtime::QueryParameter::new(#wire, #shape)#separated)
}

fn shape_or_json(cx: &Cx<'_>, json: bool, ty: &Type) -> TokenStream {
    match json {
        true => quote!(runtime::Shape::Json),
        false => shape(cx, ty),
    }
}

/// What is read.
struct Value<'v> {
    required: bool,
    deprecated: bool,
    ty: &'v Type,
}

impl Value<'_> {
    fn reader(
        &self,
        cx: &Cx<'_>,
        doc: &Text,
        method: &Ident,
        source: &TokenStream,
        described: &TokenStream,
    ) -> TokenStream {
        let doc = doc.attributes();
        let deprecated = self.deprecated.then(|| quote!(#[deprecated]));
        let value = ty(cx, Scope::Api, self.ty);
        let (value, plain, formed) = match self.required {
            true => (value, known("required"), known("required_with")),
            false => (
                quote!(Option<#value>),
                known("optional"),
                known("optional_with"),
            ),
        };
        let read = match coding(cx, self.ty) {
            None => quote!(#plain(#described)),
            Some(coding) => {
                let form = coding.form();
                quote!(#formed(#described, #form))
            }
        };
        quote! {
            #doc
            #deprecated
            pub fn #method(&self) -> Result<#value, runtime::ReadError> {
                #source.#read
            }
        }
    }
}
