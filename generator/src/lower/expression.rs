//! Runtime expressions (OpenAPI 3.0.3, 4.7.20.4), read from the text that holds them.

use super::parameter::is_token;
use crate::model::{Expression, Location, Value};

/// Reads a value that may be an expression, or hold some between braces.
///
/// # Errors
///
/// The expression that is none, with its text.
pub(super) fn read(value: &Value) -> Result<Expression, String> {
    let Value::String(text) = value else {
        return Ok(Expression::Constant(value.clone()));
    };
    if text.starts_with('$') {
        return expression(text).ok_or_else(|| text.clone());
    }
    let (mut parts, mut rest) = (Vec::new(), text.as_str());
    while let Some((before, held)) = rest.split_once("{$") {
        let (held, after) = held.split_once('}').ok_or_else(|| text.clone())?;
        if !before.is_empty() {
            parts.push(Expression::Constant(before.into()));
        }
        let held = format!("${held}");
        parts.push(expression(&held).ok_or(held)?);
        rest = after;
    }
    if parts.is_empty() {
        return Ok(Expression::Constant(value.clone()));
    }
    if !rest.is_empty() {
        parts.push(Expression::Constant(rest.into()));
    }
    match parts.len() {
        1 => parts.pop().ok_or_else(|| text.clone()),
        _ => Ok(Expression::Text(parts)),
    }
}

/// The first text inside of a list or object that would be an expression anywhere else.
pub(super) fn in_literal(value: &Value) -> Option<&str> {
    let inner: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(members) => members.values().collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
    };
    inner.into_iter().find_map(|value| match value.as_str() {
        Some(text) => (read(value) != Ok(Expression::Constant(value.clone()))).then_some(text),
        None => in_literal(value),
    })
}

fn expression(text: &str) -> Option<Expression> {
    match text {
        "$url" => return Some(Expression::Url),
        "$method" => return Some(Expression::Method),
        "$statusCode" => return Some(Expression::StatusCode),
        _ => {}
    }
    if let Some(source) = text.strip_prefix("$request.") {
        if let Some(pointer) = body(source) {
            return Some(Expression::RequestBody(pointer.to_owned()));
        }
        let (place, name) = source.split_once('.')?;
        let location = match place {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" if name.bytes().all(is_token) => Location::Header,
            _ => return None,
        };
        return (!name.is_empty()).then(|| Expression::Argument(location, name.to_owned()));
    }
    let source = text.strip_prefix("$response.")?;
    if let Some(pointer) = body(source) {
        return Some(Expression::ResponseBody(pointer.to_owned()));
    }
    let name = source.strip_prefix("header.")?;
    let is_name = !name.is_empty() && name.bytes().all(is_token);
    is_name.then(|| Expression::ResponseHeader(name.to_owned()))
}

/// The pointer behind `body`.
fn body(source: &str) -> Option<&str> {
    let pointer = source.strip_prefix("body")?;
    if pointer.is_empty() {
        return Some("");
    }
    let pointer = pointer.strip_prefix('#')?;
    (pointer.is_empty() || pointer.starts_with('/')).then_some(pointer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_and_written_alike() {
        for text in [
            "$url",
            "$method",
            "$statusCode",
            "$request.path.id",
            "$request.query.page[number]",
            "$request.header.X-Trace",
            "$request.body",
            "$request.body#/a/0/b~1c",
            "$response.body#/id",
            "$response.header.Location",
            "https://example.com/{$response.body#/id}?x={$request.query.x}",
        ] {
            let read = read(&Value::from(text)).map(|expression| expression.to_string());
            assert_eq!(read, Ok(text.to_owned()));
        }
    }

    #[test]
    fn one_expression_in_braces_is_that_expression() {
        assert_eq!(
            read(&Value::from("{$response.body#/id}")),
            Ok(Expression::ResponseBody("/id".to_owned()))
        );
    }

    #[test]
    fn other_values_are_constants() {
        for value in ["open", "{id}", "a$b"]
            .map(Value::from)
            .into_iter()
            .chain([Value::from(5)])
        {
            assert_eq!(read(&value), Ok(Expression::Constant(value.clone())));
        }
    }

    #[test]
    fn what_begins_like_an_expression_has_to_be_one() {
        for text in [
            "$",
            "$response",
            "$response.query.x",
            "$response.body/id",
            "$request.cookie.id",
            "$request.header.a b",
            "$request.path.",
            "x{$request.path.id",
            "x{$nothing}",
        ] {
            assert!(read(&Value::from(text)).is_err(), "{text}");
        }
    }
}
