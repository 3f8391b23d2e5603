//! Random documents: families of schemas that are lawful by themselves, brought together.

mod choice;
mod plain;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

pub use self::choice::constant;
use self::choice::{choice, told_by_keys};
use self::plain::plain;
use crate::schema::{
    Additional, Direction, Document, List, Map, Nulls, Object, Property, Schema, Shape, Text,
};
use crate::settle::settle;

/// Names of components, which OpenAPI limits to these letters.
const NAMES: [&str; 40] = [
    "Pet",
    "Order",
    "Money",
    "Address",
    "Event",
    "Item",
    "pet",
    "PET",
    "order_line",
    "order-line",
    "order.line",
    "Option",
    "String",
    "Vec",
    "Box",
    "Result",
    "Self",
    "Some",
    "None",
    "Ok",
    "Default",
    "Debug",
    "Clone",
    "Serialize",
    "Deserialize",
    "Serializer",
    "Unknown",
    "Error",
    "Client",
    "BTreeMap",
    "Type",
    "type",
    "self",
    "mod",
    "1st",
    "_",
    "2",
    "Nullable",
    "RawJson",
    "PetRequest",
];

/// Names of properties, which can be any text.
const PROPERTIES: [&str; 56] = [
    "id",
    "name",
    "kind",
    "amount",
    "created_at",
    "createdAt",
    "created-at",
    "items",
    "type",
    "self",
    "Self",
    "super",
    "crate",
    "async",
    "await",
    "dyn",
    "fn",
    "match",
    "ref",
    "try",
    "union",
    "yield",
    "new",
    "default",
    "value",
    "map",
    "key",
    "json",
    "object",
    "serializer",
    "deserializer",
    "additional_properties",
    "additionalProperties",
    "additional_property",
    "visitor",
    "state",
    "f",
    "formatter",
    "1st",
    "2",
    "",
    " ",
    "_",
    "__",
    "-",
    "@id",
    "$ref",
    "a.b",
    "a b",
    "a/b",
    "~",
    "\u{e4}\u{f6}",
    "\u{65e5}\u{672c}",
    "\u{1f980}",
    "\"quoted\"",
    "line\nbreak",
];

/// Schemas that belong together.
#[derive(Debug, Clone)]
pub enum Family {
    One(Schema),
    /// A choice with a discriminator, and its branches.
    Tagged {
        keyword: &'static str,
        branches: Vec<Branch>,
        property: &'static str,
    },
    /// A base with a discriminator, and its heirs.
    Hierarchy {
        base: Object,
        heirs: Vec<Branch>,
        property: &'static str,
    },
}

/// An object that a tag means.
#[derive(Debug, Clone)]
pub struct Branch {
    pub object: Object,
    pub tagged: Tagged,
    /// The values that `mapping` gives it.
    pub mapped: usize,
}

/// What a branch says of its tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagged {
    Nothing,
    AnyText,
    /// That the tag is its only value, in a list.
    Only,
    /// The same by `const`.
    Constant,
}

/// A document of a few families.
pub fn document() -> impl Strategy<Value = Document> {
    (
        vec(family(), 1..=3),
        subsequence(NAMES.to_vec(), NAMES.len()..=NAMES.len()).prop_shuffle(),
        prop::bool::weighted(0.15),
        select(vec![Nulls::Keyword, Nulls::Types, Nulls::Branch]),
    )
        .prop_map(|(families, names, both_ways, nulls)| settle(families, &names, both_ways, nulls))
}

fn family() -> impl Strategy<Value = Family> {
    let property = || select(vec!["kind", "@type", "type", "petType"]);
    prop_oneof![
        6 => schema(3).prop_map(Family::One),
        2 => object(2).prop_map(|object| Family::One(Schema::of(Shape::Object(object)))),
        1 => (keyword(), vec(branch(), 2..=4), property())
            .prop_map(|(keyword, branches, property)| Family::Tagged { keyword, branches, property }),
        1 => (object(1), vec(branch(), 1..=3), property())
            .prop_map(|(base, heirs, property)| Family::Hierarchy { base, heirs, property }),
    ]
}

fn branch() -> impl Strategy<Value = Branch> {
    let tagged = select(vec![
        Tagged::Nothing,
        Tagged::AnyText,
        Tagged::Only,
        Tagged::Constant,
    ]);
    (object(1), tagged, 0..=2_usize).prop_map(|(object, tagged, mapped)| Branch {
        object,
        tagged,
        mapped,
    })
}

fn keyword() -> impl Strategy<Value = &'static str> {
    select(vec!["oneOf", "anyOf"])
}

/// A schema in which others stand, up to so many in a row.
fn schema(depth: u32) -> BoxedStrategy<Schema> {
    let shape = if depth == 0 {
        prop_oneof![4 => plain(), 1 => reference()].boxed()
    } else {
        prop_oneof![
            6 => plain(),
            2 => reference(),
            2 => list(depth - 1).prop_map(Shape::List),
            1 => map(depth - 1).prop_map(Shape::Map),
            1 => vec(schema(depth - 1), 2..=5).prop_map(Shape::Tuple),
            3 => object(depth - 1).prop_map(Shape::Object),
            1 => extended(depth - 1),
            2 => choice(depth - 1).prop_map(Shape::Choice),
        ]
        .boxed()
    };
    (shape, prop::bool::weighted(0.15))
        .prop_map(|(shape, nullable)| Schema { nullable, shape })
        .boxed()
}

fn reference() -> impl Strategy<Value = Shape> {
    any::<u8>().prop_map(|index| Shape::Reference(index.into()))
}

fn length() -> impl Strategy<Value = Option<RangeInclusive<usize>>> {
    let length = (0..=2_usize, 0..=2_usize).prop_map(|(least, more)| least..=least + more);
    prop::option::weighted(0.3, length)
}

fn list(depth: u32) -> impl Strategy<Value = List> {
    (schema(depth), length(), prop::bool::weighted(0.1)).prop_map(|(item, length, unique)| {
        // Only of these there are always enough that differ.
        let unique = unique
            && matches!(
                &item.shape,
                Shape::Text(Text {
                    format: None,
                    length: None,
                    pattern: None
                })
            );
        List {
            item: Box::new(item),
            length,
            unique,
        }
    })
}

fn map(depth: u32) -> impl Strategy<Value = Map> {
    (schema(depth), length()).prop_map(|(value, length)| Map {
        value: Box::new(value),
        length,
    })
}

fn object(depth: u32) -> BoxedStrategy<Object> {
    let additional = prop_oneof![
        5 => Just(Additional::Unsaid),
        1 => Just(Additional::Denied),
        1 => Just(Additional::Any),
        1 => schema(depth.min(1)).prop_map(|schema| Additional::Of(Box::new(schema))),
    ];
    let choice = prop::option::weighted(0.1, told_by_keys(depth.min(1)));
    (vec(property(depth), 1..=5), additional, choice)
        .prop_map(|(properties, additional, choice)| {
            let mut names = BTreeSet::new();
            let mut object = Object::of(properties);
            object
                .properties
                .retain(|property| names.insert(property.name.clone()));
            object.additional = additional;
            object.choice = choice;
            if let Some(choice) = &mut object.choice {
                // The properties of the branches are additional to the others.
                if object.additional != Additional::Unsaid {
                    object.additional = Additional::Any;
                }
                for branch in &mut choice.branches {
                    if let Shape::Object(branch) = &mut branch.shape {
                        branch
                            .properties
                            .retain(|property| !names.contains(&property.name));
                    }
                }
            }
            object
        })
        .boxed()
}

fn property(depth: u32) -> impl Strategy<Value = Property> {
    let direction = prop_oneof![
        12 => Just(Direction::Both),
        1 => Just(Direction::Read),
        1 => Just(Direction::Write),
    ];
    (
        select(PROPERTIES.to_vec()),
        schema(depth),
        any::<bool>(),
        direction,
    )
        .prop_map(|(name, schema, required, direction)| Property {
            name: name.to_owned(),
            schema,
            required,
            direction,
        })
}

/// Parts, of which references are kept only where they lead to objects.
fn extended(depth: u32) -> BoxedStrategy<Shape> {
    let part = prop_oneof![
        2 => reference().prop_map(Schema::of),
        3 => object(depth).prop_map(|mut object| {
            // What is additional to one part is declared by another.
            if object.additional != Additional::Unsaid {
                object.additional = Additional::Any;
            }
            Schema::of(Shape::Object(object))
        }),
    ];
    vec(part, 1..=3).prop_map(Shape::Extended).boxed()
}
