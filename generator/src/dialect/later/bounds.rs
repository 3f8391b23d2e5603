//! Bounds that are themselves excluded, which are numbers from OpenAPI 3.1 on.

use serde_json::Value;

use super::rewriting::Schema;

/// Makes `exclusiveMinimum` and `exclusiveMaximum` say whether `minimum` and `maximum` are excluded.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    bound(
        schema,
        "minimum",
        "exclusiveMinimum",
        |exclusive, inclusive| exclusive >= inclusive,
    );
    bound(
        schema,
        "maximum",
        "exclusiveMaximum",
        |exclusive, inclusive| exclusive <= inclusive,
    );
}

/// `is_stricter` compares the bound that is excluded with the one that is not.
fn bound(
    schema: &mut Schema<'_, '_>,
    inclusive: &str,
    exclusive: &str,
    is_stricter: fn(f64, f64) -> bool,
) {
    if !schema.get(exclusive).is_some_and(Value::is_number) {
        return;
    }
    let Some(bound) = schema.take(exclusive) else {
        return;
    };
    let both = bound
        .as_f64()
        .zip(schema.get(inclusive).and_then(Value::as_f64));
    if both.is_none_or(|(bound, other)| is_stricter(bound, other)) {
        schema.put(inclusive, bound);
        schema.put(exclusive, true);
        schema.moved(schema.at(exclusive), schema.at(inclusive));
    }
}
