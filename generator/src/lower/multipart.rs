//! Forms: a `multipart/form-data` body, whose properties are parts.

use indexmap::IndexMap;
use openapiv3 as oa;

use super::body::{essence, is_json};
use super::encoding::OF_FIELDS;
use super::facets::Facets;
use super::omissions::Omission;
use super::{Lowering, documentation};
use crate::diagnostics::{Code, Place};
use crate::model::{Additional, Doc, Field, Part, Presence, Structure, Type, TypeName, TypeShape};
use crate::resolve::Link;

/// What the value of a property is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Bytes.
    Binary,
    /// A text, number or boolean.
    Scalar,
    /// Anything else.
    Compound,
}

/// How many schemas may wrap one another in a row.
const DEPTH: usize = 16;

impl Lowering<'_, '_, '_> {
    /// The type of a form; `None` if its schema is no object with properties.
    ///
    /// It is a type of its own, also where the schema has a name: what JSON calls a string is a file
    /// here.
    pub(super) fn form(
        &mut self,
        operation: &str,
        place: &Place,
        link: &Link,
        encoding: &IndexMap<String, oa::Encoding>,
    ) -> Option<Type> {
        let node = self.resolved.schema(&link.pointer)?;
        let data = &node.value.schema_data;
        let (doc, deprecated) = (documentation::of_schema(data), data.deprecated);
        let facets = Facets::of(self.resolved, &node.value);
        let is_object = facets.is_object() || !facets.all_of.is_empty();
        if !is_object || !facets.one_of.is_empty() || !facets.any_of.is_empty() {
            return None;
        }
        let name = TypeName::OperationPart {
            operation: operation.to_owned(),
            part: "Form".to_owned(),
        };
        let id = self.reserve(&link.pointer, name);
        let mut structure = self.structure(id, &link.pointer);
        self.divide(&mut structure, place, encoding);
        self.fill(id, |def| {
            def.doc = doc;
            def.deprecated = deprecated;
            def.shape = TypeShape::Structure(structure);
        });
        Some(Type::Named(id))
    }

    /// Makes parts of the properties.
    fn divide(
        &mut self,
        structure: &mut Structure,
        place: &Place,
        encoding: &IndexMap<String, oa::Encoding>,
    ) {
        let place = place.child("encoding");
        if structure.fields.iter().any(|field| field.flat) {
            self.diagnostics
                .warning(
                    Code::UnsupportedMediaType,
                    &place,
                    "the branches of a `oneOf` cannot be parts of a form yet",
                )
                .effect("their properties are not sent")
                .help("declare them as properties of the form");
            structure.fields.retain(|field| !field.flat);
        }
        let mut parts = Vec::new();
        for field in &mut structure.fields {
            let encoding = encoding.get(&field.wire);
            if encoding.is_some_and(|encoding| !encoding.headers.is_empty()) {
                let place = place.child(&field.wire).child("headers");
                self.omissions.add(Omission::PartHeaders, place);
            }
            if let Some(says) = self.resolved.raw(place.child(&field.wire).pointer()) {
                self.idle_keywords(&place.child(&field.wire), says, &OF_FIELDS, "part");
            }
            let content_type = encoding.and_then(|encoding| encoding.content_type.as_deref());
            let (kind, is_list) = self.kind(&self.declared(&field.origin.0));
            let part = self.part(kind, &place.child(&field.wire), content_type);
            as_part(field, &part, is_list);
            if let (Part::File(_), Some(content_type)) = (&part, content_type) {
                field.doc = Some(expected(field.doc.take(), content_type));
            }
            parts.push(part);
        }
        structure.additional = Additional::Ignored;
        structure.parts = Some(parts);
    }

    fn part(&mut self, kind: Kind, place: &Place, content_type: Option<&str>) -> Part {
        let only = content_type.and_then(only);
        match (kind, only) {
            (Kind::Binary, only) => {
                Part::File(only.unwrap_or("application/octet-stream").to_owned())
            }
            (_, Some(only)) if is_json(&essence(only)) => Part::Json(only.to_owned()),
            (Kind::Scalar, Some(only)) if essence(only).starts_with("text/") => {
                Part::Text(Some(only.to_owned()))
            }
            (_, Some(only)) => {
                self.diagnostics
                    .warning(
                        Code::UnsupportedMediaType,
                        &place.child("contentType"),
                        format!("parts of type `{only}` are not supported yet"),
                    )
                    .effect("the part is a file that the caller writes")
                    .help("files, text, and JSON are supported");
                Part::File(only.to_owned())
            }
            (Kind::Scalar, None) => Part::Text(None),
            (Kind::Compound, None) => Part::Json("application/json".to_owned()),
        }
    }

    /// The schema of a property, which may be declared by a `$ref`.
    pub(super) fn declared(&self, origin: &str) -> String {
        let reference = self.resolved.raw(origin).and_then(|raw| raw.get("$ref"));
        match reference.and_then(serde_json::Value::as_str) {
            Some(reference) => {
                let reference = reference.to_owned();
                let reference = oa::ReferenceOr::<oa::Schema>::Reference { reference };
                self.resolved.link(&reference).pointer
            }
            None => origin.to_owned(),
        }
    }

    /// What a property is by its schema, or what its items are (OpenAPI 3.0.3, 4.7.15.1), and
    /// whether it has items.
    fn kind(&self, pointer: &str) -> (Kind, bool) {
        let Some(facets) = self.behind(pointer) else {
            return (Kind::Compound, false);
        };
        match (facets.kind.as_deref(), &facets.items) {
            (Some("array"), Some(items)) => {
                let items = self.behind(&items.pointer);
                (items.as_ref().map_or(Kind::Compound, kind), true)
            }
            (Some("array"), None) => (Kind::Compound, true),
            _ if self.is_literal(&facets) => (Kind::Scalar, false),
            _ => (kind(&facets), false),
        }
    }

    /// What a schema says, or the one that it only wraps.
    pub(super) fn behind(&self, pointer: &str) -> Option<Facets> {
        let mut pointer = pointer.to_owned();
        for _ in 0..DEPTH {
            let node = self.resolved.schema(&pointer)?;
            let facets = Facets::of(self.resolved, &node.value);
            match self.wrapped(&facets) {
                Some(same) => pointer = same.pointer,
                None => return Some(facets),
            }
        }
        None
    }
}

fn kind(facets: &Facets) -> Kind {
    match facets.kind.as_deref() {
        Some("string") if facets.format.as_deref() == Some("binary") => Kind::Binary,
        Some("string" | "number" | "integer" | "boolean") => Kind::Scalar,
        _ => Kind::Compound,
    }
}

/// Gives a field the type that its part needs. A form cannot say `null`: it leaves out.
fn as_part(field: &mut Field, part: &Part, is_list: bool) {
    field.presence = match field.presence {
        Presence::Required => Presence::Required,
        Presence::RequiredNullable | Presence::Optional | Presence::OptionalNullable => {
            Presence::Optional
        }
    };
    field.idempotency = None;
    if let Part::File(_) = part {
        field.ty = match is_list {
            true => Type::List(Box::new(Type::File)),
            false => Type::File,
        };
        field.constraints.clear();
        field.default = None;
        field.example = None;
    }
}

/// The documentation of a file, with the content types that the API takes.
fn expected(doc: Option<Doc>, content_type: &str) -> Doc {
    let expected = super::doc(Some(&format!("A file of type `{content_type}`.")));
    let texts: Vec<String> = doc.into_iter().chain(expected).map(|doc| doc.0).collect();
    Doc(texts.join("\n\n"))
}

/// The content type, where there is no choice of several.
fn only(content_type: &str) -> Option<&str> {
    let content_type = content_type.trim();
    let is_one = !content_type.contains([',', '*']) && !content_type.is_empty();
    is_one.then_some(content_type)
}
