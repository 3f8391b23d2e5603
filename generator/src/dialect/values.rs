//! Values of the wrong kind: what has one sensible reading is read so, the rest is lost.

use serde_json::{Number, Value, json};

use super::findings::{Change, Findings};
use super::grammar::{Need, Shape, empty};
use super::version::Version;
use super::walk::{Role, Spot};
use crate::diagnostics::{Code, Severity, nearest, pointer_keys};

/// Reports that `value` does not fit `shape`, and mends it where it can only be meant one way.
pub(super) fn mend(
    findings: &mut Findings<'_>,
    version: Version,
    spot: &Spot,
    shape: Shape,
    value: &Value,
) {
    let place = findings.place(&spot.pointer);
    if value.is_null() {
        return absent(findings, version, spot, shape);
    }
    let message = misfit(findings, spot, shape, value);
    if let Some(effect) = nullable_type(findings, spot, shape, value) {
        findings
            .add(Severity::Warning, Code::WrongValue, &place, message)
            .effect(effect)
            .help("OpenAPI 3.0 writes one `type`, and `nullable: true` beside it");
        return;
    }
    if let Some(bound) = exclusive_bound(findings, spot, shape, value) {
        findings
            .add(Severity::Warning, Code::WrongValue, &place, message)
            .effect(format!("it is read as the `{bound}`, which is excluded"));
        return;
    }
    if is_exclusive_flag(spot, shape, value) {
        findings
            .add(Severity::Warning, Code::WrongValue, &place, message)
            .effect("it is read as OpenAPI 3.0 means it")
            .help(format!("{} writes the bound itself here", version.name()));
        return;
    }
    if let Some(meant) = meant(findings, spot, shape, value) {
        let effect = format!(
            "it is read as `{}`",
            meant
                .as_str()
                .map_or_else(|| meant.to_string(), str::to_owned)
        );
        findings.change(spot.pointer.as_str(), Change::Put(meant));
        findings
            .add(Severity::Warning, Code::WrongValue, &place, message)
            .effect(effect);
        return;
    }
    let diagnostic = findings.lost(spot, Code::WrongValue, &place, message);
    if let Some(help) = help(&spot.pointer, shape, value) {
        diagnostic.help(help);
    }
}

/// What is wrong with a value that does not fit `shape`.
pub(super) fn misfit(findings: &Findings<'_>, spot: &Spot, shape: Shape, value: &Value) -> String {
    if value.is_null() {
        return format!("{} has no value", subject(spot));
    }
    let found = match shape {
        Shape::Words(_) => format!("`{}`", spelt(findings, spot, value)),
        _ => found(findings, spot, value),
    };
    format!(
        "{} must be {}, not {found}",
        subject(spot),
        shape.expected()
    )
}

/// A key without a value, as YAML and many exporters write it, means the same as no key; under
/// a name it means an empty object.
fn absent(findings: &mut Findings<'_>, version: Version, spot: &Spot, shape: Shape) {
    let place = findings.place(&spot.pointer);
    let message = misfit(findings, spot, shape, &Value::Null);
    let may_be_empty = match shape {
        Shape::List(_) | Shape::Map(_) => spot.role == Role::Entry,
        _ => shape
            .object()
            .is_some_and(|object| object.may_be_empty(version)),
    };
    let effect = match spot.role {
        Role::Keyword(Need::Optional | Need::Essential) => {
            findings.change(spot.pointer.as_str(), Change::Remove);
            "it is read as if it were not there"
        }
        Role::Keyword(Need::Filled) => {
            findings.change(spot.pointer.as_str(), Change::Put(empty(shape, version)));
            "it is read as if it were empty"
        }
        Role::Entry | Role::Element if may_be_empty => {
            findings.change(spot.pointer.as_str(), Change::Put(empty(shape, version)));
            "it is read as if it were empty"
        }
        // It is removed when all else is done.
        Role::Element => "it is read as if it were not there",
        Role::Keyword(Need::Required) | Role::Entry => {
            findings.lost(spot, Code::WrongValue, &place, message);
            return;
        }
    };
    findings
        .add(Severity::Note, Code::WrongValue, &place, message)
        .effect(effect);
}

/// A scalar of another kind whose spelling says what is meant.
fn meant(findings: &Findings<'_>, spot: &Spot, shape: Shape, value: &Value) -> Option<Value> {
    match (shape, value) {
        (Shape::Text, Value::Number(_) | Value::Bool(_)) => {
            Some(Value::from(spelt(findings, spot, value)))
        }
        (Shape::Word(words) | Shape::Words(words), Value::String(text)) => word(words, text),
        (Shape::Words(words), Value::Array(list)) => list
            .iter()
            .map(|element| match element {
                // YAML reads an unquoted `null` as what it looks like.
                Value::Null => word(words, "null"),
                other => word(words, other.as_str()?),
            })
            .collect::<Option<Vec<_>>>()
            .map(Value::from),
        (Shape::Boolean, Value::String(text)) => boolean(text).map(Value::from),
        (Shape::Boolean, Value::Number(number)) if !is_exclusive(spot) => [false, true]
            .into_iter()
            .find(|flag| number.as_u64() == Some(u64::from(*flag)))
            .map(Value::from),
        (Shape::Number, Value::String(text)) => text.trim().parse::<Number>().ok().map(Value::from),
        (Shape::Count, Value::String(text)) => text.trim().parse::<u64>().ok().map(Value::from),
        (Shape::Count, Value::Number(number)) => whole(number)
            .and_then(|whole| u64::try_from(whole).ok())
            .map(Value::from),
        _ => None,
    }
}

/// A boolean in the words of YAML 1.1, in which many still write.
pub(super) fn boolean(text: &str) -> Option<bool> {
    let text = text.trim().to_ascii_lowercase();
    match text.as_str() {
        "true" | "yes" | "on" | "y" => Some(true),
        "false" | "no" | "off" | "n" => Some(false),
        _ => None,
    }
}

/// Whether a value is the `true` or `false` that OpenAPI 3.0 has where later versions have a bound.
fn is_exclusive_flag(spot: &Spot, shape: Shape, value: &Value) -> bool {
    matches!((shape, value), (Shape::Number, Value::Bool(_))) && is_exclusive(spot)
}

/// Whether a bound that excludes itself stands here; `0` and `1` are no booleans there.
fn is_exclusive(spot: &Spot) -> bool {
    let keywords = ["/exclusiveMinimum", "/exclusiveMaximum"];
    keywords
        .iter()
        .any(|keyword| spot.pointer.ends_with(keyword))
}

/// Reads an exclusive bound as later versions than OpenAPI 3.0 write it; gives the keyword of the bound.
fn exclusive_bound(
    findings: &mut Findings<'_>,
    spot: &Spot,
    shape: Shape,
    value: &Value,
) -> Option<&'static str> {
    let (Shape::Boolean, Value::Number(_)) = (shape, value) else {
        return None;
    };
    let (schema, keyword) = spot.pointer.rsplit_once('/')?;
    let bound = match keyword {
        "exclusiveMinimum" => "minimum",
        "exclusiveMaximum" => "maximum",
        _ => return None,
    };
    if findings.document().get(schema)?.get(bound).is_some() {
        return None;
    }
    findings.change(format!("{schema}/{bound}"), Change::Put(value.clone()));
    findings.change(spot.pointer.as_str(), Change::Put(Value::Bool(true)));
    Some(bound)
}

/// The word that a text spells in another case.
fn word(words: &[&str], text: &str) -> Option<Value> {
    let mut words = words.iter();
    let word = words.find(|word| word.eq_ignore_ascii_case(text));
    word.map(|word| Value::from(*word))
}

/// The whole number that a number such as `3.0` stands for, if `f64` holds it exactly.
pub(super) fn whole(number: &Number) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let float = number
        .as_f64()
        .filter(|float| float.fract() == 0.0 && float.abs() <= EXACT)?;
    format!("{float:.0}").parse().ok()
}

/// Reads `type: [string, 'null']`, which OpenAPI 3.1 writes for a nullable string.
fn nullable_type(
    findings: &mut Findings<'_>,
    spot: &Spot,
    shape: Shape,
    value: &Value,
) -> Option<String> {
    let (Shape::Word(_), Value::Array(types), Some(schema)) =
        (shape, value, spot.pointer.strip_suffix("/type"))
    else {
        return None;
    };
    let words: Vec<_> = types.iter().filter_map(Value::as_str).collect();
    let (nulls, others): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| *word == "null");
    let mut others = others;
    others.dedup();
    let [word] = others[..] else {
        return choice(findings, schema, &others, !nulls.is_empty());
    };
    findings.change(spot.pointer.as_str(), Change::Put(Value::from(word)));
    if nulls.is_empty() {
        return Some(format!("it is read as `type: {word}`"));
    }
    findings.change(format!("{schema}/nullable"), Change::Put(Value::Bool(true)));
    Some(format!(
        "it is read as `type: {word}` with `nullable: true`"
    ))
}

/// Reads several types as the choice that later versions mean, where no other keyword speaks of one of
/// them.
fn choice(
    findings: &mut Findings<'_>,
    schema: &str,
    types: &[&str],
    is_nullable: bool,
) -> Option<String> {
    const SIMPLE: [&str; 4] = ["string", "number", "integer", "boolean"];
    const SAID: [&str; 8] = [
        "type",
        "title",
        "description",
        "nullable",
        "default",
        "example",
        "deprecated",
        "readOnly",
    ];
    let members = findings.document().get(schema)?.as_object()?;
    let is_plain = |key: &String| SAID.contains(&key.as_str()) || key.starts_with("x-");
    let are_simple = types.iter().all(|word| SIMPLE.contains(word));
    if types.is_empty() || !are_simple || !members.keys().all(is_plain) {
        return None;
    }
    let branches: Vec<Value> = types.iter().map(|word| json!({ "type": word })).collect();
    findings.change(format!("{schema}/type"), Change::Remove);
    findings.change(
        format!("{schema}/anyOf"),
        Change::Put(Value::from(branches)),
    );
    if is_nullable {
        findings.change(format!("{schema}/nullable"), Change::Put(Value::Bool(true)));
    }
    Some("it is read as `anyOf`, as OpenAPI 3.1 means it".to_owned())
}

/// The key at `spot` in back-ticks, or "an element of" the list that it is in.
fn subject(spot: &Spot) -> String {
    let mut keys = pointer_keys(&spot.pointer).rev();
    let last = keys.next().unwrap_or_default();
    match spot.role {
        Role::Keyword(_) | Role::Entry => format!("`{last}`"),
        Role::Element => format!("an element of `{}`", keys.next().unwrap_or_default()),
    }
}

/// What stands there, in words.
fn found(findings: &Findings<'_>, spot: &Spot, value: &Value) -> String {
    match value {
        Value::Null => "empty".to_owned(),
        Value::Bool(_) | Value::Number(_) => format!("`{}`", spelt(findings, spot, value)),
        Value::String(text) if text.chars().count() <= 40 => format!("the text `{text}`"),
        Value::String(_) => "a text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a mapping".to_owned(),
    }
}

/// A number or boolean as its author wrote it.
fn spelt(findings: &Findings<'_>, spot: &Spot, value: &Value) -> String {
    let spelling = findings.document().spelling(&spot.pointer);
    spelling.map_or_else(|| value.to_string(), str::to_owned)
}

fn help(pointer: &str, shape: Shape, value: &Value) -> Option<String> {
    match (shape, value) {
        (Shape::List(Shape::Text), Value::Bool(_)) if pointer.ends_with("/required") => {
            Some("list the property in `required` of the object that has it".to_owned())
        }
        (Shape::Boolean, Value::Number(_)) if pointer.contains("/exclusiveM") => Some(
            "OpenAPI 3.0 writes the bound as `minimum` or `maximum`, and `true` here".to_owned(),
        ),
        (Shape::Word(words) | Shape::Words(words), Value::String(text)) => {
            nearest(text, words.iter().copied()).map(|meant| format!("did you mean `{meant}`?"))
        }
        _ => None,
    }
}
