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
    "alternatives.rs",
    "answer.rs",
    "attempt.rs",
    "base64_bytes.rs",
    "blocking.rs",
    "call.rs",
    "caught.rs",
    "close_delimited.rs",
    "completed.rs",
    "config.rs",
    "core.rs",
    "decimal.rs",
    "decimal_string.rs",
    "decode.rs",
    "driver.rs",
    "error.rs",
    "finite.rs",
    "hooks.rs",
    "hooks/request.rs",
    "hooks/response.rs",
    "idempotency.rs",
    "json.rs",
    "json/clean.rs",
    "json/exact.rs",
    "json/integer.rs",
    "json/locate.rs",
    "json/scan.rs",
    "json/tokens.rs",
    "lib.rs",
    "message.rs",
    "mock.rs",
    "mock/encode.rs",
    "mock/expectation.rs",
    "mock/request.rs",
    "mock/template.rs",
    "nullable.rs",
    "object.rs",
    "operation.rs",
    "pages.rs",
    "pages/blocking.rs",
    "pages/course.rs",
    "pages/follow.rs",
    "pages/items.rs",
    "pages/link.rs",
    "pages/link_header.rs",
    "pages/paging.rs",
    "pairs.rs",
    "path.rs",
    "raw_json.rs",
    "raw_json/collect.rs",
    "redaction.rs",
    "redaction/body.rs",
    "redaction/pattern.rs",
    "redaction/view.rs",
    "request.rs",
    "request/credentials.rs",
    "reqwest_transport.rs",
    "response.rs",
    "retry.rs",
    "secret.rs",
    "security.rs",
    "sensitive.rs",
    "style.rs",
    "token.rs",
    "token/cached.rs",
    "token/caught.rs",
    "token/client.rs",
    "token/client_credentials.rs",
    "token/error.rs",
    "token/flight.rs",
    "token/grant.rs",
    "token/password.rs",
    "token/refresh_token.rs",
    "token/request.rs",
    "token/session.rs",
    "trace.rs",
    "transport.rs",
    "transports.rs",
    "untraced.rs",
    "ureq_transport.rs",
    "ureq_transport/connection.rs",
    "value.rs",
    "value/compound.rs",
    "value/json_text.rs",
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
