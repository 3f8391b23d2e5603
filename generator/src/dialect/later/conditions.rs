//! `if`, `then`, `else` and `dependentSchemas`: what else a value has under a condition.

use serde_json::{Value, json};

use super::rewriting::Schema;
use crate::diagnostics::child_pointer;

/// Makes the properties that a value has under a condition properties that it may have.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    let mut branches = Vec::new();
    if schema.has("if") {
        schema.unchecked("if");
    }
    schema.take("if");
    for keyword in ["then", "else"] {
        if let Some(branch) = schema.take(keyword) {
            branches.push((schema.at(keyword), branch));
        }
    }
    if schema.has("dependentSchemas") {
        schema.unchecked("dependentSchemas");
    }
    if let Some(Value::Object(dependent)) = schema.take("dependentSchemas") {
        let keyword = schema.at("dependentSchemas");
        let of = dependent.into_iter();
        branches.extend(of.map(|(name, branch)| (child_pointer(&keyword, &name), branch)));
    }
    branches.retain(|(_, branch)| declares_properties(branch));
    // Where no property is sure to be there, all of them are kept as those of a map.
    let is_structure = schema.has("properties") || schema.has("allOf");
    if branches.is_empty() || !is_structure {
        return;
    }
    let (from, choice): (Vec<_>, Vec<_>) = branches.into_iter().unzip();
    let to = if schema.has("anyOf") {
        schema.add_part(json!({ "anyOf": choice }))
    } else {
        schema.put("anyOf", choice);
        schema.pointer.to_owned()
    };
    for (index, from) in from.into_iter().enumerate() {
        schema.moved(from, format!("{to}/anyOf/{index}"));
    }
}

fn declares_properties(branch: &Value) -> bool {
    ["properties", "allOf", "anyOf", "oneOf", "$ref"]
        .iter()
        .any(|keyword| branch.get(keyword).is_some())
}
