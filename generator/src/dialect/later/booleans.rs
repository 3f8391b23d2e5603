//! `true` and `false` as schemas: any value, and none.

use serde_json::{Map, Value, json};

use super::rewriting::Rewriting;
use crate::diagnostics::{Diagnostic, child_pointer};

/// Says in other words what a schema says by `true` or `false` as the schema of a part of it.
pub(super) fn settle(
    pointer: &str,
    members: &mut Map<String, Value>,
    rewriting: &mut Rewriting<'_>,
) {
    // What must not be `false` may be anything.
    if members.get("not") == Some(&Value::Bool(false)) {
        members.shift_remove("not");
    }
    let declared = members.get_mut("properties").and_then(Value::as_object_mut);
    if let Some(properties) = declared {
        properties.retain(|name, schema| {
            let is_possible = *schema != Value::Bool(false);
            if !is_possible {
                let pointer = child_pointer(&child_pointer(pointer, "properties"), name);
                never(rewriting, &pointer).effect("the property is left out");
            }
            is_possible
        });
    }
    end_of_list(members);
}

/// `items: false` ends a list after its `prefixItems`.
fn end_of_list(members: &mut Map<String, Value>) {
    let mut ends = false;
    for keyword in ["items", "unevaluatedItems"] {
        if members.get(keyword) == Some(&Value::Bool(false)) {
            members.shift_remove(keyword);
            // After `items`, which are all others, nothing is left unevaluated.
            ends |= !members.contains_key("items");
        }
    }
    if !ends {
        return;
    }
    let prefix = members.get("prefixItems").and_then(Value::as_array);
    let prefix = prefix.map_or(0, Vec::len) as u64;
    let limit = members.get("maxItems").and_then(Value::as_u64);
    let limit = limit.map_or(prefix, |limit| limit.min(prefix));
    members.insert("maxItems".to_owned(), limit.into());
}

/// The schema that `true` or `false` stands for.
pub(super) fn any_or_nothing(flag: bool, pointer: &str, rewriting: &mut Rewriting<'_>) -> Value {
    if !flag {
        never(rewriting, pointer).effect("any value is sent and accepted");
    }
    json!({})
}

fn never<'r>(rewriting: &'r mut Rewriting<'_>, pointer: &str) -> &'r mut Diagnostic {
    rewriting.note(pointer, "`false` allows no value at all")
}
