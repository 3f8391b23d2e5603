//! `prefixItems`: lists of which each item has a schema of its own.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::rewriting::Schema;

/// How many items a tuple may have; one of a single item is a list.
const OF_TUPLES: RangeInclusive<usize> = 2..=12;

/// Makes the `prefixItems` of a list `items` that may be any of them, and says so if each of them is
/// an item of every value.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    let Some(Value::Array(prefix)) = schema.take("prefixItems") else {
        return;
    };
    let keyword = schema.at("prefixItems");
    let limit = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    let count = prefix.len() as u64;
    let is_whole = limit("maxItems").is_some_and(|most| most <= count);
    let is_there = limit("minItems").is_some_and(|least| least >= count);
    if is_whole && is_there && OF_TUPLES.contains(&prefix.len()) {
        tuple(schema, &keyword, prefix);
        return;
    }
    let rest = schema.get("items").cloned().filter(|_| !is_whole);
    let effect = if !is_whole && rest.is_none() {
        "items are left as raw JSON, as there may be more of any type"
    } else if items(schema, &keyword, prefix, rest) {
        "an item in any place may be of any of the types"
    } else {
        return;
    };
    schema
        .rewriting
        .note(&keyword, "`prefixItems` is read as `items`")
        .effect(effect)
        .help("two to twelve items that are all there, by `minItems`, and the last, by `items: false`, are a tuple");
}

fn tuple(schema: &mut Schema<'_, '_>, keyword: &str, prefix: Vec<Value>) {
    schema.take("minItems");
    schema.take("maxItems");
    if schema.take("uniqueItems") == Some(Value::Bool(true)) {
        schema.unchecked("uniqueItems");
    }
    for index in 0..prefix.len() {
        let to = format!("{}/anyOf/{index}", schema.at("items"));
        schema.moved(format!("{keyword}/{index}"), to);
    }
    schema.put("items", json!({ "anyOf": prefix }));
    schema.put("x-castiron-tuple", true);
}

/// Puts the different schemas of all items into `items`; gives whether there are several.
fn items(
    schema: &mut Schema<'_, '_>,
    keyword: &str,
    prefix: Vec<Value>,
    rest: Option<Value>,
) -> bool {
    let mut different: Vec<(String, Value)> = Vec::new();
    let prefix = prefix.into_iter().enumerate();
    let prefix = prefix.map(|(index, item)| (format!("{keyword}/{index}"), item));
    let rest = rest.map(|rest| (schema.at("items"), rest));
    for (pointer, item) in prefix.chain(rest) {
        if !different.iter().any(|(_, known)| *known == item) {
            different.push((pointer, item));
        }
    }
    let (from, mut items): (Vec<_>, Vec<_>) = different.into_iter().unzip();
    let at = schema.at("items");
    let is_target = from
        .iter()
        .any(|pointer| schema.rewriting.is_target(pointer));
    let single = match items.as_mut_slice() {
        [only] if !is_target => Some(std::mem::take(only)),
        _ => None,
    };
    let is_single = single.is_some();
    schema.put("items", single.unwrap_or_else(|| json!({ "anyOf": items })));
    for (index, from) in from.into_iter().enumerate() {
        let to = match is_single {
            true => at.clone(),
            false => format!("{at}/anyOf/{index}"),
        };
        if from != to {
            schema.moved(from, to);
        }
    }
    !is_single
}
