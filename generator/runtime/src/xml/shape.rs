//! The tables that say where in XML a value is.

use super::Xml;

/// An object.
#[derive(Debug)]
pub struct Structure {
    pub(super) root: Name,
    pub(super) fields: &'static [Field],
    pub(super) additional: Option<Shape>,
}

impl Structure {
    /// An object with these properties, whose element is called `root` where nothing else names it.
    pub const fn new(root: Name, fields: &'static [Field]) -> Self {
        Self {
            root,
            fields,
            additional: None,
        }
    }

    /// The same with an element for each property that is not among the fields.
    #[must_use]
    pub const fn additional(mut self, values: Shape) -> Self {
        self.additional = Some(values);
        self
    }
}

/// A property of an object.
#[derive(Debug)]
pub struct Field {
    /// The property's name in JSON.
    pub(super) property: &'static str,
    pub(super) place: Place,
    pub(super) required: bool,
}

/// Where in the element of an object a property is.
#[derive(Debug)]
pub enum Place {
    /// An attribute of the element.
    Attribute(Element),
    /// The text of the element.
    Text(Shape),
    /// An element in it.
    Element(Element),
    /// An element for each item of a list.
    Items(Element),
}

impl Field {
    const fn new(property: &'static str, place: Place) -> Self {
        Self {
            property,
            place,
            required: false,
        }
    }

    /// A property that is an attribute.
    pub const fn attribute(property: &'static str, name: Name, shape: Shape) -> Self {
        Self::new(property, Place::Attribute(Element::new(name, shape)))
    }

    /// A property that is the text of the object's element.
    pub const fn text(property: &'static str, shape: Shape) -> Self {
        Self::new(property, Place::Text(shape))
    }

    /// A property that is an element.
    pub const fn element(property: &'static str, name: Name, shape: Shape) -> Self {
        Self::new(property, Place::Element(Element::new(name, shape)))
    }

    /// A list with an element for each item, and none around them.
    pub const fn items(property: &'static str, name: Name, item: Shape) -> Self {
        Self::new(property, Place::Items(Element::new(name, item)))
    }

    /// The same for a property that has to be there.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// What an element or an attribute is called, and what is in it.
#[derive(Debug)]
pub struct Element {
    pub(super) name: Name,
    pub(super) shape: Shape,
}

impl Element {
    /// An element or attribute of this name.
    pub const fn new(name: Name, shape: Shape) -> Self {
        Self { name, shape }
    }
}

/// The name of an element or attribute.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    pub(super) local: &'static str,
    pub(super) prefix: Option<&'static str>,
    pub(super) namespace: Option<&'static str>,
}

impl Name {
    /// A name without prefix or namespace.
    pub const fn new(local: &'static str) -> Self {
        Self {
            local,
            prefix: None,
            namespace: None,
        }
    }

    /// The same with a prefix, which the API declares somewhere around it or together with it.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = Some(prefix);
        self
    }

    /// The same in a namespace, which is declared where the name is.
    #[must_use]
    pub const fn namespace(mut self, namespace: &'static str) -> Self {
        self.namespace = Some(namespace);
        self
    }
}

/// What is in an element.
#[derive(Debug)]
pub enum Shape {
    /// What JSON has as a string.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An object; a function, so that objects may contain their own kind.
    Structure(fn() -> &'static Structure),
    /// A list with an element for each item.
    List(&'static Element),
    /// An object with an element for each key.
    Map(&'static Self),
}

impl Shape {
    /// The object that a type is.
    pub const fn of<T: Xml>() -> Self {
        Self::Structure(T::structure)
    }
}
