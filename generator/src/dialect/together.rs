//! Path items and operations that say something beside a `$ref`: what that leads to is put in its place,
//! together with what stands beside it.
//!
//! OpenAPI has a `$ref` for path items, and leaves open what counts where both say something (4.7.9); for
//! operations it has none.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::findings::{Change, Findings};
use super::grammar::{Keyword, Object};
use super::walk::{Spot, is_extension};
use crate::diagnostics::{Code, Severity, child_pointer};
use crate::selection::METHODS;
use crate::source::fragment_pointer;

/// What a `$ref` leads to, with what stood beside it.
pub(super) struct Together {
    pub(super) members: Map<String, Value>,
    /// What came from where the `$ref` leads: its pointers from there, and from here.
    pub(super) brought: Vec<(String, String)>,
    /// The keys of which both had one, and what stood beside the `$ref` counts.
    replaced: Vec<String>,
}

/// Whether objects of a kind are put together with what stands beside their `$ref`.
pub(super) fn is_read_together(object: &Object) -> bool {
    matches!(object.name, "Path Item" | "Operation")
}

/// Puts what a `$ref` leads to together with what stands beside it, and counts where both say something.
/// Parameters of both count, but for those that have the same name and location.
///
/// What stood beside the `$ref` keeps its pointers.
pub(super) fn together(beside: &Map<String, Value>, target: &Map<String, Value>) -> Together {
    let mut whole = Together {
        members: target.clone(),
        brought: Vec::new(),
        replaced: Vec::new(),
    };
    for (key, own) in beside.iter().filter(|(key, _)| *key != "$ref") {
        let other = target.get(key).filter(|other| *other != own);
        let value = match (key.as_str(), own, other) {
            ("parameters", Value::Array(own), Some(Value::Array(other))) => {
                let known: BTreeSet<_> = own.iter().map(identity).collect();
                let mut all = own.clone();
                for (from, other) in other.iter().enumerate() {
                    if !known.contains(&identity(other)) {
                        let at = |index: usize| format!("/parameters/{index}");
                        whole.brought.push((at(from), at(all.len())));
                        all.push(other.clone());
                    }
                }
                Value::Array(all)
            }
            (_, _, Some(_)) => {
                whole.replaced.push(key.clone());
                own.clone()
            }
            (_, _, None) => own.clone(),
        };
        whole.members.insert(key.clone(), value);
    }
    let brought = target.keys().filter(|key| !beside.contains_key(*key));
    let pointers = brought.map(|key| child_pointer("", key));
    whole
        .brought
        .extend(pointers.map(|pointer| (pointer.clone(), pointer)));
    whole
}

/// What two parameters of one operation cannot both have.
fn identity(parameter: &Value) -> [Option<&str>; 3] {
    ["$ref", "name", "in"].map(|key| parameter.get(key).and_then(Value::as_str))
}

impl Together {
    /// Says what was put together at `spot`, if OpenAPI does not say so itself.
    pub(super) fn tell(
        &self,
        findings: &mut Findings<'_>,
        spot: &Spot,
        object: &Object,
        beside: &Map<String, Value>,
        target: &str,
    ) {
        let said: Vec<&String> = said(beside).collect();
        if object.name == "Operation" {
            let place = findings.place(&spot.member("$ref")).key();
            let mut effect = format!("it is read as the operation at `{target}`");
            if !said.is_empty() {
                effect = format!(
                    "{effect}, with {} as written here",
                    quoted(said.iter().copied())
                );
            }
            findings
                .add(
                    Severity::Warning,
                    Code::UnknownKeyword,
                    &place,
                    "`$ref` is not a keyword of an Operation",
                )
                .effect(effect);
        } else if let Some(first) = said.first() {
            let place = findings.place(&spot.member(first)).key();
            let message = format!(
                "{} beside the `$ref` of a path item",
                quoted(said.iter().copied())
            );
            let mut effect = "it is read together with what the reference leads to".to_owned();
            if !self.replaced.is_empty() {
                let replaced = quoted(&self.replaced);
                effect = format!("{effect}, whose {replaced} is not read");
            }
            findings
                .add(Severity::Warning, Code::ReferenceSiblings, &place, message)
                .effect(effect)
                .help("write all operations in one path item");
        }
    }
}

/// Puts an operation, or a path item that says something itself, together with what its `$ref` leads to in
/// the document; gives whether it did. Once all files have been brought (`is_gathered`), a `$ref` that leads
/// to no such object is removed from one that is whole without.
pub(super) fn read(
    findings: &mut Findings<'_>,
    is_gathered: bool,
    spot: &Spot,
    object: &'static Object,
    members: &Map<String, Value>,
) -> bool {
    let Some(reference) = members.get("$ref").and_then(Value::as_str) else {
        return false;
    };
    let pointer = reference.strip_prefix('#').and_then(fragment_pointer);
    let target = pointer
        .as_ref()
        .and_then(|pointer| findings.document().get(pointer));
    let Some(target) = target.filter(|target| is_of_kind(object, target)) else {
        let is_lost = is_gathered && reference.starts_with('#') && stands_alone(object, members);
        if is_lost {
            let (code, message) = match target {
                Some(_) => (
                    Code::MalformedReference,
                    format!("`{reference}` leads to no {}", object.name),
                ),
                None => (
                    Code::DanglingReference,
                    format!("`{reference}` does not exist"),
                ),
            };
            let keyword = spot.member("$ref");
            let place = findings.place(&keyword);
            findings.change(keyword, Change::Remove);
            findings
                .add(Severity::Warning, code, &place, message)
                .effect(ALONE);
        }
        return is_lost;
    };
    let needs_none = object.name == "Path Item" && said(members).next().is_none();
    let Some(pointer) = pointer.filter(|_| !needs_none && target.get("$ref").is_none()) else {
        return false;
    };
    let Some(Value::Object(target)) = findings.copied(&pointer, &spot.pointer) else {
        return false;
    };
    let whole = together(members, &target);
    whole.tell(findings, spot, object, members, reference);
    let whole = Change::Put(Value::Object(whole.members));
    findings.change(spot.pointer.as_str(), whole);
    findings.moves(spot.pointer.clone());
    true
}

/// What becomes of an object that can do without what its `$ref` leads to, where that cannot be read.
pub(super) const ALONE: &str = "it is read as it stands here";

/// Whether an object is one without what its `$ref` leads to.
pub(super) fn stands_alone(object: &Object, members: &Map<String, Value>) -> bool {
    match object.name {
        "Operation" => members.contains_key("responses"),
        "Path Item" => METHODS.iter().any(|method| members.contains_key(*method)),
        _ => false,
    }
}

/// Whether a node can be such an object, or a `$ref` to one.
fn is_of_kind(object: &Object, node: &Value) -> bool {
    let Some(members) = node.as_object() else {
        return false;
    };
    let has = |key: &str| members.contains_key(key);
    let is_keyword = |keyword: &Keyword| has(keyword.name);
    match object.name {
        "Operation" => has("responses") || has("operationId") || has("$ref"),
        "Path Item" => members.is_empty() || has("$ref") || object.keywords.iter().any(is_keyword),
        _ => false,
    }
}

/// The keywords beside a `$ref`.
fn said(members: &Map<String, Value>) -> impl Iterator<Item = &String> {
    let keys = members.keys();
    keys.filter(|key| *key != "$ref" && !is_extension(key))
}

fn quoted<'k>(keys: impl IntoIterator<Item = &'k String>) -> String {
    let keys: Vec<String> = keys.into_iter().map(|key| format!("`{key}`")).collect();
    keys.join(", ")
}
