//! Keywords that only rule values out, and change no type.

use super::rewriting::Schema;

const RULES: &[&str] = &[
    "contains",
    "minContains",
    "maxContains",
    "dependentRequired",
    "propertyNames",
    "unevaluatedItems",
];

/// Notes what is not checked.
pub(super) fn rewrite(schema: &mut Schema<'_, '_>) {
    for keyword in RULES {
        if schema.take(keyword).is_some() {
            schema.unchecked(keyword);
        }
    }
}
