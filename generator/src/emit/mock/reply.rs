//! How a mock writes the answers of an operation.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::Cx;
use super::super::operations::reply::body_type;
use super::super::types::coding;
use crate::analyze::{Reply, ReplyBody};
use crate::model::{Framing, Media, Operation, OperationId, StatusPattern};

/// A type and the function that writes it.
pub(super) struct Written {
    pub ty: TokenStream,
    pub encode: TokenStream,
}

pub(super) fn success(cx: &Cx<'_>, id: OperationId, operation: &Operation) -> Written {
    let reply = &cx.facts.operation(id).success;
    let nothing = Written {
        ty: quote!(()),
        encode: quote!(runtime::mock::write::empty),
    };
    let union = &cx.names.operation(id).success;
    let encoder = &cx.names.mock(id).success_encoder;
    written(cx, operation, reply, nothing, union, encoder)
}

pub(super) fn failure(cx: &Cx<'_>, id: OperationId, operation: &Operation) -> Written {
    let reply = &cx.facts.operation(id).failure;
    let nothing = Written {
        ty: quote!(std::convert::Infallible),
        encode: quote!(runtime::mock::write::none),
    };
    let union = &cx.names.operation(id).failure;
    let encoder = &cx.names.mock(id).failure_encoder;
    written(cx, operation, reply, nothing, union, encoder)
}

fn written(
    cx: &Cx<'_>,
    operation: &Operation,
    reply: &Reply,
    nothing: Written,
    union: &Ident,
    encoder: &Ident,
) -> Written {
    match reply {
        Reply::Nothing => nothing,
        Reply::One(body) => match body.framing {
            None => Written {
                ty: body_type(cx, body),
                encode: writer(cx, body),
            },
            Some(framing) => stream(framing),
        },
        Reply::PerStatus(_) => Written {
            ty: path(cx, operation, union),
            encode: quote!(#encoder),
        },
    }
}

/// A stream is answered with its bytes, so that it can be cut anywhere, too.
fn stream(framing: Framing) -> Written {
    Written {
        ty: quote!(bytes::Bytes),
        encode: match framing {
            Framing::Events => quote!(runtime::mock::write::events),
            Framing::Lines | Framing::Records => quote!(runtime::mock::write::bytes),
        },
    }
}

/// A type in the file of the operation's group.
fn path(cx: &Cx<'_>, operation: &Operation, name: &Ident) -> TokenStream {
    let module = cx.names.file(operation.group);
    quote!(operations::#module::#name)
}

fn writer(cx: &Cx<'_>, body: &ReplyBody) -> TokenStream {
    match body.media {
        Media::Json => match coding(cx, &body.ty) {
            None => quote!(runtime::mock::write::json),
            Some(coding) => {
                let ty = body_type(cx, body);
                let form = coding.form();
                quote!(runtime::mock::write::json_with::<#ty, #form>)
            }
        },
        Media::Xml => quote!(runtime::mock::write::xml),
        Media::Csv => quote!(runtime::mock::write::csv),
        Media::Text | Media::Form => quote!(runtime::mock::write::text),
        Media::Multipart | Media::Bytes => quote!(runtime::mock::write::bytes),
    }
}

/// The functions that write the unions of an operation.
pub(super) fn encoders(cx: &Cx<'_>, id: OperationId, operation: &Operation) -> TokenStream {
    let (facts, names, mock) = (
        cx.facts.operation(id),
        cx.names.operation(id),
        cx.names.mock(id),
    );
    let success = encoder(
        cx,
        operation,
        &facts.success,
        &names.success,
        &mock.success_encoder,
    );
    let failure = encoder(
        cx,
        operation,
        &facts.failure,
        &names.failure,
        &mock.failure_encoder,
    );
    quote!(#success #failure)
}

fn encoder(
    cx: &Cx<'_>,
    operation: &Operation,
    reply: &Reply,
    union: &Ident,
    encoder: &Ident,
) -> Option<TokenStream> {
    let Reply::PerStatus(bodies) = reply else {
        return None;
    };
    let ty = path(cx, operation, union);
    let arms = bodies
        .iter()
        .map(|(status, body)| arm(cx, &ty, *status, body.as_ref()));
    Some(quote! {
        fn #encoder(value: &#ty) -> Result<runtime::mock::Answer, runtime::EncodeError> {
            match value {
                #(#arms)*
            }
        }
    })
}

fn arm(
    cx: &Cx<'_>,
    union: &TokenStream,
    status: StatusPattern,
    body: Option<&ReplyBody>,
) -> TokenStream {
    let variant = cx.names.status(status);
    let status = status.to_string();
    match body {
        Some(body) => {
            let write = writer(cx, body);
            quote!(#union::#variant(body) => Ok(#write(body)?.documented(#status)),)
        }
        None => {
            quote!(#union::#variant => Ok(runtime::mock::write::empty(&())?.documented(#status)),)
        }
    }
}
