//! JSON as rules look at it: what a value holds, and when two values are equal.

use super::super::{Kind, RawJson};
use super::number::Number;

/// The items of a list by their indices, or the values of an object by their names.
pub(super) fn held(json: &RawJson) -> Vec<(String, RawJson)> {
    match json.kind() {
        Kind::Array => {
            let items: Vec<RawJson> = serde_json::from_str(json.text()).unwrap_or_default();
            let items = items.into_iter().enumerate();
            items
                .map(|(index, item)| (index.to_string(), item))
                .collect()
        }
        Kind::Object => json.members().unwrap_or_default(),
        Kind::Null | Kind::Bool | Kind::Number | Kind::String => Vec::new(),
    }
}

/// A text that equal values share: however their numbers and characters are written, and in
/// whatever order their properties stand (JSON Schema Core, draft 5, section 3.6).
pub(super) fn canonical(json: &RawJson) -> String {
    match json.kind() {
        Kind::Null | Kind::Bool => json.text().to_owned(),
        Kind::Number => Number::of(json.text()).to_string(),
        Kind::String => RawJson::from(json.as_string().unwrap_or_default()).to_string(),
        Kind::Array => {
            let items = held(json).into_iter();
            let items: Vec<String> = items.map(|(_, item)| canonical(&item)).collect();
            format!("[{}]", items.join(","))
        }
        Kind::Object => {
            let members = held(json).into_iter();
            let mut members: Vec<String> = members
                .map(|(name, value)| format!("{}:{}", RawJson::from(name), canonical(&value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
    }
}
