//! The module of an API: what a user sees first.

use quote::quote;

use super::docs::{Text, code};
use super::tree::Contents;
use super::{Cx, rust, servers};
use crate::names::known;

/// `<api>/mod.rs`
pub(super) fn module(cx: &Cx<'_>) -> Contents {
    let doc =
        Text::new(format!("{}, version {}.", cx.api.title, version(cx))).and(cx.api.doc.as_ref());
    let callbacks = cx.has_callbacks().then(|| {
        quote!(
            pub mod callbacks;
        )
    });
    if !cx.has_client() {
        let doc = doc.inner();
        return rust(
            cx,
            quote! {
                #doc

                #callbacks
                pub mod models;
            },
        );
    }
    let doc = doc
        .paragraph(format!(
            "Begin with [`Client::builder`]; `{}::{}` is the module of this API.",
            cx.krate, cx.names.module
        ))
        .inner();
    let mut exported = vec![known("Client"), known("ClientBuilder")];
    if !cx.api.servers.is_empty() {
        exported.push(known("Server"));
        exported.extend(
            servers::values(cx)
                .into_iter()
                .map(|(_, names)| names.name.clone()),
        );
    }
    let client = &cx.names.client;
    rust(
        cx,
        quote! {
            #doc

            #callbacks
            mod #client;
            #[cfg(feature = "mock")]
            pub mod mock;
            pub mod models;
            pub mod operations;

            pub use #client::{#(#exported),*};
        },
    )
}

/// The version of the description, as documentation may show it.
fn version(cx: &Cx<'_>) -> String {
    let version = &cx.api.version;
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-+. ".contains(letter);
    if version.chars().all(is_plain) {
        version.clone()
    } else {
        code(version)
    }
}
