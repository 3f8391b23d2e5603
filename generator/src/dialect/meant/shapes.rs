//! Values that stand for a larger one: an element for its list, a text for its object, `[]` for `{}`.

use serde_json::{Map, Value, json};

use super::super::findings::{Change, Findings};
use super::super::grammar::{Need, Object, Shape, empty};
use super::super::schemas::SCHEMA;
use super::super::values::{boolean, misfit};
use super::super::version::Version;
use super::super::walk::{Role, Spot};
use super::words;
use crate::diagnostics::{Code, Severity, child_pointer, pointer_keys};

/// What a value is read as, and how that is said.
type Reading = (Value, String);

/// Reads a value of another kind than belongs at `spot`; gives whether it did.
pub(super) fn read(
    findings: &mut Findings<'_>,
    version: Version,
    spot: &Spot,
    shape: Shape,
    value: &Value,
) -> bool {
    let place = findings.place(&spot.pointer);
    let message = misfit(findings, spot, shape, value);
    if let Some(keyword) = too_deep(findings, version, spot, value) {
        findings
            .add(Severity::Warning, Code::WrongValue, &place, message)
            .effect(format!(
                "it is read as the `{keyword}` of the schema around it"
            ))
            .help("indent it like `properties`");
        return true;
    }
    let holds_nothing = match value {
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    let reading = match (shape, value) {
        (Shape::List(_) | Shape::Map(_), _) if holds_nothing => Some(nothing(shape, version)),
        (_, Value::Array(_)) if holds_nothing => {
            let may_be_empty = |object: &Object| object.may_be_empty(version);
            shape
                .object()
                .is_some_and(may_be_empty)
                .then(|| nothing(shape, version))
        }
        (Shape::Schema(_), Value::Array(schemas)) if spot.pointer.ends_with("/items") => {
            Some(items(schemas))
        }
        (Shape::List(inner), _) => list_of(version, *inner, value),
        (Shape::Map(Shape::Object(_)), Value::Array(keys)) => map_of(keys),
        (Shape::Map(Shape::List(_)), Value::String(name)) => Some((
            json!({ name.as_str(): [] }),
            format!("it is read as `{name}: []`"),
        )),
        (Shape::SchemaOrBoolean(_), Value::String(text)) if boolean(text).is_some() => {
            boolean(text).map(|flag| (Value::Bool(flag), format!("it is read as `{flag}`")))
        }
        (Shape::Schema(_) | Shape::SchemaOrBoolean(_), Value::String(text)) => {
            schema(findings, text)
        }
        (Shape::Referable(_), Value::String(text)) if text.starts_with("#/") => {
            Some(reference(text))
        }
        (Shape::Object(object), Value::String(text)) => object.brief.map(|keyword| {
            let effect = format!("it is read as its `{keyword}`");
            (json!({ keyword: text }), effect)
        }),
        (Shape::Text, Value::Object(members)) if spot.role == Role::Element => name(members),
        _ => None,
    };
    let Some((meant, effect)) = reading else {
        return header(findings, spot, shape, value);
    };
    let severity = match holds_nothing {
        true => Severity::Note,
        false => Severity::Warning,
    };
    findings.change(spot.pointer.as_str(), Change::Put(meant));
    findings
        .add(severity, Code::WrongValue, &place, message)
        .effect(effect);
    true
}

/// `[]` and `{}` are the same to PHP, which writes many documents.
fn nothing(shape: Shape, version: Version) -> Reading {
    let effect = "it is read as if it were empty".to_owned();
    (empty(shape, version), effect)
}

/// One element, for the list of it.
fn list_of(version: Version, inner: Shape, value: &Value) -> Option<Reading> {
    let is_one = match (inner, value) {
        (Shape::Text, Value::String(text)) => boolean(text).is_none(),
        (Shape::Data, Value::String(text)) => !text.contains([',', '|']),
        (Shape::Data, Value::Number(_)) => true,
        (Shape::Map(_), Value::Object(_)) | (Shape::Map(Shape::List(_)), Value::String(_)) => true,
        (_, Value::Object(members)) => inner
            .object()
            .is_some_and(|object| looks_like(object, version, members)),
        (_, Value::String(_)) => inner.object().is_some_and(|object| object.brief.is_some()),
        _ => false,
    };
    is_one.then(|| {
        (
            json!([value]),
            "it is read as a list of that one".to_owned(),
        )
    })
}

/// The keys of a mapping, of which nothing more is said: media types of a body.
fn map_of(keys: &[Value]) -> Option<Reading> {
    let entries: Option<Map<_, _>> = keys
        .iter()
        .map(|key| Some((key.as_str()?.to_owned(), json!({}))))
        .collect();
    let effect = "it is read as a mapping with these keys".to_owned();
    Some((Value::Object(entries?), effect))
}

fn looks_like(object: &Object, version: Version, members: &Map<String, Value>) -> bool {
    let has = |name: &str| members.contains_key(name);
    let mut required = object
        .keywords(version)
        .filter(|keyword| keyword.need == Need::Required);
    has("$ref")
        || required.all(|keyword| has(keyword.name))
            && object.keywords(version).any(|keyword| has(keyword.name))
}

/// Schemas of items one by one, as JSON Schema has them under another keyword.
fn items(schemas: &[Value]) -> Reading {
    match schemas {
        [only] => (
            only.clone(),
            "it is read as the schema of all items".to_owned(),
        ),
        several => (
            json!({ "anyOf": several }),
            "an item in any place may be of any of the types".to_owned(),
        ),
    }
}

/// The name of a type, or what would be the `$ref` to one.
fn schema(findings: &Findings<'_>, text: &str) -> Option<Reading> {
    let is_type = || {
        SCHEMA
            .keyword("type", Version::V30)?
            .shape
            .admits(&json!(text), Version::V30)
            .then_some(())
    };
    let pointer = child_pointer("/components/schemas", text);
    if text.starts_with("#/") {
        Some(reference(text))
    } else if is_type().is_some() || words::type_of(text).is_some() {
        Some((
            json!({ "type": text }),
            format!("it is read as `type: {text}`"),
        ))
    } else {
        findings.document().get(&pointer)?;
        Some(reference(&format!("#{pointer}")))
    }
}

fn reference(target: &str) -> Reading {
    (
        json!({ "$ref": target }),
        format!("it is read as a `$ref` to `{target}`"),
    )
}

/// The name of an object where only its name belongs.
fn name(members: &Map<String, Value>) -> Option<Reading> {
    let name = members.get("name").filter(|name| name.is_string())?;
    Some((name.clone(), "it is read as its `name`".to_owned()))
}

/// A header without a word about it is a text like any other.
fn header(findings: &mut Findings<'_>, spot: &Spot, shape: Shape, value: &Value) -> bool {
    let is_header = shape.object().is_some_and(|object| object.name == "Header");
    if !is_header || !value.is_null() || spot.role != Role::Entry {
        return false;
    }
    let meant = json!({ "schema": { "type": "string" } });
    let place = findings.place(&spot.pointer);
    let message = misfit(findings, spot, shape, value);
    findings.change(spot.pointer.as_str(), Change::Put(meant));
    findings
        .add(Severity::Note, Code::WrongValue, &place, message)
        .effect("it is read as text");
    true
}

/// A keyword of a schema that is indented like its properties: no schema has such a value, and the
/// keyword does. Gives its name, and moves it.
fn too_deep(
    findings: &mut Findings<'_>,
    version: Version,
    spot: &Spot,
    value: &Value,
) -> Option<String> {
    let (properties, _) = spot.pointer.rsplit_once('/')?;
    let schema = properties.strip_suffix("/properties")?;
    let name = pointer_keys(&spot.pointer).next_back()?;
    let keyword = SCHEMA.keyword(&name, version)?;
    let fits =
        !matches!(value, Value::Null | Value::Object(_)) && keyword.shape.admits(value, version);
    // `type: string` may as well be a property called so, in short.
    let is_clear = match value {
        Value::String(text) => (name == "type") == (text == "object"),
        _ => true,
    };
    let holder = findings.document().get(schema)?.as_object()?;
    let is_schema = spot.role == Role::Entry && !schema.ends_with("/properties");
    if !fits || !is_clear || !is_schema {
        return None;
    }
    findings.change(spot.pointer.as_str(), Change::Remove);
    if !holder.contains_key(&name) {
        findings.change(format!("{schema}/{name}"), Change::Put(value.clone()));
    }
    Some(name)
}
