//! Branches of `anyOf` and `oneOf` that are `null`.

use serde_json::{Map, Value, json};

use super::rewriting::Schema;
use crate::diagnostics::child_pointer;

/// Takes the branch that is `null` out of a choice, and makes the schema nullable instead.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    for keyword in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = schema.members.get_mut(keyword) else {
            continue;
        };
        if branches.len() < 2 || !branches.iter().any(is_null) {
            continue;
        }
        // Where there is nothing else to choose from, the first one says what all values are.
        let all_are_null = branches.iter().all(is_null);
        let is_kept =
            |(index, branch): &(usize, Value)| !is_null(branch) || all_are_null && *index == 0;
        let kept = std::mem::take(branches).into_iter().enumerate();
        let (from, kept): (Vec<usize>, Vec<Value>) = kept.filter(is_kept).unzip();
        *branches = kept;
        let at = schema.at(keyword);
        for (to, from) in from.iter().enumerate() {
            if *from != to {
                schema.moved(format!("{at}/{from}"), format!("{at}/{to}"));
            }
        }
        schema.put("nullable", true);
        // What a `$ref` leads to has to stay a schema of its own.
        let is_target = |from: &usize| schema.rewriting.is_target(&format!("{at}/{from}"));
        if !from.iter().any(is_target) {
            unwrap(schema, keyword);
        }
    }
}

/// Whether a branch allows `null` and nothing else.
fn is_null(branch: &Value) -> bool {
    branch.get("enum") == Some(&json!([null]))
}

/// Keywords of a schema that describe it; those outside speak of the whole.
const DESCRIPTIONS: &[&str] = &["title", "description", "deprecated", "example", "default"];

/// Puts what the only branch of a choice says into the schema that has the choice.
fn unwrap(schema: &mut Schema<'_, '_>, keyword: &str) {
    let at = schema.at(&format!("{keyword}/0"));
    let Some([Value::Object(branch)]) = schema
        .get(keyword)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    else {
        return;
    };
    if schema.has("discriminator") {
        return;
    }
    if branch.contains_key("$ref") {
        let branch = Value::Object(branch.clone());
        schema.take(keyword);
        let part = schema.add_part(branch);
        schema.moved(at, part);
        return;
    }
    let branch = branch.clone();
    if !is_compatible(schema.members, &branch, keyword) {
        return;
    }
    schema.take(keyword);
    for (name, value) in branch {
        if !schema.has(&name) {
            let from = child_pointer(&at, &name);
            schema.moved(from, schema.at(&name));
            schema.put(&name, value);
        }
    }
}

/// Whether the keywords of a schema and of its only branch can stand side by side.
fn is_compatible(outer: &Map<String, Value>, branch: &Map<String, Value>, choice: &str) -> bool {
    branch.iter().all(|(name, value)| {
        let same = outer.get(name).filter(|_| name != choice);
        same.is_none_or(|same| same == value || DESCRIPTIONS.contains(&name.as_str()))
    })
}
