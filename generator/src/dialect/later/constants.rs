//! `const`: the only value that is possible.

use serde_json::{Value, json};

use super::rewriting::Schema;

/// Makes a `const` an `enum` of one value, and says that it will have no others.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    let Some(value) = schema.take("const") else {
        return;
    };
    match value {
        Value::Array(_) | Value::Object(_) => schema.unchecked("const"),
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            schema.put("x-castiron-const", true)
        }
    }
    schema.put("enum", json!([value]));
    schema.moved(schema.at("const"), schema.at("enum/0"));
}
