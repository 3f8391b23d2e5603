//! `$ref`s that miss what they can only lead to.

use serde_json::{Map, Value, json};

use super::super::findings::{Change, Findings};
use super::super::grammar::Object;
use super::super::identifiers::reference_to;
use super::super::walk::Spot;
use crate::diagnostics::{Code, Severity, child_pointer, pointer_keys};
use crate::source::fragment_pointer;

/// Makes a `$ref` lead to the one component that it names; gives whether it did.
pub(super) fn read(
    findings: &mut Findings<'_>,
    spot: &Spot,
    object: &'static Object,
    members: &Map<String, Value>,
) -> bool {
    let Some(reference) = members.get("$ref").and_then(Value::as_str) else {
        return false;
    };
    let Some(pointer) = local(reference) else {
        return false;
    };
    let place = findings.place(&spot.member("$ref"));
    let written = reference.strip_prefix('#').and_then(fragment_pointer);
    if written.is_some_and(|written| findings.document().get(&written).is_some()) {
        if matches!(object.name, "Response" | "Request Body")
            && pointer.starts_with("/components/schemas/")
        {
            let schema = json!({ "$ref": reference });
            let body = json!({ "description": "", "content": { "application/json": { "schema": schema } } });
            findings.change(spot.pointer.as_str(), Change::Put(body));
            let message = format!(
                "`{reference}` leads to a Schema, where {} is needed",
                object.with_article()
            );
            findings
                .add(Severity::Warning, Code::MalformedReference, &place, message)
                .effect("it is read as the schema of a body of JSON");
            return true;
        }
        return false;
    }
    let Some(target) = component(findings, object, &pointer) else {
        return false;
    };
    let target = reference_to(&target);
    findings.change(spot.member("$ref"), Change::Put(json!(target)));
    findings
        .add(
            Severity::Warning,
            Code::DanglingReference,
            &place,
            format!("`{reference}` does not exist"),
        )
        .effect(format!("it is read as `{target}`"));
    true
}

/// Makes a `$recursiveRef`, which JSON Schema had before `$dynamicRef`, lead to the innermost schema around it
/// that says to be its anchor.
pub(super) fn recursive(
    findings: &mut Findings<'_>,
    spot: &Spot,
    object: &'static Object,
    members: &Map<String, Value>,
) {
    let is_whole = members.get("$recursiveRef").and_then(Value::as_str) == Some("#");
    if !is_whole || members.contains_key("$ref") {
        return;
    }
    let anchor = |pointer: &str| child_pointer(pointer, "$recursiveAnchor");
    let around = std::iter::successors(Some(spot.pointer.as_str()), |pointer| {
        pointer.rsplit_once('/').map(|(above, _)| above)
    });
    let mut anchored = around
        .filter(|pointer| findings.document().get(&anchor(pointer)) == Some(&Value::Bool(true)));
    let Some(target) = anchored.next() else {
        return;
    };
    let reference = reference_to(target);
    let keyword = spot.member("$recursiveRef");
    let place = findings.place(&keyword).key();
    findings.change(spot.member("$ref"), Change::Put(json!(reference)));
    findings.change(keyword, Change::Remove);
    findings.change(anchor(target), Change::Remove);
    let message = format!(
        "`$recursiveRef` is not a keyword of {}",
        object.with_article()
    );
    findings
        .add(Severity::Warning, Code::UnknownKeyword, &place, message)
        .effect(format!("it is read as a `$ref` to `{reference}`"));
}

/// The pointer that a reference writes, with or without its signs; `None` for one to a file.
fn local(reference: &str) -> Option<String> {
    let reference = reference.trim();
    let fragment = match reference.strip_prefix('#') {
        Some(fragment) => fragment,
        None if reference.contains(['.', ':', '#']) => return None,
        None => reference,
    };
    fragment_pointer(&format!("/{}", fragment.trim_start_matches('/')))
}

/// The component of the kind of `object` that a pointer to some other section names.
fn component(findings: &Findings<'_>, object: &Object, pointer: &str) -> Option<String> {
    let section = format!("/components/{}", object.section?);
    let keys: Vec<String> = pointer_keys(pointer).collect();
    let (name, sections) = keys.split_last()?;
    let is_whole = match sections {
        [] => true,
        [only] => only != "paths",
        [components, _] => components == "components",
        _ => false,
    };
    let entries = findings.document().get(&section)?.as_object()?;
    let mut in_other_case = entries.keys().filter(|key| key.eq_ignore_ascii_case(name));
    let meant = match entries.get_key_value(name) {
        Some((exact, _)) => exact,
        None => in_other_case
            .next()
            .filter(|_| in_other_case.next().is_none())?,
    };
    is_whole.then(|| child_pointer(&section, meant))
}
