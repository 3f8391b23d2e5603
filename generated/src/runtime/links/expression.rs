//! [`Expression`]: where in a call and its answer a value is (OpenAPI 3.0.3, 4.7.20.4).

use std::fmt;

use bytes::Bytes;

use super::super::{Header, Headers, Kind, RawJson, Shape, json};
use super::Answer;

/// A runtime expression, or a constant in its place.
#[derive(Debug, Clone, Copy)]
pub enum Expression {
    /// `$url`: the URL of the request, without credentials.
    Url,
    /// `$method`
    Method,
    /// `$statusCode`
    StatusCode,
    /// `$request.path.…`, with what the parameter is.
    Path(&'static str, Shape),
    /// `$request.query.…`, with what the parameter is.
    Query(&'static str, Shape),
    /// `$request.header.…`, with what the parameter is.
    RequestHeader(&'static str, Shape),
    /// `$request.body`, with a JSON pointer into it.
    RequestBody(&'static str),
    /// `$response.header.…`
    ResponseHeader(Header),
    /// `$response.body`, with a JSON pointer into it.
    ResponseBody(&'static str),
    /// A text with the values of others in it.
    Text(&'static [Self]),
    /// JSON that is the value.
    Constant(&'static str),
}

impl Expression {
    /// The value; `None` where it is not there.
    pub(super) fn value(self, answer: &Answer<'_>) -> Option<RawJson> {
        match self {
            Self::Url => Some(RawJson::from(answer.sent?.url.as_str())),
            Self::Method => Some(RawJson::from(answer.sent?.method.as_str())),
            Self::StatusCode => Some(RawJson::from(answer.status?.as_u16())),
            Self::Path(name, shape) => answer.sent?.argument("path", name, shape),
            Self::Query(name, shape) => answer.sent?.argument("query", name, shape),
            Self::RequestHeader(name, shape) => answer.sent?.argument("header", name, shape),
            Self::RequestBody(pointer) => at(answer.sent?.body.as_ref()?, pointer),
            Self::ResponseHeader(header) => {
                let headers = Headers::new(answer.headers?);
                headers.optional(header).ok().flatten()
            }
            Self::ResponseBody(pointer) => at(answer.body?, pointer),
            Self::Text(parts) => {
                let parts: Option<Vec<String>> = parts
                    .iter()
                    .map(|part| text(&part.value(answer)?))
                    .collect();
                Some(RawJson::from(parts?.concat()))
            }
            Self::Constant(json) => RawJson::parse(json).ok(),
        }
    }
}

/// As the spec writes it.
impl fmt::Display for Expression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url => formatter.write_str("$url"),
            Self::Method => formatter.write_str("$method"),
            Self::StatusCode => formatter.write_str("$statusCode"),
            Self::Path(name, _) => write!(formatter, "$request.path.{name}"),
            Self::Query(name, _) => write!(formatter, "$request.query.{name}"),
            Self::RequestHeader(name, _) => write!(formatter, "$request.header.{name}"),
            Self::RequestBody("") => formatter.write_str("$request.body"),
            Self::RequestBody(pointer) => write!(formatter, "$request.body#{pointer}"),
            Self::ResponseHeader(header) => write!(formatter, "$response.header.{}", header.name()),
            Self::ResponseBody("") => formatter.write_str("$response.body"),
            Self::ResponseBody(pointer) => write!(formatter, "$response.body#{pointer}"),
            Self::Text(parts) => parts.iter().try_for_each(|part| match part {
                Self::Constant(json) => write!(formatter, "{}", json.trim_matches('"')),
                part => write!(formatter, "{{{part}}}"),
            }),
            Self::Constant(json) => formatter.write_str(json),
        }
    }
}

/// The characters of a single value.
fn text(json: &RawJson) -> Option<String> {
    match json.kind() {
        Kind::String => json.as_string(),
        Kind::Number | Kind::Bool => Some(json.text().to_owned()),
        Kind::Null | Kind::Array | Kind::Object => None,
    }
}

/// What a JSON pointer (RFC 6901) leads to in a body. A body that is no JSON is a text as a whole.
fn at(body: &Bytes, pointer: &str) -> Option<RawJson> {
    let json: Result<RawJson, _> = json::from_slice(body, json::MAX_DEPTH);
    if pointer.is_empty() {
        let text = || std::str::from_utf8(body).ok().map(RawJson::from);
        return json.ok().or_else(text);
    }
    let steps = pointer.strip_prefix('/')?.split('/');
    steps.into_iter().try_fold(json.ok()?, |value, step| {
        let step = step.replace("~1", "/").replace("~0", "~");
        match value.kind() {
            Kind::Array => {
                let items: Vec<RawJson> = value.read().ok()?;
                items.into_iter().nth(index(&step)?)
            }
            _ => value.get(&step),
        }
    })
}

/// The index that a step into a list is: digits, without zeros before them (RFC 6901, 4).
fn index(step: &str) -> Option<usize> {
    let is_index = step == "0" || !step.starts_with(['0', '+']);
    step.parse().ok().filter(|_| is_index)
}
