//! Requests: the method that begins one, its parameters and setters, and how it is sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::{Text, code, limits};
use super::super::types::{Argument, argument, behind, coding, many_arguments, operator, owned};
use super::body::{body_setter, body_type, choice, set_body};
use super::{Cx, Op, any, method_doc, pagination, reply, send};
use crate::model::{KeyCarrier, Location, Made, Parameter, Style, Type, TypeShape};
use crate::names::known;

/// The method of the group, or of the client, that begins a request.
pub(super) fn method(cx: &Cx<'_>, op: &Op<'_>) -> TokenStream {
    let doc = method_doc(cx, op);
    let deprecated = op.operation.deprecated.then(|| quote!(#[deprecated]));
    let names = op.names;
    let (method, request, constant) = (&names.method, &names.request, &names.constant);
    let required: Vec<(&Parameter, &proc_macro2::Ident)> = op
        .operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .filter(|(parameter, _)| parameter.required)
        .collect();
    let mut arguments: Vec<TokenStream> = required
        .iter()
        .map(|(parameter, name)| {
            let Argument { ty, .. } = argument(cx, &parameter.ty);
            quote!(#name: #ty)
        })
        .collect();
    let mut statements: Vec<TokenStream> = required
        .iter()
        .map(|(parameter, name)| {
            let taken = taken(cx, op, parameter);
            set_parameter(cx, &quote!(parts), parameter, name, taken)
        })
        .collect();
    if let Some(body) = op.operation.body.as_ref().filter(|body| body.required) {
        let name = &names.body;
        let ty = body_type(cx, op, body);
        arguments.push(quote!(#name: #ty));
        statements.push(set_body(cx, op, &quote!(parts), body));
    }
    let many = many_arguments(arguments.len() + 1);
    let core = if op.operation.group.is_some() {
        quote!(self.core)
    } else {
        quote!(&self.core)
    };
    if cx.facts.operation(op.id).remembered {
        statements.insert(0, quote!(parts.remember();));
    }
    let parts = if statements.is_empty() {
        quote!(let parts = runtime::RequestParts::new(#core, &#constant);)
    } else {
        quote! {
            let mut parts = runtime::RequestParts::new(#core, &#constant);
            #(#statements)*
        }
    };
    quote! {
        #doc
        #deprecated
        #many
        pub fn #method(&self, #(#arguments),*) -> #request {
            #parts
            #request { parts }
        }
    }
}

/// The values of a parameter that would address another operation.
pub(super) fn taken<'a>(cx: &Cx<'a>, op: &Op<'_>, parameter: &Parameter) -> &'a [String] {
    let facts = cx.facts.operation(op.id);
    let taken = match parameter.location {
        Location::Path => facts.taken.get(&parameter.wire),
        Location::Query | Location::Header | Location::Cookie => None,
    };
    taken.map_or(&[][..], Vec::as_slice)
}

/// The request type with its setters, and the types that belong to it.
pub(super) fn request(cx: &Cx<'_>, op: &Op<'_>) -> TokenStream {
    let names = op.names;
    let request = &names.request;
    let method = match op.operation.group {
        Some(group) => format!("[`{}::{}`]", cx.names.group(group).name, names.method),
        None => format!("[`Client::{0}`](super::super::Client::{0})", names.method),
    };
    let doc = Text::new(format!(
        "A request that {method} began; await it, or call `send`."
    ))
    .attributes();
    let optional = op
        .operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .filter(|(parameter, _)| !parameter.required);
    let mut setters: Vec<TokenStream> = optional
        .map(|(parameter, name)| parameter_setter(cx, op, parameter, name))
        .collect();
    if let Some(body) = op.operation.body.as_ref().filter(|body| !body.required) {
        setters.push(body_setter(cx, op, body));
    }
    let decoded = reply::decoded(cx, op);
    let pages = pagination::methods(cx, op, &decoded);
    let sends = send::methods(cx, op, &decoded);
    let timeout = timeout_doc(send::hands_out(cx, op, &decoded));
    let reply::Decoded {
        success,
        failure,
        items,
        ..
    } = decoded;
    let choice = choice(cx, op);
    let any = any::items(cx, op);
    let key = key_setter(cx, op);
    quote! {
        #doc
        #[derive(Debug)]
        #[must_use = "a request does nothing until it is awaited or sent"]
        pub struct #request {
            parts: Box<runtime::RequestParts>,
        }

        impl #request {
            #(#setters)*

            #key

            #timeout
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.parts.timeout(timeout);
                self
            }

            #[doc = " Repeats the request by another policy than the client's."]
            pub fn retry(mut self, policy: runtime::RetryPolicy) -> Self {
                self.parts.retry(policy);
                self
            }

            #(#sends)*

            #pages
        }

        impl IntoFuture for #request {
            type Output = Result<runtime::Response<#success>, runtime::Error<#failure>>;
            type IntoFuture = runtime::Pending<#success, #failure>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }

        #choice
        #items
        #any
    }
}

/// What a time for the whole call bounds.
fn timeout_doc(hands_out: bool) -> TokenStream {
    let text = Text::new(
        "Gives the whole call, with all attempts, another time than the client's\n\
         [`Config::total_timeout`](runtime::Config::total_timeout).",
    );
    let apart =
        "A body that is handed out as it arrives may take longer, unless its `within` is called.";
    text.maybe(hands_out.then(|| apart.to_owned())).attributes()
}

/// The setter of an idempotency key that a property of the body carries. The property has one as
/// well; this is the same method for whatever carries the key.
fn key_setter(cx: &Cx<'_>, op: &Op<'_>) -> Option<TokenStream> {
    let (carrier, _) = cx.api.idempotency(op.operation)?;
    let KeyCarrier::Property(field) = carrier else {
        return None;
    };
    let doc = format!(
        " Sets the idempotency key, which is sent as {} in the body; without it, one is made.",
        code(&field.wire)
    );
    Some(quote! {
        #[doc = #doc]
        pub fn idempotency_key(mut self, idempotency_key: &str) -> Self {
            self.parts.idempotency_key(idempotency_key);
            self
        }
    })
}

fn parameter_setter(
    cx: &Cx<'_>,
    op: &Op<'_>,
    parameter: &Parameter,
    name: &proc_macro2::Ident,
) -> TokenStream {
    let carrier = cx.api.idempotency(op.operation).map(|(carrier, _)| carrier);
    let carries_key = carrier == Some(KeyCarrier::Parameter(parameter));
    let doc = Text::of(parameter.doc.as_ref(), || {
        format!("Sets {}.", code(&parameter.wire))
    })
    .maybe(limits(&parameter.constraints, parameter.default.as_ref()))
    .maybe(carries_key.then(|| {
        let wire = code(&parameter.wire);
        format!("The idempotency key, sent as {wire}; without it, one is made for each call.")
    }))
    .attributes();
    let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
    let Argument { ty, .. } = argument(cx, &parameter.ty);
    let set = set_parameter(cx, &quote!(self.parts), parameter, name, &[]);
    let operator = operator(name);
    quote! {
        #doc
        #deprecated
        #operator
        pub fn #name(mut self, #name: #ty) -> Self {
            #set
            self
        }
    }
}

/// The statement that encodes an argument, but for the `taken` values.
pub(super) fn set_parameter(
    cx: &Cx<'_>,
    parts: &TokenStream,
    parameter: &Parameter,
    name: &proc_macro2::Ident,
    taken: &[String],
) -> TokenStream {
    let value = argument(cx, &parameter.ty).borrowed(name);
    let value = match coding(cx, &parameter.ty) {
        None => value,
        Some(coding) => {
            let form = coding.form();
            let value = owned(cx, &parameter.ty, value);
            quote!(&runtime::wire::written(#value, #form))
        }
    };
    write_parameter(cx, parts, parameter, &value, taken)
}

/// The statement that encodes a value as a parameter, but for the `taken` values.
pub(super) fn write_parameter(
    cx: &Cx<'_>,
    parts: &TokenStream,
    parameter: &Parameter,
    value: &TokenStream,
    taken: &[String],
) -> TokenStream {
    let wire = &parameter.wire;
    if parameter.json {
        let method = match parameter.location {
            Location::Path => "path_json",
            Location::Query => "query_json",
            Location::Header => "header_json",
            Location::Cookie => "cookie_json",
        };
        let method = known(method);
        return quote!(#parts.#method(#wire, #value););
    }
    let exploded = parameter.explode;
    let (plain, styled) = match parameter.location {
        Location::Path => ("path", "path_styled"),
        Location::Query => ("query", "query_styled"),
        Location::Header => ("header", "header_styled"),
        Location::Cookie => ("cookie", "cookie_styled"),
    };
    let usual = match parameter.style {
        Style::Simple => !parameter.explode,
        Style::Form => parameter.explode,
        Style::Label
        | Style::Matrix
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject => false,
    };
    // A single value is written alike, exploded or not.
    let usual = usual
        || (matches!(parameter.style, Style::Simple | Style::Form) && is_scalar(cx, &parameter.ty));
    if parameter.allow_reserved {
        let method = known("query_reserved");
        let style = style(parameter.style);
        return quote!(#parts.#method(#wire, #style, #exploded, #value););
    }
    if usual && !taken.is_empty() {
        return quote!(#parts.path_except(#wire, #value, &[#(#taken),*]););
    }
    if usual {
        let method = known(plain);
        return quote!(#parts.#method(#wire, #value););
    }
    let method = known(styled);
    match parameter.location {
        Location::Path | Location::Query => {
            let style = style(parameter.style);
            quote!(#parts.#method(#wire, #style, #exploded, #value);)
        }
        // Headers and cookies have one style each.
        Location::Header | Location::Cookie => {
            quote!(#parts.#method(#wire, #exploded, #value);)
        }
    }
}

fn is_scalar(cx: &Cx<'_>, ty: &Type) -> bool {
    match behind(cx, ty).made() {
        Made::Single(_) | Made::Bytes => true,
        Made::List(_) | Made::Map(_) | Made::Null | Made::Any => false,
        Made::Named(id) => matches!(
            cx.api.find_type(id).map(|def| &def.shape),
            Some(TypeShape::Enumeration(_))
        ),
        Made::Wrapped(inner) => is_scalar(cx, inner),
    }
}

/// A style, as the runtime names it.
pub(super) fn style(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote!(runtime::Style::Simple),
        Style::Label => quote!(runtime::Style::Label),
        Style::Matrix => quote!(runtime::Style::Matrix),
        Style::Form => quote!(runtime::Style::Form),
        Style::SpaceDelimited => quote!(runtime::Style::SpaceDelimited),
        Style::PipeDelimited => quote!(runtime::Style::PipeDelimited),
        Style::DeepObject => quote!(runtime::Style::DeepObject),
    }
}
