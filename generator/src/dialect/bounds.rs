//! Bounds of integers, as the whole numbers that they must be, and numbers of more digits than are read.
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

/// The digits that every number with a fraction keeps that is read as an `f64`.
const KEPT_DIGITS: usize = 15;

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
        if !std::ptr::eq(object, &SCHEMA) {
            return;
        }
        let word = |keyword: &str| members.get(keyword).and_then(Value::as_str);
        if word("format").is_some_and(|format| format.starts_with("decimal")) {
            self.digits(spot, members);
        }
        if word("type") != Some("integer") {
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
    /// Says of numbers in the schema of a decimal, which is exact, that they are not.
    fn digits(&mut self, spot: &Spot, members: &Map<String, Value>) {
        let own = ["minimum", "maximum", "multipleOf", "default"];
        let own = own
            .into_iter()
            .filter_map(|keyword| Some((spot.member(keyword), members.get(keyword)?)));
        let listed = members.get("enum").and_then(Value::as_array);
        let listed = (0..).zip(listed.into_iter().flatten());
        let listed = listed
            .map(|(index, value): (usize, _)| (format!("{}/{index}", spot.member("enum")), value));
        for (pointer, value) in own.chain(listed) {
            let read = value.to_string();
            if !value.is_f64() || significant(&read) <= KEPT_DIGITS {
                continue;
            }
            let spelling = self.findings.document().spelling(&pointer);
            let Some(spelt) = spelling.filter(|spelt| significant(spelt) > significant(&read))
            else {
                continue;
            };
            let place = self.findings.place(&pointer);
            let message = format!("`{spelt}` has more digits than are read");
            self.findings
                .add(Severity::Note, Code::WrongValue, &place, message)
                .effect(format!("it is read as `{read}`"));
        }
    }

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

/// How many digits of a number say how much it is.
fn significant(number: &str) -> usize {
    let number = number.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    if number.contains('.') {
        digits.trim_end_matches('0').len()
    } else {
        digits.len()
    }
}
