//! Heights: how many components at least are in a value of a schema, so that values of recursive ones
//! come to an end.

use super::Values;
use crate::schema::{List, Map, Object, Schema, Shape};

impl Values<'_> {
    /// The height of a schema's values; `None` if they would have no end.
    pub(super) fn height(&self, shape: &Shape) -> Option<usize> {
        let of = |schema: &Schema| self.height_of(schema);
        match shape {
            Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::Text(_)
            | Shape::Listed(_)
            | Shape::Constant(_) => Some(0),
            Shape::List(List { item, length, .. })
            | Shape::Map(Map {
                value: item,
                length,
            }) => match length.as_ref().map_or(0, |length| *length.start()) {
                0 => Some(0),
                _ => of(item),
            },
            Shape::Object(object) => self.height_of_object(object),
            Shape::Tuple(parts) | Shape::Extended(parts) => parts
                .iter()
                .map(of)
                .try_fold(0, |most, height| Some(most.max(height?))),
            Shape::Choice(choice) => choice.branches.iter().filter_map(of).min(),
            Shape::Reference(component) => self.heights[*component],
        }
    }

    pub(super) fn height_of(&self, schema: &Schema) -> Option<usize> {
        let nullable = match schema.shape {
            Shape::Reference(component) => self.document.schema(component).nullable,
            _ => false,
        };
        match nullable || schema.nullable {
            true => Some(0),
            false => self.height(&schema.shape),
        }
    }

    fn height_of_object(&self, object: &Object) -> Option<usize> {
        let required = object
            .properties
            .iter()
            .filter(|property| property.required);
        let mut heights: Vec<Option<usize>> = required
            .map(|property| self.height_of(&property.schema))
            .collect();
        if let Some(choice) = &object.choice {
            heights.push(
                choice
                    .branches
                    .iter()
                    .filter_map(|branch| self.height_of(branch))
                    .min(),
            );
        }
        heights
            .into_iter()
            .try_fold(0, |most, height| Some(most.max(height?)))
    }
}
