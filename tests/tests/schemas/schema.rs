//! Schemas as the tests draw them: what of OpenAPI 3.0 and 3.1 a document's components can say.

use std::ops::RangeInclusive;

/// A document: components that refer to each other by index.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub components: Vec<Component>,
    pub nulls: Nulls,
    /// Whether an operation sends and receives each component, so that `readOnly` and `writeOnly`
    /// properties have a direction; without one, components are as they are received.
    pub both_ways: bool,
}

/// How a document says that a value may be `null`, and so of which version it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nulls {
    /// `nullable`, the keyword of OpenAPI 3.0
    Keyword,
    /// A list of types, as in OpenAPI 3.1
    Types,
    /// A branch of a choice, as in OpenAPI 3.1
    Branch,
}

/// A named schema.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    pub name: String,
    pub schema: Schema,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    pub nullable: bool,
    pub shape: Shape,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// `{}`
    Any,
    Boolean,
    Integer(Integer),
    Number(Number),
    Text(Text),
    /// `enum`, with or without a `type`.
    Listed(Listed),
    /// `const`, which only later versions have.
    Constant(Constant),
    List(List),
    /// `prefixItems`, all of which are there, which only later versions have.
    Tuple(Vec<Schema>),
    /// An object of which only the values are known.
    Map(Map),
    Object(Object),
    /// `allOf`: references to objects, and objects that stand in place.
    Extended(Vec<Schema>),
    /// `oneOf` or `anyOf`.
    Choice(Choice),
    /// `$ref` to a component.
    Reference(usize),
}

/// `type: integer`; the bounds are counted in `step`s.
#[derive(Debug, Clone, PartialEq)]
pub struct Integer {
    pub format: Option<&'static str>,
    pub steps: Option<RangeInclusive<i64>>,
    pub step: i64,
    pub exclusive: bool,
}

/// `type: number`; the bounds are counted in `step`s, which are hundredths.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    pub format: Option<&'static str>,
    pub steps: Option<RangeInclusive<i64>>,
    pub step: i64,
    pub exclusive: bool,
}

/// `type: string`
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub format: Option<&'static str>,
    pub length: Option<RangeInclusive<usize>>,
    pub pattern: Option<&'static str>,
}

/// `enum`; values are JSON texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub kind: Option<&'static str>,
    pub values: Vec<String>,
}

/// `const`; the value is a JSON text.
#[derive(Debug, Clone, PartialEq)]
pub struct Constant {
    pub kind: Option<&'static str>,
    pub value: String,
}

/// `type: array`
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    pub item: Box<Schema>,
    pub length: Option<RangeInclusive<usize>>,
    pub unique: bool,
}

/// `additionalProperties` and no properties.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    pub value: Box<Schema>,
    pub length: Option<RangeInclusive<usize>>,
}

/// `properties`
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    pub properties: Vec<Property>,
    pub additional: Additional,
    /// A discriminator, by which the schemas that extend this one are told apart.
    pub heirs: Option<Tag>,
    /// `oneOf` beside the properties.
    pub choice: Option<Choice>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    pub name: String,
    pub schema: Schema,
    pub required: bool,
    pub direction: Direction,
}

/// `readOnly`, `writeOnly`, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Both,
    Read,
    Write,
}

/// `additionalProperties` beside `properties`.
#[derive(Debug, Clone, PartialEq)]
pub enum Additional {
    Unsaid,
    Denied,
    Any,
    Of(Box<Schema>),
}

/// `oneOf` or `anyOf`; without a tag, its branches differ by what their JSON looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub keyword: &'static str,
    pub branches: Vec<Schema>,
    pub tag: Option<Tag>,
}

/// `discriminator`
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    pub property: String,
    /// Values with the component that they mean.
    pub cases: Vec<Case>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    pub value: String,
    pub component: usize,
    /// Whether `mapping` says so; else it follows from the schema.
    pub mapped: bool,
}

impl Schema {
    pub fn of(shape: Shape) -> Self {
        Self {
            nullable: false,
            shape,
        }
    }

    pub fn reference(component: usize) -> Self {
        Self::of(Shape::Reference(component))
    }

    /// The schemas inside of this one, whatever they are there.
    pub fn parts_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.shape {
            Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::Text(_)
            | Shape::Listed(_)
            | Shape::Constant(_)
            | Shape::Reference(_) => Vec::new(),
            Shape::List(list) => vec![&mut list.item],
            Shape::Map(map) => vec![&mut map.value],
            Shape::Object(object) => object.parts_mut(),
            Shape::Tuple(parts) | Shape::Extended(parts) => parts.iter_mut().collect(),
            Shape::Choice(choice) => choice.branches.iter_mut().collect(),
        }
    }
}

impl Object {
    pub fn of(properties: Vec<Property>) -> Self {
        Self {
            properties,
            additional: Additional::Unsaid,
            heirs: None,
            choice: None,
        }
    }

    fn parts_mut(&mut self) -> Vec<&mut Schema> {
        let properties = self.properties.iter_mut();
        let mut parts: Vec<&mut Schema> = properties.map(|property| &mut property.schema).collect();
        if let Additional::Of(schema) = &mut self.additional {
            parts.push(schema);
        }
        if let Some(choice) = &mut self.choice {
            parts.extend(choice.branches.iter_mut());
        }
        parts
    }
}

impl Document {
    /// Whether it is of OpenAPI 3.1.
    pub fn is_later(&self) -> bool {
        self.nulls != Nulls::Keyword
    }

    /// The schema of a component.
    pub fn schema(&self, component: usize) -> &Schema {
        &self.components[component].schema
    }
}
