//! Links: the requests that can follow from an answer.

use serde::Serialize;

use super::types::Value;
use super::{Doc, Location, OperationId, Origin, StatusPattern};

/// A link of answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// Its name in the spec.
    pub wire: String,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where the link is declared first.
    pub origin: Origin,
    /// The description.
    pub doc: Option<Doc>,
    /// The responses that declare it alike.
    pub statuses: Vec<StatusPattern>,
    /// The request that follows; `None` if it cannot be made.
    pub follow: Option<Follow>,
}

/// The request that a link leads to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Follow {
    /// The operation.
    pub operation: OperationId,
    /// Indices of its parameters, with what each is set to.
    pub parameters: Vec<(usize, Expression)>,
    /// The index of the content that its body is written in, with what that is.
    pub body: Option<(usize, Expression)>,
    /// The server of this request alone, as long as the client talks to its default server.
    pub server: Option<String>,
}

/// Where in a call and its answer a value is (OpenAPI 3.0.3, 4.7.20.4), or a constant.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Expression {
    /// `$url`
    Url,
    /// `$method`
    Method,
    /// `$statusCode`
    StatusCode,
    /// `$request.path.…`, `.query` or `.header`
    Argument(Location, String),
    /// `$request.body`, with a JSON pointer into it.
    RequestBody(String),
    /// `$response.header.…`
    ResponseHeader(String),
    /// `$response.body`, with a JSON pointer into it.
    ResponseBody(String),
    /// A text with the values of others in it.
    Text(Vec<Self>),
    /// Anything else is what it is.
    Constant(Value),
}

impl Expression {
    /// Whether the head of the answer is not enough to know the value.
    pub fn asks_for_more_than_head(&self) -> bool {
        match self {
            Self::StatusCode | Self::ResponseHeader(_) | Self::Constant(_) => false,
            Self::Url
            | Self::Method
            | Self::Argument(..)
            | Self::RequestBody(_)
            | Self::ResponseBody(_) => true,
            Self::Text(parts) => parts.iter().any(Self::asks_for_more_than_head),
        }
    }
}

impl std::fmt::Display for Expression {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pointed = |formatter: &mut std::fmt::Formatter<'_>, body: &str, pointer: &str| {
            let hash = if pointer.is_empty() { "" } else { "#" };
            write!(formatter, "{body}{hash}{pointer}")
        };
        match self {
            Self::Url => formatter.write_str("$url"),
            Self::Method => formatter.write_str("$method"),
            Self::StatusCode => formatter.write_str("$statusCode"),
            Self::Argument(location, name) => {
                let place = match location {
                    Location::Path => "path",
                    Location::Query => "query",
                    Location::Header => "header",
                    Location::Cookie => "cookie",
                };
                write!(formatter, "$request.{place}.{name}")
            }
            Self::RequestBody(pointer) => pointed(formatter, "$request.body", pointer),
            Self::ResponseHeader(name) => write!(formatter, "$response.header.{name}"),
            Self::ResponseBody(pointer) => pointed(formatter, "$response.body", pointer),
            Self::Text(parts) => parts.iter().try_for_each(|part| match part {
                Self::Constant(Value::String(text)) => formatter.write_str(text),
                part => write!(formatter, "{{{part}}}"),
            }),
            Self::Constant(value) => write!(formatter, "{value}"),
        }
    }
}
