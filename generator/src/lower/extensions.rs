//! Extensions: what a curator may say with `x-…` keys.

use indexmap::IndexMap;
use serde_json::Value;

/// The extension keys of an OpenAPI object.
pub(super) type Extensions = IndexMap<String, Value>;

/// `x-rust-name`: the name to use in Rust.
pub(super) fn rust_name(extensions: &Extensions) -> Option<String> {
    text(extensions, "x-rust-name")
}

/// The entry of a list that runs parallel to `enum`.
pub(super) fn entry(extensions: &Extensions, list: &str, index: usize) -> Option<String> {
    let entry = extensions.get(list)?.get(index)?.as_str()?;
    (!entry.is_empty()).then(|| entry.to_owned())
}

/// `x-sensitive`: whether what it stands on must not be seen.
pub(super) fn sensitive(extensions: &Extensions) -> bool {
    extensions.get("x-sensitive").and_then(Value::as_bool) == Some(true)
}

fn text(extensions: &Extensions, name: &str) -> Option<String> {
    extensions
        .get(name)
        .and_then(Value::as_str)
        .map(str::to_owned)
}
