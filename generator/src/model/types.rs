//! Types: what travels as JSON, as a definition (`TypeDef`) or as the use of one (`Type`).

use serde::Serialize;

use super::constraint::Constraint;
use super::enumeration::Enumeration;
use super::structure::Structure;
use super::union::Union;
use super::{Doc, Origin};

/// A JSON value that the spec holds: a default or an example.
pub type Value = serde_json::Value;

/// The key of a `TypeDef` in `Api::types`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct TypeId(pub usize);

/// The use of a type, wherever a value stands: a field, a parameter, a body, an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// A definition of this API.
    Named(TypeId),
    /// `type: string` without a format that means more.
    String,
    /// Text that is never printed: `format: password`, or `x-sensitive`.
    Secret,
    /// A value other than text that is never printed: `x-sensitive`.
    Sensitive(Box<Type>),
    /// Bytes that are base64 text on the wire.
    Base64(Base64Form),
    /// `type: string, format: binary`: raw bytes, only as a whole body.
    Binary,
    /// `type: string, format: binary` as a part of a form: a file with a name.
    File,
    /// `type: string, format: uuid`.
    Uuid,
    /// `type: string, format: date-time`: text in equals text out.
    DateTime,
    /// A moment in another form than `date-time`, which has one text only.
    Timestamp(TimestampForm),
    /// `type: string, format: date`.
    Date,
    /// `type: string, format: time`: text in equals text out.
    Time,
    /// `type: string, format: duration`: text in equals text out.
    Duration,
    /// `type: boolean`.
    Boolean,
    /// `type: integer`, or a number whose format says that it is whole.
    Integer(IntegerKind),
    /// `type: string` whose format is that of an integer.
    IntegerString(IntegerKind),
    /// `type: number` that may be a binary floating point number. `format: float` is one too: the digits of
    /// a decimal fraction that an API sends come back from a double, but not from a single.
    Float,
    /// `format: decimal`: exact, text in equals text out.
    Decimal(DecimalForm),
    /// `type: array`.
    List(Box<Type>),
    /// An object of which only the values' type is known.
    Map(Box<Type>),
    /// A value that may be `null` where that is not the business of a field.
    Nullable(Box<Type>),
    /// Any JSON at all.
    Any,
}

/// The range of an integer, by its format and bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum IntegerKind {
    /// −2⁷ … 2⁷−1
    I8,
    /// −2¹⁵ … 2¹⁵−1
    I16,
    /// −2³¹ … 2³¹−1
    I32,
    /// −2⁶³ … 2⁶³−1
    I64,
    /// 0 … 2⁸−1
    U8,
    /// 0 … 2¹⁶−1
    U16,
    /// 0 … 2³²−1
    U32,
    /// 0 … 2⁶⁴−1
    U64,
}

impl IntegerKind {
    /// Whether an integer is in the range.
    pub fn holds(self, integer: i64) -> bool {
        match self {
            Self::I8 => i8::try_from(integer).is_ok(),
            Self::I16 => i16::try_from(integer).is_ok(),
            Self::I32 => i32::try_from(integer).is_ok(),
            Self::I64 => true,
            Self::U8 => u8::try_from(integer).is_ok(),
            Self::U16 => u16::try_from(integer).is_ok(),
            Self::U32 => u32::try_from(integer).is_ok(),
            Self::U64 => u64::try_from(integer).is_ok(),
        }
    }
}

/// How bytes are written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Base64Form {
    /// `format: byte`, with padding: `"+/8="`
    Standard,
    /// `format: base64url`, without padding: `"-_8"`
    Url,
}

/// How a moment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TimestampForm {
    /// `type: string, format: http-date`: `"Sun, 06 Nov 1994 08:49:37 GMT"`
    HttpDate,
    /// `type: integer, format: unixtime`: `1686566864`
    UnixTime,
}

/// How an exact decimal is written in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DecimalForm {
    /// `12.50`
    Number,
    /// `"12.50"`
    String,
}

/// A definition: what becomes a Rust item of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypeDef {
    /// Where its name comes from.
    pub name: TypeName,
    /// `x-rust-name` of the schema.
    pub rust_name: Option<String>,
    /// Where the schema stands.
    pub origin: Origin,
    /// The schema's description.
    pub doc: Option<Doc>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `x-sensitive: true`, its own or of a schema that it extends: never printed.
    pub sensitive: bool,
    /// What it is made of.
    pub shape: TypeShape,
}

/// Where the name of a definition comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeName {
    /// A named schema: its key.
    Schema(String),
    /// An inline schema, or a part that castiron had to name, of another definition.
    Part {
        /// The definition that holds it.
        owner: TypeId,
        /// What it is there: a property's name, `Item`, `Value`, `Base`.
        part: String,
    },
    /// An inline schema of an operation.
    OperationPart {
        /// The operation's id as it stands in the spec.
        operation: String,
        /// What it is there: a parameter's name, `Request`, `Response`.
        part: String,
    },
}

/// What a definition is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeShape {
    /// An object with known properties.
    Structure(Structure),
    /// A list of allowed values.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Union),
    /// A list of a fixed length, with a type for each item.
    Tuple(Vec<TupleItem>),
    /// Another name for a type.
    Alias(Type),
}

/// An item of a list of a fixed length.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TupleItem {
    /// Where its schema stands.
    pub origin: Origin,
    /// The description.
    pub doc: Option<Doc>,
    /// The type of its values.
    pub ty: Type,
    /// Limits on its values, as those of a field.
    pub constraints: Vec<Constraint>,
}
