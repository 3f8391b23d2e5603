//! A lawful value of a schema, the same each time: what a server of a fixture answers with.

use castiron::source::Document;
use castiron_tests::references::followed;
use serde_json::{Map, Value, json};

/// How deep optional properties, items and entries are given; below, only what is required is.
const DEPTH: usize = 4;

/// A value that the schema allows, as a response has it: without what is `writeOnly`.
///
/// Its words are those of the fixtures; a schema that needs more of them fails the test.
pub fn value(document: &Document, schema: &Value) -> Value {
    sample(document.root(), schema, 0)
}

fn sample(root: &Value, schema: &Value, depth: usize) -> Value {
    assert!(depth < 32, "the schema has no finite value: {schema}");
    let schema = followed(root, schema);
    let list = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    let given = schema.get("example").or(schema.get("default"));
    let choices = list("enum").and_then(|values| {
        let other = values.iter().find(|value| !value.is_null());
        other.or(values.first())
    });
    if let Some(value) = given.or(choices) {
        return value.clone();
    }
    let branch = list("oneOf")
        .or(list("anyOf"))
        .and_then(|list| list.first());
    let parts = list("allOf").into_iter().flatten().chain(branch);
    let mut values: Vec<Value> = parts.map(|part| sample(root, part, depth + 1)).collect();
    if values.is_empty() || schema.get("properties").is_some() {
        values.push(own(root, schema, depth));
    }
    let value = values.into_iter().reduce(joined).unwrap_or_default();
    tagged(root, schema, branch, value)
}

/// What is said beside other schemas is added where both are objects; else the first one counts.
fn joined(mut first: Value, second: Value) -> Value {
    if let (Some(entries), Value::Object(more)) = (first.as_object_mut(), second) {
        entries.extend(more);
    }
    first
}

/// A value with the tag by which its schema is told from others.
fn tagged(root: &Value, schema: &Value, branch: Option<&Value>, mut value: Value) -> Value {
    let Some(property) = schema.pointer("/discriminator/propertyName") else {
        return value;
    };
    let reference = branch.and_then(|branch| branch.get("$ref")?.as_str());
    let mapping = schema.pointer("/discriminator/mapping");
    let mapping = mapping.and_then(Value::as_object).into_iter().flatten();
    let by_mapping = mapping
        .filter_map(|(tag, target)| Some((tag.as_str(), target.as_str()?)))
        .find(|(_, target)| reference.is_none_or(|reference| reference.ends_with(target)))
        .map(|(tag, _)| tag);
    let by_name = reference.and_then(|reference| reference.rsplit('/').next());
    let entry = value.as_object_mut().zip(property.as_str());
    if let (Some((entries, property)), Some(tag)) = (entry, by_mapping.or(by_name)) {
        let fits = branch.is_none_or(|branch| {
            let branch = followed(root, branch);
            branch
                .pointer(&format!("/properties/{property}/enum"))
                .is_none()
        });
        if fits {
            entries.insert(property.to_owned(), tag.into());
        }
    }
    value
}

/// A value by type and format.
fn own(root: &Value, schema: &Value, depth: usize) -> Value {
    let text = |keyword: &str| schema.get(keyword).and_then(Value::as_str);
    let has_properties = schema.get("properties").is_some();
    match text("type").unwrap_or(if has_properties { "object" } else { "" }) {
        "object" => object(root, schema, depth),
        "array" if schema.get("x-castiron-tuple").is_some() => tuple(root, schema, depth),
        "array" if depth < DEPTH => match schema.get("items") {
            Some(items) => json!([sample(root, items, depth + 1)]),
            None => json!([1]),
        },
        "array" => json!([]),
        "integer" => schema.get("minimum").cloned().unwrap_or(json!(7)),
        "number" => json!(7.25),
        "boolean" => json!(true),
        "string" => json!(string(text("format").unwrap_or_default())),
        _ => json!({ "any": ["thing", 1] }),
    }
}

/// One value of each item.
fn tuple(root: &Value, schema: &Value, depth: usize) -> Value {
    let items = schema.pointer("/items/anyOf").and_then(Value::as_array);
    let items = items.into_iter().flatten();
    items.map(|item| sample(root, item, depth + 1)).collect()
}

fn object(root: &Value, schema: &Value, depth: usize) -> Value {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|it| it == name));
    let properties = schema.get("properties").and_then(Value::as_object);
    let mut entries: Map<String, Value> = properties
        .into_iter()
        .flatten()
        .filter(|(name, _)| depth < DEPTH || is_required(name))
        .filter(|(_, property)| followed(root, property).get("writeOnly") != Some(&json!(true)))
        .map(|(name, property)| (name.clone(), sample(root, property, depth + 1)))
        .collect();
    let others = schema.get("additionalProperties");
    if let Some(others) = others.filter(|it| it.is_object() && depth < DEPTH) {
        entries.insert("other".to_owned(), sample(root, others, depth + 1));
    }
    Value::Object(entries)
}

fn string(format: &str) -> &'static str {
    match format {
        "date" => "2026-11-21",
        "date-time" => "2026-11-21T09:30:00Z",
        "time" => "09:30:00",
        "duration" => "P1DT2H",
        "uuid" => "6f1e0a52-7a2f-4c3e-9d55-0d6f1f1c2b3a",
        "byte" | "base64url" => "aGFyZA==",
        "decimal" | "decimal128" => "12.50",
        "int64" | "uint64" | "int32" => "12",
        "uri" | "url" => "https://example.com/a?b=c",
        "email" => "ada@example.com",
        "http-date" => "Sat, 21 Nov 2026 09:30:00 GMT",
        _ => "words",
    }
}
