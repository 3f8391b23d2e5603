//! Values that a type has to refuse: a required property is missing, or one is of another kind.

use castiron_tests::wire::{Json, json};
use proptest::prelude::*;
use proptest::sample::select;

use super::Values;
use crate::schema::{Object, Property, Schema, Shape};

/// What is wrong with one property.
#[derive(Debug, Clone)]
enum Fault {
    Missing(String),
    Wrong(String, &'static str),
}

impl Values<'_> {
    /// Values of a component with one fault each; `None` where no value would be refused.
    pub fn spoilt(&self, component: usize) -> Option<BoxedStrategy<Json>> {
        let shape = &self.document.schema(component).shape;
        // An object that no branch claims is kept as it is.
        if matches!(
            shape,
            Shape::Choice(_) | Shape::Object(Object { heirs: Some(_), .. })
        ) {
            return None;
        }
        let mut properties = Vec::new();
        self.properties(shape, &mut properties);
        let tags = self.tags.get(&component);
        let is_tag = |name: &str| tags.is_some_and(|tags| tags.iter().any(|(tag, _)| tag == name));
        properties.retain(|property| !is_tag(&property.name));
        let mut faults = Vec::new();
        for property in properties {
            let name = &property.name;
            if self.requires(property) == Some(true) {
                faults.push(Fault::Missing(name.clone()));
            }
            if self.requires(property).is_some() {
                let wrong = self.wrong(&property.schema).into_iter();
                faults.extend(wrong.map(|value| Fault::Wrong(name.clone(), value)));
            }
        }
        if faults.is_empty() {
            return None;
        }
        let spoilt = (self.of(component)?, select(faults)).prop_map(|(pair, fault)| {
            let Json::Object(mut members) = pair.sent else {
                panic!("no object: {}", pair.sent);
            };
            match fault {
                Fault::Missing(name) => members.remove(&name),
                Fault::Wrong(name, value) => members.insert(name, json(value)),
            };
            Json::Object(members)
        });
        Some(spoilt.boxed())
    }

    /// All properties of an object, those of the schemas that it extends included.
    pub(super) fn properties<'s>(&'s self, shape: &'s Shape, found: &mut Vec<&'s Property>) {
        match shape {
            Shape::Object(object) => found.extend(&object.properties),
            Shape::Extended(parts) => {
                for part in parts {
                    self.properties(&part.shape, found);
                }
            }
            Shape::Reference(component) => {
                self.properties(&self.document.schema(*component).shape, found);
            }
            _ => {}
        }
    }

    /// JSON that is no value of a schema, and that nobody could take for one.
    fn wrong(&self, schema: &Schema) -> Vec<&'static str> {
        match &schema.shape {
            Shape::Any | Shape::Extended(_) | Shape::Choice(_) => vec![],
            Shape::Boolean => vec!["1", "\"true\""],
            Shape::Integer(integer) => match integer.format {
                Some("int8") => vec!["128", "-129", "1.5", "\"1\""],
                Some("uint8") => vec!["256", "-1", "1.5"],
                Some("int32") => vec!["2147483648", "-2147483649"],
                Some("uint64") => vec!["18446744073709551616", "-1"],
                _ => vec!["1.5", "9223372036854775808", "true", "\"1\"", "[]"],
            },
            Shape::Number(number) => match number.format {
                Some("decimal") => vec!["\"1.5\"", "0.12345678901234567890123456789", "1e40"],
                _ => vec!["\"1.5\"", "true", "{}"],
            },
            Shape::Text(text) => match text.format {
                None | Some("password" | "binary" | "uri" | "nickname") => vec!["1", "[]", "false"],
                Some("int8" | "int64" | "uint64") => vec!["\"+1\"", "\"007\"", "\"\"", "1"],
                Some("decimal") => vec!["\"1,5\"", "1.5", "\"\""],
                Some("byte" | "base64url") => vec!["\"?\"", "1"],
                _ => vec!["\"\"", "\"today\"", "0"],
            },
            Shape::Listed(listed) => match listed.kind {
                Some("string") => vec!["1", "[]"],
                Some("integer") => vec!["\"1\"", "1.5", "{}"],
                _ => vec![],
            },
            Shape::Constant(constant) => {
                let all = ["\"else\"", "2.5", "-8", "true", "false", "[]"];
                let others = all.into_iter().filter(|other| *other != constant.value);
                others.collect()
            }
            // The last one is too long for any of them, and the others are too short.
            Shape::Tuple(_) => vec!["[]", "[null]", "{}", "\"[]\"", "[0,0,0,0,0,0]"],
            Shape::List(_) => vec!["{}", "\"[]\"", "0"],
            Shape::Map(_) => vec!["[]", "\"{}\"", "0"],
            Shape::Object(object) => match object.heirs {
                Some(_) => vec![],
                None => vec!["\"{}\"", "0", "[0]"],
            },
            Shape::Reference(component) => self.wrong(self.document.schema(*component)),
        }
    }
}
