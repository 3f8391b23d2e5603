//! Values that their type holds, but that break a limit.

use std::collections::BTreeMap;

use castiron_tests::wire::Json;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use super::{FUEL, Values, Within};
use crate::plain::hundredths;
use crate::schema::{Integer, List, Map, Number, Object, Property, Shape, Text};

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
            Shape::Any | Shape::Boolean | Shape::Listed(_) | Shape::Choice(_) => None,
            Shape::Integer(integer) => plain(integers(integer)),
            Shape::Number(number) => plain(numbers(number)),
            Shape::Text(text) => plain(texts(text)),
            Shape::List(list) => self.broken_list(list, fuel),
            Shape::Map(Map { value, .. }) => {
                let held = self.broken_shape(&value.shape, fuel)?;
                let map = held.prop_map(|(json, pointer)| {
                    let members = BTreeMap::from([("k".to_owned(), json)]);
                    (Json::Object(members), format!("/k{pointer}"))
                });
                Some(map.boxed())
            }
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
        let length = list
            .length
            .as_ref()
            .filter(|_| self.height_of(&list.item).is_some());
        let long = length.map(|length| {
            let within = Within { fuel, free: true };
            let items = vec(self.value(&list.item, within), length.end() + 1);
            let list = items.prop_map(|items| {
                let items = items.into_iter().map(|item| item.sent);
                (Json::List(items.collect()), String::new())
            });
            list.boxed()
        });
        let ways: Vec<Broken> = item.into_iter().chain(long).collect();
        (!ways.is_empty()).then(|| Union::new(ways).boxed())
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
        let ways: Vec<Broken> = ways.collect();
        (!ways.is_empty()).then(|| Union::new(ways).boxed())
    }
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
