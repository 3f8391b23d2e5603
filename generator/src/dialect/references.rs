//! `$ref`s: each must lead to a node of the kind that belongs in its place.

use serde_json::{Map, Value};

use super::findings::{Change, Changes, Findings};
use super::grammar::Object;
use super::version::Version;
use super::walk::{self, Pass, Spot};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::{Document, Ends, fragment_pointer};

/// Reports every `$ref` that leads nowhere or in a circle, and every keyword beside one.
pub(super) fn check(
    document: &Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Changes {
    let mut references = References {
        version,
        findings: Findings::new(document),
        ends: Ends::default(),
        suggestions: SUGGESTIONS_AT_MOST,
    };
    walk::walk(document.root(), version, &mut references);
    references.findings.report(diagnostics)
}

struct References<'d> {
    version: Version,
    findings: Findings<'d>,
    ends: Ends,
    /// How many more references are told what they may have been meant for.
    suggestions: usize,
}

impl Pass for References<'_> {
    fn reference(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        self.siblings(spot, object, members);
        let place = self.findings.place(&spot.member("$ref"));
        let Some(reference) = members.get("$ref").and_then(Value::as_str) else {
            self.findings
                .lost(
                    spot,
                    Code::MalformedReference,
                    &place,
                    "`$ref` must be text",
                )
                .help("write for example `$ref: '#/components/schemas/Pet'`");
            return;
        };
        // `files` has brought what is in other documents, and has told of what it could not bring.
        let Some(fragment) = reference.strip_prefix('#') else {
            return;
        };
        let Some(pointer) = fragment_pointer(fragment) else {
            self.findings
                .lost(
                    spot,
                    Code::MalformedReference,
                    &place,
                    format!("`{reference}` is not a JSON pointer, and names no schema"),
                )
                .help("a `$ref` within the document begins with `#/`");
            return;
        };
        if self.findings.document().get(&pointer).is_none() {
            self.dangling(spot, &pointer);
        } else if let Some(section) = other_section(object, &pointer) {
            let message = format!(
                "`{reference}` leads to `components/{section}`, where {} is needed",
                object.with_article()
            );
            self.findings
                .lost(spot, Code::MalformedReference, &place, message);
        } else if self.ends.of(self.findings.document(), &pointer).is_none() {
            let message =
                format!("`{reference}` leads only to further references, and back to itself");
            self.findings
                .lost(spot, Code::ReferenceCycle, &place, message);
        }
    }
}

/// How many references that lead nowhere are told what they may have been meant for: that takes time in
/// proportion to the names that there are, and of very many findings most are not printed.
pub(super) const SUGGESTIONS_AT_MOST: usize = 100;

/// The objects whose description a Reference can take the place of, as `resolve` reads it.
const OVERRIDDEN: &[&str] = &["Parameter", "Request Body", "Response", "Header"];

impl References<'_> {
    fn siblings(&mut self, spot: &Spot, object: &Object, members: &Map<String, Value>) {
        // What a Reference says in place of what it leads to.
        let is_said =
            |key: &str| self.version >= Version::V31 && matches!(key, "summary" | "description");
        let (said, siblings): (Vec<_>, Vec<_>) = members
            .keys()
            .filter(|key| *key != "$ref" && !walk::is_extension(key))
            .partition(|key| is_said(key));
        let is_read = |key: &str| key == "description" && OVERRIDDEN.contains(&object.name);
        for key in said.into_iter().filter(|key| !is_read(key)) {
            let place = self.findings.place(&spot.member(key)).key();
            let message = format!("`{key}` beside a `$ref` is not read");
            self.findings
                .add(Severity::Note, Code::ReferenceSiblings, &place, message)
                .effect("the documentation is that of what the reference leads to");
        }
        let Some(first) = siblings.first() else {
            return;
        };
        let names = siblings
            .iter()
            .map(|key| format!("`{key}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let place = self.findings.place(&spot.member(first)).key();
        for sibling in &siblings {
            self.findings.change(spot.member(sibling), Change::Remove);
        }
        let verb = if siblings.len() == 1 {
            "stands"
        } else {
            "stand"
        };
        let message = format!("{names} {verb} beside a `$ref`");
        self.findings
            .add(Severity::Warning, Code::ReferenceSiblings, &place, message)
            .effect(format!(
                "{} ignores what stands beside a `$ref`",
                self.version.name()
            ));
    }

    fn dangling(&mut self, spot: &Spot, pointer: &str) {
        let meant = self.suggestions.checked_sub(1).and_then(|remaining| {
            self.suggestions = remaining;
            self.findings.document().nearest_pointer(pointer)
        });
        let meant = meant.map(|meant| self.findings.target(&meant));
        let place = self.findings.place(&spot.member("$ref"));
        let target = self.findings.target(pointer);
        let message = if self.findings.document().is_written(pointer) {
            format!("`{target}` could not be read, or is left out")
        } else {
            format!("`{target}` does not exist")
        };
        let diagnostic = self
            .findings
            .lost(spot, Code::DanglingReference, &place, message);
        if let Some(meant) = meant {
            diagnostic.help(format!("did you mean `{meant}`?"));
        }
    }
}

/// The section of `components` that a pointer leads into, if it is not the one of `object`.
fn other_section<'a>(object: &Object, pointer: &'a str) -> Option<&'a str> {
    let (section, name) = pointer.strip_prefix("/components/")?.split_once('/')?;
    let leads_to_whole_component = !name.contains('/');
    (leads_to_whole_component && object.section != Some(section)).then_some(section)
}
