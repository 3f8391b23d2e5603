//! Paths in the notations of routers and of URI templates (RFC 6570).

use serde_json::{Map, Value};

use super::super::findings::{Change, Findings};
use super::super::walk::{Spot, is_extension};
use crate::diagnostics::{Code, Severity};
use crate::source::fragment_pointer;

/// Writes each path as OpenAPI does.
pub(super) fn read(findings: &mut Findings<'_>, spot: &Spot, paths: &Map<String, Value>) {
    for (path, item) in paths.iter().filter(|(path, _)| !is_extension(path)) {
        let declared = declared(findings, item);
        let meant = meant(path, &declared);
        if meant == *path || paths.contains_key(&meant) {
            continue;
        }
        let place = findings.place(&spot.member(path)).key();
        findings.change(spot.member(path), Change::Rename(meant.clone()));
        let message = format!("`{path}` is not a path as OpenAPI writes it");
        findings
            .add(Severity::Warning, Code::MalformedPath, &place, message)
            .effect(format!("it is read as `{meant}`"));
    }
}

fn meant(path: &str, declared: &[String]) -> String {
    let path = path.trim();
    if path.is_empty() || path.contains("://") {
        return path.to_owned();
    }
    let mut meant = String::new();
    if !path.starts_with('/') {
        meant.push('/');
    }
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        meant.push_str(&closed(before, declared));
        // A brace that is never closed ends where its segment does.
        let end = closing(after).or_else(|| after.find('/'));
        let end = end.unwrap_or(after.len());
        let (expression, after) = after.split_at(end);
        // Query parameters, which are declared one by one.
        if !expression.starts_with(['?', '&']) {
            meant.push_str(&format!("{{{}}}", name(expression)));
        }
        rest = after.strip_prefix('}').unwrap_or(after);
    }
    meant.push_str(&closed(rest, declared));
    let segments = meant
        .split('/')
        .map(|segment| match segment.strip_prefix(':') {
            Some(name) if declared.iter().any(|known| known == name) => format!("{{{name}}}"),
            _ => segment.to_owned(),
        });
    segments.collect::<Vec<_>>().join("/")
}

/// A text between parameters, whose braces close nothing: one behind the name of a parameter lacks the
/// other, and all others mean nothing.
fn closed(text: &str, declared: &[String]) -> String {
    let parts = text.split('/').map(|part| match part.strip_suffix('}') {
        Some(name) if declared.iter().any(|known| known == name) => format!("{{{name}}}"),
        _ => part.replace('}', ""),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Where the brace closes that was opened before `text`: patterns have braces of their own.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(offset),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The name in an expression such as `+id`, `id*`, `id?`, `id:[0-9]+` and `{id}`.
fn name(expression: &str) -> String {
    let expression = expression.trim();
    let name = expression.strip_prefix('+').unwrap_or(expression);
    let name = name.split_once(':').map_or(name, |(name, _)| name);
    let name = name.trim_end_matches(['*', '?']).trim();
    let name = name.replace(['{', '}'], "");
    if name.is_empty() {
        expression.to_owned()
    } else {
        name
    }
}

/// The names of the path parameters of an item and its operations.
fn declared(findings: &Findings<'_>, item: &Value) -> Vec<String> {
    let lists = item.as_object().into_iter().flat_map(Map::values);
    let own = item.get("parameters").into_iter();
    let of_operations = lists.filter_map(|operation| operation.get("parameters"));
    let parameters = own
        .chain(of_operations)
        .filter_map(Value::as_array)
        .flatten();
    let name = |parameter: &Value| {
        let reference = parameter.get("$ref").and_then(Value::as_str);
        let target = reference
            .and_then(|reference| reference.strip_prefix('#'))
            .and_then(fragment_pointer);
        let found = target.and_then(|target| findings.document().get(&target));
        let parameter = found.unwrap_or(parameter);
        let is_of_path = parameter
            .get("in")
            .is_some_and(|location| location == "path");
        let name = parameter.get("name").and_then(Value::as_str);
        name.filter(|_| is_of_path).map(str::to_owned)
    };
    parameters.filter_map(name).collect()
}
