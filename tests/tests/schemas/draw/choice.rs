//! Choices without a discriminator, whose branches their JSON tells apart.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::plain::{integer, listed, number, text};
use super::{keyword, list, map, object, property, schema};
use crate::schema::{Choice, Constant, Direction, Listed, Object, Property, Schema, Shape};

/// A choice without a discriminator.
pub(super) fn choice(depth: u32) -> BoxedStrategy<Choice> {
    prop_oneof![
        by_kind(depth),
        told_by_keys(depth),
        told_by_constants(depth),
        of_constants(),
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
    (
        keyword(),
        vec(object_of_choice(depth), 2..=3),
        any::<bool>(),
    )
        .prop_map(|(keyword, branches, refusing)| {
            let branches =
                branches
                    .into_iter()
                    .zip(["one", "two", "three"])
                    .map(|(mut object, name)| {
                        object.properties.retain(|property| property.name != "kind");
                        object.properties.push(constant("kind", name, refusing));
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

/// Constants, and something else beside them.
fn of_constants() -> BoxedStrategy<Choice> {
    let constants = ["\"a\"", "\"7\"", "7", "-1", "1.5", "true", "false"];
    let other = prop_oneof![
        Just(Shape::Boolean),
        integer().prop_map(Shape::Integer),
        text().prop_map(Shape::Text),
    ];
    let other = prop::option::weighted(0.3, other);
    (subsequence(constants.to_vec(), 2..=4), other)
        .prop_map(|(constants, other)| {
            let constants = constants.into_iter().map(|value| {
                Shape::Constant(Constant {
                    kind: None,
                    value: value.to_owned(),
                })
            });
            Choice {
                // The other one allows some of the constants, too.
                keyword: "anyOf",
                branches: constants.chain(other).map(Schema::of).collect(),
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

/// A required property with one value, of which others are refused or kept.
pub fn constant(name: &str, value: &str, refusing: bool) -> Property {
    let kind = Some("string");
    let value = serde_json::Value::from(value).to_string();
    Property {
        name: name.to_owned(),
        schema: Schema::of(match refusing {
            true => Shape::Constant(Constant { kind, value }),
            false => Shape::Listed(Listed {
                kind,
                values: vec![value],
            }),
        }),
        required: true,
        direction: Direction::Both,
    }
}
