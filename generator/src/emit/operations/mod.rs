//! Operations: a file for each group, with a handle, and a request type for each operation.

mod any;
mod body;
mod headers;
mod links;
mod pagination;
pub(super) mod reply;
mod request;
mod send;

use std::collections::BTreeMap;

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::quote;

use super::docs::{Text, begins_with_words, code, named};
use super::tree::{Contents, FileTree};
use super::{Cx, answer, callbacks, example, rust};
use crate::analyze::Hidden;
use crate::model::{GroupId, KeyCarrier, Location, Media, OnRepeat, Operation, OperationId};
use crate::names::{OperationNames, known};

/// An operation with its names, as the templates of one group see it.
#[derive(Clone, Copy)]
struct Op<'a> {
    id: OperationId,
    operation: &'a Operation,
    names: &'a OperationNames,
}

/// Puts the files of `operations` into the tree.
pub(super) fn operations(cx: &Cx<'_>, folder: &str, tree: &mut FileTree) {
    let mut groups: BTreeMap<Option<GroupId>, Vec<Op<'_>>> = BTreeMap::new();
    for (id, operation) in cx.api.operations() {
        groups.entry(operation.group).or_default().push(Op {
            id,
            operation,
            names: cx.names.operation(id),
        });
    }
    let mut modules = Vec::new();
    for (group, members) in groups {
        let module = cx.names.file(group).to_string();
        let file = group_file(cx, group, &members);
        tree.insert(format!("{folder}/operations/{module}.rs"), file);
        modules.push((module, cx.only_with(group)));
    }
    modules.sort_by(|(one, _), (other, _)| one.cmp(other));
    tree.insert(format!("{folder}/operations/mod.rs"), index(cx, &modules));
}

fn index(cx: &Cx<'_>, modules: &[(String, Option<TokenStream>)]) -> Contents {
    let doc = format!(
        " The operations of {}, a module for each group.",
        cx.api.title
    );
    let modules = modules.iter().map(|(name, condition)| {
        let name = known(name);
        quote!(#condition pub mod #name;)
    });
    rust(
        cx,
        quote! {
            #![doc = #doc]

            #(#modules)*
        },
    )
}

fn group_file(cx: &Cx<'_>, group: Option<GroupId>, members: &[Op<'_>]) -> Contents {
    let items = members.iter().map(|op| {
        let description = description(cx, op);
        let request = request::request(cx, op);
        let headers = headers::view(cx, op);
        let links = links::view(op);
        let ways = links::ways_to(cx, op);
        quote!(#description #request #ways #headers #links)
    });
    let items: TokenStream = items.collect();
    let methods = members.iter().map(|op| request::method(cx, op));
    let client = &cx.names.client;
    let handle = match group {
        Some(group) => handle(cx, group, methods),
        None => quote! {
            impl #client::Client {
                #(#methods)*
            }
        },
    };
    let doc = match group.and_then(|group| cx.api.groups.get(group.0)) {
        Some(group) => Text::of(group.doc.as_ref(), || {
            format!("The operations tagged {}.", code(&group.wire))
        }),
        None => Text::new("The operations without a tag: methods of the client itself."),
    };
    let doc = doc.inner();
    let code = quote!(#handle #items);
    let models = mentions(&code, "models").then(|| {
        quote!(
            use super::super::models;
        )
    });
    let client = mentions(&code, &client.to_string()).then(|| {
        quote!(
            use super::super::#client;
        )
    });
    rust(
        cx,
        quote! {
            #doc

            #client
            #models
            use crate::runtime;

            #code
        },
    )
}

/// Whether a path begins with a module.
pub(super) fn mentions(code: &TokenStream, module: &str) -> bool {
    let (mut is_module, mut colons) = (false, 0);
    for token in code.clone() {
        let found = match &token {
            TokenTree::Punct(punct) => {
                is_module && punct.as_char() == ':' && punct.spacing() == Spacing::Joint
            }
            TokenTree::Group(group) => mentions(&group.stream(), module),
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        if found {
            return true;
        }
        // Behind two colons a path goes on; behind one, a type begins.
        is_module = colons < 2 && matches!(&token, TokenTree::Ident(ident) if ident == module);
        colons = match &token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons + 1,
            _ => 0,
        };
    }
    false
}

fn handle(cx: &Cx<'_>, group: GroupId, methods: impl Iterator<Item = TokenStream>) -> TokenStream {
    let names = cx.names.group(group);
    let name = &names.name;
    let group = cx.api.groups.get(group.0);
    let doc = Text::of(group.and_then(|group| group.doc.as_ref()), || {
        "A group of operations.".to_owned()
    })
    .paragraph(format!(
        "Made by [`Client::{}`](super::super::Client::{0}).",
        names.method
    ))
    .attributes();
    quote! {
        #doc
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a> {
            pub(crate) core: &'a runtime::Core,
        }

        impl #name<'_> {
            #(#methods)*
        }
    }
}

/// What the runtime has to know of an operation.
fn description(cx: &Cx<'_>, op: &Op<'_>) -> TokenStream {
    let constant = &op.names.constant;
    let operation = op.operation;
    let id = &operation.id;
    let method = known(operation.method.as_str());
    let path = &operation.path;
    let server = match &operation.server {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
    let accept = reply::accept(cx, op);
    let alternatives = operation.security.iter().map(|alternative| {
        let schemes = alternative.iter().map(|scheme| {
            let (module, constant) = (&cx.names.client, &cx.names.scheme(*scheme).constant);
            quote!(&#module::#constant)
        });
        quote!(&[#(#schemes),*])
    });
    let responses = operation.responses.iter().map(|response| {
        let status = response.status.to_string();
        let media = match response.contents.first() {
            Some(content) => media(content.media),
            None => quote!(runtime::Media::Empty),
        };
        let success = response.status.is_success() || reply::is_only_default(operation);
        let make = known(if success { "success" } else { "error" });
        quote!(runtime::Documented::#make(#status, #media))
    });
    let idempotency = idempotency(cx, operation);
    let hidden = cx.facts.operation(op.id).hidden.iter().map(hidden);
    quote! {
        pub(crate) static #constant: runtime::Operation = runtime::Operation {
            id: #id,
            method: runtime::Method::#method,
            path: #path,
            server: #server,
            accept: #accept,
            security: &[#(#alternatives),*],
            responses: &[#(#responses),*],
            idempotency: #idempotency,
            hidden: &[#(#hidden),*],
        };
    }
}

fn idempotency(cx: &Cx<'_>, operation: &Operation) -> TokenStream {
    let Some((carrier, on_repeat)) = cx.api.idempotency(operation) else {
        return quote!(runtime::Idempotency::None);
    };
    let on_repeat = match on_repeat {
        OnRepeat::Replays => quote!(runtime::OnRepeat::Replays),
        OnRepeat::Refuses => quote!(runtime::OnRepeat::Refuses),
    };
    let (place, name) = match carrier {
        KeyCarrier::Property(field) => ("BodyField", &field.wire),
        KeyCarrier::Parameter(parameter) => match parameter.location {
            Location::Query => ("Query", &parameter.wire),
            Location::Header | Location::Path | Location::Cookie => ("Header", &parameter.wire),
        },
    };
    let place = known(place);
    quote!(runtime::Idempotency::#place(#name, #on_repeat))
}

/// A part of the request that is not to be shown.
fn hidden(part: &Hidden) -> TokenStream {
    match part {
        Hidden::Parameter(Location::Path, name) => quote!(runtime::Hidden::Path(#name)),
        Hidden::Parameter(Location::Query, name) => quote!(runtime::Hidden::Query(#name)),
        Hidden::Parameter(Location::Header, name) => quote!(runtime::Hidden::Header(#name)),
        Hidden::Parameter(Location::Cookie, name) => quote!(runtime::Hidden::Cookie(#name)),
        Hidden::Property(name) => quote!(runtime::Hidden::Property(#name)),
        Hidden::Body => quote!(runtime::Hidden::Body),
    }
}

fn media(media: Media) -> TokenStream {
    match media {
        Media::Json => quote!(runtime::Media::Json),
        // A form is written by the runtime, and read as the text that it is.
        Media::Xml | Media::Csv | Media::Form | Media::Text => quote!(runtime::Media::Text),
        Media::Multipart | Media::Bytes => quote!(runtime::Media::Bytes),
    }
}

/// The documentation of an operation's method.
fn method_doc(cx: &Cx<'_>, op: &Op<'_>) -> TokenStream {
    let operation = op.operation;
    let summary = operation.summary.as_ref().or(operation.doc.as_ref());
    let mut text = Text::of(summary, || format!("{}.", code(&operation.id)))
        .and(operation.doc.as_ref())
        .paragraph(code(&format!(
            "{} {}",
            operation.method.as_str(),
            operation.path
        )));
    if let Some(url) = &operation.server {
        text = text.paragraph(format!(
            "Goes to {} while the client talks to its default server.",
            code(url)
        ));
    }
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let ranges = contents.filter(|content| content.media_type.contains('*'));
    for range in ranges {
        text = text.paragraph(format!(
            "A body of {} says with [`content_type`](runtime::Body::content_type) which of them it is.",
            code(&range.media_type)
        ));
    }
    let arguments: Vec<String> = operation
        .parameters
        .iter()
        .zip(&op.names.parameters)
        .filter(|(parameter, _)| parameter.required)
        .map(|(parameter, name)| {
            let doc = parameter.doc.as_ref().map_or("", |doc| doc.0.as_str());
            let limits = super::docs::limits(&parameter.constraints, parameter.default.as_ref());
            let place = match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            };
            let deprecated = if parameter.deprecated {
                "Deprecated."
            } else {
                ""
            };
            let text = joined(&[deprecated, doc, limits.as_deref().unwrap_or_default()]);
            item(&format!("`{name}` ({place})"), &text)
        })
        .collect();
    if !arguments.is_empty() {
        text = text.paragraph(arguments.join("\n"));
    }
    let responses: Vec<String> = operation
        .responses
        .iter()
        .map(|response| {
            let doc = response.doc.as_ref().map_or("", |doc| doc.0.as_str());
            let text = answer::with_example(doc, response);
            item(&format!("`{}`", response.status), &text)
        })
        .collect();
    if !responses.is_empty() {
        text = text
            .paragraph("Documented responses:")
            .paragraph(responses.join("\n"));
    }
    let doc = text
        .maybe(headers::mention(op))
        .maybe(links::mention(op))
        .maybe(callbacks::mention(cx, op.id))
        .maybe(example::about(operation))
        .attributes();
    let example = example::example(cx, op.id, operation, op.names);
    quote!(#doc #example)
}

/// A list item: a name and what is known of it, with its lines indented to belong to it.
pub(super) fn item(name: &str, text: &str) -> String {
    let text = text.trim();
    let item = match text {
        "" => format!("- {name}"),
        text => format!("- {}", named(name, text)),
    };
    let lines: Vec<&str> = item.lines().collect();
    lines.join("\n  ").replace("\n  \n", "\n\n")
}

/// Texts in one line, as far as each of them is one; other ones stand by themselves.
pub(super) fn joined(texts: &[&str]) -> String {
    let texts = texts.iter().map(|text| text.trim());
    let mut joined = String::new();
    for text in texts.filter(|text| !text.is_empty()) {
        let both =
            !joined.contains("\n\n") && begins_with_words(&joined) && begins_with_words(text);
        joined.push_str(match (joined.is_empty(), both) {
            (true, _) => "",
            (false, true) => " ",
            (false, false) => "\n\n",
        });
        joined.push_str(text);
    }
    joined
}
