//! Parameters and headers that do not say, or say in the words of Swagger 2.0, what they hold.

use serde_json::{Map, Value, json};

use super::findings::{Change, Changes, Findings};
use super::grammar::Object;
use super::objects::{HEADER, PARAMETER};
use super::schemas::SCHEMA;
use super::version::Version;
use super::walk::{self, Pass, Spot};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Document;

/// Gives every parameter and header a `schema` or a `content`.
pub(super) fn check(
    document: &Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Changes {
    let mut parameters = Parameters {
        version,
        findings: Findings::new(document),
    };
    walk::walk(document.root(), version, &mut parameters);
    parameters.findings.report(diagnostics)
}

struct Parameters<'d> {
    version: Version,
    findings: Findings<'d>,
}

impl Pass for Parameters<'_> {
    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        let holds_data = std::ptr::eq(object, &PARAMETER) || std::ptr::eq(object, &HEADER);
        let has = |keyword: &str| members.get(keyword).is_some_and(|value| !value.is_null());
        if !holds_data || has("schema") || has("content") {
            return;
        }
        let moved = schema_keywords(object, members, self.version);
        for keyword in moved.keys() {
            self.findings.change(spot.member(keyword), Change::Remove);
        }
        let (schema, effect) = if moved.is_empty() {
            (json!({ "type": "string" }), "it is read as text")
        } else {
            let effect = "its schema is made of the keywords that stand beside it";
            (Value::Object(moved), effect)
        };
        self.findings
            .change(spot.member("schema"), Change::Put(schema));
        let place = self.findings.place(&spot.pointer);
        let message = format!("{} needs `schema` or `content`", object.with_article());
        self.findings
            .add(Severity::Warning, Code::MissingKeyword, &place, message)
            .effect(effect);
    }
}

/// The keywords of a Schema that a parameter of Swagger 2.0 has itself.
fn schema_keywords(
    object: &Object,
    members: &Map<String, Value>,
    version: Version,
) -> Map<String, Value> {
    let is_moved = |key: &str| {
        SCHEMA.keyword(key, version).is_some() && object.keyword(key, version).is_none()
    };
    members
        .iter()
        .filter(|(key, _)| is_moved(key))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}
