//! Links of responses: the operations that they lead to, and what is handed on to those.

use openapiv3 as oa;

use super::link_values::Fault;
use super::{Lowering, body, doc, expression, extensions};
use crate::diagnostics::{Code, Place};
use crate::model::{Expression, Follow, Link, Media, Operation, OperationId, StatusPattern};
use crate::model::{Location, Origin, Value};
use crate::resolve::{Node, ResolvedOperation};

/// The answer that a link belongs to.
#[derive(Clone, Copy)]
pub(super) struct Source<'o> {
    pub operation: &'o Operation,
    pub status: StatusPattern,
}

impl Lowering<'_, '_, '_> {
    /// Finds the links of all responses, when all operations and types are known.
    pub(super) fn links(&mut self, operations: &mut [Operation]) {
        let resolved = self.resolved;
        let pairs = operations.iter().zip(&resolved.operations);
        let links: Vec<Vec<Link>> = pairs
            .map(|(operation, resolved)| self.links_of(operation, resolved, operations))
            .collect();
        for (operation, links) in operations.iter_mut().zip(links) {
            operation.links = links;
        }
    }

    fn links_of(
        &mut self,
        operation: &Operation,
        resolved: &ResolvedOperation,
        operations: &[Operation],
    ) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        for (key, response) in &resolved.responses {
            let Some(status) = body::status(key) else {
                continue;
            };
            for (name, node) in &response.links {
                let written = self.resolved.raw(node.place.pointer());
                let mut known = links.iter_mut().filter(|link| link.wire == *name);
                // What one answer lacks, another may have.
                let is_same = |link: &&mut Link| {
                    link.follow.is_some() && self.resolved.raw(&link.origin.0) == written
                };
                match known.find(is_same) {
                    Some(link) => link.statuses.push(status),
                    None => {
                        let source = Source { operation, status };
                        links.push(self.link(source, name, node, operations));
                    }
                }
            }
        }
        links
    }

    fn link(
        &mut self,
        source: Source<'_>,
        name: &str,
        node: &Node<oa::Link>,
        operations: &[Operation],
    ) -> Link {
        let follow = self.follow(source, node, operations);
        if let Err(Fault { place, fact, help }) = &follow {
            self.diagnostics
                .warning(Code::UnusableLink, place, fact)
                .effect("no method follows the link")
                .help(*help);
        }
        let mut follow = follow.ok();
        if let Some(follow) = &mut follow {
            follow.server = self.server_of_link(node);
        }
        Link {
            wire: name.to_owned(),
            rust_name: extensions::rust_name(&node.value.extensions),
            origin: Origin(node.place.pointer().to_owned()),
            doc: doc(node.value.description.as_deref()),
            statuses: vec![source.status],
            follow,
        }
    }

    fn follow(
        &self,
        source: Source<'_>,
        node: &Node<oa::Link>,
        operations: &[Operation],
    ) -> Result<Follow, Fault> {
        let (id, target) = self.target(node, operations)?;
        let place = node.place.child("parameters");
        let mut parameters: Vec<(usize, Expression)> = Vec::new();
        for (key, value) in &node.value.parameters {
            let place = place.child(key);
            let (index, parameter) = parameter(target, key).ok_or_else(|| Fault {
                fact: format!("`{key}` is no parameter of `{}`", target.id),
                place: place.key(),
                help: "name one of its parameters, or its place and name, such as `path.id`",
            })?;
            let value = self.value(source, &place, value)?;
            self.fits(source, &place, &value, &parameter.ty)?;
            parameters.retain(|(known, _)| *known != index);
            parameters.push((index, value));
        }
        parameters.sort_by_key(|(index, _)| *index);
        let body = match &node.value.request_body {
            Some(value) => Some(self.body_of_link(source, node, value, target)?),
            None => None,
        };
        Ok(Follow {
            operation: id,
            parameters,
            body,
            server: None,
        })
    }

    /// The operation that a link names.
    fn target<'o>(
        &self,
        node: &Node<oa::Link>,
        operations: &'o [Operation],
    ) -> Result<(OperationId, &'o Operation), Fault> {
        let resolved = &self.resolved.operations;
        let found = match &node.value.operation {
            oa::LinkOperation::OperationId(id) => resolved
                .iter()
                .position(|known| known.value.operation_id.as_ref() == Some(id))
                .ok_or_else(|| Fault {
                    place: node.place.child("operationId"),
                    fact: format!("there is no operation `{id}`"),
                    help: "name an operation of this document",
                }),
            oa::LinkOperation::OperationRef(reference) => {
                let pointer = self.resolved.target(reference);
                let is_it = |known: &ResolvedOperation| {
                    let pointer = pointer.as_deref();
                    pointer == Some(known.place.pointer())
                        || pointer == Some(known.path_place.child(known.method).pointer())
                };
                resolved.iter().position(is_it).ok_or_else(|| Fault {
                    place: node.place.child("operationRef"),
                    fact: format!("`{reference}` leads to no operation of this document"),
                    help: "name an operation of this document, best by its `operationId`",
                })
            }
        };
        let index = found?;
        let target = operations.get(index).ok_or_else(|| Fault {
            place: node.place.clone(),
            fact: "the operation could not be read".to_owned(),
            help: "mend the operation",
        })?;
        Ok((OperationId(index), target))
    }

    /// What the body of the next request is, and in which of its representations.
    fn body_of_link(
        &self,
        source: Source<'_>,
        node: &Node<oa::Link>,
        value: &Value,
        target: &Operation,
    ) -> Result<(usize, Expression), Fault> {
        let place = node.place.child("requestBody");
        let mut contents = target.body.iter().flat_map(|body| &body.contents);
        let content =
            contents.position(|content| matches!(content.media, Media::Json | Media::Form));
        let content = content.ok_or_else(|| Fault {
            place: place.clone(),
            fact: format!("`{}` takes no body that is JSON or a form", target.id),
            help: "remove `requestBody`; the body is then an argument",
        })?;
        if let Some(text) = expression::in_literal(value) {
            return Err(Fault {
                place,
                fact: format!("`{text}` stands in a literal, where OpenAPI gives it no meaning"),
                help: "hand on one expression, or remove `requestBody`; the body is then an argument",
            });
        }
        Ok((content, self.value(source, &place, value)?))
    }

    /// A value that the link hands on, which has to be there.
    fn value(&self, source: Source<'_>, place: &Place, value: &Value) -> Result<Expression, Fault> {
        let read = expression::read(value).map_err(|text| Fault {
            place: place.clone(),
            fact: format!("`{text}` is no runtime expression"),
            help: "write `$response.body#/id`, `$response.header.Name`, `$request.path.name` or their like",
        })?;
        self.type_of(source, place, &read)?;
        Ok(read)
    }

    fn server_of_link(&mut self, node: &Node<oa::Link>) -> Option<String> {
        let value = node.value.server.clone()?;
        let place = node.place.child("server");
        let server = self.server(&Node { place, value })?;
        let default = self.resolved.servers.first();
        if default.is_some_and(|default| default.value.url == server.url) {
            return None;
        }
        server.default_url()
    }
}

/// The parameter that a key means: a name, or the place and the name.
fn parameter<'o>(target: &'o Operation, key: &str) -> Option<(usize, &'o crate::model::Parameter)> {
    let mut parameters = target.parameters.iter().enumerate();
    let by_name = parameters.clone().find(|(_, known)| known.wire == key);
    by_name.or_else(|| {
        let (place, name) = key.split_once('.')?;
        let location = match place {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            _ => return None,
        };
        parameters.find(|(_, known)| (known.location, known.wire.as_str()) == (location, name))
    })
}
