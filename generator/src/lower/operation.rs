//! Operations: what is asked, what is answered, by whom.

use std::collections::BTreeSet;

use openapiv3 as oa;
use serde_json::Value;

use super::{Lowering, doc, documentation, extensions, paths};
use crate::diagnostics::{Code, Place, nearest};
use crate::model::{Group, GroupId, Method, Operation, Origin, SchemeId, SecurityScheme};
use crate::resolve::ResolvedOperation;

/// The ids of the operations before this one.
#[derive(Default)]
struct Ids {
    taken: BTreeSet<String>,
    /// The operations that have none, with what stands for it.
    made: Vec<(Place, String)>,
}

impl Lowering<'_, '_, '_> {
    /// All operations in document order.
    pub(super) fn operations(&mut self, schemes: &[SecurityScheme]) -> Vec<Operation> {
        let resolved = self.resolved;
        self.check_paths();
        let mut ids = Ids::default();
        let operations = resolved
            .operations
            .iter()
            .map(|operation| self.operation(operation, schemes, &mut ids))
            .collect();
        self.note_made_ids(&ids.made);
        operations
    }

    fn operation(
        &mut self,
        operation: &ResolvedOperation,
        schemes: &[SecurityScheme],
        ids: &mut Ids,
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
            path: paths::sent(&operation.path).to_owned(),
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
    fn operation_id(&mut self, operation: &ResolvedOperation, ids: &mut Ids) -> String {
        let made = format!("{} {}", operation.method, operation.path);
        let own = operation.value.operation_id.as_deref();
        let id = match own.filter(|id| !id.trim().is_empty()) {
            None => {
                ids.made.push((operation.place.clone(), made.clone()));
                made
            }
            Some(id) if ids.taken.contains(id) => {
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
        ids.taken.insert(id.clone());
        id
    }

    /// Says once what often holds for a whole document.
    fn note_made_ids(&mut self, made: &[(Place, String)]) {
        let Some((place, first)) = made.first() else {
            return;
        };
        let (fact, effect) = match made.len() {
            1 => (
                "this operation has no `operationId`".to_owned(),
                format!("its name is made of `{first}`"),
            ),
            count => (
                format!("{count} operations have no `operationId`"),
                format!("their names are made of method and path, as here of `{first}`"),
            ),
        };
        self.diagnostics
            .note(Code::MissingOperationId, place, fact)
            .effect(effect);
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
        for (index, requirement) in security.iter().enumerate() {
            let mut ids = Vec::new();
            let sent = requirement
                .keys()
                .filter(|name| !self.is_of_connection(name));
            let sent: Vec<&String> = sent.collect();
            for name in &sent {
                match schemes.iter().position(|scheme| scheme.wire == **name) {
                    Some(scheme) => ids.push(SchemeId(scheme)),
                    None => self.unknown_scheme(operation, index, name),
                }
            }
            // An alternative that cannot be fulfilled is none.
            if ids.len() == sent.len() {
                alternatives.push(ids);
            }
        }
        if alternatives.is_empty() && !security.is_empty() {
            // What all operations share is told once.
            let (place, fact, effect) = if operation.value.security.is_some() {
                (
                    &operation.place,
                    "no way to authenticate that this operation offers can be used",
                    "it is called without credentials",
                )
            } else {
                (
                    &self.resolved.place("/security"),
                    "no way to authenticate that the API offers can be used",
                    "operations without `security` of their own are called without credentials",
                )
            };
            self.diagnostics
                .warning(Code::UnsupportedSecurityScheme, place, fact)
                .effect(effect)
                .help("offer an API key, HTTP Basic, a bearer token or OAuth 2");
        }
        alternatives
    }

    /// `index` is that of the alternative which asks for it.
    fn unknown_scheme(&mut self, operation: &ResolvedOperation, index: usize, name: &str) {
        let declared = self.resolved.raw("/components/securitySchemes");
        if declared.is_some_and(|declared| declared.get(name).is_some()) {
            // It is not supported, which has been said where it is declared.
            return;
        }
        let known = declared.and_then(Value::as_object);
        let help = match known.and_then(|known| nearest(name, known.keys().map(String::as_str))) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "declare it under `components/securitySchemes`".to_owned(),
        };
        let security = if operation.value.security.is_some() {
            operation.place.child("security")
        } else {
            self.resolved.place("/security")
        };
        self.diagnostics
            .warning(
                Code::UnknownSecurityScheme,
                &security.child_index(index).child(name).key(),
                format!("there is no security scheme `{name}`"),
            )
            .effect("this alternative is left out")
            .help(help);
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
