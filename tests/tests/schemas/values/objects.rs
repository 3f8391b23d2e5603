//! Objects: with what their schema says, and the schemas that it extends; and with what it does not say.

use castiron_tests::wire::Json;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Union;

use super::{Values, Within, of_members};
use crate::plain::{self, Pair};
use crate::schema::{Additional, Choice, Direction, Property, Shape};

/// The members of an object; each strategy gives those that one part of the schema says.
type Members = Vec<BoxedStrategy<Vec<(String, Pair)>>>;

impl Values<'_> {
    /// An object with all that its schema and the schemas that it extends say; tags have their values.
    pub(super) fn object(
        &self,
        shape: &Shape,
        tags: &[(String, String)],
        within: Within,
    ) -> BoxedStrategy<Pair> {
        let mut members = Members::new();
        self.members(shape, tags, within, &mut members);
        for (property, value) in tags {
            let value = Pair::same(Json::Text(value.clone()));
            members.push(Just(vec![(property.clone(), value)]).boxed());
        }
        let (others, kept) = self.others(shape, within);
        (members, others)
            .prop_map(move |(members, others)| {
                let mut pair = of_members(members.into_iter().flatten().collect());
                if let (Json::Object(sent), Json::Object(back)) = (&mut pair.sent, &mut pair.back) {
                    for (index, other) in others.into_iter().enumerate() {
                        let name = format!("zz {index}");
                        sent.insert(name.clone(), other.sent);
                        if kept {
                            back.insert(name, other.back);
                        }
                    }
                }
                pair
            })
            .boxed()
    }

    fn members(
        &self,
        shape: &Shape,
        tags: &[(String, String)],
        within: Within,
        members: &mut Members,
    ) {
        match shape {
            Shape::Object(object) => {
                let own = object.properties.iter();
                let own = own.filter(|property| tags.iter().all(|(tag, _)| *tag != property.name));
                members.extend(own.filter_map(|property| self.property(property, within)));
                if let Some(choice) = &object.choice {
                    members.push(self.members_of_choice(choice, within));
                }
            }
            Shape::Extended(parts) => {
                for part in parts {
                    self.members(&part.shape, tags, within, members);
                }
            }
            Shape::Reference(component) => {
                let fuel = within.fuel.saturating_sub(1);
                let within = Within { fuel, ..within };
                self.members(
                    &self.document.schema(*component).shape,
                    tags,
                    within,
                    members,
                );
            }
            _ => panic!("no object: {shape:?}"),
        }
    }

    /// Whether a property has to be there in the direction of the values; `None` if it is not theirs.
    pub(super) fn requires(&self, property: &Property) -> Option<bool> {
        match (property.direction, self.sent) {
            (Direction::Both, _) | (Direction::Read, false) | (Direction::Write, true) => {
                Some(property.required)
            }
            (Direction::Read, true) => None,
            (Direction::Write, false) => Some(false),
        }
    }

    fn property(
        &self,
        property: &Property,
        within: Within,
    ) -> Option<BoxedStrategy<Vec<(String, Pair)>>> {
        let required = self.requires(property)?;
        let name = property.name.clone();
        if !required && (within.fuel == 0 || self.height_of(&property.schema).is_none()) {
            return None;
        }
        let member = self
            .value(&property.schema, within)
            .prop_map(move |value| (name.clone(), value));
        let least = usize::from(required);
        Some(vec(member, least..=1).boxed())
    }

    /// The members of one branch of a choice beside properties.
    fn members_of_choice(
        &self,
        choice: &Choice,
        within: Within,
    ) -> BoxedStrategy<Vec<(String, Pair)>> {
        let within = Within {
            free: false,
            ..within
        };
        let branches = self.branches(choice, within).into_iter().map(|branch| {
            let mut members = Members::new();
            self.members(&branch.shape, &[], within, &mut members);
            members
                .prop_map(|members| members.into_iter().flatten().collect::<Vec<_>>())
                .boxed()
        });
        Union::new(branches).boxed()
    }

    /// Properties that the schema does not name, and whether they are kept.
    fn others(&self, shape: &Shape, within: Within) -> (BoxedStrategy<Vec<Pair>>, bool) {
        let most = if within.fuel == 0 { 0 } else { 2 };
        match self.additional(shape) {
            Additional::Unsaid | Additional::Denied => {
                (vec(plain::free(), 0..=most.min(1)).boxed(), false)
            }
            Additional::Any => (vec(plain::free(), 0..=most).boxed(), true),
            Additional::Of(schema) if most == 0 || self.height_of(schema).is_none() => {
                (Just(Vec::new()).boxed(), true)
            }
            Additional::Of(schema) => {
                let within = Within {
                    free: true,
                    ..within
                };
                (vec(self.value(schema, within), 0..=most).boxed(), true)
            }
        }
    }

    fn additional<'s>(&'s self, shape: &'s Shape) -> &'s Additional {
        match shape {
            Shape::Object(object) => &object.additional,
            Shape::Reference(component) => self.additional(&self.document.schema(*component).shape),
            Shape::Extended(parts) => {
                let mut said = parts.iter().map(|part| self.additional(&part.shape));
                said.rfind(|additional| **additional != Additional::Unsaid)
                    .unwrap_or(&Additional::Unsaid)
            }
            _ => &Additional::Unsaid,
        }
    }
}
