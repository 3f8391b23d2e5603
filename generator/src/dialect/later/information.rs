//! Summaries of what OpenAPI 3.0 has only descriptions of.

use serde_json::{Map, Value};

use crate::dialect::grammar::Object;
use crate::dialect::objects::{INFO, RESPONSE, TAG};

/// Puts the `summary` of an object before its `description`.
pub(super) fn rewrite(object: &'static Object, members: &mut Map<String, Value>) {
    let is_response = std::ptr::eq(object, &RESPONSE);
    if !is_response && ![&INFO, &TAG].into_iter().any(|of| std::ptr::eq(object, of)) {
        return;
    }
    let summary = members.shift_remove("summary");
    let texts = [summary.as_ref(), members.get("description")];
    let texts: Vec<&str> = texts
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    // Only a response has to have one, which may be empty.
    if is_response || !texts.is_empty() {
        let description = texts.join("\n\n");
        members.insert("description".to_owned(), description.into());
    }
}
