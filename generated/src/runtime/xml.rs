//! XML bodies: what JSON has of a value, as the elements, attributes and text that a table names.
//!
//! The types of an API are serde's as for JSON, so that a value is read and written by the same
//! rules everywhere. A table of constant data says where in XML each property is.

mod read;
mod shape;
mod tree;
mod write;

pub(super) use self::read::to_json;
pub use self::shape::{Element, Field, Name, Place, Shape, Structure};
pub(super) use self::write::from_json;

/// A type that XML can hold.
pub trait Xml {
    /// Where its properties are in XML.
    fn structure() -> &'static Structure;
}
