//! Keywords beside a `$ref`, which from OpenAPI 3.1 on say more of the same value.

use serde_json::json;

use super::rewriting::Schema;

/// Makes a `$ref` with keywords beside it a part of an `allOf`.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    if schema.members.len() < 2 {
        return;
    }
    if let Some(reference) = schema.take("$ref") {
        let part = schema.add_part(json!({ "$ref": reference }));
        schema.moved(schema.at("$ref"), format!("{part}/$ref"));
    }
}
