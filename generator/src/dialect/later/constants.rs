//! `const`: the only value that is possible.

use serde_json::json;

use super::rewriting::Schema;

/// Makes a `const` an `enum` of one value.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    if let Some(value) = schema.take("const") {
        schema.put("enum", json!([value]));
        schema.moved(schema.at("const"), schema.at("enum/0"));
    }
}
