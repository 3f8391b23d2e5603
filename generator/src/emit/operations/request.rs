//! Requests: the method that begins one, its setters, and how it is sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::{Text, code, limits};
use super::super::types::{
    Argument, Scope, argument, behind, coding, is_boxed, many_arguments, operator, ty,
};
use super::{Cx, Op, any, method_doc, pagination, reply, send};
use crate::model::{
    Body, Content, FormField, Framing, KeyCarrier, Location, Made, Media, Parameter, Style, Type,
    TypeShape,
};
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
            parts: runtime::RequestParts,
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

/// A slice as the list that a form is defined for.
fn owned(cx: &Cx<'_>, ty: &Type, value: TokenStream) -> TokenStream {
    match behind(cx, ty) {
        Type::List(_) => quote!(&#value.to_vec()),
        _ => value,
    }
}

fn is_scalar(cx: &Cx<'_>, ty: &Type) -> bool {
    match behind(cx, ty).made() {
        Made::Single(_) | Made::Bytes => true,
        Made::List(_) | Made::Map(_) | Made::Any => false,
        Made::Named(id) => matches!(
            cx.api.find_type(id).map(|def| &def.shape),
            Some(TypeShape::Enumeration(_))
        ),
        Made::Wrapped(inner) => is_scalar(cx, inner),
    }
}

fn style(style: Style) -> TokenStream {
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

/// The type of a body argument.
pub(super) fn body_type(cx: &Cx<'_>, op: &Op<'_>, body: &Body) -> TokenStream {
    match body.contents.as_slice() {
        [only] => content_type(cx, only),
        _ => {
            let choice = &op.names.choice;
            quote!(impl Into<#choice>)
        }
    }
}

fn content_type(cx: &Cx<'_>, content: &Content) -> TokenStream {
    match content.media {
        Media::Json | Media::Form | Media::Multipart | Media::Xml | Media::Csv => {
            argument(cx, &content.ty).ty
        }
        Media::Text => quote!(impl Into<String>),
        Media::Bytes => quote!(impl Into<runtime::Body>),
    }
}

/// The statement that encodes a body.
pub(super) fn set_body(cx: &Cx<'_>, op: &Op<'_>, parts: &TokenStream, body: &Body) -> TokenStream {
    let name = &op.names.body;
    match body.contents.as_slice() {
        [only] => {
            let value = argument(cx, &only.ty).borrowed(name);
            let value = match coding(cx, &only.ty) {
                None => value,
                Some(_) => owned(cx, &only.ty, value),
            };
            let set = set_content(cx, parts, only, &value, &quote!(#name));
            quote!(#set;)
        }
        _ => {
            let choice = &op.names.choice;
            let arms = body
                .contents
                .iter()
                .zip(&op.names.media)
                .map(|(content, variant)| {
                    // What is XML is asked of the type itself.
                    let value = match content.media == Media::Xml && is_boxed(cx, &content.ty) {
                        true => quote!(&*body),
                        false => quote!(&body),
                    };
                    let set = set_content(cx, parts, content, &value, &quote!(body));
                    quote!(#choice::#variant(body) => #set)
                });
            quote! {
                match #name.into() {
                    #(#arms,)*
                }
            }
        }
    }
}

/// The call that encodes a body: a `value` by reference, or text and bytes as they are.
fn set_content(
    cx: &Cx<'_>,
    parts: &TokenStream,
    content: &Content,
    value: &TokenStream,
    whole: &TokenStream,
) -> TokenStream {
    let media_type = &content.media_type;
    let value = match coding(cx, &content.ty) {
        None => quote!(#value),
        Some(coding) => {
            let form = coding.form();
            quote!(&runtime::wire::written(#value, #form))
        }
    };
    match (content.media, content.framing) {
        (_, Some(Framing::Events | Framing::Lines)) => {
            quote!(#parts.lines_body(#media_type, #value))
        }
        (_, Some(Framing::Records)) => quote!(#parts.records_body(#media_type, #value)),
        (Media::Json, None) => quote!(#parts.json_body(#media_type, #value)),
        (Media::Form, None) if content.fields.is_empty() => quote!(#parts.form_body(#value)),
        (Media::Form, None) => {
            let fields = content.fields.iter().map(form_field);
            quote!(#parts.encoded_form_body(&[#(#fields),*], #value))
        }
        (Media::Multipart, None) => quote!(#parts.multipart_body(#value)),
        (Media::Xml, None) => quote!(#parts.xml_body(#media_type, #value)),
        (Media::Csv, None) => quote!(#parts.csv_body(#media_type, #value)),
        (Media::Text, None) => quote!(#parts.text_body(#media_type, #whole)),
        (Media::Bytes, None) => quote!(#parts.bytes_body(#media_type, #whole)),
    }
}

fn form_field(field: &FormField) -> TokenStream {
    let (wire, style, explode) = (&field.wire, style(field.style), field.explode);
    let reserved = field.allow_reserved.then(|| quote!(.reserved()));
    quote!(runtime::FormField::new(#wire, #style, #explode)#reserved)
}

fn body_setter(cx: &Cx<'_>, op: &Op<'_>, body: &Body) -> TokenStream {
    let name = &op.names.body;
    let doc = Text::of(body.doc.as_ref(), || "Sets the body.".to_owned()).attributes();
    let ty = body_type(cx, op, body);
    let set = set_body(cx, op, &quote!(self.parts), body);
    quote! {
        #doc
        pub fn #name(mut self, #name: #ty) -> Self {
            #set
            self
        }
    }
}

/// The choice of request bodies, if there are several media types.
fn choice(cx: &Cx<'_>, op: &Op<'_>) -> Option<TokenStream> {
    let body = op.operation.body.as_ref()?;
    let [_, _, ..] = body.contents.as_slice() else {
        return None;
    };
    let name = &op.names.choice;
    let doc = format!(
        " The body of {}, in one of the media types that the API takes.",
        code(&op.operation.id)
    );
    let held: Vec<TokenStream> = body
        .contents
        .iter()
        .map(|content| match content.media {
            Media::Json | Media::Form | Media::Multipart | Media::Xml | Media::Csv => {
                let ty = ty(cx, Scope::Api, &content.ty);
                if is_boxed(cx, &content.ty) {
                    quote!(Box<#ty>)
                } else {
                    ty
                }
            }
            Media::Text => quote!(String),
            Media::Bytes => quote!(runtime::Body),
        })
        .collect();
    let variants =
        body.contents
            .iter()
            .zip(&op.names.media)
            .zip(&held)
            .map(|((content, variant), held)| {
                let doc = format!(" {}", code(&content.media_type));
                quote! {
                    #[doc = #doc]
                    #variant(#held),
                }
            });
    // What stands first is also taken without its name.
    let first = body.contents.iter().zip(&op.names.media).next();
    let first = first.map(|(content, variant)| {
        let (taken, value) = match content.media {
            Media::Json | Media::Form | Media::Multipart | Media::Xml | Media::Csv => {
                let ty = ty(cx, Scope::Api, &content.ty);
                let value = match is_boxed(cx, &content.ty) {
                    true => quote!(Box::new(body.clone())),
                    false => quote!(body.clone()),
                };
                (quote!(&#ty), value)
            }
            Media::Text => (quote!(&str), quote!(body.to_owned())),
            Media::Bytes => (quote!(runtime::Body), quote!(body)),
        };
        quote! {
            impl From<#taken> for #name {
                fn from(body: #taken) -> Self {
                    Self::#variant(#value)
                }
            }
        }
    });
    Some(quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        #first
    })
}
