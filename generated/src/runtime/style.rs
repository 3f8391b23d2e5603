//! The parameter styles of OpenAPI, and percent-encoding.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use super::{EncodeError, Value};

/// How a list or an object is written where only text can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `a,b`: the default of path and header parameters.
    Simple,
    /// `.a.b`, in paths.
    Label,
    /// `;name=a;name=b`, in paths.
    Matrix,
    /// `name=a&name=b`: the default of query and cookie parameters.
    Form,
    /// `name=a%20b`, in queries.
    SpaceDelimited,
    /// `name=a%7Cb`, in queries.
    PipeDelimited,
    /// `name[property]=a`, in queries.
    DeepObject,
}

/// Everything but the characters that RFC 3986 calls unreserved.
const NOT_UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Leaves the reserved characters too, but for those that would change what else the query says:
/// `#` ends it, `&` ends the pair, `+` is read as a space, and clients rewrite `'`. OpenAPI 3.0.4
/// wants the first three encoded, even where `allowReserved` is on.
const NOT_RESERVED: &AsciiSet = &NOT_UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Percent-encodes everything but unreserved characters.
pub(super) fn encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, NOT_UNRESERVED).into()
}

/// Which characters of values stay as they are; names are always encoded in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// Unreserved characters.
    Unreserved,
    /// Unreserved and most reserved characters: `allowReserved` of the spec.
    Reserved,
    /// All: headers are not percent-encoded.
    Nothing,
}

/// Room for the characters of a pair that are escaped, so that it is usually written without moving.
const USUAL_ESCAPES: usize = 16;

impl Escape {
    fn apply(self, text: &str) -> Cow<'_, str> {
        self.escaped(text).map_or(Cow::Borrowed(text), Cow::from)
    }

    /// A text by itself, which is copied only where it changes.
    fn apply_to(self, text: String) -> String {
        let escaped = self.apply(&text);
        // Not by the variant: a text that is one escaped character is borrowed, from a table.
        if escaped != text {
            return escaped.into_owned();
        }
        text
    }

    /// `name=text`.
    pub(super) fn pair(self, name: &str, text: &str) -> String {
        let mut pair = String::with_capacity(name.len() + 1 + text.len() + USUAL_ESCAPES);
        pair.extend(utf8_percent_encode(name, NOT_UNRESERVED));
        pair.push('=');
        match self.escaped(text) {
            Some(escaped) => pair.extend(escaped),
            None => pair.push_str(text),
        }
        pair
    }

    fn escaped(self, text: &str) -> Option<PercentEncode<'_>> {
        match self {
            Self::Unreserved => Some(utf8_percent_encode(text, NOT_UNRESERVED)),
            Self::Reserved => Some(utf8_percent_encode(text, NOT_RESERVED)),
            Self::Nothing => None,
        }
    }

    /// One of several texts between separators, which must come out as the one text it is.
    fn apply_between(self, text: &str, separator: &str) -> Result<String, EncodeError> {
        let mut escaped = self.apply(text).into_owned();
        if self == Self::Reserved && separator == "," {
            escaped = escaped.replace(',', "%2C");
        }
        if escaped.contains(separator) {
            let separator = separator.replace("%20", " ").replace("%7C", "|");
            return Err(EncodeError::new(format!(
                "a part of it holds `{separator}`, which separates the parts in this style"
            )));
        }
        if self == Self::Nothing && text.trim_matches([' ', '\t']) != text {
            return Err(EncodeError::new(
                "a part of it begins or ends with white space, which servers strip",
            ));
        }
        Ok(escaped)
    }
}

/// Writes a value that stands alone: in a path segment or header (simple, label, matrix).
///
/// `None` stands for nothing to write: an absent value, an empty list or object.
pub(super) fn expand(
    name: &str,
    style: Style,
    explode: bool,
    escape: Escape,
    value: Value,
) -> Result<Option<String>, EncodeError> {
    let (prefix, separator) = match style {
        Style::Label => (".", if explode { "." } else { "," }),
        Style::Matrix => (";", if explode { ";" } else { "," }),
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject => ("", ","),
    };
    let named = |text: &str| match style {
        Style::Matrix => matrix(&encode(name), text),
        _ => text.to_owned(),
    };
    let joined = match value {
        Value::Absent => return Ok(None),
        Value::List(items) if items.is_empty() => return Ok(None),
        Value::Object(properties) if properties.is_empty() => return Ok(None),
        Value::Scalar(text) if style == Style::Matrix => named(&escape.apply(&text)),
        Value::Scalar(text) => escape.apply_to(text),
        Value::List(items) if explode => {
            let items = scalars(&items, escape, separator)?;
            let items: Vec<String> = items.iter().map(|item| named(item)).collect();
            items.join(separator)
        }
        Value::List(items) => named(&scalars(&items, escape, separator)?.join(separator)),
        Value::Object(properties) if explode => {
            assignments(&properties, style, escape, separator)?.join(separator)
        }
        Value::Object(properties) => {
            named(&flat_pairs(&properties, escape, separator)?.join(separator))
        }
    };
    Ok(Some(match prefix {
        "" => joined,
        _ => format!("{prefix}{joined}"),
    }))
}

/// `name=text`, or the name alone, which is how the style writes an empty text.
fn matrix(name: &str, text: &str) -> String {
    if text.is_empty() {
        return name.to_owned();
    }
    format!("{name}={text}")
}

/// Writes a value as `name=value` pairs, as queries, forms and cookies have them.
pub(super) fn named_pairs(
    name: &str,
    style: Style,
    explode: bool,
    escape: Escape,
    value: &Value,
) -> Result<Vec<String>, EncodeError> {
    let delimiter = match style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        Style::Simple | Style::Label | Style::Matrix | Style::Form | Style::DeepObject => ",",
    };
    if style == Style::DeepObject {
        let mut pairs = Vec::new();
        deep_pairs(name, escape, value, &mut pairs)?;
        return Ok(pairs);
    }
    // The parts of lists and objects are escaped by themselves.
    let pair = |text: &str| Escape::Nothing.pair(name, text);
    Ok(match value {
        Value::Absent => Vec::new(),
        Value::Scalar(text) => vec![escape.pair(name, text)],
        Value::List(items) if items.is_empty() => Vec::new(),
        Value::Object(properties) if properties.is_empty() => Vec::new(),
        Value::List(items) if explode => {
            let items = scalars(items, escape, "&")?;
            items.iter().map(|item| pair(item)).collect()
        }
        Value::List(items) => vec![pair(&scalars(items, escape, delimiter)?.join(delimiter))],
        Value::Object(properties) if explode => exploded_object(properties, escape)?,
        Value::Object(properties) => {
            vec![pair(
                &flat_pairs(properties, escape, delimiter)?.join(delimiter),
            )]
        }
    })
}

/// The properties of an object as pairs of their own; a list among them is repeated.
fn exploded_object(
    properties: &[(String, Value)],
    escape: Escape,
) -> Result<Vec<String>, EncodeError> {
    let mut all = Vec::new();
    for (name, value) in properties {
        all.extend(property(name, escape, value)?);
    }
    Ok(all)
}

/// A property of an object as pairs of its own.
pub(super) fn property(
    name: &str,
    escape: Escape,
    value: &Value,
) -> Result<Vec<String>, EncodeError> {
    if matches!(value, Value::Object(properties) if !properties.is_empty()) {
        return Err(nested(name));
    }
    named_pairs(name, Style::Form, true, escape, value)
}

fn deep_pairs(
    name: &str,
    escape: Escape,
    value: &Value,
    pairs: &mut Vec<String>,
) -> Result<(), EncodeError> {
    match value {
        Value::Absent => {}
        Value::Scalar(text) => pairs.push(escape.pair(name, text)),
        Value::List(items) => {
            for item in scalars(items, escape, "&")? {
                pairs.push(Escape::Nothing.pair(name, &item));
            }
        }
        Value::Object(properties) => {
            for (property, value) in properties {
                if property.contains(['[', ']']) {
                    return Err(EncodeError::new(
                        "the name of a property holds a bracket, which means nesting in this style",
                    ));
                }
                deep_pairs(&format!("{name}[{property}]"), escape, value, pairs)?;
            }
        }
    }
    Ok(())
}

/// The items of a list, none of which can be taken for two.
fn scalars(items: &[Value], escape: Escape, separator: &str) -> Result<Vec<String>, EncodeError> {
    items
        .iter()
        .map(|item| match item {
            Value::Scalar(text) => escape.apply_between(text, separator),
            Value::Absent | Value::List(_) | Value::Object(_) => Err(EncodeError::new(
                "a list of lists or objects has no form as text in this style",
            )),
        })
        .collect()
}

/// The properties of an object as `name=text`.
fn assignments(
    properties: &[(String, Value)],
    style: Style,
    escape: Escape,
    separator: &str,
) -> Result<Vec<String>, EncodeError> {
    let pairs = pairs(properties, escape, separator)?;
    let mut assignments = Vec::with_capacity(pairs.len());
    for [name, text] in pairs {
        if name.contains('=') {
            return Err(EncodeError::new(
                "the name of a property holds `=`, which ends it in this style",
            ));
        }
        assignments.push(match style {
            Style::Matrix => matrix(&name, &text),
            _ => format!("{name}={text}"),
        });
    }
    Ok(assignments)
}

fn pairs(
    properties: &[(String, Value)],
    escape: Escape,
    separator: &str,
) -> Result<Vec<[String; 2]>, EncodeError> {
    properties
        .iter()
        .map(|(name, value)| match value {
            Value::Scalar(text) => Ok([
                escape.apply_between(name, separator)?,
                escape.apply_between(text, separator)?,
            ]),
            Value::Absent | Value::List(_) | Value::Object(_) => Err(nested(name)),
        })
        .collect()
}

fn flat_pairs(
    properties: &[(String, Value)],
    escape: Escape,
    separator: &str,
) -> Result<Vec<String>, EncodeError> {
    let pairs = pairs(properties, escape, separator)?;
    Ok(pairs.into_iter().flatten().collect())
}

fn nested(property: &str) -> EncodeError {
    EncodeError::new(format!(
        "the property `{property}` is itself a list or object, which has no form as text in this style"
    ))
}
