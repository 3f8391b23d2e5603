//! `examples` of a schema, which OpenAPI 3.0 has one of.

use serde_json::Value;

use super::rewriting::Schema;

/// Makes the first of the `examples` the `example`, if there is none.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    let Some(Value::Array(examples)) = schema.take("examples") else {
        return;
    };
    let first = examples.into_iter().next();
    if let Some(first) = first.filter(|_| !schema.has("example")) {
        schema.put("example", first);
        schema.moved(schema.at("examples/0"), schema.at("example"));
    }
}
