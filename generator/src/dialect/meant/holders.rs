//! Schemas without the object that holds them: keywords that stand one level too high.

use serde_json::{Map, Value, json};

use super::super::findings::{Change, Findings};
use super::super::grammar::Object;
use super::super::schemas::SCHEMA;
use super::super::version::Version;
use super::super::walk::Spot;
use crate::diagnostics::{Code, Severity, pointer_keys};

/// Gives parameters, headers, media types and bodies the schema that their author meant.
pub(super) fn read(
    findings: &mut Findings<'_>,
    version: Version,
    spot: &Spot,
    object: &'static Object,
    members: &Map<String, Value>,
) {
    let has = |keyword: &str| members.get(keyword).is_some_and(|value| !value.is_null());
    if has("content") {
        return;
    }
    let own = || schema_keywords(object, members, version);
    match object.name {
        "Parameter" | "Header" => {
            location(findings, spot, object, members);
            collection(findings, spot, members);
            if !has("schema") {
                parameter(findings, spot, object, own());
            }
        }
        "Media Type" if !has("schema") && !has("itemSchema") => {
            let mut own = own();
            own.extend(
                members
                    .get_key_value("$ref")
                    .map(|(key, to)| (key.clone(), to.clone())),
            );
            if !own.is_empty() {
                moved(findings, spot, object, &own, "schema", |schema| schema);
            }
        }
        "Response" | "Request Body" => {
            let mut own = own();
            let schema = members.get("schema").filter(|schema| !schema.is_null());
            let whole =
                schema.map(|schema| Map::from_iter([("schema".to_owned(), schema.clone())]));
            let is_whole = whole.is_some();
            own = whole.unwrap_or(own);
            if !own.is_empty() {
                moved(findings, spot, object, &own, "content", |schema| {
                    let schema = match is_whole {
                        true => schema.get("schema").cloned().unwrap_or_default(),
                        false => schema,
                    };
                    json!({ "application/json": { "schema": schema } })
                });
            }
        }
        _ => {}
    }
}

/// Without `in`, a parameter that the path has a place for is of the path.
fn location(
    findings: &mut Findings<'_>,
    spot: &Spot,
    object: &Object,
    members: &Map<String, Value>,
) {
    let name = members.get("name").and_then(Value::as_str);
    let path = pointer_keys(&spot.pointer).nth(1).unwrap_or_default();
    let is_in_path = name.is_some_and(|name| path.contains(&format!("{{{name}}}")));
    if object.name != "Parameter" || members.contains_key("in") || !is_in_path {
        return;
    }
    let place = findings.place(&spot.pointer);
    findings.change(spot.member("in"), Change::Put(json!("path")));
    findings
        .add(
            Severity::Warning,
            Code::MissingKeyword,
            &place,
            "a Parameter needs `in`",
        )
        .effect("it is in the path, which has a place for it");
}

/// `collectionFormat` of Swagger 2.0, as `style` and `explode`.
fn collection(findings: &mut Findings<'_>, spot: &Spot, members: &Map<String, Value>) {
    let format = members.get("collectionFormat").and_then(Value::as_str);
    let (style, explode) = match format {
        Some("csv") => (None, false),
        Some("multi") => (None, true),
        Some("ssv") => (Some("spaceDelimited"), false),
        Some("pipes") => (Some("pipeDelimited"), false),
        _ => return,
    };
    let place = findings.place(&spot.member("collectionFormat")).key();
    findings.change(spot.member("collectionFormat"), Change::Remove);
    let mut said = format!("`explode: {explode}`");
    for (keyword, value) in [
        ("style", style.map(Value::from)),
        ("explode", Some(Value::Bool(explode))),
    ] {
        if let Some(value) = value.filter(|_| !members.contains_key(keyword)) {
            findings.change(spot.member(keyword), Change::Put(value));
        }
    }
    if let Some(style) = style {
        said = format!("`style: {style}` with {said}");
    }
    findings
        .add(
            Severity::Warning,
            Code::UnknownKeyword,
            &place,
            "`collectionFormat` is a keyword of Swagger 2.0",
        )
        .effect(format!("it is read as {said}"));
}

/// A parameter or header that says itself what it holds, as in Swagger 2.0, or nothing at all.
fn parameter(findings: &mut Findings<'_>, spot: &Spot, object: &Object, own: Map<String, Value>) {
    let is_body = findings.document().get(&spot.member("in"));
    if is_body.is_some_and(|location| location == "body" || location == "formData") {
        return;
    }
    for keyword in own.keys() {
        findings.change(spot.member(keyword), Change::Remove);
        findings.moves(spot.member(keyword));
    }
    let (schema, effect) = if own.is_empty() {
        (json!({ "type": "string" }), "it is read as text")
    } else {
        let effect = "its schema is made of the keywords that stand beside it";
        (Value::Object(own), effect)
    };
    findings.change(spot.member("schema"), Change::Put(schema));
    let place = findings.place(&spot.pointer);
    let message = format!("{} needs `schema` or `content`", object.with_article());
    findings
        .add(Severity::Warning, Code::MissingKeyword, &place, message)
        .effect(effect);
}

/// Moves keywords of a schema below the keyword of their holder that they were meant for.
fn moved(
    findings: &mut Findings<'_>,
    spot: &Spot,
    object: &Object,
    own: &Map<String, Value>,
    to: &str,
    held: impl FnOnce(Value) -> Value,
) {
    let names: Vec<String> = own.keys().map(|key| format!("`{key}`")).collect();
    for keyword in own.keys() {
        findings.change(spot.member(keyword), Change::Remove);
    }
    findings.change(
        spot.member(to),
        Change::Put(held(Value::Object(own.clone()))),
    );
    let place = findings.place(&spot.pointer);
    let message = format!("{} has {} itself", object.with_article(), names.join(", "));
    let effect = match to {
        "content" => "it is read as that of a body of JSON".to_owned(),
        to => format!("it is read as its `{to}`"),
    };
    findings
        .add(Severity::Warning, Code::UnknownKeyword, &place, message)
        .effect(effect);
}

/// The keywords of a schema that an object has which does not know them.
fn schema_keywords(
    object: &Object,
    members: &Map<String, Value>,
    version: Version,
) -> Map<String, Value> {
    let is_moved = |key: &str| {
        SCHEMA.keyword(key, version).is_some()
            && object.keyword(key, version).is_none()
            && key != "$ref"
    };
    members
        .iter()
        .filter(|(key, _)| is_moved(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
