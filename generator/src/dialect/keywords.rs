//! Keywords that OpenAPI does not define, lacks, or that have a value of the wrong kind.
//!
//! Found on the raw tree, because `openapiv3` drops unknown keywords without a word and places a
//! value of the wrong kind at the schema or operation that holds it.

use serde_json::{Map, Value};

use super::findings::{Change, Changes, Findings};
use super::grammar::{Keyword, Lost, Need, Object, Shape, empty};
use super::version::Version;
use super::walk::{self, Pass, Spot, is_extension};
use super::{elsewhere, needs, values};
use crate::diagnostics::{Code, Diagnostics, Severity, nearest};
use crate::source::Document;

/// The extensions that castiron reads.
pub(super) const EXTENSIONS: &[&str] = &[
    "x-rust-name",
    "x-rust-idempotency",
    "x-rust-pagination",
    "x-enum-varnames",
    "x-enum-descriptions",
    "x-sensitive",
];

/// Extensions of Redoc and NSwag that look like slips of ours.
const OF_OTHER_TOOLS: &[&str] = &["x-enumDescriptions", "x-enumNames"];

/// Reports every keyword that is unknown, missing or misused, and mends what has one reading.
pub(super) fn check(
    document: &Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Changes {
    let mut keywords = Keywords {
        version,
        findings: Findings::new(document),
    };
    walk::walk(document.root(), version, &mut keywords);
    keywords.findings.report(diagnostics)
}

struct Keywords<'d> {
    version: Version,
    findings: Findings<'d>,
}

impl Pass for Keywords<'_> {
    fn misfit(&mut self, spot: &Spot, shape: Shape, value: &Value) {
        values::mend(&mut self.findings, self.version, spot, shape, value);
    }

    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        for key in members.keys() {
            if is_extension(key) {
                self.extension(spot, key);
                if key == "x-sensitive" {
                    self.sensitive(spot, object, members);
                }
            } else if object.keyword(key, self.version).is_none() {
                self.other_key(spot, object, key, members);
            }
        }
        for keyword in object.keywords(self.version) {
            if !members.contains_key(keyword.name) {
                self.missing(spot, object, keyword);
            }
        }
        needs::check(&mut self.findings, spot, object, members);
    }
}

impl Keywords<'_> {
    fn extension(&mut self, spot: &Spot, key: &str) {
        if EXTENSIONS.contains(&key) || OF_OTHER_TOOLS.contains(&key) {
            return;
        }
        let meant = nearest(key, EXTENSIONS.iter().copied()).filter(|_| is_ours(key));
        if meant.is_none() && !key.starts_with("x-rust-") {
            return;
        }
        let place = self.findings.place(&spot.member(key)).key();
        self.findings
            .add(
                Severity::Warning,
                Code::UnknownExtension,
                &place,
                format!("`{key}` is not an extension that castiron reads"),
            )
            .effect("it is ignored")
            .help(match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("castiron reads {}", quoted(EXTENSIONS)),
            });
    }

    /// `x-sensitive` where it hides nothing: whoever wrote it relies on it.
    fn sensitive(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        let says_password = members.get("format").and_then(Value::as_str) == Some("password");
        let (fact, help) = if !matches!(object.name, "Schema" | "Parameter") {
            let fact = format!("`x-sensitive` says nothing of {}", object.with_article());
            (fact, "put it on a schema or a parameter")
        } else if members.get("x-sensitive") != Some(&Value::Bool(true)) {
            let fact = "`x-sensitive` is not `true`".to_owned();
            (fact, "write `true`, or remove it")
        } else if says_password {
            let fact = "`format: password` says already that this is sensitive".to_owned();
            (fact, "remove `x-sensitive`")
        } else {
            return;
        };
        let place = self.findings.place(&spot.member("x-sensitive")).key();
        self.findings
            .add(Severity::Warning, Code::IdleExtension, &place, fact)
            .effect("it is ignored")
            .help(help);
    }

    fn other_key(
        &mut self,
        spot: &Spot,
        object: &'static Object,
        key: &str,
        members: &Map<String, Value>,
    ) {
        let Some(names) = &object.names else {
            self.unknown(spot, object, key, members);
            return;
        };
        if !(names.admits)(key) {
            let pointer = spot.member(key);
            let place = self.findings.place(&pointer).key();
            self.leave_out(&pointer, members.get(key), &names.shape);
            self.findings
                .add(
                    Severity::Warning,
                    names.code,
                    &place,
                    format!("`{key}` {}", names.complaint),
                )
                .effect("what stands below it is left out");
        }
    }

    /// Removes what stands under a name of the wrong form, but for the operations in it, which are lost
    /// and still counted.
    fn leave_out(&mut self, pointer: &str, value: Option<&Value>, shape: &Shape) {
        let members = value.and_then(Value::as_object);
        let operations = members.into_iter().flatten().filter(|(key, _)| {
            let keyword = shape
                .object()
                .and_then(|object| object.keyword(key, self.version));
            let held = keyword.and_then(|keyword| keyword.shape.object());
            held.is_some_and(|object| object.lost == Lost::AsNull)
        });
        let lost: Map<String, Value> = operations
            .map(|(key, _)| (key.clone(), Value::Null))
            .collect();
        let change = match lost.is_empty() {
            true => Change::Remove,
            false => Change::Put(Value::Object(lost)),
        };
        self.findings.change(pointer, change);
    }

    fn unknown(
        &mut self,
        spot: &Spot,
        object: &'static Object,
        key: &str,
        members: &Map<String, Value>,
    ) {
        let place = self.findings.place(&spot.member(key)).key();
        let known = object.keywords(self.version).map(|keyword| keyword.name);
        let help = elsewhere::origin(object, key, self.version)
            .or_else(|| nearest(key, known).map(|meant| format!("did you mean `{meant}`?")));
        let effect = match self.outlived(object, key) {
            Some(old)
                if members
                    .get(key)
                    .is_some_and(|value| old.shape.admits(value, old.until)) =>
            {
                format!("it is read as {} means it", old.until.name())
            }
            Some(_) => {
                self.findings.change(spot.member(key), Change::Remove);
                "it is ignored".to_owned()
            }
            None => "it is ignored".to_owned(),
        };
        let message = format!("`{key}` is not a keyword of {}", object.with_article());
        let diagnostic =
            self.findings
                .add(Severity::Warning, Code::UnknownKeyword, &place, message);
        diagnostic.effect(effect);
        if let Some(help) = help {
            diagnostic.help(help);
        }
    }

    /// A keyword that only earlier versions than the document's have.
    fn outlived(&self, object: &Object, key: &str) -> Option<&'static Keyword> {
        let mut keywords = object.keywords.iter();
        keywords.find(|keyword| keyword.name == key && keyword.until < self.version)
    }

    fn missing(&mut self, spot: &Spot, object: &'static Object, keyword: &Keyword) {
        let message = format!("{} needs `{}`", object.with_article(), keyword.name);
        let place = self.findings.place(&spot.pointer);
        match keyword.need {
            Need::Optional | Need::Essential => {}
            Need::Required => {
                self.findings
                    .lost(spot, Code::MissingKeyword, &place, message);
            }
            Need::Filled => {
                self.findings.change(
                    spot.member(keyword.name),
                    Change::Put(empty(keyword.shape, self.version)),
                );
                self.findings
                    .add(Severity::Note, Code::MissingKeyword, &place, message)
                    .effect(format!("`{}` is read as if it were empty", keyword.name));
            }
        }
    }
}

/// Whether a key can be a slip of one of our extensions, and not an extension of another tool.
fn is_ours(key: &str) -> bool {
    ["x-rust", "x-enum", "x-sens"]
        .iter()
        .any(|prefix| key.starts_with(prefix))
        || nearest(
            key.split('-').nth(1).unwrap_or_default(),
            ["rust", "sensitive"],
        )
        .is_some()
}

fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
