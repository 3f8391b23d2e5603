//! `itemSchema`: the items of a body that brings one after the other.

use serde_json::{Map, Value, json};

use super::rewriting::Rewriting;
use crate::diagnostics::{Code, Severity, child_pointer};

/// Makes the `itemSchema` of a media type that of a list, as which 3.0 has such bodies.
pub(super) fn rewrite(
    pointer: &str,
    members: &mut Map<String, Value>,
    rewriting: &mut Rewriting<'_>,
) {
    let Some(item) = members.shift_remove("itemSchema") else {
        return;
    };
    let keyword = child_pointer(pointer, "itemSchema");
    let is_event = pointer.ends_with("/text~1event-stream");
    let effect = if members.contains_key("schema") {
        "what `schema` says of the whole is read"
    } else if is_event && item.pointer("/properties/data").is_some() {
        "the data of each event is text"
    } else {
        let list = json!({ "type": "array", "items": item });
        members.insert("schema".to_owned(), list);
        rewriting.moved(keyword, format!("{pointer}/schema/items"));
        return;
    };
    rewriting
        .add(
            Severity::Warning,
            Code::NotModelled,
            &keyword,
            "this `itemSchema` is not read",
        )
        .effect(effect);
}
