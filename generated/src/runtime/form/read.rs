//! Reading pairs of names and values: queries, and forms.

use percent_encoding::percent_decode_str;

use super::super::{Shape, Value};

/// The pairs of a query or form, decoded.
pub(in super::super) fn pairs(text: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

/// What pairs say of one name.
///
/// A list is in pairs of the same name, or of `name[]` and `name[0]`; an object in those of
/// `name[property]`. A single value that is there twice is a list, which no type of one value takes.
pub(in super::super) fn value(
    pairs: &[(String, String)],
    name: &str,
    shape: &Shape,
) -> Option<Value> {
    let texts = |is_name: &dyn Fn(&str) -> bool| -> Vec<Value> {
        let found = pairs.iter().filter(|(known, _)| is_name(known));
        found.map(|(_, text)| Value::Scalar(text.clone())).collect()
    };
    match shape {
        Shape::List(_) => {
            let is_item = |known: &str| {
                known == name || inside(known, name).is_some_and(|(_, rest)| rest.is_empty())
            };
            let items = texts(&is_item);
            (!items.is_empty()).then_some(Value::List(items))
        }
        Shape::Object(declared, others) => {
            let inner: Vec<(String, String)> = pairs
                .iter()
                .filter_map(|(known, text)| {
                    let (property, rest) = inside(known, name)?;
                    Some((format!("{property}{rest}"), text.clone()))
                })
                .collect();
            (!inner.is_empty()).then(|| object(&inner, declared, others.is_some()))
        }
        Shape::Text | Shape::Number | Shape::Boolean | Shape::Any | Shape::Json => {
            let mut found = texts(&|known| known == name);
            match found.len() {
                0 | 1 => found.pop(),
                _ => Some(Value::List(found)),
            }
        }
    }
}

/// The object that all pairs are the properties of.
pub(in super::super) fn object(
    pairs: &[(String, String)],
    declared: &[(&'static str, Shape)],
    others: bool,
) -> Value {
    let known = declared.iter().filter_map(|(name, shape)| {
        let value = value(pairs, name, shape)?;
        Some(((*name).to_owned(), value))
    });
    let mut properties: Vec<(String, Value)> = known.collect();
    for (name, _) in pairs.iter().filter(|_| others) {
        let is_known = properties
            .iter()
            .any(|(known, _)| known == name || inside(name, known).is_some());
        if !is_known && let Some(value) = value(pairs, name, &Shape::Any) {
            properties.push((name.clone(), value));
        }
    }
    Value::Object(properties)
}

/// The first word in brackets behind a name, and what follows: `b` and `[c]` of `a[b][c]`.
fn inside<'a>(known: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let brackets = known.strip_prefix(name)?.strip_prefix('[')?;
    brackets.split_once(']')
}
