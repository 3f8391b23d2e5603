//! Examples: a call of each operation, with the values that the spec shows.
//!
//! The tokens go out as an `example` attribute; `output` prints them as a code block of the
//! documentation, formatted like all other code.

mod branch;
mod value;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use self::value::{DEPTH, text, value};
use super::Cx;
use super::types::behind;
use crate::analyze::Reply;
use crate::model::{
    Content, Media, Operation, OperationId, Parameter, SchemeId, SecurityKind, TokenFlow, Type,
};
use crate::names::{OperationNames, known};

/// How many values one example builds; the rest is parsed from JSON, too.
const NODES: usize = 200;

/// The attribute that holds an operation's example.
pub(super) fn example(
    cx: &Cx<'_>,
    id: OperationId,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    cx.example_nodes.set(NODES);
    let krate = known(cx.krate);
    let module = &cx.names.module;
    let credentials = credentials(cx, operation);
    let base_url = super::servers::default(cx)
        .is_none()
        .then(|| quote!(.base_url("https://api.example.com")));
    let arguments: Vec<TokenStream> = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .filter(|(parameter, _)| parameter.required)
        .map(|(parameter, _)| argument(cx, parameter))
        .collect();
    let setters = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .filter(|(parameter, _)| !parameter.required && parameter.example.is_some())
        .map(|(parameter, name)| {
            let value = argument(cx, parameter);
            quote!(.#name(#value))
        });
    let content = operation
        .body
        .as_ref()
        .and_then(|body| body.contents.first());
    let body = content.map(|content| {
        let is_choice = operation
            .body
            .as_ref()
            .is_some_and(|body| body.contents.len() > 1);
        let value = body_value(cx, content, is_choice);
        quote!(let body = #value;)
    });
    let required = operation.body.as_ref().is_some_and(|body| body.required);
    let body_argument = content.map(|content| match content.media {
        Media::Json | Media::Form | Media::Multipart | Media::Xml | Media::Csv => quote!(&body),
        Media::Text | Media::Bytes => quote!(body),
    });
    let (body_in, body_set) = match (body_argument, required) {
        (Some(argument), true) => (Some(quote!(#argument)), None),
        (Some(argument), false) => {
            let name = &names.body;
            (None, Some(quote!(.#name(#argument))))
        }
        (None, _) => (None, None),
    };
    let arguments = arguments.into_iter().chain(body_in);
    let group = operation.group.map(|group| {
        let method = &cx.names.group(group).method;
        quote!(.#method())
    });
    let method = &names.method;
    let call = quote!(client #group .#method(#(#arguments),*) #(#setters)* #body_set .await?);
    let call = match &cx.facts.operation(id).success {
        Reply::Nothing => quote!(#call;),
        Reply::One(body) if body.framing.is_some() => quote! {
            let mut response = #call;
            while let Some(item) = response.next().await {
                println!("{:?}", item?);
            }
        },
        Reply::One(_) | Reply::PerStatus(_) => quote! {
            let response = #call;
            println!("{response:?}");
        },
    };
    let code = quote! {
        let client = #krate::#module::Client::builder() #base_url #credentials .build()?;
        #body
        #call
    };
    let uses_models = code.to_string().contains("models ::");
    let import = uses_models.then(|| quote!(use #krate::#module::models;));
    let uses_runtime = code.to_string().contains("runtime ::");
    let import_runtime = uses_runtime.then(|| quote!(use #krate::runtime;));
    let text = quote!(#import #import_runtime #code).to_string();
    quote!(#[example = #text])
}

/// What the spec says of the values in an operation's example.
pub(super) fn about(operation: &Operation) -> Option<String> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter_map(|parameter| parameter.example_doc.as_ref());
    let body = operation
        .body
        .as_ref()
        .and_then(|body| body.contents.first());
    let body = body.and_then(|content| content.example_doc.as_ref());
    let texts: Vec<&str> = parameters.chain(body).map(|doc| doc.0.as_str()).collect();
    (!texts.is_empty()).then(|| format!("The example: {}", texts.join(" ")))
}

/// Setters for the credentials of the first alternative.
fn credentials(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let schemes = operation
        .security
        .iter()
        .find(|alternative| !alternative.is_empty());
    let setters = schemes.into_iter().flatten().filter_map(|id| {
        let SchemeId(index) = *id;
        let scheme = cx.api.schemes.get(index)?;
        let setter = &cx.names.scheme(*id).setter;
        Some(match &scheme.kind {
            SecurityKind::ApiKey { .. } => {
                let variable = crate::names::words::shouting(&crate::names::words::split(
                    &setter.to_string(),
                ));
                quote!(.#setter(std::env::var(#variable)?))
            }
            SecurityKind::Basic => quote!(.#setter("user", std::env::var("PASSWORD")?)),
            SecurityKind::Http(_) => quote!(.#setter(std::env::var("CREDENTIALS")?)),
            SecurityKind::Bearer(_) | SecurityKind::OpenIdConnect(_) => {
                quote!(.#setter(std::env::var("TOKEN")?))
            }
            SecurityKind::OAuth2(flows) => {
                let tokens = match flows.first() {
                    Some(TokenFlow::ClientCredentials { token_url, scopes, .. }) => {
                        let scopes = scopes.iter().map(|(scope, _)| quote!(.scope(#scope)));
                        quote!(runtime::token::ClientCredentials::new(
                            #token_url, std::env::var("CLIENT_ID")?, std::env::var("CLIENT_SECRET")?
                        ) #(#scopes)*)
                    }
                    Some(TokenFlow::Password { token_url, .. }) => quote!(runtime::token::Password::new(
                        #token_url, std::env::var("CLIENT_ID")?, std::env::var("CLIENT_SECRET")?,
                        std::env::var("USERNAME")?, std::env::var("PASSWORD")?
                    )),
                    Some(TokenFlow::AuthorizationCode { .. } | TokenFlow::Implicit { .. }) | None => {
                        quote!(std::env::var("TOKEN")?)
                    }
                };
                quote!(.#setter(#tokens))
            }
        })
    });
    quote!(#(#setters)*)
}

fn argument(cx: &Cx<'_>, parameter: &Parameter) -> TokenStream {
    let example = parameter.example.as_ref();
    match behind(cx, &parameter.ty) {
        Type::String => text(example),
        Type::List(item) => {
            let items = match example {
                Some(Value::Array(items)) => items.iter().map(Some).collect(),
                other => vec![other],
            };
            let items = items.into_iter().map(|example| match behind(cx, item) {
                Type::String => text(example),
                _ => value(cx, item, example, DEPTH),
            });
            quote!(&[#(#items),*])
        }
        ty => {
            let made = value(cx, ty, example, DEPTH);
            if super::types::argument(cx, ty).reference {
                quote!(&#made)
            } else {
                made
            }
        }
    }
}

/// The value of a body, which may be one of a choice.
fn body_value(cx: &Cx<'_>, content: &Content, is_choice: bool) -> TokenStream {
    match content.media {
        Media::Json | Media::Form | Media::Multipart | Media::Xml | Media::Csv => {
            value(cx, &content.ty, content.example.as_ref(), DEPTH)
        }
        Media::Text => {
            let text = text(content.example.as_ref());
            quote!(#text)
        }
        Media::Bytes => bytes(&content.media_type, is_choice),
    }
}

fn bytes(media_type: &str, is_choice: bool) -> TokenStream {
    let bytes = quote!(b"...");
    match media_type.split_once('/') {
        Some(("image", "*")) => quote!(runtime::Body::from(#bytes).content_type("image/png")),
        Some(("audio", "*")) => quote!(runtime::Body::from(#bytes).content_type("audio/mpeg")),
        Some(("video", "*")) => quote!(runtime::Body::from(#bytes).content_type("video/mp4")),
        Some((_, "*")) => quote!(runtime::Body::from(#bytes)),
        _ if is_choice => quote!(runtime::Body::from(#bytes)),
        _ => quote!(bytes::Bytes::from_static(#bytes)),
    }
}
