//! Directions: properties that are `readOnly` or `writeOnly`, which are there, and required, in one
//! direction only (OpenAPI 3.0.3, 4.7.24.2).

use std::collections::{BTreeMap, BTreeSet};

use super::{Lowering, doc};
use crate::model::{
    Callback, Doc, Operation, Presence, Type, TypeDef, TypeId, TypeName, TypeShape, leading_to,
    reach,
};
use crate::resolve::Link;

/// A property that goes one way only.
#[derive(Debug)]
pub(super) struct OneWay {
    owner: TypeId,
    wire: String,
    /// In responses, and not in requests.
    read_only: bool,
    /// Whether it is required in its direction.
    required: bool,
    /// What it is then.
    presence: Presence,
}

impl Lowering<'_, '_, '_> {
    /// Whether a property goes one way only; if it does, it is looked at when all types are known.
    pub(super) fn is_one_way(
        &mut self,
        link: &Link,
        (owner, wire): (TypeId, &str),
        required: bool,
        nullable: bool,
    ) -> bool {
        let Some(node) = self.resolved.schema(&link.pointer) else {
            return false;
        };
        let data = &node.value.schema_data;
        if !data.read_only && !data.write_only {
            return false;
        }
        self.one_way.push(OneWay {
            owner,
            wire: wire.to_owned(),
            read_only: data.read_only,
            required,
            presence: match nullable {
                true => Presence::RequiredNullable,
                false => Presence::Required,
            },
        });
        true
    }

    /// Asks for, or promises, what is required in one direction. A type that goes both ways becomes
    /// two: what it is in responses, and its `Request`.
    pub(super) fn settle_directions(
        &mut self,
        operations: &mut [Operation],
        callbacks: &mut [Callback],
    ) {
        let one_way = std::mem::take(&mut self.one_way);
        let sent = self.reached(sent(operations).chain(answered(callbacks)));
        let received = self.reached(received(operations).chain(brought(callbacks)));
        let both = |id: &TypeId| sent.contains(id) && received.contains(id);
        let owners: BTreeSet<TypeId> = one_way
            .iter()
            .filter(|property| property.required)
            .map(|property| property.owner)
            .filter(both)
            .collect();
        // What such a definition goes both ways in does so, too.
        let two = leading_to(&self.types, owners, TypeShape::parts);
        let two: BTreeSet<TypeId> = two.into_iter().filter(both).collect();
        let requests: BTreeMap<TypeId, TypeId> =
            two.iter().map(|id| (*id, self.request_of(*id))).collect();
        for request in requests.values() {
            self.fill(*request, |def| lead_to(&mut def.shape, &requests));
        }
        for ty in sent_mut(operations).chain(answered_mut(callbacks)) {
            replace(ty, &requests);
        }
        for property in &one_way {
            let owner = property.owner;
            match requests.get(&owner) {
                Some(request) => {
                    self.require(owner, property, true);
                    self.require(*request, property, false);
                }
                None if both(&owner) => {}
                None => self.require(owner, property, !sent.contains(&owner)),
            }
        }
    }

    /// A copy of a definition, for requests.
    fn request_of(&mut self, id: TypeId) -> TypeId {
        let request = TypeId(self.types.len());
        if let Some(def) = self.types.get(id.0).cloned() {
            self.types.push(TypeDef {
                name: TypeName::Part {
                    owner: id,
                    part: "Request".to_owned(),
                },
                rust_name: None,
                doc: Some(as_sent(def.doc)),
                ..def
            });
        }
        request
    }

    /// Makes a property of one direction what it is for a definition of one direction.
    fn require(&mut self, owner: TypeId, property: &OneWay, in_responses: bool) {
        self.fill(owner, |def| {
            let TypeShape::Structure(structure) = &mut def.shape else {
                return;
            };
            let mut fields = structure.fields.iter();
            let Some(index) = fields.position(|field| field.wire == property.wire) else {
                return;
            };
            if property.read_only && !in_responses {
                structure.fields.remove(index);
                if let Some(parts) = &mut structure.parts {
                    parts.remove(index);
                }
            } else if property.required
                && property.read_only == in_responses
                && let Some(field) = structure.fields.get_mut(index)
            {
                field.presence = property.presence;
            }
        });
    }

    /// The definitions that types lead to.
    fn reached<'t>(&self, types: impl Iterator<Item = &'t Type>) -> BTreeSet<TypeId> {
        let mut reached = BTreeSet::new();
        for ty in types {
            reach(&self.types, ty, &mut reached);
        }
        reached
    }
}

/// The documentation of a definition for requests.
fn as_sent(of_responses: Option<Doc>) -> Doc {
    let sent = doc(Some("As it is sent, without what only responses have."));
    let texts: Vec<String> = of_responses
        .into_iter()
        .chain(sent)
        .map(|doc| doc.0)
        .collect();
    Doc(texts.join("\n\n"))
}

/// The types of all that is sent.
fn sent(operations: &[Operation]) -> impl Iterator<Item = &Type> {
    operations.iter().flat_map(|operation| {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        parameters.chain(bodies.map(|content| &content.ty))
    })
}

fn sent_mut(operations: &mut [Operation]) -> impl Iterator<Item = &mut Type> {
    operations.iter_mut().flat_map(|operation| {
        let parameters = operation.parameters.iter_mut();
        let parameters = parameters.map(|parameter| &mut parameter.ty);
        let bodies = operation.body.iter_mut();
        let bodies = bodies.flat_map(|body| &mut body.contents);
        parameters.chain(bodies.map(|content| &mut content.ty))
    })
}

/// The types of all that is received.
fn received(operations: &[Operation]) -> impl Iterator<Item = &Type> {
    operations.iter().flat_map(|operation| {
        let responses = operation.responses.iter();
        let contents = responses.flat_map(|response| &response.contents);
        let headers = operation.headers.iter().map(|header| &header.ty);
        contents.map(|content| &content.ty).chain(headers)
    })
}

/// The types of all that callbacks bring.
fn brought(callbacks: &[Callback]) -> impl Iterator<Item = &Type> {
    callbacks.iter().flat_map(|callback| {
        let headers = callback.headers.iter().map(|header| &header.ty);
        let query = callback.query.iter().map(|parameter| &parameter.ty);
        let contents = callback.body.iter().flat_map(|body| &body.contents);
        let contents = contents.map(|content| &content.ty);
        headers.chain(query).chain(contents)
    })
}

/// The types of all that callbacks are answered with.
fn answered(callbacks: &[Callback]) -> impl Iterator<Item = &Type> {
    let responses = callbacks.iter().flat_map(|callback| &callback.responses);
    let contents = responses.flat_map(|response| &response.contents);
    contents.map(|content| &content.ty)
}

fn answered_mut(callbacks: &mut [Callback]) -> impl Iterator<Item = &mut Type> {
    let responses = callbacks.iter_mut();
    let responses = responses.flat_map(|callback| &mut callback.responses);
    let contents = responses.flat_map(|response| &mut response.contents);
    contents.map(|content| &mut content.ty)
}

/// Makes a definition lead to requests only.
fn lead_to(shape: &mut TypeShape, requests: &BTreeMap<TypeId, TypeId>) {
    for ty in shape.parts_mut() {
        replace(ty, requests);
    }
}

fn replace(ty: &mut Type, requests: &BTreeMap<TypeId, TypeId>) {
    if let Some(id) = ty.named_mut() {
        *id = requests.get(id).copied().unwrap_or(*id);
    }
}
