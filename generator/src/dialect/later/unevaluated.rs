//! Properties that a schema does not name: `unevaluatedProperties` and `patternProperties`.

use serde_json::Value;

use super::rewriting::Schema;
use crate::diagnostics::child_pointer;

/// Makes `unevaluatedProperties` and `patternProperties` say `additionalProperties`.
///
/// `allOf` is one structure in later stages, so that `additionalProperties` means there what
/// `unevaluatedProperties` means in JSON Schema.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    if let Some(unevaluated) = schema.take("unevaluatedProperties")
        && !schema.has("additionalProperties")
    {
        schema.put("additionalProperties", unevaluated);
        schema.moved(
            schema.at("unevaluatedProperties"),
            schema.at("additionalProperties"),
        );
    }
    if let Some(Value::Object(patterns)) = schema.take("patternProperties") {
        self::patterns(schema, patterns);
    }
}

fn patterns(schema: &mut Schema<'_, '_>, patterns: serde_json::Map<String, Value>) {
    let names: Vec<String> = patterns.keys().cloned().collect();
    let mut schemas = patterns.into_iter().map(|(_, schema)| schema);
    let Some(first) = schemas.next() else {
        return;
    };
    let is_one = schemas.all(|other| other == first);
    let others = schema.get("additionalProperties");
    let is_only = others.is_some_and(|others| *others == Value::Bool(false) || *others == first);
    let is_map = others.is_none() && !schema.has("properties");
    let keyword = schema.at("patternProperties");
    let (value, effect) = if is_one && (is_only || is_map) {
        if let Some(name) = names.first() {
            let from = child_pointer(&keyword, name);
            schema.moved(from, schema.at("additionalProperties"));
        }
        (first, "a key of any form may have such a value")
    } else {
        (
            Value::Bool(true),
            "values under such keys are left as raw JSON",
        )
    };
    schema.put("additionalProperties", value);
    schema
        .rewriting
        .note(
            &keyword,
            "`patternProperties` is read as `additionalProperties`",
        )
        .effect(effect);
}
