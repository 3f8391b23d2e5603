//! Headers of answers.

use serde::Serialize;

use super::constraint::Constraint;
use super::types::{Type, Value};
use super::{Doc, Origin, StatusPattern};

/// A header that comes with answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Header {
    /// The name on the wire.
    pub wire: String,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where the header is declared first.
    pub origin: Origin,
    /// The description.
    pub doc: Option<Doc>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// The responses that declare it alike. Where another declares it as something else, that is
    /// another header of the same name.
    pub statuses: Vec<StatusPattern>,
    /// Whether it comes with all of them.
    pub required: bool,
    /// Whether the names and values of an object stand on both sides of a `=`.
    pub explode: bool,
    /// Whether the value is one JSON text, which `content` says.
    pub json: bool,
    /// The type of its value.
    pub ty: Type,
    /// Limits, as they are documented.
    pub constraints: Vec<Constraint>,
    /// An example of the value.
    pub example: Option<Value>,
}
