//! How a mock reads the body of a request.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::Cx;
use super::super::types::{Scope, coding, ty};
use crate::model::{Content, Media, Operation};

/// A type and the function that reads it.
pub(super) struct Read {
    pub ty: TokenStream,
    pub decode: TokenStream,
}

pub(super) fn body(cx: &Cx<'_>, operation: &Operation) -> Read {
    let Some(body) = &operation.body else {
        return Read {
            ty: quote!(()),
            decode: quote!(runtime::decode::empty),
        };
    };
    let only = match body.contents.as_slice() {
        [only] => only,
        _ => return untyped(),
    };
    if only.framing.is_some() {
        return untyped();
    }
    match only.media {
        Media::Json if body.required => json(cx, only),
        Media::Json => optional_json(cx, only),
        Media::Xml => converted(
            cx,
            only,
            body.required,
            [
                quote!(runtime::decode::xml),
                quote!(runtime::mock::read::optional_xml),
            ],
        ),
        Media::Csv => converted(
            cx,
            only,
            body.required,
            [
                quote!(runtime::decode::csv),
                quote!(runtime::mock::read::optional_csv),
            ],
        ),
        Media::Text => Read {
            ty: quote!(String),
            decode: quote!(runtime::decode::text),
        },
        Media::Bytes => Read {
            ty: quote!(bytes::Bytes),
            decode: quote!(runtime::decode::bytes),
        },
        Media::Form | Media::Multipart => untyped(),
    }
}

fn json(cx: &Cx<'_>, content: &Content) -> Read {
    let ty = ty(cx, Scope::Api, &content.ty);
    let decode = match coding(cx, &content.ty) {
        None => quote!(runtime::decode::json),
        Some(coding) => {
            let form = coding.form();
            quote!(runtime::decode::json_with::<#ty, #form>)
        }
    };
    Read { ty, decode }
}

fn optional_json(cx: &Cx<'_>, content: &Content) -> Read {
    let ty = ty(cx, Scope::Api, &content.ty);
    let decode = match coding(cx, &content.ty) {
        None => quote!(runtime::mock::read::optional_json),
        Some(coding) => {
            let form = coding.form();
            quote!(runtime::mock::read::optional_json_with::<#ty, #form>)
        }
    };
    Read {
        ty: quote!(Option<#ty>),
        decode,
    }
}

/// What is read by way of JSON, by one function where there has to be a body and another where not.
fn converted(
    cx: &Cx<'_>,
    content: &Content,
    required: bool,
    [always, maybe]: [TokenStream; 2],
) -> Read {
    let ty = ty(cx, Scope::Api, &content.ty);
    match required {
        true => Read { ty, decode: always },
        false => Read {
            ty: quote!(Option<#ty>),
            decode: maybe,
        },
    }
}

/// A form, items one after the other, or one of several media types.
fn untyped() -> Read {
    Read {
        ty: quote!(runtime::mock::Body),
        decode: quote!(runtime::mock::read::body),
    }
}
