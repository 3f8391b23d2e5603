//! The headers of a part of a form: `headers` of an Encoding Object (OpenAPI 3.0.3, 4.7.15).

use openapiv3 as oa;

use super::{Lowering, doc};
use crate::diagnostics::Code;
use crate::model::{
    Additional, Field, PartHeader, Presence, Structure, Type, TypeId, TypeName, TypeShape,
};
use crate::resolve::Node;

/// What the field is called that holds what a part with headers is about.
const CONTENT: &str = "content";

impl Lowering<'_, '_, '_> {
    /// Gives headers to the parts that a field becomes, `each` item of a list one, if the Encoding
    /// Object at `encoding` names any: what a part was becomes a structure of that and a field for
    /// each header.
    pub(super) fn with_headers(
        &mut self,
        form: TypeId,
        field: &mut Field,
        each: bool,
        encoding: &str,
    ) {
        let mut nodes = self.resolved.headers(encoding).to_vec();
        nodes.retain(|(name, node)| self.is_part_header(name, node));
        if nodes.is_empty() {
            return;
        }
        let name = |part: String| TypeName::Part { owner: form, part };
        let id = self.reserve(encoding, name(format!("{} part", field.wire)));
        let mut fields = vec![Field {
            wire: CONTENT.to_owned(),
            doc: doc(Some("What the part holds.")),
            ty: self.part_type(field, each, &name(field.wire.clone())),
            presence: Presence::Required,
            flat: true,
            ..field.clone()
        }];
        let mut headers = Vec::new();
        for (header, node) in &nodes {
            let part = format!("{} {header}", field.wire);
            let (field, header) = self.part_header(&name(part), header, node);
            fields.push(field);
            headers.push(header);
        }
        let said = format!("A part `{}` with its headers.", field.wire);
        self.fill(id, |def| {
            def.doc = doc(Some(&said));
            def.shape = TypeShape::Structure(Structure {
                fields,
                additional: Additional::Ignored,
                constraints: Vec::new(),
                parts: None,
                headers: Some(headers),
                xml: None,
                csv: None,
            });
        });
        field.ty = match each {
            true => Type::List(Box::new(Type::Named(id))),
            false => Type::Named(id),
        };
        field.constraints.clear();
        field.default = None;
    }

    /// The type of what one part holds.
    fn part_type(&mut self, field: &Field, each: bool, name: &TypeName) -> Type {
        match &field.ty {
            Type::List(item) if each => (**item).clone(),
            _ if each => {
                let list = self.behind(&self.declared(&field.origin.0));
                let item = list.and_then(|list| list.items);
                item.map_or(Type::Any, |item| self.used(&item, name).standalone())
            }
            ty => ty.clone(),
        }
    }

    fn part_header(
        &mut self,
        name: &TypeName,
        wire: &str,
        node: &Node<oa::Header>,
    ) -> (Field, PartHeader) {
        let header = self.header(name, Vec::new(), (wire, node));
        let field = Field {
            wire: header.wire,
            rust_name: header.rust_name,
            origin: header.origin,
            doc: header
                .doc
                .or_else(|| doc(Some(&format!("The header `{wire}`.")))),
            deprecated: header.deprecated,
            ty: header.ty,
            presence: match header.required {
                true => Presence::Required,
                false => Presence::Optional,
            },
            default: None,
            constraints: header.constraints,
            fixed: None,
            example: node.value.example.clone(),
            idempotency: None,
            flat: false,
        };
        let how = PartHeader {
            explode: header.explode,
            json: header.json,
        };
        (field, how)
    }

    /// Whether a header is one that a caller may give to a part.
    fn is_part_header(&mut self, name: &str, node: &Node<oa::Header>) -> bool {
        let of_parts = ["content-disposition", "content-type"];
        if of_parts.contains(&name.to_ascii_lowercase().as_str()) {
            self.diagnostics
                .note(
                    Code::IgnoredHeaderParameter,
                    &node.place,
                    format!("a header of a part named `{name}` is ignored"),
                )
                .effect("the name of the property, the file and `contentType` say what is sent");
            return false;
        }
        self.is_header_name(name, node)
    }
}
