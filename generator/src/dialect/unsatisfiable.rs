//! Keywords of schemas by which no value at all could be of the schema.

use serde_json::{Map, Value};

use super::findings::{Change, Changes, Findings};
use super::grammar::Object;
use super::schemas::SCHEMA;
use super::version::Version;
use super::walk::{self, Pass, Spot};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Document;

/// Bounds of the same thing, from below and from above.
const BOUNDS: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

/// Takes out what allows no value, and tells of what stays: bounds that contradict each other, which
/// `validate` checks, and required properties that there are not.
pub(super) fn check(
    document: &Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Changes {
    let mut unsatisfiable = Unsatisfiable {
        findings: Findings::new(document),
    };
    walk::walk(document.root(), version, &mut unsatisfiable);
    unsatisfiable.findings.report(diagnostics)
}

struct Unsatisfiable<'d> {
    findings: Findings<'d>,
}

impl Pass for Unsatisfiable<'_> {
    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        if !std::ptr::eq(object, &SCHEMA) {
            return;
        }
        for keyword in ["enum", "allOf", "oneOf", "anyOf"] {
            let list = members.get(keyword).and_then(Value::as_array);
            if list.is_some_and(Vec::is_empty) {
                self.empty(spot, keyword);
            }
        }
        let step = members.get("multipleOf").and_then(Value::as_f64);
        if step.is_some_and(|step| step <= 0.0) {
            self.step(spot);
        }
        for (least, most) in BOUNDS {
            let bound = |keyword: &str| members.get(keyword).and_then(Value::as_f64);
            if let (Some(from), Some(to)) = (bound(least), bound(most))
                && from > to
            {
                self.bounds(spot, least, most);
            }
        }
        self.required(spot, members);
    }
}

impl Unsatisfiable<'_> {
    fn empty(&mut self, spot: &Spot, keyword: &str) {
        let pointer = spot.member(keyword);
        let place = self.findings.place(&pointer);
        self.findings.change(pointer, Change::Remove);
        let (severity, code, fact, effect, help) = match keyword {
            "enum" => (
                Severity::Warning,
                Code::EmptyEnum,
                "this `enum` allows no value at all".to_owned(),
                "any value of the type is accepted",
                "list the values, or remove `enum`",
            ),
            _ => (
                Severity::Note,
                Code::WrongValue,
                format!("`{keyword}` has no branches"),
                "it is read as if it were not there",
                "list the branches, or remove it",
            ),
        };
        self.findings
            .add(severity, code, &place, fact)
            .effect(effect)
            .help(help);
    }

    fn step(&mut self, spot: &Spot) {
        let pointer = spot.member("multipleOf");
        let place = self.findings.place(&pointer);
        self.findings.change(pointer, Change::Remove);
        let message = "`multipleOf` must be greater than 0";
        self.findings
            .add(Severity::Warning, Code::WrongValue, &place, message)
            .effect("it is ignored");
    }

    fn bounds(&mut self, spot: &Spot, least: &str, most: &str) {
        let place = self.findings.place(&spot.member(most));
        let first = self.findings.place(&spot.member(least));
        let message = format!("`{most}` is less than `{least}`");
        self.findings
            .add(Severity::Note, Code::WrongValue, &place, message)
            .also_at(&first, format!("`{least}`"))
            .effect("`validate` accepts no value");
    }

    /// Properties that are required of an object that may have none.
    fn required(&mut self, spot: &Spot, members: &Map<String, Value>) {
        let parts = ["allOf", "oneOf", "anyOf", "patternProperties"];
        let names = members.get("required").and_then(Value::as_array);
        let first = names.and_then(|names| names.first()?.as_str());
        let declared = members.get("properties").and_then(Value::as_object);
        let is_closed = members.get("additionalProperties") == Some(&Value::Bool(false));
        let Some(name) = first.filter(|_| is_closed && declared.is_none_or(Map::is_empty)) else {
            return;
        };
        if parts.iter().any(|part| members.contains_key(*part)) {
            return;
        }
        let place = self.findings.place(&spot.member("required"));
        let message = format!("`{name}` is required, but there is no such property");
        self.findings
            .add(
                Severity::Warning,
                Code::MissingRequiredProperty,
                &place,
                message,
            )
            .effect("the requirement is ignored")
            .help("declare the property, or correct the name");
    }
}
