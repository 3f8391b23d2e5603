//! Types in the words of other languages, of `format`, and of later versions.

use serde_json::{Map, Value, json};

use super::super::findings::{Change, Findings};
use super::super::grammar::Shape;
use super::super::version::Version;
use super::super::walk::Spot;
use crate::diagnostics::{Code, Severity};

/// What a word says that is no type of OpenAPI: the type, and the format if it says one.
const TYPES: &[(&str, &str, &str)] = &[
    ("str", "string", ""),
    ("text", "string", ""),
    ("char", "string", ""),
    ("date", "string", "date"),
    ("datetime", "string", "date-time"),
    ("date-time", "string", "date-time"),
    ("dateTime", "string", "date-time"),
    ("time", "string", "time"),
    ("uuid", "string", "uuid"),
    ("guid", "string", "uuid"),
    ("email", "string", "email"),
    ("uri", "string", "uri"),
    ("url", "string", "uri"),
    ("password", "string", "password"),
    ("byte", "string", "byte"),
    ("binary", "string", "binary"),
    ("file", "string", "binary"),
    ("int", "integer", ""),
    ("int32", "integer", "int32"),
    ("int64", "integer", "int64"),
    ("long", "integer", "int64"),
    ("float", "number", "float"),
    ("double", "number", "double"),
    ("decimal", "number", "decimal"),
    ("bool", "boolean", ""),
    ("list", "array", ""),
    ("map", "object", ""),
    ("dict", "object", ""),
    ("hash", "object", ""),
];

/// The type, and the format if it says one, that a word which is no type of OpenAPI can only mean.
pub(super) fn type_of(word: &str) -> Option<(&'static str, &'static str)> {
    let word = word.trim();
    let mut types = TYPES.iter();
    let (_, kind, format) = types.find(|(known, ..)| known.eq_ignore_ascii_case(word))?;
    Some((kind, format))
}

/// Reads a `type` in other words; gives whether it did.
pub(super) fn read(findings: &mut Findings<'_>, spot: &Spot, shape: Shape, value: &Value) -> bool {
    let (Shape::Word(_) | Shape::Words(_), Some(schema)) =
        (shape, spot.pointer.strip_suffix("/type"))
    else {
        return false;
    };
    if value == "null" {
        return null(findings, spot, schema);
    }
    let Some(word) = value.as_str() else {
        return false;
    };
    let name = || {
        findings
            .document()
            .get(schema)
            .and_then(|schema| schema.get("format"))
    };
    let place = findings.place(&spot.pointer);
    let message = format!("`type: {word}` is not a type of OpenAPI");
    let effect = match type_of(word) {
        Some((kind, "")) => format!("it is read as `type: {kind}`"),
        Some((kind, _)) if name().is_some() => format!("it is read as `type: {kind}`"),
        Some((kind, format)) => {
            let format = Value::from(format);
            findings.change(format!("{schema}/format"), Change::Put(format.clone()));
            let format = format.as_str().unwrap_or_default();
            format!("it is read as `type: {kind}` with `format: {format}`")
        }
        None if word.trim().eq_ignore_ascii_case("any") => {
            findings.change(spot.pointer.as_str(), Change::Remove);
            "it is read as any value".to_owned()
        }
        None => return false,
    };
    if let Some((kind, _)) = type_of(word) {
        findings.change(spot.pointer.as_str(), Change::Put(Value::from(kind)));
    }
    findings
        .add(Severity::Warning, Code::WrongValue, &place, message)
        .effect(effect);
    true
}

/// Reads the type of nothing but `null`, which only later versions have; gives whether it did.
fn null(findings: &mut Findings<'_>, spot: &Spot, schema: &str) -> bool {
    findings.change(spot.pointer.as_str(), Change::Remove);
    findings.change(format!("{schema}/nullable"), Change::Put(json!(true)));
    findings.change(format!("{schema}/enum"), Change::Put(json!([null])));
    let place = findings.place(&spot.pointer);
    findings
        .add(Severity::Warning, Code::WrongValue, &place, NO_TYPE)
        .effect("it is read as `nullable: true` with `enum: [null]`");
    true
}

/// Takes branches that are nothing but `null` out of choices; what later versions write so is theirs to read.
pub(super) fn branches(
    findings: &mut Findings<'_>,
    version: Version,
    spot: &Spot,
    members: &Map<String, Value>,
) {
    let is_later = version >= Version::V31;
    let is_null = |branch: &Value| {
        branch
            .get("type")
            .is_some_and(|word| word.is_null() && !says_more(branch) || word == "null" && !is_later)
    };
    for keyword in ["anyOf", "oneOf"] {
        let Some(Value::Array(branches)) = members.get(keyword) else {
            continue;
        };
        let kept: Vec<&Value> = branches.iter().filter(|branch| !is_null(branch)).collect();
        let Some(index) = branches.iter().position(is_null) else {
            continue;
        };
        if kept.is_empty() {
            continue;
        }
        let list = spot.member(keyword);
        let place = findings.place(&format!("{list}/{index}"));
        let (message, effect) = if is_later {
            let word = Change::Put(json!("null"));
            findings.change(format!("{list}/{index}/type"), word);
            (
                "`type: null` is the absence of a `type`",
                "it is read as `type: \"null\"`",
            )
        } else {
            findings.change(list.as_str(), Change::Put(json!(kept)));
            findings.change(spot.member("nullable"), Change::Put(json!(true)));
            findings.moves(list);
            let effect = "the choice is read as `nullable: true`, without this branch";
            (NO_TYPE, effect)
        };
        findings
            .add(Severity::Warning, Code::WrongValue, &place, message)
            .effect(effect);
    }
}

/// Whether a branch has keywords besides `type` that say what its values are.
fn says_more(branch: &Value) -> bool {
    let mut keys = branch.as_object().into_iter().flat_map(Map::keys);
    keys.any(|key| !matches!(key.as_str(), "type" | "title" | "description"))
}

const NO_TYPE: &str = "`type: null` is not a type of this version of OpenAPI";

/// Reads a `const` in the words of versions without it.
pub(super) fn constant(
    findings: &mut Findings<'_>,
    version: Version,
    spot: &Spot,
    members: &Map<String, Value>,
) {
    let Some(value) = members.get("const") else {
        return;
    };
    if version >= Version::V31 || members.contains_key("enum") {
        return;
    }
    let place = findings.place(&spot.member("const")).key();
    findings.change(spot.member("enum"), Change::Put(json!([value])));
    findings.change(spot.member("const"), Change::Remove);
    findings
        .add(
            Severity::Warning,
            Code::UnknownKeyword,
            &place,
            format!("`const` is not a keyword of a Schema in {}", version.name()),
        )
        .effect("it is read as an `enum` of that one value");
}
