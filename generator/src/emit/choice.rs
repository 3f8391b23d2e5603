//! Choices: a body that comes in one of several media types, and which of them it is.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Cx;
use super::docs::code;
use super::types::is_boxed;
use crate::model::Content;

/// One of the media types.
pub(super) struct Choice<'c> {
    pub content: &'c Content,
    pub variant: &'c Ident,
    /// The type that it is handed out as.
    pub held: TokenStream,
    /// The expression that reads what was `received`.
    pub decoded: TokenStream,
}

/// The enum of a body, by its media type.
pub(super) fn items(cx: &Cx<'_>, name: &Ident, doc: &str, choices: &[Choice<'_>]) -> TokenStream {
    let variants = choices.iter().map(|choice| {
        let Choice {
            content,
            variant,
            held,
            ..
        } = choice;
        let doc = format!(" {}", code(&content.media_type));
        let held = match is_boxed(cx, &content.ty) {
            true => quote!(Box<#held>),
            false => quote!(#held),
        };
        quote! {
            #[doc = #doc]
            #variant(#held),
        }
    });
    quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

/// The media types with what reads each as a variant of the enum.
pub(super) fn decoders(cx: &Cx<'_>, name: &Ident, choices: &[Choice<'_>]) -> TokenStream {
    let decoders = choices.iter().map(|choice| {
        let Choice {
            content,
            variant,
            decoded,
            ..
        } = choice;
        let media_type = &content.media_type;
        let boxed = is_boxed(cx, &content.ty).then(|| quote!(.map(Box::new)));
        quote!((#media_type, |received| #decoded #boxed.map(#name::#variant)))
    });
    quote!(&[#(#decoders),*])
}
