//! Unions: one of several types, and how a value is told to be of one.

use serde::Serialize;

use super::constraint::Constraint;
use super::types::Type;
use super::{Doc, Origin};

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
    /// It is an object in which a property has this value, if it is there and not `null`.
    OptionalConstant(String, String),
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
