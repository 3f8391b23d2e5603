//! Random documents: families of schemas that are lawful by themselves, brought together.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::schema::{
    Additional, Choice, Direction, Document, Integer, List, Listed, Map, Number, Object, Property,
    Schema, Shape, Text,
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

/// Texts in enumerations.
const WORDS: [&str; 28] = [
    "a",
    "A",
    "b",
    "red",
    "Red",
    "dark red",
    "dark-red",
    "dark_red",
    "",
    " ",
    "1",
    "01",
    "-1",
    "+1",
    "1.0",
    "true",
    "null",
    "Self",
    "Unknown",
    "unknown",
    "type",
    "\u{e9}",
    "\u{65e5}",
    "\u{1f980}",
    "\"",
    "\\",
    "a/b",
    "*",
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
    /// That the tag is its only value.
    Only,
}

/// A document of a few families.
pub fn document() -> impl Strategy<Value = Document> {
    (
        vec(family(), 1..=3),
        subsequence(NAMES.to_vec(), NAMES.len()..=NAMES.len()).prop_shuffle(),
        prop::bool::weighted(0.15),
    )
        .prop_map(|(families, names, both_ways)| settle(families, &names, both_ways))
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
    let tagged = select(vec![Tagged::Nothing, Tagged::AnyText, Tagged::Only]);
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

fn plain() -> BoxedStrategy<Shape> {
    prop_oneof![
        1 => Just(Shape::Any),
        1 => Just(Shape::Boolean),
        3 => integer().prop_map(Shape::Integer),
        3 => number().prop_map(Shape::Number),
        6 => text().prop_map(Shape::Text),
        3 => listed().prop_map(Shape::Listed),
    ]
    .boxed()
}

fn reference() -> impl Strategy<Value = Shape> {
    any::<u8>().prop_map(|index| Shape::Reference(index.into()))
}

/// Bounds for some.
fn steps(range: RangeInclusive<i64>) -> impl Strategy<Value = Option<RangeInclusive<i64>>> {
    let (first, last) = range.into_inner();
    let steps =
        (first..=last, 0..=20_i64).prop_map(move |(start, more)| start..=(start + more).min(last));
    prop::option::weighted(0.3, steps)
}

fn integer() -> impl Strategy<Value = Integer> {
    let formats = vec![
        None,
        None,
        Some("int8"),
        Some("int16"),
        Some("int32"),
        Some("int64"),
        Some("uint8"),
        Some("uint16"),
        Some("uint32"),
        Some("uint64"),
        Some("unixtime"),
        Some("nickname"),
    ];
    (select(formats), steps(0..=30), 1..=4_i64, any::<bool>()).prop_map(
        |(format, steps, step, exclusive)| Integer {
            format,
            steps,
            step,
            exclusive,
        },
    )
}

fn number() -> impl Strategy<Value = Number> {
    let formats = vec![
        None,
        Some("double"),
        Some("float"),
        Some("decimal"),
        Some("decimal"),
    ];
    (
        select(formats),
        steps(-1000..=1000),
        select(vec![1, 5, 10, 25, 100]),
        any::<bool>(),
    )
        .prop_map(|(format, steps, step, exclusive)| Number {
            format,
            steps,
            step,
            exclusive,
        })
}

fn text() -> impl Strategy<Value = Text> {
    let formats = vec![
        "date-time",
        "date-time",
        "date",
        "time",
        "duration",
        "http-date",
        "uuid",
        "byte",
        "base64url",
        "password",
        "decimal",
        "int8",
        "int64",
        "uint64",
        "binary",
        "uri",
        "nickname",
    ];
    let patterns = vec![
        "^[A-Z]{3}$",
        "^[0-9]{4}-[0-9]{2}$",
        "^[a-z]+$",
        "^(a|bc)*$",
        "^.{2,3}$",
    ];
    let length = (0..=3_usize, 0..=5_usize).prop_map(|(least, more)| Some(least..=least + more));
    let plain = Text {
        format: None,
        length: None,
        pattern: None,
    };
    prop_oneof![
        2 => Just(plain.clone()),
        1 => length.prop_map(|length| Text { format: None, length, pattern: None }),
        1 => select(patterns).prop_map(|pattern| Text { format: None, length: None, pattern: Some(pattern) }),
        5 => select(formats).prop_map(|format| Text { format: Some(format), length: None, pattern: None }),
    ]
}

/// Values of one kind, or of several; `null` makes a nullable one.
fn listed() -> impl Strategy<Value = Listed> {
    let words: Vec<String> = WORDS
        .iter()
        .map(|word| serde_json::Value::from(*word).to_string())
        .collect();
    let integers = [
        "0",
        "1",
        "2",
        "-1",
        "-2",
        "42",
        "2147483648",
        "-9223372036854775808",
    ]
    .map(str::to_owned);
    let numbers = ["0", "1", "-1", "1.5", "-1.5", "0.1", "43.125"].map(str::to_owned);
    let mixed = ["\"a\"", "\"1\"", "1", "1.5", "true", "false"].map(str::to_owned);
    let kinds = prop_oneof![
        4 => (select(vec![Some("string"), None]), subsequence(words, 1..=6)),
        2 => (Just(Some("integer")), subsequence(integers.to_vec(), 1..=4)),
        1 => (Just(Some("number")), subsequence(numbers.to_vec(), 1..=4)),
        1 => (Just(None), subsequence(mixed.to_vec(), 2..=6)),
    ];
    (kinds, prop::bool::weighted(0.1)).prop_map(|((kind, mut values), null)| {
        if null {
            values.push("null".to_owned());
        }
        Listed { kind, values }
    })
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

/// A choice without a discriminator.
fn choice(depth: u32) -> BoxedStrategy<Choice> {
    prop_oneof![
        by_kind(depth),
        told_by_keys(depth),
        told_by_constants(depth)
    ]
    .boxed()
}

/// One branch for each of a few kinds of JSON.
fn by_kind(depth: u32) -> BoxedStrategy<Choice> {
    let number = prop_oneof![
        integer().prop_map(Shape::Integer),
        number().prop_map(Shape::Number)
    ];
    let string = prop_oneof![
        text().prop_map(Shape::Text),
        listed().prop_map(|mut listed| {
            listed.kind = Some("string");
            listed.values = vec!["\"a\"".to_owned(), "\"b\"".to_owned()];
            Shape::Listed(listed)
        })
    ];
    let object = prop_oneof![
        object(depth).prop_map(Shape::Object),
        map(depth).prop_map(Shape::Map)
    ];
    let branches = (
        Just(Shape::Boolean),
        number,
        string,
        list(depth).prop_map(Shape::List),
        object,
    );
    let kinds = subsequence(vec![0, 1, 2, 3, 4], 2..=4);
    (keyword(), branches, kinds, prop::bool::weighted(0.1))
        .prop_map(
            |(keyword, (boolean, number, string, list, object), kinds, nullable)| {
                let all = [boolean, number, string, list, object].map(Schema::of);
                let branches = kinds.into_iter().map(|kind| all[kind].clone());
                let mut branches: Vec<Schema> = branches.collect();
                branches[0].nullable = nullable;
                Choice {
                    keyword,
                    branches,
                    tag: None,
                }
            },
        )
        .boxed()
}

/// Objects, each with a required property that no other has.
fn told_by_keys(depth: u32) -> BoxedStrategy<Choice> {
    vec((object_of_choice(depth), schema(depth.min(1))), 2..=3)
        .prop_map(|branches| {
            let branches = branches.into_iter().zip(["one", "two", "three"]).map(
                |((mut object, schema), name)| {
                    object.properties.push(Property {
                        name: format!("only {name}"),
                        schema,
                        required: true,
                        direction: Direction::Both,
                    });
                    Schema::of(Shape::Object(object))
                },
            );
            Choice {
                keyword: "oneOf",
                branches: branches.collect(),
                tag: None,
            }
        })
        .boxed()
}

/// Objects, in each of which a property has a value of its own.
fn told_by_constants(depth: u32) -> BoxedStrategy<Choice> {
    (keyword(), vec(object_of_choice(depth), 2..=3))
        .prop_map(|(keyword, branches)| {
            let branches =
                branches
                    .into_iter()
                    .zip(["one", "two", "three"])
                    .map(|(mut object, name)| {
                        object.properties.retain(|property| property.name != "kind");
                        object.properties.push(constant("kind", name));
                        Schema::of(Shape::Object(object))
                    });
            Choice {
                keyword,
                branches: branches.collect(),
                tag: None,
            }
        })
        .boxed()
}

fn object_of_choice(depth: u32) -> impl Strategy<Value = Object> {
    vec(property(depth.saturating_sub(1)), 0..=2).prop_map(|properties| {
        let mut names = BTreeSet::new();
        let mut object = Object::of(properties);
        object
            .properties
            .retain(|property| names.insert(property.name.clone()));
        object
    })
}

/// A required property with one value.
pub fn constant(name: &str, value: &str) -> Property {
    let values = vec![serde_json::Value::from(value).to_string()];
    Property {
        name: name.to_owned(),
        schema: Schema::of(Shape::Listed(Listed {
            kind: Some("string"),
            values,
        })),
        required: true,
        direction: Direction::Both,
    }
}
