//! XML: where in a document the properties of a structure are.

use serde::Serialize;

use super::parts::Scalar;
use super::types::TypeId;

/// How a structure is written in XML.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Xml {
    /// What its element is called where nothing else names it.
    pub root: XmlName,
    /// Where each property is, in the order of the fields.
    pub properties: Vec<XmlProperty>,
    /// What an element of an undeclared property holds, if those are kept.
    pub additional: Option<XmlShape>,
}

/// Where in the element of an object a property is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum XmlProperty {
    /// An attribute of the element.
    Attribute(XmlElement),
    /// The text of the element.
    Text(XmlShape),
    /// An element in it.
    Element(XmlElement),
    /// An element for each item of a list.
    Items(XmlElement),
}

impl XmlProperty {
    /// The name of the attribute or element.
    pub fn name(&self) -> Option<&XmlName> {
        match self {
            Self::Attribute(element) | Self::Element(element) | Self::Items(element) => {
                Some(&element.name)
            }
            Self::Text(_) => None,
        }
    }
}

/// What an element or attribute is called, and what is in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct XmlElement {
    /// Its name.
    pub name: XmlName,
    /// What is in it.
    pub shape: XmlShape,
}

/// The name of an element or attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct XmlName {
    /// Without prefix.
    pub local: String,
    /// What stands before the colon.
    pub prefix: Option<String>,
    /// The namespace that the prefix is for.
    pub namespace: Option<String>,
}

/// What is in an element.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum XmlShape {
    /// What JSON has as a string.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A structure.
    Structure(TypeId),
    /// A list with an element for each item.
    List(Box<XmlElement>),
    /// An object with an element for each key.
    Map(Box<XmlShape>),
}

impl From<Scalar> for XmlShape {
    fn from(scalar: Scalar) -> Self {
        match scalar {
            Scalar::Text => Self::Text,
            Scalar::Integer | Scalar::Number => Self::Number,
            Scalar::Boolean => Self::Boolean,
        }
    }
}
