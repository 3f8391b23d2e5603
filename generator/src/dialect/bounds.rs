//! Bounds of integers, as the whole numbers that they must be.
//!
//! `openapiv3` panics on a bound of an integer that is no `i64`, so none may reach it.

use serde_json::{Map, Number, Value};

use super::findings::{Change, Changes, Findings};
use super::grammar::Object;
use super::schemas::SCHEMA;
use super::values::whole;
use super::version::Version;
use super::walk::{self, Pass, Spot};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Document;

/// Writes bounds such as `1.0` as whole numbers and removes those that an integer cannot have.
pub(super) fn check(
    document: &Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Changes {
    let mut bounds = Bounds {
        findings: Findings::new(document),
    };
    walk::walk(document.root(), version, &mut bounds);
    bounds.findings.report(diagnostics)
}

struct Bounds<'d> {
    findings: Findings<'d>,
}

impl Pass for Bounds<'_> {
    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        if !std::ptr::eq(object, &SCHEMA)
            || members.get("type").and_then(Value::as_str) != Some("integer")
        {
            return;
        }
        for keyword in ["minimum", "maximum", "multipleOf"] {
            if let Some(Value::Number(bound)) = members.get(keyword).filter(|bound| !bound.is_i64())
            {
                self.bound(spot, keyword, bound);
            }
        }
    }
}

impl Bounds<'_> {
    fn bound(&mut self, spot: &Spot, keyword: &str, bound: &Number) {
        let pointer = spot.member(keyword);
        if let Some(whole) = whole(bound) {
            self.findings
                .change(pointer, Change::Put(Value::from(whole)));
            return;
        }
        let place = self.findings.place(&pointer);
        self.findings.change(pointer, Change::Remove);
        let beyond = bound.as_f64().is_some_and(|bound| bound.fract() == 0.0);
        let (severity, fact) = if beyond {
            (Severity::Note, "is beyond what 64 bits with a sign hold")
        } else {
            (
                Severity::Warning,
                "is not a whole number, and the schema is an integer",
            )
        };
        self.findings
            .add(
                severity,
                Code::WrongValue,
                &place,
                format!("`{keyword}: {bound}` {fact}"),
            )
            .effect("the bound is ignored");
    }
}
