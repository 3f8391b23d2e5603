//! XML: where in a document the properties of each structure are, and which bodies XML cannot hold.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Lowering;
use super::body::bodies;
use super::structure::last_segment;
use crate::diagnostics::Code;
use crate::model::{
    Additional, Callback, Field, Made, Media, Operation, Origin, Presence, Structure, Type, TypeId,
    TypeShape, Xml, XmlElement, XmlName, XmlProperty, XmlShape,
};

/// Why a value has no form in XML, and where it stands.
struct Fault {
    fact: String,
    origin: Origin,
}

/// How many other names a type may have in a row.
const DEPTH: usize = 16;

impl Lowering<'_, '_, '_> {
    /// Finds the form of what XML bodies hold; a body without one becomes raw bytes.
    pub(super) fn as_xml(&mut self, operations: &mut [Operation], callbacks: &mut [Callback]) {
        let mut roots: BTreeMap<TypeId, bool> = BTreeMap::new();
        let of_operations = operations
            .iter_mut()
            .flat_map(|operation| bodies(&mut operation.body, &mut operation.responses));
        let of_callbacks = callbacks
            .iter_mut()
            .flat_map(|callback| bodies(&mut callback.body, &mut callback.responses));
        for contents in of_operations.chain(of_callbacks) {
            for content in contents.iter_mut() {
                if content.media != Media::Xml {
                    continue;
                }
                let Type::Named(id) = content.ty else {
                    continue;
                };
                let is_known = match roots.get(&id) {
                    Some(known) => *known,
                    None => {
                        let found = self.whole(id).map_err(|fault| self.report(fault)).is_ok();
                        roots.insert(id, found);
                        found
                    }
                };
                if !is_known {
                    content.media = Media::Bytes;
                    content.ty = Type::Binary;
                }
            }
            contents.sort_by_key(|content| content.media);
        }
    }

    fn report(&mut self, Fault { fact, origin }: Fault) {
        let place = self.resolved.place(&origin.0);
        self.diagnostics
            .warning(Code::UnsupportedMediaType, &place, fact)
            .effect("XML bodies with it are raw bytes that the caller writes or reads")
            .help("objects, lists, and single values have a form in XML");
    }

    /// The structure that a definition is, behind other names.
    fn root(&self, id: TypeId) -> Option<TypeId> {
        let mut id = id;
        for _ in 0..DEPTH {
            match &self.types.get(id.0)?.shape {
                TypeShape::Structure(_) => return Some(id),
                TypeShape::Alias(Type::Named(target)) => id = *target,
                TypeShape::Alias(_)
                | TypeShape::Enumeration(_)
                | TypeShape::Union(_)
                | TypeShape::Tuple(_) => break,
            }
        }
        None
    }

    /// Finds the form of a body and of all that it leads to, or changes nothing.
    fn whole(&mut self, body: TypeId) -> Result<(), Fault> {
        let Some(root) = self.root(body) else {
            let def = self.types.get(body.0);
            return Err(Fault {
                fact: "XML of what is no object with properties is not supported yet".to_owned(),
                origin: def.map_or(Origin(String::new()), |def| def.origin.clone()),
            });
        };
        let mut found: BTreeMap<TypeId, Xml> = BTreeMap::new();
        let mut pending = BTreeSet::from([root]);
        while let Some(id) = pending.pop_first() {
            let known = found.contains_key(&id);
            let Some(def) = self.types.get(id.0).filter(|_| !known) else {
                continue;
            };
            let TypeShape::Structure(structure) = &def.shape else {
                continue;
            };
            let facts = self.facts(&def.origin.0);
            if id == root && facts.name.is_none() && !is_component(&def.origin.0) {
                return Err(Fault {
                    fact: "nothing names the root element of this schema".to_owned(),
                    origin: def.origin.clone(),
                });
            }
            let name = facts.named(&last_segment(&def.origin.0));
            let mut walk = Walk {
                lowering: self,
                pending: &mut pending,
            };
            let xml = walk.structure(name, structure, &def.origin)?;
            found.insert(id, xml);
        }
        for (id, xml) in found {
            self.fill(id, |def| {
                if let TypeShape::Structure(structure) = &mut def.shape {
                    structure.xml = Some(xml);
                }
            });
        }
        Ok(())
    }

    /// The XML Object of a schema.
    fn facts(&self, pointer: &str) -> XmlObject {
        let pointer = self.declared(pointer);
        let node = self.resolved.schema(&pointer);
        let pointer = node.map_or(pointer, |node| node.place.pointer().to_owned());
        let raw = self.resolved.raw(&pointer).and_then(|raw| raw.get("xml"));
        let text = |key: &str| Some(raw?.get(key)?.as_str()?.to_owned());
        let flag = |key: &str| raw.and_then(|raw| raw.get(key)) == Some(&Value::Bool(true));
        XmlObject {
            name: text("name"),
            prefix: text("prefix"),
            namespace: text("namespace"),
            attribute: flag("attribute"),
            wrapped: flag("wrapped"),
            text: flag("x-ms-text"),
        }
    }
}

/// An XML Object (OpenAPI 3.0.3, 4.7.26).
struct XmlObject {
    name: Option<String>,
    prefix: Option<String>,
    namespace: Option<String>,
    attribute: bool,
    wrapped: bool,
    text: bool,
}

impl XmlObject {
    fn named(self, otherwise: &str) -> XmlName {
        XmlName {
            local: self.name.unwrap_or_else(|| otherwise.to_owned()),
            prefix: self.prefix.filter(|prefix| !prefix.is_empty()),
            namespace: self.namespace.filter(|namespace| !namespace.is_empty()),
        }
    }
}

/// A walk over the structures that a body leads to.
struct Walk<'w, 'r, 'd, 'x> {
    lowering: &'w Lowering<'r, 'd, 'x>,
    /// Structures that are still to be looked at.
    pending: &'w mut BTreeSet<TypeId>,
}

/// The type of a value, and where its schema stands.
struct Place<'p> {
    ty: &'p Type,
    pointer: String,
    /// What an item is called if its schema does not say.
    name: &'p str,
    depth: usize,
}

impl Walk<'_, '_, '_, '_> {
    fn structure(
        &mut self,
        root: XmlName,
        structure: &Structure,
        origin: &Origin,
    ) -> Result<Xml, Fault> {
        let fault = |fact: String| Fault {
            fact,
            origin: origin.clone(),
        };
        let mut properties: Vec<XmlProperty> = Vec::new();
        for field in &structure.fields {
            let property = self.property(field)?;
            let is_same = |known: &XmlProperty| match (&property, known) {
                (XmlProperty::Text(_), XmlProperty::Text(_)) => true,
                (XmlProperty::Attribute(new), XmlProperty::Attribute(known)) => {
                    new.name.local == known.name.local
                }
                (
                    XmlProperty::Element(new) | XmlProperty::Items(new),
                    XmlProperty::Element(known) | XmlProperty::Items(known),
                ) => new.name.local == known.name.local,
                _ => false,
            };
            if properties.iter().any(is_same) {
                let wire = &field.wire;
                return Err(fault(format!(
                    "`{wire}` is where another property is in XML"
                )));
            }
            properties.push(property);
        }
        let names = properties.iter().filter_map(XmlProperty::name);
        for name in names.chain([&root]) {
            let parts = [Some(&name.local), name.prefix.as_ref()];
            if let Some(name) = parts.into_iter().flatten().find(|part| !is_name(part)) {
                return Err(fault(format!("`{name}` is no name in XML")));
            }
        }
        let additional = match &structure.additional {
            Additional::Kept(ty) => {
                let place = Place {
                    ty,
                    pointer: format!("{}/additionalProperties", origin.0),
                    name: "",
                    depth: 0,
                };
                let shape = self.value(place);
                Some(shape.map_err(|fact| fault(format!("an undeclared property is {fact}")))?)
            }
            Additional::Ignored | Additional::Denied => None,
        };
        Ok(Xml {
            root,
            properties,
            additional,
        })
    }

    fn property(&mut self, field: &Field) -> Result<XmlProperty, Fault> {
        let place = Place {
            ty: &field.ty,
            pointer: field.origin.0.clone(),
            name: &field.wire,
            depth: 0,
        };
        let facts = self.lowering.facts(&field.origin.0);
        let fault = |fact: String| Fault {
            fact,
            origin: field.origin.clone(),
        };
        let wire = &field.wire;
        let shape = self.shape(place);
        let shape = shape.map_err(|fact| fault(format!("`{wire}` is {fact}")))?;
        let is_single = matches!(shape, XmlShape::Text | XmlShape::Number | XmlShape::Boolean);
        let is_nullable = matches!(
            field.presence,
            Presence::RequiredNullable | Presence::OptionalNullable
        );
        if (facts.text || facts.attribute) && (!is_single || is_nullable) {
            let fact = "has to be a single value that is never `null`";
            return Err(fault(format!("`{wire}` {fact}, as it is no element")));
        }
        let (attribute, wrapped) = (facts.attribute, facts.wrapped);
        if facts.text {
            return Ok(XmlProperty::Text(shape));
        }
        Ok(match shape {
            XmlShape::List(item) if !wrapped => {
                if is_nullable {
                    let fact = "may be `null`, but has no element to say so";
                    return Err(fault(format!("`{wire}` {fact}")));
                }
                XmlProperty::Items(*item)
            }
            shape => {
                let name = facts.named(wire);
                let element = XmlElement { name, shape };
                match attribute {
                    true => XmlProperty::Attribute(element),
                    false => XmlProperty::Element(element),
                }
            }
        })
    }

    /// What is in an element that may not be left out around a list.
    fn value(&mut self, place: Place<'_>) -> Result<XmlShape, &'static str> {
        match self.shape(place)? {
            XmlShape::List(_) => Err("a list without an element of its own, which XML has not"),
            shape => Ok(shape),
        }
    }

    /// What is in the element of a value, or what the value is that cannot be in one.
    fn shape(&mut self, place: Place<'_>) -> Result<XmlShape, &'static str> {
        let Place {
            ty,
            pointer,
            name,
            depth,
        } = place;
        if depth > DEPTH {
            return Err("a list or map of itself, which XML has not");
        }
        let inner = |ty, pointer| Place {
            ty,
            pointer,
            name,
            depth: depth + 1,
        };
        let types = &self.lowering.types;
        Ok(match ty.made() {
            Made::Named(id) => match types.get(id.0).map(|def| (&def.shape, &def.origin)) {
                Some((TypeShape::Structure(_), _)) => {
                    self.pending.insert(id);
                    XmlShape::Structure(id)
                }
                Some((TypeShape::Enumeration(list), _)) => match list.values.scalar() {
                    Some(scalar) => scalar.into(),
                    None => return Err("one of several types, which XML does not tell apart"),
                },
                Some((TypeShape::Tuple(_), _)) => {
                    return Err("a list of several types, which XML does not tell apart");
                }
                Some((TypeShape::Alias(target), origin)) => {
                    return self.shape(inner(target, origin.0.clone()));
                }
                Some((TypeShape::Union(union), origin)) => {
                    // XML writes texts alike, and JSON tells them apart.
                    let branches = union.branches.iter();
                    let is_text = branches
                        .map(|branch| self.shape(inner(&branch.ty, origin.0.clone())))
                        .all(|shape| shape == Ok(XmlShape::Text));
                    if !is_text {
                        return Err("one of several types, which XML does not tell apart");
                    }
                    XmlShape::Text
                }
                None => return Err("of no known type"),
            },
            Made::Single(scalar) => scalar.into(),
            Made::Wrapped(ty) => return self.shape(inner(ty, pointer)),
            Made::List(item) => {
                let facets = self.lowering.behind(&self.lowering.declared(&pointer));
                let items = facets.and_then(|facets| facets.items);
                let items = items.map(|items| items.pointer).unwrap_or_default();
                let facts = self.lowering.facts(&items);
                let shape = match facts.wrapped {
                    true => self.shape(inner(item, items))?,
                    false => self.value(inner(item, items))?,
                };
                let name = facts.named(name);
                if !is_name(&name.local) {
                    return Err("a list of elements without a name that XML has");
                }
                XmlShape::List(Box::new(XmlElement { name, shape }))
            }
            Made::Map(values) => {
                let pointer = format!("{pointer}/additionalProperties");
                XmlShape::Map(Box::new(self.value(inner(values, pointer))?))
            }
            Made::Bytes => return Err("bytes, which XML has not"),
            Made::Null => return Err("`null`, which XML has not"),
            Made::Any => return Err("of any type, which XML does not tell apart"),
        })
    }
}

/// Whether a schema stands where its key is its name.
fn is_component(pointer: &str) -> bool {
    let key = pointer.strip_prefix("/components/schemas/");
    key.is_some_and(|key| !key.contains('/'))
}

/// Whether a text can be the name of an element or attribute without prefix (XML 1.0, 2.3).
fn is_name(text: &str) -> bool {
    let is_start = |letter: char| letter.is_alphabetic() || letter == '_';
    let is_part = |letter: char| is_start(letter) || letter.is_numeric() || "-.".contains(letter);
    text.starts_with(is_start) && text.chars().all(is_part)
}
