//! Makes a document that shows a fault smaller, many candidates at a time.

use std::mem::discriminant;

use crate::batch::{self, Fault};
use crate::schema::{Additional, Component, Document, Nulls, Object, Schema, Shape};
use crate::seeds::Sample;
use crate::settle::mend;
use crate::written::written;

/// How many documents are tried at once.
const CANDIDATES: usize = 40;

/// The smallest document found that has a fault of the same kind, and its fault.
pub fn shrunk(sample: &Sample, fault: &Fault) -> (Document, Fault) {
    let mut best = (sample.document.clone(), fault.clone());
    loop {
        let mut candidates = smaller(&best.0);
        candidates.sort_by_key(|candidate| written(candidate).len());
        candidates.dedup();
        // Some of all sizes: what says little seldom has the fault, and what says much helps little.
        let every = candidates.len().div_ceil(CANDIDATES).max(1);
        let candidates = candidates.into_iter().step_by(every);
        let candidates: Vec<Sample> = candidates.map(|candidate| sample.with(candidate)).collect();
        if candidates.is_empty() {
            return best;
        }
        let faults = batch::run(&candidates).faults.into_iter();
        let faults = faults.filter(|found| found.kind == best.1.kind);
        let Some(fault) = faults.min_by_key(|found| found.document) else {
            return best;
        };
        best = (candidates[fault.document].document.clone(), fault);
    }
}

/// Documents that say a little less.
fn smaller(document: &Document) -> Vec<Document> {
    let mut found = Vec::new();
    if document.both_ways {
        found.push(Document {
            both_ways: false,
            ..document.clone()
        });
    }
    if document.is_later() {
        found.push(Document {
            nulls: Nulls::Keyword,
            ..document.clone()
        });
    }
    for index in 0..document.components.len() {
        found.extend(without(document, index));
        let schema = document.schema(index);
        let meant = is_meant(document, index);
        for variant in variants(schema) {
            if meant && discriminant(&variant.shape) != discriminant(&schema.shape) {
                continue;
            }
            let mut smaller = document.clone();
            smaller.components[index].schema = variant;
            found.push(smaller);
        }
    }
    let size = written(document).len();
    for candidate in &mut found {
        mend(candidate);
    }
    found.retain(|candidate| written(candidate).len() < size);
    found
}

/// Whether a discriminator names a component.
fn is_meant(document: &Document, component: usize) -> bool {
    document.components.iter().any(|holder| {
        let tag = match &holder.schema.shape {
            Shape::Choice(choice) => choice.tag.as_ref(),
            Shape::Object(object) => object.heirs.as_ref(),
            _ => None,
        };
        tag.is_some_and(|tag| tag.cases.iter().any(|case| case.component == component))
    })
}

/// The document without a component, if no other needs it.
fn without(document: &Document, component: usize) -> Option<Document> {
    let mut components: Vec<Component> = document.components.clone();
    components.remove(component);
    let mut unused = true;
    for other in &mut components {
        let tag = match &mut other.schema.shape {
            Shape::Choice(choice) => choice.tag.as_mut(),
            Shape::Object(object) => object.heirs.as_mut(),
            _ => None,
        };
        if let Some(tag) = tag {
            // The tag of an heir goes with it, that of a branch stays with its branch.
            for case in &mut tag.cases {
                unused &= case.component != component;
                case.component -= usize::from(case.component > component);
            }
        }
        renumber(&mut other.schema, component, &mut unused);
    }
    (unused && !components.is_empty()).then(|| Document {
        components,
        ..document.clone()
    })
}

fn renumber(schema: &mut Schema, removed: usize, unused: &mut bool) {
    if let Shape::Reference(component) = &mut schema.shape {
        *unused &= *component != removed;
        *component -= usize::from(*component > removed);
    }
    for part in schema.parts_mut() {
        renumber(part, removed, unused);
    }
}

/// Schemas that say a little less than one.
fn variants(schema: &Schema) -> Vec<Schema> {
    let mut found = vec![Schema::of(Shape::Boolean)];
    if schema.nullable {
        found.push(Schema::of(schema.shape.clone()));
    }
    let mut schema = schema.clone();
    let with = |shape: Shape| Schema {
        nullable: schema.nullable,
        shape,
    };
    match &schema.shape {
        Shape::Integer(integer) => {
            let mut free = integer.clone();
            free.steps = None;
            found.push(with(Shape::Integer(free.clone())));
            free.format = None;
            found.push(with(Shape::Integer(free)));
        }
        Shape::Number(number) => {
            let mut free = number.clone();
            free.steps = None;
            found.push(with(Shape::Number(free)));
        }
        Shape::Listed(listed) if listed.values.len() > 1 => {
            for index in 0..listed.values.len() {
                let mut fewer = listed.clone();
                fewer.values.remove(index);
                found.push(with(Shape::Listed(fewer)));
            }
        }
        Shape::List(list) => {
            let mut free = list.clone();
            free.length = None;
            free.unique = false;
            found.push(with(Shape::List(free)));
        }
        Shape::Map(map) => {
            let mut free = map.clone();
            free.length = None;
            found.push(with(Shape::Map(free)));
        }
        Shape::Object(object) => {
            found.extend(
                objects(object)
                    .into_iter()
                    .map(|object| with(Shape::Object(object))),
            );
        }
        Shape::Tuple(items) if items.len() > 2 => {
            for index in 0..items.len() {
                let mut fewer = items.clone();
                fewer.remove(index);
                found.push(with(Shape::Tuple(fewer)));
            }
        }
        Shape::Extended(parts) if parts.len() > 1 => {
            for index in 0..parts.len() {
                let mut fewer = parts.clone();
                fewer.remove(index);
                found.push(with(Shape::Extended(fewer)));
            }
        }
        Shape::Choice(choice) if choice.tag.is_none() && choice.branches.len() > 2 => {
            for index in 0..choice.branches.len() {
                let mut fewer = choice.clone();
                fewer.branches.remove(index);
                found.push(with(Shape::Choice(fewer)));
            }
        }
        _ => {}
    }
    // What stands in a list, map or property can take the place of the whole.
    if matches!(
        schema.shape,
        Shape::List(_) | Shape::Tuple(_) | Shape::Map(_) | Shape::Object(_)
    ) {
        found.extend(schema.parts_mut().into_iter().map(|part| part.clone()));
    }
    let is_kept = matches!(schema.shape, Shape::Extended(_) | Shape::Choice(_))
        || matches!(&schema.shape, Shape::Object(object) if object.choice.is_some());
    for index in 0..schema.parts_mut().len() {
        let part = schema.parts_mut()[index].clone();
        for variant in variants(&part) {
            // Parts that depend on each other stay what they are.
            if is_kept && discriminant(&variant.shape) != discriminant(&part.shape) {
                continue;
            }
            let mut whole = schema.clone();
            *whole.parts_mut()[index] = variant;
            found.push(whole);
        }
    }
    found
}

fn objects(object: &Object) -> Vec<Object> {
    let mut found = Vec::new();
    for (index, property) in object.properties.iter().enumerate() {
        // By these, choices tell their branches.
        if property.required
            && ["kind", "@type", "type", "petType"].contains(&property.name.as_str())
            || property.name.starts_with("only ")
        {
            continue;
        }
        let mut fewer = object.clone();
        fewer.properties.remove(index);
        found.push(fewer);
        let mut plainer = object.clone();
        plainer.properties[index].name = "a".to_owned();
        if object
            .properties
            .iter()
            .all(|property| property.name != "a")
        {
            found.push(plainer);
        }
    }
    if object.choice.is_some() {
        found.push(Object {
            choice: None,
            ..object.clone()
        });
    }
    if object.additional != Additional::Unsaid {
        found.push(Object {
            additional: Additional::Unsaid,
            ..object.clone()
        });
    }
    found
}
