//! Operations: what is asked, what is answered, by whom.

use std::collections::BTreeSet;

use openapiv3 as oa;

use super::{Lowering, doc, documentation, extensions};
use crate::diagnostics::Code;
use crate::model::{Group, GroupId, Method, Operation, Origin, SchemeId, SecurityScheme};
use crate::resolve::ResolvedOperation;

impl Lowering<'_, '_, '_> {
    /// All operations in document order.
    pub(super) fn operations(&mut self, schemes: &[SecurityScheme]) -> Vec<Operation> {
        let resolved = self.resolved;
        let mut ids = BTreeSet::new();
        resolved
            .operations
            .iter()
            .map(|operation| self.operation(operation, schemes, &mut ids))
            .collect()
    }

    fn operation(
        &mut self,
        operation: &ResolvedOperation,
        schemes: &[SecurityScheme],
        ids: &mut BTreeSet<String>,
    ) -> Operation {
        let value = &operation.value;
        let id = self.operation_id(operation, ids);
        let method = method(operation.method);
        let parameters = self.parameters(&id, operation);
        if let Some(place) = operation.body.as_ref().map(|body| body.place.clone())
            && matches!(method, Method::Get | Method::Head | Method::Trace)
        {
            self.diagnostics
                .warning(
                    Code::BodyOfGet,
                    &place,
                    format!("HTTP gives the body of a {} no meaning", method.as_str()),
                )
                .effect("the body is sent as declared; servers may refuse it")
                .help("remove `requestBody`, or use POST");
        }
        let body = operation
            .body
            .as_ref()
            .and_then(|body| self.request_body(&id, body));
        let responses = self.responses(&id, operation);
        let headers = self.headers(&id, operation);
        let security = value.security.as_ref().unwrap_or(&self.resolved.security);
        Operation {
            rust_name: extensions::rust_name(&value.extensions),
            origin: Origin(operation.place.pointer().to_owned()),
            group: value.tags.first().map(|tag| self.group(tag, operation)),
            method,
            path: operation.path.clone(),
            summary: doc(value.summary.as_deref()),
            doc: documentation::with_link(
                value.description.as_deref(),
                value.external_docs.as_ref(),
            ),
            deprecated: value.deprecated,
            parameters,
            body,
            responses,
            headers,
            links: Vec::new(),
            server: None,
            security: self.alternatives(operation, security, schemes),
            pagination: None,
            id,
        }
    }

    /// The operation's own id, or one made of method and path.
    fn operation_id(
        &mut self,
        operation: &ResolvedOperation,
        ids: &mut BTreeSet<String>,
    ) -> String {
        let made = format!("{} {}", operation.method, operation.path);
        let id = match operation.value.operation_id.as_deref() {
            None | Some("") => {
                self.diagnostics
                    .note(
                        Code::MissingOperationId,
                        &operation.place,
                        "this operation has no `operationId`",
                    )
                    .effect(format!("its name is made of `{made}`"));
                made
            }
            Some(id) if ids.contains(id) => {
                self.diagnostics
                    .warning(
                        Code::DuplicateOperationId,
                        &operation.place.child("operationId"),
                        format!("`{id}` is the id of another operation already"),
                    )
                    .effect(format!("the name of this one is made of `{made}`"))
                    .help("give each operation an id of its own");
                made
            }
            Some(id) => id.to_owned(),
        };
        ids.insert(id.clone());
        id
    }

    fn group(&mut self, tag: &str, operation: &ResolvedOperation) -> GroupId {
        if let Some(index) = self.groups.iter().position(|group| group.wire == tag) {
            return GroupId(index);
        }
        let declared = self
            .resolved
            .tags
            .iter()
            .find(|node| node.value.name == tag);
        self.groups.push(match declared {
            Some(node) => Group {
                wire: tag.to_owned(),
                rust_name: extensions::rust_name(&node.value.extensions),
                origin: Origin(node.place.pointer().to_owned()),
                doc: documentation::with_link(
                    node.value.description.as_deref(),
                    node.value.external_docs.as_ref(),
                ),
            },
            None => Group {
                wire: tag.to_owned(),
                rust_name: None,
                origin: Origin(format!("{}/tags/0", operation.place.pointer())),
                doc: None,
            },
        });
        GroupId(self.groups.len() - 1)
    }

    /// The alternatives of credentials, by the ids of their schemes.
    fn alternatives(
        &mut self,
        operation: &ResolvedOperation,
        security: &[oa::SecurityRequirement],
        schemes: &[SecurityScheme],
    ) -> Vec<Vec<SchemeId>> {
        let mut alternatives = Vec::new();
        for requirement in security {
            let mut ids = Vec::new();
            let sent = requirement
                .keys()
                .filter(|name| !self.is_of_connection(name));
            let sent: Vec<&String> = sent.collect();
            for name in &sent {
                match schemes.iter().position(|scheme| scheme.wire == **name) {
                    Some(index) => ids.push(SchemeId(index)),
                    None => self.unknown_scheme(operation, name),
                }
            }
            // An alternative that cannot be fulfilled is none.
            if ids.len() == sent.len() {
                alternatives.push(ids);
            }
        }
        if alternatives.is_empty() && !security.is_empty() {
            self.diagnostics
                .warning(
                    Code::UnsupportedSecurityScheme,
                    &operation.place,
                    "no way to authenticate that this operation offers can be used",
                )
                .effect("it is called without credentials")
                .help("offer an API key, HTTP Basic, a bearer token or OAuth 2");
        }
        alternatives
    }

    fn unknown_scheme(&mut self, operation: &ResolvedOperation, name: &str) {
        let declared = self.resolved.raw("/components/securitySchemes");
        if declared.is_some_and(|declared| declared.get(name).is_some()) {
            // It is not supported, which has been said where it is declared.
            return;
        }
        let own = operation.value.security.is_some();
        let place = if own {
            operation.place.child("security")
        } else {
            self.resolved.place("/security")
        };
        self.diagnostics
            .warning(
                Code::UnknownSecurityScheme,
                &place,
                format!("there is no security scheme `{name}`"),
            )
            .effect("this alternative is left out")
            .help("declare it under `components/securitySchemes`");
    }
}

/// The method that a path item's key means.
pub(super) fn method(key: &str) -> Method {
    match key {
        "put" => Method::Put,
        "post" => Method::Post,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        _ => Method::Get,
    }
}
