//! Bodies of requests and answers: the media types that they may be in.

use serde::Serialize;

use super::Doc;
use super::parameter::Style;
use super::types::{Type, Value};

/// A request body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// Whether a call without it is wrong.
    pub required: bool,
    /// The description.
    pub doc: Option<Doc>,
    /// The media types that the API takes, JSON first.
    pub contents: Vec<Content>,
}

/// One representation of a body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Content {
    /// The media type as it is sent: `application/json`; of bytes and text, maybe a range: `image/*`.
    pub media_type: String,
    /// How it is written and read.
    pub media: Media,
    /// The type of its value; of one of its items, if it is a success whose items are told apart.
    pub ty: Type,
    /// How its items are told apart, if it is a request or success that brings one after the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framing: Option<Framing>,
    /// The properties of a form that are not written as usual.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FormField>,
    /// Whether it is never printed, whatever its type.
    pub sensitive: bool,
    /// An example of the value.
    pub example: Option<Value>,
    /// What the spec says of the example, on one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example_doc: Option<Doc>,
}

/// How a property of a form (`application/x-www-form-urlencoded`) is written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormField {
    /// The name of the property.
    pub wire: String,
    /// The style, one that query parameters may have.
    pub style: Style,
    /// Whether each item or property is a pair of its own.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
}

/// How the items of a body are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Framing {
    /// `text/event-stream`: the data of server-sent events.
    Events,
    /// `application/jsonl`: one on each line.
    Lines,
    /// `application/json-seq`: behind record separators.
    Records,
}

/// How a body is written and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    /// JSON, and everything that ends in `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`, of requests only.
    Multipart,
    /// XML of a structure.
    Xml,
    /// CSV of a list of structures.
    Csv,
    /// Text in UTF-8, handed over as it is.
    Text,
    /// Bytes, handed over as they are.
    Bytes,
}

/// A documented response.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Documented {
    /// Which statuses it is for.
    pub status: StatusPattern,
    /// The description.
    pub doc: Option<Doc>,
    /// The media types that may arrive, JSON first; none means that there is no body.
    pub contents: Vec<Content>,
}

/// Which statuses a response is for, in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusPattern {
    /// One status: `200`.
    Exact(u16),
    /// A hundred statuses, by their first digit: `4XX`.
    Range(u8),
    /// Every status that is not documented otherwise.
    Default,
}

impl StatusPattern {
    /// Whether the response is a success. `default` is documented for failures.
    pub fn is_success(self) -> bool {
        match self {
            Self::Exact(status) => (200..300).contains(&status),
            Self::Range(class) => class == 2,
            Self::Default => false,
        }
    }
}

impl std::fmt::Display for StatusPattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact(status) => write!(formatter, "{status}"),
            Self::Range(class) => write!(formatter, "{class}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}
