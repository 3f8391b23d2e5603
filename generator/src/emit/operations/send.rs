//! Sending: the methods of a request that send it, by what they ask for and how it is handed out.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs::code;
use super::reply::{Decoded, body_type, decoder};
use super::{Cx, Op, any};
use crate::analyze::{Reply, ReplyBody};
use crate::model::{Content, Media};
use crate::names::{SendNames, known};

/// A method that gives a future, and one that waits.
struct Pair<'a> {
    names: (&'a Ident, &'a Ident),
    docs: (String, String),
    /// What is asked for instead of the operation's own media type.
    accept: Option<&'a str>,
    success: TokenStream,
    decode: TokenStream,
    streamed: bool,
}

/// The methods that send a request.
pub(super) fn methods(cx: &Cx<'_>, op: &Op<'_>, decoded: &Decoded) -> Vec<TokenStream> {
    let send = (&known("send"), &known("send_blocking"));
    let download = (&known("download"), &known("download_blocking"));
    let mut pairs = vec![Pair {
        names: send,
        docs: whole(decoded.streamed),
        accept: None,
        success: decoded.success.clone(),
        decode: decoded.decode.clone(),
        streamed: decoded.streamed,
    }];
    if has_bytes(&cx.facts.operation(op.id).success) {
        pairs.push(downloaded(download, None));
    }
    let alternatives = op.operation.alternatives();
    for (content, names) in alternatives.iter().zip(&op.names.alternatives) {
        pairs.push(alternative(cx, content, names));
        if content.media == Media::Bytes {
            let names = (&names.download, &names.download_blocking);
            pairs.push(downloaded(names, Some(&content.media_type)));
        }
    }
    let any = (&known("send_any"), &known("send_any_blocking"));
    let accept = any::accept(op);
    if !accept.is_empty() {
        let (content, decoder) = (&op.names.content, &op.names.content_decoder);
        pairs.push(Pair {
            names: any,
            docs: (
                " Sends the request, and takes the answer in whichever media type it comes.".to_owned(),
                " Sends the request, and waits on this thread for the answer in whichever media type."
                    .to_owned(),
            ),
            accept: Some(&accept),
            success: quote!(#content),
            decode: quote!(#decoder),
            streamed: false,
        });
    }
    let methods = pairs.iter().map(|pair| method(decoded, pair));
    methods.collect()
}

/// Whether any of them hands out a body as it arrives.
pub(super) fn hands_out(cx: &Cx<'_>, op: &Op<'_>, decoded: &Decoded) -> bool {
    let mut alternatives = op.operation.alternatives().iter();
    decoded.streamed
        || has_bytes(&cx.facts.operation(op.id).success)
        || alternatives.any(|content| content.framing.is_some() || content.media == Media::Bytes)
}

fn has_bytes(success: &Reply) -> bool {
    let is_bytes = |body: &ReplyBody| body.media == Media::Bytes;
    match success {
        Reply::Nothing => false,
        Reply::One(body) => is_bytes(body),
        Reply::PerStatus(bodies) => bodies
            .iter()
            .any(|(_, body)| body.as_ref().is_some_and(is_bytes)),
    }
}

fn whole(streamed: bool) -> (String, String) {
    if streamed {
        return (
            " Sends the request; what the answer brings is handed out as it arrives.".to_owned(),
            " Sends the request, and waits for the head of the answer on this thread.".to_owned(),
        );
    }
    (
        " Sends the request.".to_owned(),
        " Sends the request, and waits for the answer on this thread.".to_owned(),
    )
}

/// Another representation of the first success.
fn alternative<'a>(cx: &Cx<'_>, content: &'a Content, names: &'a SendNames) -> Pair<'a> {
    let body = ReplyBody::of(content);
    let media_type = code(&content.media_type);
    Pair {
        names: (&names.send, &names.send_blocking),
        docs: (
            format!(" Sends the request and asks for {media_type}."),
            format!(
                " Sends the request, asks for {media_type}, and waits for the answer on this thread."
            ),
        ),
        accept: Some(&content.media_type),
        success: body_type(cx, &body),
        decode: decoder(cx, &body),
        streamed: content.framing.is_some(),
    }
}

/// The bytes of a representation, as they arrive.
fn downloaded<'a>(names: (&'a Ident, &'a Ident), accept: Option<&'a str>) -> Pair<'a> {
    let asks = accept.map(|accept| format!(", asks for {}", code(accept)));
    let asks = asks.unwrap_or_default();
    Pair {
        names,
        docs: (
            format!(
                " Sends the request{asks}, and hands out the bytes of the answer as they arrive."
            ),
            format!(
                " Sends the request{asks}, and waits for the head of the answer on this thread."
            ),
        ),
        accept,
        success: quote!(runtime::Download),
        decode: quote!(runtime::Streaming::download()),
        streamed: true,
    }
}

fn method(decoded: &Decoded, pair: &Pair<'_>) -> TokenStream {
    let (failure, decode_error) = (&decoded.failure, &decoded.decode_error);
    let Pair {
        names: (name, name_blocking),
        docs: (doc, doc_blocking),
        accept,
        success,
        decode,
        streamed,
    } = pair;
    let (send, send_blocking) = if *streamed {
        (known("stream"), known("stream_blocking"))
    } else {
        (known("send"), known("send_blocking"))
    };
    let this = match accept {
        Some(_) => quote!(mut self),
        None => quote!(self),
    };
    let accept = accept.map(|accept| quote!(self.parts.accept(#accept);));
    quote! {
        #[doc = #doc]
        pub fn #name(#this) -> runtime::Pending<#success, #failure> {
            #accept
            self.parts.#send(#decode, #decode_error)
        }

        #[doc = #doc_blocking]
        #[cfg(feature = "blocking")]
        pub fn #name_blocking(
            #this
        ) -> Result<runtime::Response<#success>, runtime::Error<#failure>> {
            #accept
            self.parts.#send_blocking(#decode, #decode_error)
        }
    }
}
