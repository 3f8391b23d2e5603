//! Which version of OpenAPI a document follows.

use serde_json::Value;

use super::findings::{Change, Findings};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Document;

/// A version of OpenAPI that is read, by its first two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    V30,
    V31,
    V32,
}

impl Version {
    /// The version that later stages know.
    pub(super) const OLDEST: Self = Self::V30;
    pub(super) const NEWEST: Self = Self::V32;

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::V30 => "OpenAPI 3.0",
            Self::V31 => "OpenAPI 3.1",
            Self::V32 => "OpenAPI 3.2",
        }
    }
}

/// The document with its version under the keyword of that version, whatever case that is in.
pub(super) fn settle(document: Document, diagnostics: &mut Diagnostics) -> Document {
    let members = document.root().as_object();
    let is_version = |key: &str| {
        ["openapi", "swagger"]
            .iter()
            .any(|known| key.eq_ignore_ascii_case(known))
    };
    let written = members.and_then(|members| members.iter().find(|(key, _)| is_version(key)));
    let Some((key, version)) = written else {
        return document;
    };
    let keyword = match spelt(version).trim_start_matches(['v', 'V']).chars().next() {
        Some('2') => "swagger",
        Some('3') => "openapi",
        _ => return document,
    };
    if members.is_some_and(|members| members.contains_key(keyword)) {
        return document;
    }
    let place = document.place("").child(key);
    let mut findings = Findings::new(&document);
    findings.change(place.pointer(), Change::Rename(keyword.to_owned()));
    let spelt = spelt(version);
    let message = format!("`{key}: {spelt}` is not how a document says its version");
    findings
        .add(
            Severity::Warning,
            Code::UnknownVersion,
            &place.key(),
            message,
        )
        .effect(format!("it is read as `{keyword}: {spelt}`"));
    let changes = findings.report(diagnostics);
    changes.apply(document)
}

/// The version that the document follows, if it is one that is read.
pub(super) fn check(document: &Document, diagnostics: &mut Diagnostics) -> Option<Version> {
    let Some(root) = document.root().as_object() else {
        diagnostics
            .error(
                Code::NotAMapping,
                &document.place(""),
                if document.root().is_null() {
                    "the document is empty"
                } else {
                    "the document is not a mapping"
                },
            )
            .help("an OpenAPI document begins with `openapi: 3.0.3`");
        return None;
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
                .help(
                    "documents of OpenAPI begin with `openapi: 3.0.3`; castiron does not read others, such as \
                     collections of Postman or AsyncAPI",
                );
            return None;
        }
    };
    match (keyword, minor(version).as_str()) {
        // What follows Swagger 2.0 is rearranged into OpenAPI 3.0 before anything else.
        ("openapi", "3.0") | ("swagger", "2.0") => return Some(Version::V30),
        ("openapi", "3.1") => return Some(Version::V31),
        ("openapi", "3.2") => return Some(Version::V32),
        (_, minor) if let Some(meant) = meant(keyword, minor) => {
            let message = format!(
                "`{keyword}: {}` is not a version of OpenAPI that castiron knows",
                spelt(version)
            );
            diagnostics
                .warning(
                    Code::UnknownVersion,
                    &document.place("").child(keyword),
                    message,
                )
                .effect(match keyword {
                    "swagger" => "it is read as Swagger 2.0".to_owned(),
                    _ => format!("it is read as {}", meant.name()),
                });
            return Some(meant);
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
                .help("castiron reads `openapi: 3.0.3`, 3.1 and 3.2, and `swagger: \"2.0\"`");
        }
    }
    None
}

/// The version that is meant by its first numbers: one without the second, or a later one than all
/// that are known.
fn meant(keyword: &str, minor: &str) -> Option<Version> {
    let minor = minor.trim().trim_start_matches(['v', 'V', '^', '~']);
    let (major, rest) = minor.split_once('.').unwrap_or((minor, "0"));
    match (keyword, major, rest.trim().parse::<u32>().ok()?) {
        ("swagger", "2", _) | ("openapi", "3", 0) => Some(Version::V30),
        ("openapi", "3", 1) => Some(Version::V31),
        ("openapi", "3", _) => Some(Version::NEWEST),
        _ => None,
    }
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
