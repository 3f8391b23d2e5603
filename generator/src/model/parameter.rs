//! Parameters: where they travel, and how their values are written.

use serde::Serialize;

use super::constraint::Constraint;
use super::operation::OnRepeat;
use super::types::{Type, Value};
use super::{Doc, Origin};

/// A parameter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// The name on the wire.
    pub wire: String,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where the parameter is declared.
    pub origin: Origin,
    /// Where it travels.
    pub location: Location,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether each item or property is a value of its own.
    pub explode: bool,
    /// Whether reserved characters of URLs are left as they are.
    pub allow_reserved: bool,
    /// Whether the value is written as one JSON text, which `content` asks for, in no style.
    pub json: bool,
    /// Whether a call without it is wrong.
    pub required: bool,
    /// The type of its value.
    pub ty: Type,
    /// The description.
    pub doc: Option<Doc>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `x-sensitive: true`: never printed.
    pub sensitive: bool,
    /// The value that the API assumes if the parameter is absent.
    pub default: Option<Value>,
    /// Limits, as they are documented.
    pub constraints: Vec<Constraint>,
    /// An example of the value.
    pub example: Option<Value>,
    /// What the spec says of the example, on one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example_doc: Option<Doc>,
    /// What the API does with a repeated value, if the parameter carries an idempotency key.
    pub idempotency: Option<OnRepeat>,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// In a segment of the path.
    Path,
    /// Behind the question mark.
    Query,
    /// In a header of its own.
    Header,
    /// In the `Cookie` header.
    Cookie,
}

/// How lists and objects are written in a parameter (OpenAPI 3.0, "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// `a,b`; path and header.
    Simple,
    /// `.a.b`; path.
    Label,
    /// `;name=a,b`; path.
    Matrix,
    /// `name=a&name=b` or `name=a,b`; query and cookie.
    Form,
    /// `name=a%20b`; query.
    SpaceDelimited,
    /// `name=a|b`; query.
    PipeDelimited,
    /// `name[key]=a`; query.
    DeepObject,
}
