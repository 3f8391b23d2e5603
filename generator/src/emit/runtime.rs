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
    "apart.rs",
    "attempt.rs",
    "base64_bytes.rs",
    "base64_url.rs",
    "blocking.rs",
    "body.rs",
    "body/error.rs",
    "body/open.rs",
    "body/segment.rs",
    "call.rs",
    "call/ending.rs",
    "callback.rs",
    "caught.rs",
    "close_delimited.rs",
    "completed.rs",
    "config.rs",
    "constant.rs",
    "core.rs",
    "csv.rs",
    "csv/read.rs",
    "csv/write.rs",
    "decimal.rs",
    "decimal_string.rs",
    "decode.rs",
    "download.rs",
    "download/save.rs",
    "driver.rs",
    "error.rs",
    "events.rs",
    "events/fields.rs",
    "exchange.rs",
    "finite.rs",
    "form.rs",
    "form/read.rs",
    "framed.rs",
    "gathered.rs",
    "guard.rs",
    "headers.rs",
    "hooks.rs",
    "hooks/request.rs",
    "hooks/response.rs",
    "http_date.rs",
    "idempotency.rs",
    "incoming.rs",
    "integer_string.rs",
    "json.rs",
    "json/clean.rs",
    "json/exact.rs",
    "json/integer.rs",
    "json/keys.rs",
    "json/locate.rs",
    "json/scan.rs",
    "json/tokens.rs",
    "json/watch.rs",
    "lib.rs",
    "lines.rs",
    "lines/records.rs",
    "links.rs",
    "links/expression.rs",
    "links/sent.rs",
    "media_type.rs",
    "message.rs",
    "mock.rs",
    "mock/encode.rs",
    "mock/expectation.rs",
    "mock/request.rs",
    "mock/template.rs",
    "multipart.rs",
    "multipart/file.rs",
    "multipart/headers.rs",
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
    "plain.rs",
    "query.rs",
    "raw_json.rs",
    "raw_json/collect.rs",
    "raw_json/member.rs",
    "redaction.rs",
    "redaction/body.rs",
    "redaction/pattern.rs",
    "redaction/view.rs",
    "request.rs",
    "request/body.rs",
    "request/credentials.rs",
    "request/json.rs",
    "request/key.rs",
    "request/parameters.rs",
    "reqwest_transport.rs",
    "response.rs",
    "retry.rs",
    "retry/after.rs",
    "retry/repeats.rs",
    "secret.rs",
    "security.rs",
    "sensitive.rs",
    "shape.rs",
    "style.rs",
    "success.rs",
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
    "unix_time.rs",
    "untraced.rs",
    "ureq_transport.rs",
    "ureq_transport/connection.rs",
    "validate.rs",
    "validate/error.rs",
    "validate/json.rs",
    "validate/number.rs",
    "validate/rule.rs",
    "value.rs",
    "value/compound.rs",
    "value/json_text.rs",
    "verbatim.rs",
    "wire.rs",
    "xml.rs",
    "xml/read.rs",
    "xml/shape.rs",
    "xml/tree.rs",
    "xml/write.rs",
];

/// What is `mod.rs` in a crate of types alone: the modules among the files that types are made of.
const TYPES_ONLY: &str = include_str!("../../runtime/src/types_only.rs");

/// Those modules.
const OF_TYPES: [&str; 19] = [
    "apart",
    "base64_bytes",
    "base64_url",
    "constant",
    "decimal",
    "decimal_string",
    "finite",
    "http_date",
    "integer_string",
    "json",
    "nullable",
    "object",
    "raw_json",
    "secret",
    "sensitive",
    "unix_time",
    "validate",
    "verbatim",
    "wire",
];

/// Puts the runtime into the tree.
pub(super) fn copy(tree: &mut FileTree) {
    for (name, text) in FILES {
        let name = if *name == "lib.rs" { "mod.rs" } else { name };
        insert(tree, name, text);
    }
}

/// Puts into the tree what of the runtime types need without a client.
pub(super) fn copy_for_types(tree: &mut FileTree) {
    insert(tree, "mod.rs", TYPES_ONLY);
    for (name, text) in FILES {
        let module = name.split(['/', '.']).next();
        if module.is_some_and(|module| OF_TYPES.contains(&module)) {
            insert(tree, name, text);
        }
    }
}

fn insert(tree: &mut FileTree, name: &str, text: &str) {
    let path = format!("src/runtime/{name}");
    tree.insert(path, Contents::Text(text.to_owned()));
}
