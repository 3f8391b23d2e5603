//! Replies: the types of a success and of a documented failure, and how they are read.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs::code;
use super::super::types::{Scope, behind, coding, is_boxed, ty};
use super::{Cx, Op};
use crate::analyze::{Reply, ReplyBody};
use crate::model::{
    Framing, Made, Media, Operation, Scalar, StatusPattern, Type, TypeShape, Values,
};
use crate::names::known;

/// How the answer to a request is read.
pub(super) struct Decoded {
    /// The type of a success.
    pub success: TokenStream,
    /// The type of a documented failure.
    pub failure: TokenStream,
    /// The function that reads a success; if it is streamed, what reads it while it arrives.
    pub decode: TokenStream,
    /// Whether a success is handed out as it arrives.
    pub streamed: bool,
    /// The function that reads a failure.
    pub decode_error: TokenStream,
    /// Types and functions that had to be made for it.
    pub items: TokenStream,
}

pub(super) fn decoded(cx: &Cx<'_>, op: &Op<'_>) -> Decoded {
    let facts = cx.facts.operation(op.id);
    let (success, decode, success_items) = match &facts.success {
        Reply::Nothing => (quote!(()), quote!(runtime::decode::empty), None),
        Reply::One(body) => (body_type(cx, body), decoder(cx, body), None),
        Reply::PerStatus(bodies) => {
            let (name, function) = (&op.names.success, &op.names.success_decoder);
            let doc = format!(" What {} answers, by status.", code(&op.operation.id));
            let items = per_status(cx, name, function, &doc, bodies);
            (quote!(#name), quote!(#function), Some(items))
        }
    };
    let (failure, decode_error, failure_items) = match &facts.failure {
        Reply::Nothing => (
            quote!(std::convert::Infallible),
            quote!(runtime::decode::none),
            None,
        ),
        Reply::One(body) => (body_type(cx, body), decoder(cx, body), None),
        Reply::PerStatus(bodies) => {
            let (name, function) = (&op.names.failure, &op.names.failure_decoder);
            let doc = format!(
                " The documented errors of {}, by status.",
                code(&op.operation.id)
            );
            let items = per_status(cx, name, function, &doc, bodies);
            (quote!(#name), quote!(#function), Some(items))
        }
    };
    Decoded {
        success,
        failure,
        decode,
        streamed: matches!(&facts.success, Reply::One(body) if body.framing.is_some()),
        decode_error,
        items: quote!(#success_items #failure_items),
    }
}

/// The type that a body is handed out as.
pub(in super::super) fn body_type(cx: &Cx<'_>, body: &ReplyBody) -> TokenStream {
    let whole = match body.media {
        Media::Json | Media::Xml | Media::Csv => ty(cx, Scope::Api, &body.ty),
        Media::Text | Media::Form => quote!(String),
        Media::Multipart | Media::Bytes => quote!(bytes::Bytes),
    };
    match body.framing {
        None => whole,
        Some(Framing::Events) => quote!(runtime::Events<#whole>),
        Some(Framing::Lines | Framing::Records) => quote!(runtime::Lines<#whole>),
    }
}

/// What reads a body.
pub(in super::super) fn decoder(cx: &Cx<'_>, body: &ReplyBody) -> TokenStream {
    // The data of an event is a text already, which hardly any server puts in quotes once more.
    let is_unquoted = body.framing == Some(Framing::Events) && is_text(cx, &body.ty);
    let (plain, formed) = match is_unquoted {
        true => (known("unquoted"), known("unquoted_with")),
        false => (known("json"), known("json_with")),
    };
    let whole = match body.media {
        Media::Json => match coding(cx, &body.ty) {
            None => quote!(runtime::decode::#plain),
            Some(coding) => {
                let ty = ty(cx, Scope::Api, &body.ty);
                let form = coding.form();
                quote!(runtime::decode::#formed::<#ty, #form>)
            }
        },
        Media::Xml => quote!(runtime::decode::xml),
        Media::Csv => quote!(runtime::decode::csv),
        Media::Text | Media::Form => quote!(runtime::decode::text),
        Media::Multipart | Media::Bytes => quote!(runtime::decode::bytes),
    };
    match body.framing {
        None => whole,
        Some(Framing::Events) => quote!(runtime::Streaming::events(#whole)),
        Some(Framing::Lines) => quote!(runtime::Streaming::lines(#whole)),
        Some(Framing::Records) => quote!(runtime::Streaming::records(#whole)),
    }
}

/// Whether JSON has the values of a type as strings.
fn is_text(cx: &Cx<'_>, ty: &Type) -> bool {
    match behind(cx, ty).made() {
        Made::Single(scalar) => scalar == Scalar::Text,
        Made::Named(id) => matches!(
            cx.api.find_type(id).map(|def| &def.shape),
            Some(TypeShape::Enumeration(list)) if list.values == Values::Strings
        ),
        Made::Wrapped(inner) => is_text(cx, inner),
        Made::Bytes | Made::List(_) | Made::Map(_) | Made::Null | Made::Any => false,
    }
}

/// A union of the bodies of different statuses, and the function that reads it.
fn per_status(
    cx: &Cx<'_>,
    name: &Ident,
    function: &Ident,
    doc: &str,
    bodies: &[(StatusPattern, Option<ReplyBody>)],
) -> TokenStream {
    let variants = bodies.iter().map(|(status, body)| {
        let variant = cx.names.status(*status);
        let doc = match status {
            StatusPattern::Default => " Any other status.".to_owned(),
            status => format!(" Status {status}."),
        };
        let held = body.as_ref().map(|body| {
            let ty = body_type(cx, body);
            if is_boxed(cx, &body.ty) {
                quote!((Box<#ty>))
            } else {
                quote!((#ty))
            }
        });
        quote! {
            #[doc = #doc]
            #variant #held,
        }
    });
    let read = |status: StatusPattern, body: &Option<ReplyBody>| {
        let variant = cx.names.status(status);
        match body {
            Some(body) => {
                let decoder = decoder(cx, body);
                {
                    let boxed = is_boxed(cx, &body.ty).then(|| quote!(.map(Box::new)));
                    quote!(#decoder(received)#boxed.map(#name::#variant))
                }
            }
            None => quote!(Ok(#name::#variant)),
        }
    };
    // They stand in the order in which they are tried, and nothing but what is documented is read:
    // what no arm before takes is for the last.
    let (last, others) = match bodies.split_last() {
        Some((last, others)) => (Some(last), others),
        None => (None, bodies),
    };
    let arms = others.iter().map(|(status, body)| {
        let pattern = match status {
            StatusPattern::Exact(code) => {
                let code = proc_macro2::Literal::u16_unsuffixed(*code);
                quote!(#code)
            }
            StatusPattern::Range(class) => {
                let first = proc_macro2::Literal::u16_unsuffixed(u16::from(*class) * 100);
                let last = proc_macro2::Literal::u16_unsuffixed(u16::from(*class) * 100 + 99);
                quote!(#first..=#last)
            }
            StatusPattern::Default => quote!(_),
        };
        let read = read(*status, body);
        quote!(#pattern => #read,)
    });
    let last = last.map(|(status, body)| {
        let read = read(*status, body);
        quote!(_ => #read,)
    });
    quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        fn #function(received: &runtime::Received) -> Result<#name, runtime::DecodeError> {
            match received.status.as_u16() {
                #(#arms)*
                #last
            }
        }
    }
}

/// The media types that a request asks for, as `Accept` has them; empty if no answer has a body.
pub(super) fn accept(cx: &Cx<'_>, op: &Op<'_>) -> String {
    let facts = cx.facts.operation(op.id);
    let asked_for = |reply: &Reply| {
        let bodies: Vec<&ReplyBody> = match reply {
            Reply::Nothing => Vec::new(),
            Reply::One(body) => vec![body],
            Reply::PerStatus(bodies) => bodies
                .iter()
                .filter_map(|(_, body)| body.as_ref())
                .collect(),
        };
        let mut media_types: Vec<&str> = Vec::new();
        for body in bodies {
            if !media_types.contains(&body.media_type.as_str()) {
                media_types.push(&body.media_type);
            }
        }
        media_types.join(", ")
    };
    match asked_for(&facts.success) {
        none if none.is_empty() => asked_for(&facts.failure),
        some => some,
    }
}

/// Whether `default` is all that is documented, so that it is what a success looks like, too.
pub(super) fn is_only_default(operation: &Operation) -> bool {
    matches!(operation.responses.as_slice(), [only] if only.status == StatusPattern::Default)
}
