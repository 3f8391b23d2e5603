//! Examples: a call of each operation, with the values that the spec shows.
//!
//! The tokens go out as an `example` attribute; `output` prints them as a code block of the
//! documentation, formatted like all other code.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::Cx;
use super::types::{Scope, behind, is_boxed};
use crate::analyze::Reply;
use crate::model::{
    Content, Dispatch, Field, IntegerKind, JsonKind, Media, Operation, OperationId, Parameter,
    Presence, SchemeId, SecurityKind, Structure, Test, TimestampForm, TokenFlow, Type, TypeId,
    TypeShape, Union,
};
use crate::names::{OperationNames, known};

/// How deep values are built; what is nested deeper is parsed from JSON.
const DEPTH: usize = 12;

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

/// A string literal of the example, whatever its kind.
fn text(example: Option<&Value>) -> TokenStream {
    let text = match example {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => "...".to_owned(),
        Some(other) => other.to_string(),
    };
    quote!(#text)
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

/// An expression for a value: the example as far as it fits the type, else one made up.
fn value(cx: &Cx<'_>, ty: &Type, example: Option<&Value>, depth: usize) -> TokenStream {
    let left = cx.example_nodes.get();
    if depth == 0 || left == 0 {
        let json = example.map_or_else(|| "null".to_owned(), Value::to_string);
        let ty = super::types::ty(cx, Scope::Api, ty);
        return quote!(serde_json::from_str::<#ty>(#json)?);
    }
    cx.example_nodes.set(left - 1);
    match ty {
        Type::Named(id) => named(cx, *id, example, depth),
        Type::String => {
            let text = text(example);
            quote!(#text.to_owned())
        }
        Type::Secret => {
            let text = text(example);
            quote!(runtime::Secret::from(#text))
        }
        Type::Sensitive(inner) => {
            let value = value(cx, inner, example, depth);
            quote!(runtime::Sensitive::new(#value))
        }
        Type::Base64(_) => quote!(b"...".to_vec()),
        Type::Binary => quote!(bytes::Bytes::from_static(b"...")),
        Type::File => quote!(runtime::File::at("document.pdf")),
        Type::Uuid => {
            let text = example
                .and_then(Value::as_str)
                .unwrap_or("67e55044-10b1-426f-9247-bb680e5fe0c8");
            quote!(#text.parse::<uuid::Uuid>()?)
        }
        Type::DateTime => {
            let text = example
                .and_then(Value::as_str)
                .unwrap_or("2026-01-31T12:00:00Z");
            quote!(#text.parse::<runtime::DateTime>()?)
        }
        Type::Timestamp(TimestampForm::UnixTime) => {
            let seconds = integer(IntegerKind::I64, example);
            quote!(jiff::Timestamp::from_second(#seconds)?)
        }
        Type::Timestamp(TimestampForm::HttpDate) => {
            quote!("2026-01-31T12:00:00Z".parse::<jiff::Timestamp>()?)
        }
        Type::Time => {
            let text = example.and_then(Value::as_str).unwrap_or("12:00:00");
            quote!(#text.parse::<runtime::Time>()?)
        }
        Type::Duration => {
            let text = example.and_then(Value::as_str).unwrap_or("PT1H");
            quote!(#text.parse::<runtime::Duration>()?)
        }
        Type::Date => {
            let text = example.and_then(Value::as_str).unwrap_or("2026-01-31");
            quote!(#text.parse::<jiff::civil::Date>()?)
        }
        Type::Boolean => {
            let flag = example.and_then(Value::as_bool).unwrap_or(true);
            quote!(#flag)
        }
        Type::Integer(kind) => integer(*kind, example),
        Type::IntegerString(kind) => {
            let number = example
                .and_then(Value::as_str)
                .and_then(|text| text.parse().ok());
            integer(*kind, number.map(|number: i64| number.into()).as_ref())
        }
        Type::Float { .. } => {
            let float = example.and_then(Value::as_f64).unwrap_or(1.0);
            let literal = Literal::f64_unsuffixed(float);
            quote!(#literal)
        }
        Type::Decimal(_) => {
            let text = match example {
                Some(Value::Number(number)) => number.to_string(),
                Some(Value::String(text)) => text.clone(),
                _ => "12.50".to_owned(),
            };
            quote!(#text.parse::<rust_decimal::Decimal>()?)
        }
        Type::List(item) => {
            let items: Vec<Option<&Value>> = match example {
                Some(Value::Array(items)) => items.iter().map(Some).collect(),
                _ => vec![None],
            };
            let items = items
                .into_iter()
                .map(|example| value(cx, item, example, depth - 1));
            quote!(vec![#(#items),*])
        }
        Type::Map(inner) => {
            let entries: Vec<(String, Option<&Value>)> = match example {
                Some(Value::Object(entries)) => entries
                    .iter()
                    .map(|(key, value)| (key.clone(), Some(value)))
                    .collect(),
                _ => Vec::new(),
            };
            let entries = entries.into_iter().map(|(key, example)| {
                let value = value(cx, inner, example, depth - 1);
                quote!((#key.to_owned(), #value))
            });
            quote!(std::collections::BTreeMap::from([#(#entries),*]))
        }
        Type::Nullable(inner) => match example {
            Some(Value::Null) => quote!(None),
            example => {
                let value = value(cx, inner, example, depth - 1);
                quote!(Some(#value))
            }
        },
        Type::Any => {
            let value = match example {
                Some(Value::String(text)) => quote!(#text),
                example => tree(example),
            };
            quote!(runtime::RawJson::from(#value))
        }
    }
}

fn integer(kind: IntegerKind, example: Option<&Value>) -> TokenStream {
    let number = example.and_then(Value::as_i64).unwrap_or(1);
    let fits = match kind {
        IntegerKind::I8 => i8::try_from(number).is_ok(),
        IntegerKind::I16 => i16::try_from(number).is_ok(),
        IntegerKind::I32 => i32::try_from(number).is_ok(),
        IntegerKind::I64 => true,
        IntegerKind::U8 => u8::try_from(number).is_ok(),
        IntegerKind::U16 => u16::try_from(number).is_ok(),
        IntegerKind::U32 => u32::try_from(number).is_ok(),
        IntegerKind::U64 => u64::try_from(number).is_ok(),
    };
    let literal = Literal::i64_unsuffixed(if fits { number } else { 1 });
    quote!(#literal)
}

fn named(cx: &Cx<'_>, id: TypeId, example: Option<&Value>, depth: usize) -> TokenStream {
    let Some(def) = cx.api.find_type(id) else {
        return quote!(serde_json::from_str("null")?);
    };
    let name = &cx.names.of(id).name;
    match &def.shape {
        TypeShape::Alias(target) => {
            let value = value(cx, target, example, depth - 1);
            if cx.facts.of(id).wrapper {
                quote!(models::#name(#value))
            } else {
                value
            }
        }
        TypeShape::Enumeration(list) => {
            let wanted = example.map(Value::to_string);
            let member = list
                .variants
                .iter()
                .zip(&cx.names.of(id).members)
                .find(|(variant, _)| wanted.as_ref() == Some(&variant.value.json()))
                .or_else(|| list.variants.iter().zip(&cx.names.of(id).members).next());
            match member {
                Some((_, member)) => quote!(models::#name::#member),
                None => quote!(models::#name::from("...")),
            }
        }
        TypeShape::Union(union) => branch(cx, id, union, example, depth),
        TypeShape::Tuple(items) => {
            let items = items.iter().enumerate().map(|(index, item)| {
                let example = example.and_then(|example| example.get(index));
                let value = value(cx, &item.ty, example, depth - 1);
                match cx.facts.of(id).boxed_fields.contains(&index) {
                    true => quote!(Box::new(#value)),
                    false => value,
                }
            });
            quote!(models::#name(#(#items),*))
        }
        TypeShape::Structure(structure) => object(cx, id, structure, example, depth),
    }
}

fn object(
    cx: &Cx<'_>,
    id: TypeId,
    structure: &Structure,
    example: Option<&Value>,
    depth: usize,
) -> TokenStream {
    let name = &cx.names.of(id).name;
    let members: Vec<(&Field, &proc_macro2::Ident)> = structure
        .fields
        .iter()
        .zip(&cx.names.of(id).members)
        .filter(|(field, _)| field.fixed.is_none())
        .collect();
    let given = |field: &Field| match field.flat {
        true => example,
        false => example.and_then(|example| example.get(&field.wire)),
    };
    let required = |field: &Field| field.presence.is_required();
    let arguments = members
        .iter()
        .filter(|(field, _)| required(field))
        .map(|(field, _)| member(cx, field, given(field).or(field.example.as_ref()), depth));
    let setters = members
        .iter()
        .filter(|(field, _)| !required(field) && !field.deprecated)
        .filter_map(|(field, name)| {
            let example = given(field).filter(|example| !example.is_null())?;
            let value = member(cx, field, Some(example), depth);
            Some(quote!(.#name(#value)))
        });
    quote!(models::#name::new(#(#arguments),*) #(#setters)*)
}

/// The argument of a constructor or setter of a model.
fn member(cx: &Cx<'_>, field: &Field, example: Option<&Value>, depth: usize) -> TokenStream {
    let plain = matches!(field.presence, Presence::Required | Presence::Optional);
    let nullable = field.presence == Presence::OptionalNullable;
    match behind(cx, &field.ty) {
        Type::String if plain || nullable => text(example),
        Type::Secret if plain => text(example),
        Type::Any if plain => tree(example),
        Type::Sensitive(inner) if plain => value(cx, inner, example, depth - 1),
        _ => match (field.presence, example) {
            (Presence::RequiredNullable, Some(Value::Null)) => quote!(None),
            _ => value(cx, &field.ty, example, depth - 1),
        },
    }
}

fn branch(
    cx: &Cx<'_>,
    id: TypeId,
    union: &Union,
    example: Option<&Value>,
    depth: usize,
) -> TokenStream {
    let index = example
        .and_then(|example| matching(&union.dispatch, example))
        .unwrap_or(0);
    let name = &cx.names.of(id).name;
    let (Some(branch), Some(member)) = (
        union.branches.get(index),
        cx.names.of(id).members.get(index),
    ) else {
        return quote!(serde_json::from_str("null")?);
    };
    let tagged = tagged(&union.dispatch, index);
    let value = value(cx, &branch.ty, example.or(tagged.as_ref()), depth - 1);
    if is_boxed(cx, &branch.ty) {
        quote!(models::#name::#member(Box::new(#value)))
    } else {
        quote!(models::#name::#member(#value))
    }
}

/// The least that is known of any value of a branch: its tag.
fn tagged(dispatch: &Dispatch, branch: usize) -> Option<Value> {
    let Dispatch::Tag {
        property, cases, ..
    } = dispatch
    else {
        return None;
    };
    let (tag, _) = cases.iter().find(|(_, index)| *index == branch)?;
    Some(serde_json::json!({ property: tag }))
}

/// The branch that a value is of.
fn matching(dispatch: &Dispatch, value: &Value) -> Option<usize> {
    match dispatch {
        Dispatch::Tag {
            property,
            cases,
            missing,
        } => match value.get(property).and_then(Value::as_str) {
            Some(tag) => cases
                .iter()
                .find(|(case, _)| case == tag)
                .map(|(_, branch)| *branch),
            None => *missing,
        },
        Dispatch::Shape(tests) => tests
            .iter()
            .find(|(test, _)| holds(test, value))
            .map(|(_, branch)| *branch),
    }
}

fn holds(test: &Test, value: &Value) -> bool {
    match test {
        Test::Kind(kind) => match kind {
            JsonKind::Boolean => value.is_boolean(),
            JsonKind::Integer => value.is_i64() || value.is_u64(),
            JsonKind::Number => value.is_number(),
            JsonKind::String => value.is_string(),
            JsonKind::Array => value.is_array(),
            JsonKind::Object => value.is_object(),
        },
        Test::Keys(keys) => keys.iter().all(|key| value.get(key).is_some()),
        Test::Constant(property, values) => value
            .get(property)
            .and_then(Value::as_str)
            .is_some_and(|text| values.iter().any(|value| value == text)),
        Test::OneOf(values) => value
            .as_str()
            .is_some_and(|text| values.iter().any(|value| value == text)),
        Test::Text(text) => serde_json::from_str(text).is_ok_and(|only: Value| only == *value),
        Test::All(tests) => tests.iter().all(|test| holds(test, value)),
    }
}

/// A tree of JSON.
fn tree(example: Option<&Value>) -> TokenStream {
    let json = example.map_or_else(|| quote!({ "key": "value" }), json);
    quote!(serde_json::json!(#json))
}

/// JSON as the tokens of `serde_json::json!`.
fn json(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(null),
        Value::Bool(flag) => quote!(#flag),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => {
                let literal = Literal::i64_unsuffixed(integer);
                quote!(#literal)
            }
            (None, Some(float)) => {
                let literal = Literal::f64_unsuffixed(float);
                quote!(#literal)
            }
            (None, None) => quote!(0),
        },
        Value::String(text) => quote!(#text),
        Value::Array(items) => {
            let items = items.iter().map(json);
            quote!([#(#items),*])
        }
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = json(value);
                quote!(#key: #value)
            });
            quote!({ #(#entries),* })
        }
    }
}
