//! Any: an answer in whichever of the documented media types it comes.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::choice::{self, Choice};
use super::super::docs::code;
use super::reply::{body_type, decoder};
use super::{Cx, Op};
use crate::analyze::ReplyBody;

/// The enum of an answer by its media type, and the function that reads it.
pub(super) fn items(cx: &Cx<'_>, op: &Op<'_>) -> Option<TokenStream> {
    let whole = op.operation.whole_representations();
    if whole.is_empty() {
        return None;
    }
    let choices: Vec<Choice<'_>> = whole
        .into_iter()
        .filter_map(|(index, content)| {
            let body = ReplyBody::of(content);
            let decoder = decoder(cx, &body);
            Some(Choice {
                content,
                variant: op.names.representations.get(index)?,
                held: body_type(cx, &body),
                decoded: quote!(#decoder(received)),
            })
        })
        .collect();
    let (name, function) = (&op.names.content, &op.names.content_decoder);
    let doc = format!(" What {} answers, by media type.", code(&op.operation.id));
    let items = choice::items(cx, name, &doc, &choices);
    let decoders = choice::decoders(cx, name, &choices);
    Some(quote! {
        #items

        fn #function(received: &runtime::Received) -> Result<#name, runtime::DecodeError> {
            runtime::decode::any_of(received, #decoders)
        }
    })
}

/// The media types that are asked for then; empty where there are not several.
pub(super) fn accept(op: &Op<'_>) -> String {
    let whole = op.operation.whole_representations();
    let media_types: Vec<&str> = whole
        .iter()
        .map(|(_, content)| content.media_type.as_str())
        .collect();
    media_types.join(", ")
}
