//! Values of a schema: lawful ones, with the properties and kinds that a server may add.

mod broken;
mod heights;
mod objects;
mod spoilt;

use std::collections::BTreeMap;

use castiron_tests::wire::Json;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Union;

use crate::plain::{self, Pair};
use crate::schema::{Choice, Document, List, Map, Object, Schema, Shape, Tag};

/// How many references in a row lead to values with everything that is optional.
const FUEL: usize = 2;

/// The values of a document's components.
pub struct Values<'d> {
    document: &'d Document,
    /// Which way they go.
    sent: bool,
    /// How many components at least are in a value of each; `None` if it would have no end.
    heights: Vec<Option<usize>>,
    /// The tags of components that extend a discriminated one.
    tags: BTreeMap<usize, Vec<(String, String)>>,
}

/// In what a value stands.
#[derive(Clone, Copy)]
struct Within {
    fuel: usize,
    /// Whether no choice looks at the value, so that it can be one that the spec does not know.
    free: bool,
}

impl<'d> Values<'d> {
    pub fn new(document: &'d Document, sent: bool) -> Self {
        let mut tags: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
        for component in &document.components {
            if let Shape::Object(Object {
                heirs: Some(tag), ..
            }) = &component.schema.shape
            {
                for case in &tag.cases {
                    let tags = tags.entry(case.component).or_default();
                    tags.push((tag.property.clone(), case.value.clone()));
                }
            }
        }
        let mut values = Self {
            document,
            sent,
            heights: vec![None; document.components.len()],
            tags,
        };
        // Each round finds what is made of what the rounds before have found.
        for _ in &document.components {
            let heights = document.components.iter();
            values.heights = heights
                .map(|component| {
                    values
                        .height(&component.schema.shape)
                        .map(|height| height + 1)
                })
                .collect();
        }
        values
    }

    /// The values of a component but for `null`, which is the business of who refers to it; `None`
    /// if there is none.
    pub fn of(&self, component: usize) -> Option<BoxedStrategy<Pair>> {
        self.heights[component]?;
        let within = Within {
            fuel: FUEL,
            free: true,
        };
        Some(self.component(component, within))
    }

    fn value(&self, schema: &Schema, within: Within) -> BoxedStrategy<Pair> {
        let nullable = match schema.shape {
            Shape::Reference(component) => self.document.schema(component).nullable,
            _ => false,
        };
        if !nullable && !schema.nullable {
            return self.shape(&schema.shape, within);
        }
        let null = Just(Pair::same(Json::Null)).boxed();
        if within.fuel == 0 || self.height(&schema.shape).is_none() {
            return null;
        }
        Union::new_weighted(vec![(1, null), (4, self.shape(&schema.shape, within))]).boxed()
    }

    fn shape(&self, shape: &Shape, within: Within) -> BoxedStrategy<Pair> {
        match shape {
            Shape::Any => plain::free(),
            Shape::Boolean => plain::boolean(),
            Shape::Integer(integer) => plain::integer(integer),
            Shape::Number(number) => plain::number(number),
            Shape::Text(text) => plain::text(text),
            Shape::Listed(listed) => plain::listed(listed, within.free),
            Shape::Constant(constant) => plain::constant(constant, within.free),
            Shape::List(list) => self.list(list, within),
            Shape::Tuple(items) => self.tuple(items, within),
            Shape::Map(map) => self.map(map, within),
            // A single part is only a place for a description: its base stands for all heirs.
            Shape::Extended(parts) if is_reference(parts) => self.shape(&parts[0].shape, within),
            Shape::Object(_) | Shape::Extended(_) => self.object(shape, &[], within),
            Shape::Choice(choice) => self.choice(choice, within),
            Shape::Reference(component) => {
                let fuel = within.fuel.saturating_sub(1);
                self.component(*component, Within { fuel, ..within })
            }
        }
    }

    /// Values of a component, of its heirs if they are told apart by a tag.
    fn component(&self, component: usize, within: Within) -> BoxedStrategy<Pair> {
        let shape = &self.document.schema(component).shape;
        if let Shape::Object(Object {
            heirs: Some(tag), ..
        }) = shape
        {
            return self.tagged(tag, within);
        }
        match self.tags.get(&component) {
            Some(tags) => self.object(shape, tags, within),
            None => self.shape(shape, within),
        }
    }

    fn list(&self, list: &List, within: Within) -> BoxedStrategy<Pair> {
        let length = list.length.clone().unwrap_or(0..=2);
        let most = if within.fuel == 0 {
            *length.start()
        } else {
            *length.end()
        };
        if most == 0 || self.height_of(&list.item).is_none() {
            return Just(Pair::same(Json::List(Vec::new()))).boxed();
        }
        let within = Within {
            free: true,
            ..within
        };
        let items = vec(self.value(&list.item, within), *length.start()..=most);
        let unique = list.unique;
        let differ = move |items: &Vec<Pair>| {
            !unique
                || items.iter().enumerate().all(|(index, item)| {
                    !items[..index].iter().any(|other| other.back == item.back)
                })
        };
        items
            .prop_filter("items that differ", differ)
            .prop_map(of_items)
            .boxed()
    }

    fn tuple(&self, items: &[Schema], within: Within) -> BoxedStrategy<Pair> {
        let within = Within {
            free: true,
            ..within
        };
        let items = items.iter().map(|item| self.value(item, within));
        items.collect::<Vec<_>>().prop_map(of_items).boxed()
    }

    fn map(&self, map: &Map, within: Within) -> BoxedStrategy<Pair> {
        let length = map.length.clone().unwrap_or(0..=2);
        let most = if within.fuel == 0 {
            *length.start()
        } else {
            *length.end()
        };
        if most == 0 || self.height_of(&map.value).is_none() {
            return Just(Pair::same(Json::Object(BTreeMap::new()))).boxed();
        }
        let within = Within {
            free: true,
            ..within
        };
        let key = prop_oneof!["[a-z]{1,3}", "[ -~]{0,4}", "\\PC{0,2}"];
        let members = proptest::collection::btree_map(
            key,
            self.value(&map.value, within),
            *length.start()..=most,
        );
        members
            .prop_map(|members| of_members(members.into_iter().collect()))
            .boxed()
    }

    fn choice(&self, choice: &Choice, within: Within) -> BoxedStrategy<Pair> {
        if let Some(tag) = &choice.tag {
            return self.tagged(tag, within);
        }
        let branches = self.branches(choice, within).into_iter();
        let within = Within {
            free: false,
            ..within
        };
        Union::new(branches.map(|branch| self.value(branch, within))).boxed()
    }

    /// The branches that have values; only the one with the smallest if the fuel is spent.
    fn branches<'s>(&self, choice: &'s Choice, within: Within) -> Vec<&'s Schema> {
        let branches = choice.branches.iter();
        let mut branches: Vec<&Schema> = branches
            .filter(|branch| self.height_of(branch).is_some())
            .collect();
        branches.sort_by_key(|branch| self.height_of(branch));
        if within.fuel == 0 {
            branches.truncate(1);
        }
        branches
    }

    fn tagged(&self, tag: &Tag, within: Within) -> BoxedStrategy<Pair> {
        let mut cases: Vec<_> = tag
            .cases
            .iter()
            .filter(|case| self.heights[case.component].is_some())
            .collect();
        cases.sort_by_key(|case| self.heights[case.component]);
        let fuel = within.fuel.saturating_sub(1);
        if within.fuel == 0 {
            cases.truncate(1);
        }
        let mut branches: Vec<(u32, BoxedStrategy<Pair>)> = cases
            .into_iter()
            .map(|case| {
                let tags = [(tag.property.clone(), case.value.clone())];
                let shape = &self.document.schema(case.component).shape;
                (4, self.object(shape, &tags, Within { fuel, free: true }))
            })
            .collect();
        if within.free && within.fuel > 0 {
            let property = tag.property.clone();
            let unknown = plain::free().prop_map(move |value| {
                Pair::same(Json::Object(BTreeMap::from([
                    (property.clone(), Json::Text("Unheard".to_owned())),
                    ("other".to_owned(), value.sent),
                ])))
            });
            branches.push((1, unknown.boxed()));
        }
        Union::new_weighted(branches).boxed()
    }
}

fn of_items(items: Vec<Pair>) -> Pair {
    let (sent, back) = items.into_iter().map(|item| (item.sent, item.back)).unzip();
    Pair {
        sent: Json::List(sent),
        back: Json::List(back),
    }
}

fn of_members(members: Vec<(String, Pair)>) -> Pair {
    let mut pair = (BTreeMap::new(), BTreeMap::new());
    for (name, value) in members {
        pair.0.insert(name.clone(), value.sent);
        pair.1.insert(name, value.back);
    }
    Pair {
        sent: Json::Object(pair.0),
        back: Json::Object(pair.1),
    }
}

fn is_reference(parts: &[Schema]) -> bool {
    matches!(
        parts,
        [Schema {
            shape: Shape::Reference(_),
            ..
        }]
    )
}
