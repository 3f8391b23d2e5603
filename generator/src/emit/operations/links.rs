//! Links: the view of those of an answer, and the requests that they begin.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs::{Text, code};
use super::super::readers;
use super::super::shape::shape;
use super::super::types::{Argument, argument, many_arguments};
use super::body::{body_type, set_body};
use super::request::{set_parameter, taken, write_parameter};
use super::{Cx, Op, headers, item};
use crate::model::{Expression, Follow, Header, Link, Location, Media, Operation};
use crate::names;

/// The view of the links that answers to an operation have, if any of them can be followed.
pub(super) fn view(op: &Op<'_>) -> Option<TokenStream> {
    if !has_some(op.operation) {
        return None;
    }
    let name = &op.names.links;
    let doc = Text::new(format!(
        "The links of answers to {}: requests that follow from one.",
        code(&op.operation.id)
    ))
    .paragraph(format!(
        "`{name}::from(&response)` are those of a success, and those of an error are\n\
         `{name}::from(&error)`."
    ))
    .paragraph("What a link hands on and the answer lacks is an error when the request is sent.")
    .attributes();
    Some(quote! {
        #doc
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a> {
            pub(super) answer: runtime::Answer<'a>,
        }

        impl<'a, T> From<&'a runtime::Response<T>> for #name<'a> {
            fn from(response: &'a runtime::Response<T>) -> Self {
                Self { answer: response.into() }
            }
        }

        impl<'a, E> From<&'a runtime::Error<E>> for #name<'a> {
            fn from(error: &'a runtime::Error<E>) -> Self {
                Self { answer: error.into() }
            }
        }
    })
}

fn has_some(operation: &Operation) -> bool {
    operation.links.iter().any(|link| link.follow.is_some())
}

/// What the method of an operation says of its links.
pub(super) fn mention(op: &Op<'_>) -> Option<String> {
    let links = op.operation.links.iter();
    let (some, none): (Vec<&Link>, Vec<&Link>) = links.partition(|link| link.follow.is_some());
    let name = &op.names.links;
    let some =
        (!some.is_empty()).then(|| format!("Links of answers are followed through [`{name}`]."));
    let none: Vec<String> = none
        .into_iter()
        .map(|link| {
            let doc = link.doc.as_ref().map_or("", |doc| doc.0.as_str());
            item(&format!("link {}", code(&link.wire)), doc)
        })
        .collect();
    let none = (!none.is_empty()).then(|| {
        format!(
            "Links of answers that no method follows:\n\n{}",
            none.join("\n")
        )
    });
    let said: Vec<String> = some.into_iter().chain(none).collect();
    (!said.is_empty()).then(|| said.join("\n\n"))
}

/// The links of all operations that lead to one, as methods that begin its request.
pub(super) fn ways_to(cx: &Cx<'_>, target: &Op<'_>) -> TokenStream {
    let sources = cx.facts.operation(target.id).linked_from.iter();
    let sources = sources.filter_map(|id| {
        Some(Op {
            id: *id,
            operation: cx.api.operations.get(id.0)?,
            names: cx.names.operation(*id),
        })
    });
    let ways = sources.map(|source| {
        let links = source
            .operation
            .links
            .iter()
            .zip(&source.names.link_methods);
        let methods: Vec<TokenStream> = links
            .filter_map(|(link, name)| {
                let follow = link.follow.as_ref();
                let follow = follow.filter(|follow| follow.operation == target.id)?;
                Some(way(cx, &source, target, link, follow, name))
            })
            .collect();
        let view = &source.names.links;
        let view = match source.operation.group == target.operation.group {
            true => quote!(#view),
            false => {
                let module = cx.names.file(source.operation.group);
                quote!(super::#module::#view)
            }
        };
        let condition = condition(cx, &source, target);
        quote! {
            #condition
            impl #view<'_> {
                #(#methods)*
            }
        }
    });
    ways.collect()
}

/// The attribute of methods in the file of another group than that of their view.
fn condition(cx: &Cx<'_>, source: &Op<'_>, target: &Op<'_>) -> Option<TokenStream> {
    let group = source.operation.group;
    cx.only_with(group.filter(|_| group != target.operation.group))
}

/// The method that begins the request of a link.
fn way(
    cx: &Cx<'_>,
    source: &Op<'_>,
    target: &Op<'_>,
    link: &Link,
    follow: &Follow,
    method: &Ident,
) -> TokenStream {
    let operation = target.operation;
    let client = names::local("client", &target.names.parameters);
    let module = &cx.names.client;
    // An import that not every choice of features needs would be one too many.
    let path = condition(cx, source, target).map(|_| quote!(super::super::));
    let mut arguments = vec![quote!(#client: &#path #module::Client)];
    let mut statements = Vec::new();
    if cx.facts.operation(target.id).remembered {
        statements.push(quote!(parts.remember();));
    }
    if let Some(url) = &follow.server {
        statements.push(quote!(parts.server(#url);));
    }
    let parameters = operation.parameters.iter().zip(&target.names.parameters);
    for (index, (parameter, name)) in parameters.enumerate() {
        let mut given = follow.parameters.iter();
        let given = given.find(|(known, _)| *known == index);
        let taken = taken(cx, target, parameter);
        match given {
            Some((_, value)) => {
                let value = handed_on(cx, source, link, value, parameter.required);
                let set = write_parameter(cx, &quote!(parts), parameter, &quote!(&#value), taken);
                statements.push(set);
            }
            None if parameter.required => {
                let Argument { ty, .. } = argument(cx, &parameter.ty);
                arguments.push(quote!(#name: #ty));
                statements.push(set_parameter(cx, &quote!(parts), parameter, name, taken));
            }
            None => {}
        }
    }
    if let Some(body) = &operation.body {
        let given = follow.body.as_ref();
        let given = given.and_then(|(index, value)| Some((body.contents.get(*index)?, value)));
        match given {
            Some((content, value)) => {
                let value = handed_on(cx, source, link, value, true);
                let media_type = &content.media_type;
                statements.push(match content.media {
                    Media::Form => quote!(parts.form_body(&#value);),
                    // `lower` lets links hand on no others.
                    Media::Json
                    | Media::Multipart
                    | Media::Xml
                    | Media::Csv
                    | Media::Text
                    | Media::Bytes => quote!(parts.json_body(#media_type, &#value);),
                });
            }
            None if body.required => {
                let (name, ty) = (&target.names.body, body_type(cx, target, body));
                arguments.push(quote!(#name: #ty));
                statements.push(set_body(cx, target, &quote!(parts), body));
            }
            None => {}
        }
    }
    let doc = way_doc(cx, source, target, link, follow);
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let many = many_arguments(arguments.len() + 1);
    let (request, constant) = (&target.names.request, &target.names.constant);
    let mutable = (!statements.is_empty()).then(|| quote!(mut));
    quote! {
        #doc
        #deprecated
        #many
        pub fn #method(&self, #(#arguments),*) -> #request {
            let #mutable parts = self.answer.follow(&#client.core, &#constant);
            #(#statements)*
            #request { parts }
        }
    }
}

fn way_doc(
    cx: &Cx<'_>,
    source: &Op<'_>,
    target: &Op<'_>,
    link: &Link,
    follow: &Follow,
) -> TokenStream {
    let method = &target.names.method;
    let begun = match target.operation.group {
        Some(group) => format!("[`{}::{method}`]", cx.names.group(group).name),
        None => format!("[`Client::{method}`](super::super::Client::{method})"),
    };
    let parameters = follow.parameters.iter().filter_map(|(index, value)| {
        let parameter = target.operation.parameters.get(*index)?;
        Some(item(&code(&parameter.wire), &code(&value.to_string())))
    });
    let body = follow.body.as_ref();
    let body = body.map(|(_, value)| item("the body", &code(&value.to_string())));
    let handed: Vec<String> = parameters.chain(body).collect();
    let begins = match handed.is_empty() {
        true => format!("Begins the request of {begun}."),
        false => format!(
            "Begins the request of {begun}, with\n\n{}",
            handed.join("\n")
        ),
    };
    let server = follow.server.as_ref().map(|url| {
        let url = code(url);
        format!("It goes to {url} while the client talks to its default server.")
    });
    Text::of(link.doc.as_ref(), || {
        format!("Follows the link {}.", code(&link.wire))
    })
    .paragraph(begins)
    .maybe(server)
    .maybe(headers::statuses(source.operation, &link.statuses))
    .attributes()
}

/// A value that the link hands on.
fn handed_on(
    cx: &Cx<'_>,
    source: &Op<'_>,
    link: &Link,
    value: &Expression,
    required: bool,
) -> TokenStream {
    let expression = expression(cx, source.operation, link, value);
    match required {
        true => quote!(self.answer.required(#expression)),
        false => quote!(self.answer.optional(#expression)),
    }
}

fn expression(cx: &Cx<'_>, source: &Operation, link: &Link, value: &Expression) -> TokenStream {
    match value {
        Expression::Url => quote!(runtime::Expression::Url),
        Expression::Method => quote!(runtime::Expression::Method),
        Expression::StatusCode => quote!(runtime::Expression::StatusCode),
        Expression::Argument(location, name) => {
            let (wire, shape) = match source.parameter(*location, name) {
                Some(parameter) if parameter.json => {
                    (&parameter.wire, quote!(runtime::Shape::Json))
                }
                Some(parameter) => (&parameter.wire, shape(cx, &parameter.ty)),
                None => (name, quote!(runtime::Shape::Text)),
            };
            match location {
                Location::Path => quote!(runtime::Expression::Path(#wire, #shape)),
                Location::Query | Location::Cookie => {
                    quote!(runtime::Expression::Query(#wire, #shape))
                }
                Location::Header => quote!(runtime::Expression::RequestHeader(#wire, #shape)),
            }
        }
        Expression::RequestBody(pointer) => quote!(runtime::Expression::RequestBody(#pointer)),
        Expression::ResponseBody(pointer) => quote!(runtime::Expression::ResponseBody(#pointer)),
        Expression::ResponseHeader(name) => {
            let header = match declared(source, link, name) {
                Some(header) => readers::described_header(cx, header),
                None => quote!(runtime::Header::new(#name, runtime::Shape::Text)),
            };
            quote!(runtime::Expression::ResponseHeader(#header))
        }
        Expression::Text(parts) => {
            let parts = parts.iter().map(|part| expression(cx, source, link, part));
            quote!(runtime::Expression::Text(&[#(#parts),*]))
        }
        Expression::Constant(value) => {
            let json = value.to_string();
            quote!(runtime::Expression::Constant(#json))
        }
    }
}

/// The declaration of a header in the response that has a link.
fn declared<'o>(source: &'o Operation, link: &Link, name: &str) -> Option<&'o Header> {
    let mut headers = source.headers.iter();
    headers.find(|known| {
        let is_of_link = known
            .statuses
            .iter()
            .any(|status| link.statuses.contains(status));
        is_of_link && known.wire.eq_ignore_ascii_case(name)
    })
}
