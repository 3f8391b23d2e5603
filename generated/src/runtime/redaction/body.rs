//! The hidden parts of a body that was sent, found in its bytes.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::value::RawValue;

use super::super::{Hidden, Kind, Secret, json};

/// The texts and numbers in a body that the spec hides: JSON and forms are looked into, any other
/// body is hidden only as a whole. `true`, `false` and `null` tell nothing, so they stay.
pub(super) fn hidden(body: &[u8], hidden: &[Hidden]) -> Vec<Secret> {
    let Ok(text) = std::str::from_utf8(body) else {
        return Vec::new();
    };
    let whole = hidden.contains(&Hidden::Body);
    let mut found = Vec::new();
    if body.is_empty() {
        return found;
    }
    match serde_json::from_str::<&RawValue>(text) {
        Ok(value) => collect(value.get(), hidden, whole, json::MAX_DEPTH, &mut found),
        Err(_) if whole => found.push(text.into()),
        Err(_) => form(text, hidden, &mut found),
    }
    found
}

/// Adds the scalars of a JSON value that are hidden, all of them if `whole`.
fn collect(text: &str, hidden: &[Hidden], whole: bool, depth: usize, found: &mut Vec<Secret>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    match Kind::of(text) {
        Kind::Null | Kind::Bool => {}
        Kind::Number if whole => found.push(text.into()),
        Kind::String if whole => found.extend(serde_json::from_str::<Secret>(text)),
        Kind::Number | Kind::String => {}
        Kind::Array => {
            let items: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
            for item in items {
                collect(item.get(), hidden, whole, depth, found);
            }
        }
        Kind::Object => {
            let members: BTreeMap<String, &RawValue> =
                serde_json::from_str(text).unwrap_or_default();
            for (name, value) in members {
                let whole = whole || names(hidden, &name);
                collect(value.get(), hidden, whole, depth, found);
            }
        }
    }
}

fn form(text: &str, hidden: &[Hidden], found: &mut Vec<Secret>) {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    let pairs = pairs.filter(|(name, _)| names(hidden, &decoded(name)));
    found.extend(pairs.map(|(_, value)| Secret::new(decoded(value))));
}

fn names(hidden: &[Hidden], property: &str) -> bool {
    let mut parts = hidden.iter();
    parts.any(|part| matches!(part, Hidden::Property(name) if *name == property))
}
