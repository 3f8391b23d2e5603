//! Types: what travels as JSON, as a definition (`TypeDef`) or as the use of one (`Type`).

use serde::Serialize;

use super::csv::Csv;
use super::xml::Xml;
use super::{Doc, OnRepeat, Origin};

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
    /// `type: number` that may be a binary floating point number; 32 bits for `format: float`.
    Float {
        /// 32 or 64.
        bits: u8,
    },
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

/// A limit on a value, as the spec states it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Constraint {
    /// At least that many characters.
    MinLength(u64),
    /// At most that many characters.
    MaxLength(u64),
    /// A regular expression that matches somewhere in a text.
    Pattern(Pattern),
    /// Not less; exclusive if the flag is set.
    Minimum(Value, bool),
    /// Not more; exclusive if the flag is set.
    Maximum(Value, bool),
    /// A multiple of it.
    MultipleOf(Value),
    /// At least that many items.
    MinItems(u64),
    /// At most that many items.
    MaxItems(u64),
    /// No two items alike.
    UniqueItems,
    /// At least that many properties.
    MinProperties(u64),
    /// At most that many properties.
    MaxProperties(u64),
    /// Set by the API: `readOnly`.
    ResponsesOnly,
    /// Never told by the API: `writeOnly`.
    RequestsOnly,
    /// One of a few values, where they make no enumeration.
    OneOf(Vec<Value>),
    /// Limits on each item of a list, or each value of a map.
    Each(Vec<Constraint>),
}

/// A regular expression.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pattern {
    /// As the spec states it (ECMA-262).
    pub text: String,
    /// In the syntax of the crate regex, if it has words for it.
    pub regex: Option<String>,
}

impl Constraint {
    /// Whether a value can be held against it.
    pub fn is_checked(&self) -> bool {
        match self {
            Self::Pattern(pattern) => pattern.regex.is_some(),
            Self::Each(limits) => limits.iter().any(Self::is_checked),
            Self::ResponsesOnly | Self::RequestsOnly => false,
            Self::MinLength(_)
            | Self::MaxLength(_)
            | Self::Minimum(..)
            | Self::Maximum(..)
            | Self::MultipleOf(_)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::MinProperties(_)
            | Self::MaxProperties(_)
            | Self::OneOf(_) => true,
        }
    }
}

/// A list of allowed values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enumeration {
    /// The variants in spec order.
    pub variants: Vec<Variant>,
    /// What the values are, those that the spec does not list included.
    pub values: Values,
    /// What becomes of values that the spec does not list.
    pub others: Others,
}

/// What becomes of values that an enumeration does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Others {
    /// The spec itself allows them, as `anyOf` of a string and a list of strings does.
    Allowed,
    /// They are kept as they come: APIs grow.
    Kept,
    /// They are refused: the list is a `const`, of one value.
    Refused,
}

/// What the values of an enumeration are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Values {
    /// Strings.
    Strings,
    /// Integers of a range.
    Integers(IntegerKind),
    /// Numbers that may have a fraction.
    Numbers,
    /// `true` or `false`, as a `const`.
    Booleans,
    /// Strings, numbers and booleans, side by side.
    Mixed,
}

/// One allowed value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The value on the wire.
    pub value: VariantValue,
    /// The entry of `x-enum-varnames`.
    pub rust_name: Option<String>,
    /// The entry of `x-enum-descriptions`.
    pub doc: Option<Doc>,
    /// Where the value stands.
    pub origin: Origin,
}

/// A value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum VariantValue {
    /// A string.
    String(String),
    /// An integer.
    Integer(i64),
    /// A number with a fraction or exponent, as it is written in JSON.
    Number(String),
    /// A boolean.
    Boolean(bool),
}

impl VariantValue {
    /// The value as JSON text.
    pub fn json(&self) -> String {
        match self {
            Self::String(text) => Value::from(text.as_str()).to_string(),
            Self::Integer(integer) => integer.to_string(),
            Self::Number(text) => text.clone(),
            Self::Boolean(flag) => flag.to_string(),
        }
    }
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Union {
    /// The branches in spec order.
    pub branches: Vec<Tagged>,
    /// How a value is told to be of a branch.
    pub dispatch: Dispatch,
}

/// A branch of a union.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tagged {
    /// What the branch is called: the schema's name, or a word for its kind.
    pub label: String,
    /// `x-rust-name` of the branch's schema.
    pub rust_name: Option<String>,
    /// Where the branch stands.
    pub origin: Origin,
    /// The description of the branch.
    pub doc: Option<Doc>,
    /// The type of its values.
    pub ty: Type,
    /// Limits on its values, as those of a field.
    pub constraints: Vec<Constraint>,
    /// The value of the discriminator, where the branch's own type has no such property and the
    /// union has to write it.
    pub tag: Option<String>,
}

/// How a value is told to be of a branch. Branches are named by their index.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dispatch {
    /// By the string value of a property.
    Tag {
        /// The discriminator's `propertyName`.
        property: String,
        /// Tag values with the branch that they mean, in the order of the mapping.
        cases: Vec<(String, usize)>,
        /// The branch of values without the property: a concrete base that does not require it.
        missing: Option<usize>,
    },
    /// By what the JSON looks like; the first test that holds decides.
    Shape(Vec<(Test, usize)>),
}

/// What can be told of a JSON value without decoding it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// It is of that kind.
    Kind(JsonKind),
    /// It is an object that has all of these keys.
    Keys(Vec<String>),
    /// It is an object in which a property has one of these string values.
    Constant(String, Vec<String>),
    /// It is a string, or integer in text form, out of a list.
    OneOf(Vec<String>),
    /// It is a number or boolean with this text.
    Text(String),
    /// All of these tests hold.
    All(Vec<Test>),
}

/// The kinds of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonKind {
    /// `true`, `false`
    Boolean,
    /// A number without fraction or exponent.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}
