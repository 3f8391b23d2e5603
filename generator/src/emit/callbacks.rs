//! Callbacks and webhooks: a module for each request that the API sends, with a function that reads it.

use proc_macro2::TokenStream;
use quote::quote;

use super::answer::with_example;
use super::choice::{self, Choice};
use super::docs::{Text, code};
use super::operations::{item, joined, mentions, reply};
use super::shape::shape;
use super::tree::{Contents, FileTree};
use super::types::{Scope, coding, ty};
use super::{Cx, readers, rust};
use crate::analyze::ReplyBody;
use crate::model::{Callback, Content, Documented, Media, OperationId};
use crate::names::{CallbackNames, known};

/// Puts the files of `callbacks` into the tree.
pub(super) fn callbacks(cx: &Cx<'_>, folder: &str, tree: &mut FileTree) {
    let mut modules = Vec::new();
    let callbacks = cx.api.callbacks.iter().zip(&cx.names.callbacks);
    for (index, (callback, names)) in callbacks.enumerate() {
        let module = names.module.to_string();
        let file = self::callback(cx, callback, names);
        tree.insert(format!("{folder}/callbacks/{module}.rs"), file);
        modules.push((module, cx.only_with_askers(index)));
    }
    modules.sort_by(|(one, _), (other, _)| one.cmp(other));
    let modules = modules.iter().map(|(name, condition)| {
        let name = known(name);
        quote!(#condition pub mod #name;)
    });
    let doc = Text::new(format!(
        "What {} sends, a module for each request.",
        cx.api.title
    ))
    .inner();
    let index = quote! {
        #doc

        #(#modules)*
    };
    tree.insert(format!("{folder}/callbacks/mod.rs"), rust(cx, index));
}

fn callback(cx: &Cx<'_>, callback: &Callback, names: &CallbackNames) -> Contents {
    let doc = module_doc(cx, callback, names);
    let parse = parse(cx, callback, names);
    let headers = headers(cx, callback, names);
    let query = query(cx, callback, names);
    let code = quote!(#parse #headers #query);
    let models = mentions(&code, "models").then(|| {
        quote!(
            use super::super::models;
        )
    });
    rust(
        cx,
        quote! {
            #doc

            #models
            use crate::runtime;

            #code
        },
    )
}

fn module_doc(cx: &Cx<'_>, callback: &Callback, names: &CallbackNames) -> TokenStream {
    let summary = callback.summary.as_ref().or(callback.doc.as_ref());
    let target = match &callback.url {
        Some(url) => code(url),
        None => "an address that it was given".to_owned(),
    };
    let method = callback.method.as_str();
    let mut text = Text::of(summary, || format!("{}.", code(&callback.id)))
        .and(callback.doc.as_ref())
        .paragraph(format!("The API sends it by {method} to {target}."));
    let operations: Vec<String> = callback
        .operations
        .iter()
        .filter_map(|id| {
            let operation = cx.api.operations.get(id.0)?;
            Some(code(&operation.id))
        })
        .collect();
    if !operations.is_empty() {
        text = text.paragraph(format!("{} asks for it.", operations.join(" or ")));
    }
    let responses: Vec<String> = callback
        .responses
        .iter()
        .map(|known| answer(cx, known))
        .collect();
    if !responses.is_empty() {
        text = text
            .paragraph("Documented answers:")
            .paragraph(responses.join("\n"));
    }
    let (krate, api, module) = (cx.krate, &cx.names.module, &names.module);
    text.maybe(callback.deprecated.then(|| "Deprecated.".to_owned()))
        .paragraph(format!(
            "```no_run\n\
             # fn example(headers: &{krate}::runtime::HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {{\n\
             let payload = {krate}::{api}::callbacks::{module}::parse(headers, body)?;\n\
             println!(\"{{payload:?}}\");\n\
             # Ok(())\n\
             # }}\n\
             ```"
        ))
        .inner()
}

/// A documented answer, with the type of its body.
fn answer(cx: &Cx<'_>, response: &Documented) -> String {
    let doc = response.doc.as_ref().map_or("", |doc| doc.0.as_str());
    let body = response.contents.first().map(|content| {
        let media_type = code(&content.media_type);
        match content.ty.named() {
            Some(id) if matches!(content.media, Media::Json | Media::Xml) => {
                let name = &cx.names.of(id).name;
                format!("{media_type} of [`{name}`](super::super::models::{name})")
            }
            _ => media_type,
        }
    });
    let body = body.map(|body| format!("({body})")).unwrap_or_default();
    let text = with_example(&joined(&[doc, &body]), response);
    item(&format!("`{}`", response.status), &text)
}

/// `parse`, and the types that it gives.
fn parse(cx: &Cx<'_>, callback: &Callback, names: &CallbackNames) -> TokenStream {
    let (contents, required) = match &callback.body {
        Some(body) => (body.contents.as_slice(), body.required),
        None => (&[][..], true),
    };
    let (payload, decode, items) = match contents {
        [] => (quote!(()), quote!(runtime::decode::empty), None),
        [only] => (held(cx, only), decoder(cx, only), None),
        several => {
            let name = known("Payload");
            let choices: Vec<Choice<'_>> = several
                .iter()
                .zip(&names.media)
                .map(|(content, variant)| Choice {
                    content,
                    variant,
                    held: held(cx, content),
                    decoded: decoded(cx, content),
                })
                .collect();
            let decoders = choice::decoders(cx, &name, &choices);
            let items = choice::items(cx, &name, " The body, by its media type.", &choices);
            (quote!(Payload), decoders, Some(items))
        }
    };
    let read = match (items.is_some(), required) {
        (false, true) => known("read"),
        (false, false) => known("read_optional"),
        (true, true) => known("read_any"),
        (true, false) => known("read_any_optional"),
    };
    let payload = match required {
        true => payload,
        false => quote!(Option<#payload>),
    };
    let body_doc = callback.body.as_ref().and_then(|body| body.doc.as_ref());
    let doc = Text::new("Reads the body of the request.")
        .and(body_doc)
        .paragraph("# Errors")
        .paragraph("The body does not read as documented.")
        .attributes();
    quote! {
        #doc
        pub fn parse(
            headers: &runtime::HeaderMap,
            body: &[u8],
        ) -> Result<#payload, runtime::DecodeError> {
            runtime::callback::#read(headers, body, #decode)
        }

        #items
    }
}

/// The type that a body is handed out as.
fn held(cx: &Cx<'_>, content: &Content) -> TokenStream {
    match content.media {
        Media::Form => ty(cx, Scope::Api, &content.ty),
        Media::Json | Media::Xml | Media::Csv | Media::Text | Media::Bytes | Media::Multipart => {
            reply::body_type(cx, &ReplyBody::of(content))
        }
    }
}

/// What reads a body.
fn decoder(cx: &Cx<'_>, content: &Content) -> TokenStream {
    if content.media != Media::Form {
        return reply::decoder(cx, &ReplyBody::of(content));
    }
    let decoded = decoded(cx, content);
    quote!(|received| #decoded)
}

/// The body of what was `received`.
fn decoded(cx: &Cx<'_>, content: &Content) -> TokenStream {
    if content.media != Media::Form {
        let decoder = decoder(cx, content);
        return quote!(#decoder(received));
    }
    let shape = shape(cx, &content.ty);
    match coding(cx, &content.ty) {
        None => quote!(runtime::decode::form(received, &#shape)),
        Some(coding) => {
            let (ty, form) = (ty(cx, Scope::Api, &content.ty), coding.form());
            quote!(runtime::decode::form_with::<#ty, #form>(received, &#shape))
        }
    }
}

/// What the method of an operation says of the callbacks that it asks for.
pub(super) fn mention(cx: &Cx<'_>, operation: OperationId) -> Option<String> {
    let callbacks = cx.api.callbacks.iter().zip(&cx.names.callbacks);
    let asked_for = callbacks.filter(|(callback, _)| callback.operations.contains(&operation));
    let modules: Vec<String> = asked_for
        .map(|(_, names)| {
            let module = &names.module;
            format!("[`{module}`](super::super::callbacks::{module})")
        })
        .collect();
    (!modules.is_empty()).then(|| format!("Asks for the callbacks {}.", modules.join(", ")))
}

fn headers(cx: &Cx<'_>, callback: &Callback, names: &CallbackNames) -> Option<TokenStream> {
    let headers = callback.headers.iter().zip(&names.headers);
    let methods: Vec<TokenStream> = headers
        .map(|(header, method)| readers::header(cx, header, method, None))
        .collect();
    let doc = Text::new("The headers of the request, each read when it is asked for.");
    (!methods.is_empty()).then(|| readers::headers(&known("Headers"), &doc, &methods))
}

fn query(cx: &Cx<'_>, callback: &Callback, names: &CallbackNames) -> Option<TokenStream> {
    let parameters = callback.query.iter().zip(&names.query);
    let methods: Vec<TokenStream> = parameters
        .map(|(parameter, method)| readers::parameter(cx, parameter, method))
        .collect();
    (!methods.is_empty()).then(|| {
        quote! {
            /// The query of the request, behind the question mark of its URL; each parameter is read
            /// when it is asked for.
            #[derive(Debug, Clone)]
            pub struct Query {
                query: runtime::Query,
            }

            impl Query {
                #(#methods)*
            }

            impl From<&str> for Query {
                fn from(query: &str) -> Self {
                    let query = runtime::Query::new(query);
                    Self { query }
                }
            }
        }
    })
}
