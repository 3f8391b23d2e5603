//! The runtime: its files, copied byte for byte into every emitted crate.

use super::tree::{Contents, FileTree};

/// The files of `generator/runtime/src`; its `lib.rs` becomes the `mod.rs` of a module.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../runtime/src/", $name)))),*]
    };
}

const FILES: &[(&str, &str)] = files![
    "address.rs",
    "answer.rs",
    "base64_bytes.rs",
    "call.rs",
    "config.rs",
    "core.rs",
    "decimal.rs",
    "decimal_string.rs",
    "decode.rs",
    "driver.rs",
    "error.rs",
    "finite.rs",
    "json.rs",
    "json/locate.rs",
    "json/scan.rs",
    "json/tokens.rs",
    "lib.rs",
    "message.rs",
    "nullable.rs",
    "object.rs",
    "operation.rs",
    "path.rs",
    "raw_json.rs",
    "redaction.rs",
    "redaction/body.rs",
    "redaction/pattern.rs",
    "redaction/view.rs",
    "request.rs",
    "reqwest_transport.rs",
    "response.rs",
    "secret.rs",
    "security.rs",
    "sensitive.rs",
    "style.rs",
    "token.rs",
    "token/cached.rs",
    "token/flow.rs",
    "transport.rs",
    "value.rs",
    "wire.rs",
];

/// Puts the runtime into the tree.
pub(super) fn copy(tree: &mut FileTree) {
    for (name, text) in FILES {
        let name = if *name == "lib.rs" { "mod.rs" } else { name };
        tree.insert(
            format!("src/runtime/{name}"),
            Contents::Text((*text).to_owned()),
        );
    }
}
