//! Structures: objects with known properties, and how they are written in a form.

use serde::Serialize;

use super::constraint::Constraint;
use super::csv::Csv;
use super::types::{Type, Value};
use super::xml::Xml;
use super::{Doc, OnRepeat, Origin};

/// An object with known properties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Structure {
    /// The properties in spec order, those of `allOf` bases first.
    pub fields: Vec<Field>,
    /// What happens to properties that are not declared.
    pub additional: Additional,
    /// Limits on the number of properties, and on the values of those that are not declared.
    pub constraints: Vec<Constraint>,
    /// How each property is written as a part of a form, for the body of a `multipart/form-data`
    /// request, which is no JSON.
    pub parts: Option<Vec<Part>>,
    /// How each field but the first is written as a header of a part of a form, which holds what
    /// the first is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Vec<PartHeader>>,
    /// How it is written in XML, if a body leads to it that is XML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub xml: Option<Xml>,
    /// How it is written as a record in CSV, if it is one of a body that is CSV.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csv: Option<Csv>,
}

/// How a property is written in a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// What is written.
    pub content: PartContent,
    /// Whether it is a list whose items are a part each.
    pub each: bool,
}

/// How a value is written as a header of a part, in style `simple`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartHeader {
    /// Whether the properties of an object are written `name=text`.
    pub explode: bool,
    /// Whether it is written as one JSON text instead.
    pub json: bool,
}

/// What a part of a form holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PartContent {
    /// As text, with a content type if the spec asks for one.
    Text(Option<String>),
    /// As JSON of this content type.
    Json(String),
    /// As a file, of this content type if it has none of its own.
    File(String),
}

/// What happens to properties that are not declared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Additional {
    /// The spec does not speak of them: accepted when reading, not kept.
    Ignored,
    /// `additionalProperties: true` or a schema: kept in a map.
    Kept(Type),
    /// `additionalProperties: false`: never written; accepted when reading, as servers grow.
    Denied,
}

/// A property.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// The property's name on the wire.
    pub wire: String,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where the property is declared.
    pub origin: Origin,
    /// The description.
    pub doc: Option<Doc>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// The type of a value that is there and not null.
    pub ty: Type,
    /// Whether the key and a value have to be there.
    pub presence: Presence,
    /// The value that the API assumes if the property is absent; documented, never applied.
    pub default: Option<Value>,
    /// Limits on the value, and on what it holds without a definition of its own.
    pub constraints: Vec<Constraint>,
    /// The value of this property in every value of the very type that has the field, so that
    /// nobody is asked for it: the discriminator's, or the only one that the schema allows.
    pub fixed: Option<Value>,
    /// An example of the value.
    pub example: Option<Value>,
    /// What the API does with a repeated value, if the property carries an idempotency key.
    pub idempotency: Option<OnRepeat>,
    /// Whether this is no property, but a union whose properties stand beside the others, or what a
    /// part of a form holds.
    pub flat: bool,
}

/// Whether a key has to be there, and whether its value may be `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// The key is there with a value.
    Required,
    /// The key is there, its value may be `null`.
    RequiredNullable,
    /// The key may be absent.
    Optional,
    /// The key may be absent, and its value may be `null`.
    OptionalNullable,
}

impl Presence {
    /// Whether the key has to be there.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }
}
