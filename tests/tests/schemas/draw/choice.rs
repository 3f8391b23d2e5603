//! Choices without a discriminator, whose branches their JSON tells apart.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::plain::{integer, listed, number, text};
use super::{keyword, list, map, object, property, schema};
use crate::schema::{Choice, Direction, Listed, Object, Property, Schema, Shape};

/// A choice without a discriminator.
pub(super) fn choice(depth: u32) -> BoxedStrategy<Choice> {
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
pub(super) fn told_by_keys(depth: u32) -> BoxedStrategy<Choice> {
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
