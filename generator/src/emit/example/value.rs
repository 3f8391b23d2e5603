//! Values of an example: expressions that make them, of what the spec shows as far as it fits the type.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::super::Cx;
use super::super::holding::Holding;
use super::super::types::{self, Scope, behind};
use super::branch::branch;
use crate::model::{
    Field, IntegerKind, Presence, Structure, TimestampForm, Type, TypeId, TypeShape,
};

/// How deep values are built; what is nested deeper is parsed from JSON.
pub(super) const DEPTH: usize = 12;

/// An expression for a value: the example as far as it fits the type, else one made up.
pub(super) fn value(cx: &Cx<'_>, ty: &Type, example: Option<&Value>, depth: usize) -> TokenStream {
    let left = cx.example_nodes.get();
    if depth == 0 || left == 0 {
        let json = example.map_or_else(|| "null".to_owned(), Value::to_string);
        let ty = types::ty(cx, Scope::Api, ty);
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
        Type::Float => {
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
        Type::Null => quote!(runtime::Null),
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
    let literal = Literal::i64_unsuffixed(if kind.holds(number) { number } else { 1 });
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
                let value = Holding::of(cx, id, 0).value(value);
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
                Holding::of(cx, id, index).value(value)
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

/// A string literal of the example, whatever its kind.
pub(super) fn text(example: Option<&Value>) -> TokenStream {
    let text = match example {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => "...".to_owned(),
        Some(other) => other.to_string(),
    };
    quote!(#text)
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
