//! Values that their type holds, but that break a limit.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use castiron_tests::wire::Json;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use super::{FUEL, Values, Within};
use crate::plain::hundredths;
use crate::schema::{Integer, List, Map, Number, Object, Property, Schema, Shape, Text};

/// A value, and the pointer of what is wrong in it.
type Broken = BoxedStrategy<(Json, String)>;

impl Values<'_> {
    /// Values of a component in which one limit is broken; `None` if there is no such limit, or it
    /// depends on the kind of the value whether there is one.
    pub fn broken(&self, component: usize) -> Option<Broken> {
        self.heights[component]?;
        self.broken_component(component, FUEL)
    }

    fn broken_component(&self, component: usize, fuel: usize) -> Option<Broken> {
        let shape = &self.document.schema(component).shape;
        match shape {
            Shape::Object(_) | Shape::Extended(_) => {
                let within = Within { fuel, free: true };
                let lawful = self.component(component, within);
                let tags = self.tags.get(&component).map_or(&[][..], Vec::as_slice);
                self.broken_object(shape, lawful.prop_map(|pair| pair.sent).boxed(), tags, fuel)
            }
            _ => self.broken_shape(shape, fuel),
        }
    }

    fn broken_shape(&self, shape: &Shape, fuel: usize) -> Option<Broken> {
        let plain = |values: Vec<Json>| {
            let values = values.into_iter().map(|value| (value, String::new()));
            let values: Vec<(Json, String)> = values.collect();
            (!values.is_empty()).then(|| select(values).boxed())
        };
        match shape {
            Shape::Any
            | Shape::Boolean
            | Shape::Listed(_)
            | Shape::Constant(_)
            | Shape::Choice(_) => None,
            Shape::Integer(integer) => plain(integers(integer)),
            Shape::Number(number) => plain(numbers(number)),
            Shape::Text(text) => plain(texts(text)),
            Shape::List(list) => self.broken_list(list, fuel),
            Shape::Tuple(items) => self.broken_tuple(items, fuel),
            Shape::Map(map) => self.broken_map(map, fuel),
            Shape::Object(_) | Shape::Extended(_) => {
                self.height(shape)?;
                let within = Within { fuel, free: true };
                let lawful = self.shape(shape, within).prop_map(|pair| pair.sent);
                self.broken_object(shape, lawful.boxed(), &[], fuel)
            }
            Shape::Reference(component) => {
                self.heights[*component]?;
                self.broken_component(*component, fuel.checked_sub(1)?)
            }
        }
    }

    fn broken_list(&self, list: &List, fuel: usize) -> Option<Broken> {
        let item = self.broken_shape(&list.item.shape, fuel);
        let item = item.map(|item| {
            let list =
                item.prop_map(|(json, pointer)| (Json::List(vec![json]), format!("/0{pointer}")));
            list.boxed()
        });
        let counts = self.broken_counts(list.length.as_ref(), &list.item);
        let sized = counts.into_iter().map(|count| {
            let within = Within { fuel, free: true };
            let items = vec(self.value(&list.item, within), count);
            let list = items.prop_map(|items| {
                let items = items.into_iter().map(|item| item.sent);
                (Json::List(items.collect()), String::new())
            });
            list.boxed()
        });
        let same = list.unique.then(|| {
            let text = Json::Text("twice".to_owned());
            Just((Json::List(vec![text; 2]), String::new())).boxed()
        });
        union(item.into_iter().chain(sized).chain(same).collect())
    }

    fn broken_tuple(&self, items: &[Schema], fuel: usize) -> Option<Broken> {
        let within = Within { fuel, free: true };
        self.height(&Shape::Tuple(items.to_vec()))?;
        let ways = items.iter().enumerate().filter_map(|(index, item)| {
            let broken = self.broken_shape(&item.shape, fuel)?;
            let lawful = self.tuple(items, within);
            let tuple = (lawful, broken).prop_map(move |(lawful, (json, pointer))| {
                let Json::List(mut items) = lawful.sent else {
                    panic!("no list: {}", lawful.sent);
                };
                items[index] = json;
                (Json::List(items), format!("/{index}{pointer}"))
            });
            Some(tuple.boxed())
        });
        union(ways.collect())
    }

    fn broken_map(&self, map: &Map, fuel: usize) -> Option<Broken> {
        let value = self.broken_shape(&map.value.shape, fuel);
        let value = value.map(|value| {
            let map = value.prop_map(|(json, pointer)| {
                let members = BTreeMap::from([("k".to_owned(), json)]);
                (Json::Object(members), format!("/k{pointer}"))
            });
            map.boxed()
        });
        let counts = self.broken_counts(map.length.as_ref(), &map.value);
        let sized = counts.into_iter().map(|count| {
            let within = Within { fuel, free: true };
            let values = vec(self.value(&map.value, within), count);
            let map = values.prop_map(|values| {
                let values = values.into_iter().map(|value| value.sent);
                let names = (0..).map(|index| format!("k{index}"));
                (Json::Object(names.zip(values).collect()), String::new())
            });
            map.boxed()
        });
        union(value.into_iter().chain(sized).collect())
    }

    /// How many items are too few or too many, if there are any such numbers.
    fn broken_counts(&self, length: Option<&RangeInclusive<usize>>, item: &Schema) -> Vec<usize> {
        let Some(length) = length.filter(|_| self.height_of(item).is_some()) else {
            return Vec::new();
        };
        let few = length.start().checked_sub(1);
        few.into_iter().chain([length.end() + 1]).collect()
    }

    /// A lawful object with one property that is not.
    fn broken_object(
        &self,
        shape: &Shape,
        lawful: BoxedStrategy<Json>,
        tags: &[(String, String)],
        fuel: usize,
    ) -> Option<Broken> {
        if has_heirs(shape) || matches!(shape, Shape::Extended(parts) if super::is_reference(parts))
        {
            return None;
        }
        let mut properties: Vec<&Property> = Vec::new();
        self.properties(shape, &mut properties);
        let is_tag = |name: &str| tags.iter().any(|(tag, _)| tag == name);
        let ways = properties.into_iter().filter_map(|property| {
            let name = property.name.clone();
            self.requires(property).filter(|_| !is_tag(&name))?;
            let broken = self.broken_shape(&property.schema.shape, fuel)?;
            let object = (lawful.clone(), broken).prop_map(move |(object, (json, pointer))| {
                let Json::Object(mut members) = object else {
                    panic!("no object: {object}");
                };
                members.insert(name.clone(), json);
                let escaped = name.replace('~', "~0").replace('/', "~1");
                (Json::Object(members), format!("/{escaped}{pointer}"))
            });
            Some(object.boxed())
        });
        union(ways.collect())
    }
}

fn union(ways: Vec<Broken>) -> Option<Broken> {
    (!ways.is_empty()).then(|| Union::new(ways).boxed())
}

fn has_heirs(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(Object { heirs: Some(_), .. }))
}

fn integers(integer: &Integer) -> Vec<Json> {
    let Some(steps) = &integer.steps else {
        return Vec::new();
    };
    let mut values = vec![(steps.end() + 1) * integer.step];
    if *steps.start() > 0 {
        values.push((steps.start() - 1) * integer.step);
    }
    if integer.step > 1 {
        values.push(steps.start() * integer.step + 1);
    }
    let values = values
        .into_iter()
        .map(|value| Json::Number(value.to_string()));
    values.collect()
}

fn numbers(number: &Number) -> Vec<Json> {
    let Some(steps) = &number.steps else {
        return Vec::new();
    };
    let mut values = vec![
        (steps.start() - 1) * number.step,
        (steps.end() + 1) * number.step,
    ];
    if number.step > 1 {
        values.push(steps.start() * number.step + 1);
    }
    let values = values
        .into_iter()
        .map(|value| Json::Number(hundredths(value)));
    values.collect()
}

fn texts(text: &Text) -> Vec<Json> {
    let mut values = Vec::new();
    if let Some(length) = &text.length {
        values.push("\u{1f980}".repeat(length.end() + 1));
        if *length.start() > 0 {
            values.push("x".repeat(length.start() - 1));
        }
    }
    // None of the patterns matches it.
    values.extend(text.pattern.map(|_| "!".to_owned()));
    values.into_iter().map(Json::Text).collect()
}
