//! The first difference between two JSON values.

use std::collections::BTreeSet;

use serde_json::Value;

/// Where and how `read` differs from `sent`.
///
/// `None` also if all that differs is properties of `sent` that `read` lacks and `undeclared`
/// allows for: a schema lets properties pass that it does not declare, and a type ignores them.
pub fn first(sent: &Value, read: &Value, undeclared: bool) -> Option<String> {
    let equal = match (sent, read) {
        (Value::Object(sent), Value::Object(read)) => {
            let keys: BTreeSet<_> = sent.keys().chain(read.keys()).collect();
            return keys
                .into_iter()
                .find_map(|key| below(key, sent.get(key), read.get(key), undeclared));
        }
        (Value::Array(sent), Value::Array(read)) if sent.len() == read.len() => {
            return (0..sent.len()).find_map(|index| {
                below(
                    &index.to_string(),
                    sent.get(index),
                    read.get(index),
                    undeclared,
                )
            });
        }
        _ => sent == read,
    };
    (!equal).then(|| format!(": {sent} was read as {read}"))
}

fn below(
    step: &str,
    sent: Option<&Value>,
    read: Option<&Value>,
    undeclared: bool,
) -> Option<String> {
    let difference = match (sent, read) {
        (Some(sent), Some(read)) => first(sent, read, undeclared)?,
        (Some(_), None) if undeclared => return None,
        (Some(sent), None) => format!(": {sent} was lost"),
        (None, Some(read)) => format!(": {read} was added"),
        (None, None) => return None,
    };
    Some(format!("/{step}{difference}"))
}
