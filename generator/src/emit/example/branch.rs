//! Branches of unions in an example: which one a value is of.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::super::Cx;
use super::super::holding::Holding;
use super::value::value;
use crate::model::{Dispatch, JsonKind, Test, TypeId, Union};

/// An expression for a value of a union.
pub(super) fn branch(
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
    let value = Holding::of_branch(cx, id, index, &branch.ty).value(value);
    quote!(models::#name::#member(#value))
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
        Test::OptionalConstant(property, only) => match value.get(property) {
            None | Some(Value::Null) => true,
            Some(Value::String(text)) => text == only,
            Some(other) => serde_json::from_str(only).is_ok_and(|only: Value| only == *other),
        },
        Test::OneOf(values) => value
            .as_str()
            .is_some_and(|text| values.iter().any(|value| value == text)),
        Test::Text(text) => serde_json::from_str(text).is_ok_and(|only: Value| only == *value),
        Test::All(tests) => tests.iter().all(|test| holds(test, value)),
    }
}
