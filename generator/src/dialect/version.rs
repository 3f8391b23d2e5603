//! Which version of OpenAPI a document follows.

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostics};
use crate::source::Document;

/// Whether the document follows a version that is read.
pub(super) fn check(document: &Document, diagnostics: &mut Diagnostics) -> bool {
    let Some(root) = document.root().as_object() else {
        diagnostics
            .error(
                Code::NotAMapping,
                &document.place(""),
                "the document is not a mapping",
            )
            .help("an OpenAPI document begins with `openapi: 3.0.3`");
        return false;
    };
    let (keyword, version) = match (root.get("openapi"), root.get("swagger")) {
        (Some(version), _) => ("openapi", version),
        (None, Some(version)) => ("swagger", version),
        (None, None) => {
            diagnostics
                .error(
                    Code::UnknownVersion,
                    &document.place(""),
                    "the document does not say which version of OpenAPI it follows",
                )
                .help("add `openapi: 3.0.3` as its first line");
            return false;
        }
    };
    match (keyword, minor(version).as_str()) {
        ("openapi", "3.0") | ("swagger", "2.0") => return true,
        ("openapi", minor @ ("3.1" | "3.2")) => {
            unsupported(document, keyword, &format!("OpenAPI {minor}"), diagnostics)
        }
        _ => {
            let message = format!(
                "`{keyword}: {}` is not a version of OpenAPI",
                spelt(version)
            );
            diagnostics
                .error(
                    Code::UnknownVersion,
                    &document.place("").child(keyword),
                    message,
                )
                .help("write `openapi: 3.0.3`");
        }
    }
    false
}

fn unsupported(document: &Document, keyword: &str, version: &str, diagnostics: &mut Diagnostics) {
    diagnostics
        .error(
            Code::UnsupportedVersion,
            &document.place("").child(keyword),
            format!("{version} is not read yet"),
        )
        .help("convert the document to OpenAPI 3.0");
}

/// The first two numbers of a version: `3.0` of `3.0.3`. An unquoted `2.0` is a number in YAML.
fn minor(version: &Value) -> String {
    let spelt = spelt(version);
    spelt.split('.').take(2).collect::<Vec<_>>().join(".")
}

fn spelt(version: &Value) -> String {
    version
        .as_str()
        .map_or_else(|| version.to_string(), str::to_owned)
}
