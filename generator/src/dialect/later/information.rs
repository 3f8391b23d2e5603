//! What later versions say about an API, and OpenAPI 3.0 only in its descriptions and names.

use serde_json::{Map, Value};

use crate::dialect::grammar::Object;
use crate::dialect::objects::{INFO, LICENSE, RESPONSE, TAG};

/// Puts the `summary` of an object before its `description`, and the identifier of a license behind
/// its name.
pub(super) fn rewrite(object: &'static Object, members: &mut Map<String, Value>) {
    summary(object, members);
    if std::ptr::eq(object, &LICENSE) {
        identifier(members);
    }
}

fn identifier(members: &mut Map<String, Value>) {
    let identifier = members.shift_remove("identifier");
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let both = text(members.get("name")).zip(text(identifier.as_ref()));
    if let Some((name, identifier)) = both.filter(|(name, identifier)| !name.contains(identifier)) {
        members.insert("name".to_owned(), format!("{name} ({identifier})").into());
    }
}

fn summary(object: &'static Object, members: &mut Map<String, Value>) {
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
