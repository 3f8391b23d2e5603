//! Headers of responses: what they are called, and what they hold.

use openapiv3 as oa;
use serde_json::Value;

use super::facets::Facets;
use super::omissions::Omission;
use super::parameter::{Written, is_token};
use super::{Lowering, body, doc, extensions};
use crate::diagnostics::Code;
use crate::model::{Header, Origin, StatusPattern, Type, TypeName};
use crate::resolve::{Node, ResolvedOperation};

impl Lowering<'_, '_, '_> {
    /// The headers that the responses of an operation declare, each once for each type that it has.
    pub(super) fn headers(&mut self, id: &str, operation: &ResolvedOperation) -> Vec<Header> {
        let mut headers: Vec<Header> = Vec::new();
        for (key, response) in &operation.responses {
            let Some(status) = body::status(key) else {
                continue;
            };
            for (name, node) in &response.headers {
                if self.is_readable(name, node) {
                    self.add_header(&mut headers, id, status, (name, node));
                }
            }
        }
        headers
    }

    fn add_header(
        &mut self,
        headers: &mut Vec<Header>,
        id: &str,
        status: StatusPattern,
        (name, node): (&str, &Node<oa::Header>),
    ) {
        let is_same = |known: &&mut Header| known.wire.eq_ignore_ascii_case(name);
        let pointer = node.place.pointer();
        // What is written out twice would have types of its own each time.
        let copy = headers.iter_mut().filter(is_same).find(|known| {
            known.origin.0 == pointer
                || self.resolved.raw(&known.origin.0) == self.resolved.raw(pointer)
        });
        if let Some(known) = copy {
            return known.statuses.push(status);
        }
        let type_name = TypeName::OperationPart {
            operation: id.to_owned(),
            part: format!("{name} header"),
        };
        let header = self.header(&type_name, vec![status], (name, node));
        let alike = headers.iter_mut().filter(is_same).find(|known| {
            (&known.ty, known.json, known.explode) == (&header.ty, header.json, header.explode)
        });
        match alike {
            Some(known) => {
                known.statuses.push(status);
                known.required &= header.required;
            }
            None => headers.push(header),
        }
    }

    /// What a header is; `type_name` is for a definition made in place.
    pub(super) fn header(
        &mut self,
        type_name: &TypeName,
        statuses: Vec<StatusPattern>,
        (name, node): (&str, &Node<oa::Header>),
    ) -> Header {
        let value = &node.value;
        let (link, json) = match &value.format {
            oa::ParameterSchemaOrContent::Schema(schema) => {
                (Some(self.resolved.link(schema)), false)
            }
            oa::ParameterSchemaOrContent::Content(content) => {
                let written = self.written(content);
                if let Written::Unknown(media_type) = &written {
                    let place = node.place.child("content");
                    self.diagnostics
                        .warning(
                            Code::UnsupportedParameterStyle,
                            &place,
                            format!("headers written as `{media_type}` are not supported"),
                        )
                        .effect("the header is text")
                        .help("use JSON, or `schema`, if the API has it so");
                }
                written.schema()
            }
        };
        let ty = match &link {
            // In no style is there a text for `null`.
            Some(link) if !json => self.used(link, type_name).ty,
            Some(link) => self.used(link, type_name).standalone(),
            None if json => Type::Any,
            None => Type::String,
        };
        let ty = match ty {
            Type::Binary | Type::File => Type::String,
            ty => ty,
        };
        let schema = link.and_then(|link| self.resolved.schema(&link.pointer));
        if schema.is_some_and(|schema| schema.value.schema_data.default.is_some()) {
            self.omissions.add(
                Omission::HeaderDefault,
                node.place.child("schema").child("default"),
            );
        }
        let facets = schema.map(|schema| Facets::of(self.resolved, &schema.value));
        let schema_doc = schema.and_then(|schema| schema.value.schema_data.description.as_deref());
        let shown = self.example(value.example.as_ref(), &value.examples);
        self.idle(node);
        // `openapiv3` has no `explode` for headers.
        let explode = self.resolved.raw(node.place.child("explode").pointer());
        Header {
            wire: name.to_owned(),
            rust_name: extensions::rust_name(&value.extensions),
            origin: Origin(node.place.pointer().to_owned()),
            doc: doc(value.description.as_deref().or(schema_doc)),
            deprecated: value.deprecated.unwrap_or(false),
            statuses,
            required: value.required,
            explode: explode.and_then(Value::as_bool).unwrap_or(false),
            json,
            ty,
            example: shown.value,
            constraints: facets.map(|facets| facets.constraints).unwrap_or_default(),
        }
    }

    /// Reports what a parameter can say, and a header cannot.
    fn idle(&mut self, node: &Node<oa::Header>) {
        for keyword in ["allowEmptyValue", "allowReserved"] {
            let place = node.place.child(keyword);
            if self.resolved.raw(place.pointer()).is_some() {
                self.omissions.add(Omission::IdleInHeader(keyword), place);
            }
        }
    }

    /// Whether a header is one that can be asked for.
    fn is_readable(&mut self, name: &str, node: &Node<oa::Header>) -> bool {
        if name.eq_ignore_ascii_case("content-type") {
            self.diagnostics
                .note(
                    Code::IgnoredHeaderParameter,
                    &node.place,
                    format!("OpenAPI ignores a header of a response named `{name}`"),
                )
                .effect("the media types of the response say what its body is");
            return false;
        }
        self.is_header_name(name, node)
    }

    /// Whether a header can be called so.
    pub(super) fn is_header_name(&mut self, name: &str, node: &Node<oa::Header>) -> bool {
        if name.is_empty() || !name.bytes().all(is_token) {
            self.diagnostics
                .warning(
                    Code::UnusableHeaderName,
                    &node.place.key(),
                    format!("`{name}` cannot be the name of an HTTP header"),
                )
                .effect("the header is left out")
                .help("a name is made of letters, digits and any of `!#$%&'*+-.^_`|~`");
            return false;
        }
        true
    }
}
