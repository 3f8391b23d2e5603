//! Callbacks of operations: what the API sends, and what it wants to be answered.

use super::omissions::Omission;
use super::operation::method;
use super::sensitive::shown_or_hidden;
use super::{Lowering, doc, extensions};
use crate::model::{Callback, Header, Location, OperationId, Origin, Parameter};
use crate::resolve::{Resolved, ResolvedCallback, ResolvedOperation};

impl Lowering<'_, '_, '_> {
    /// The callbacks of all operations, each once, in document order.
    pub(super) fn callbacks(&mut self) -> Vec<Callback> {
        let resolved = self.resolved;
        let mut callbacks: Vec<Callback> = Vec::new();
        for (index, operation) in resolved.operations.iter().enumerate() {
            for callback in &operation.callbacks {
                let pointer = callback.operation.place.pointer();
                let mut known = callbacks.iter_mut();
                match known.find(|known| known.origin.0 == pointer) {
                    Some(known) => known.operations.push(OperationId(index)),
                    None => {
                        let id = id(resolved, operation, callback);
                        let mut callback = self.callback(id, &callback.operation);
                        callback.operations.push(OperationId(index));
                        callbacks.push(callback);
                    }
                }
            }
        }
        callbacks
    }

    fn callback(&mut self, id: String, resolved: &ResolvedOperation) -> Callback {
        let value = &resolved.value;
        let nested = resolved.place.child("callbacks");
        if self.resolved.raw(nested.pointer()).is_some() {
            self.omissions.add(Omission::NestedCallbacks, nested);
        }
        let (mut headers, mut query) = (Vec::new(), Vec::new());
        for node in &resolved.parameters {
            let Some(parameter) = self.parameter(&id, node) else {
                continue;
            };
            match parameter.location {
                Location::Header => headers.push(header(parameter)),
                Location::Query => query.push(Parameter {
                    ty: shown_or_hidden(parameter.ty, parameter.sensitive),
                    ..parameter
                }),
                Location::Path | Location::Cookie => {
                    let place = node.place.clone();
                    self.omissions.add(Omission::CallbackParameters, place);
                }
            }
        }
        let body = resolved.body.as_ref();
        Callback {
            rust_name: extensions::rust_name(&value.extensions),
            origin: Origin(resolved.place.pointer().to_owned()),
            operations: Vec::new(),
            method: method(resolved.method),
            url: resolved.path.clone(),
            summary: doc(value.summary.as_deref()),
            doc: doc(value.description.as_deref()),
            deprecated: value.deprecated,
            headers,
            query,
            body: body.and_then(|body| self.body_of_callback(&id, body)),
            responses: self.responses(&id, resolved),
            id,
        }
    }
}

/// The callback's own `operationId`; else its name, behind the id of the operation that it belongs
/// to, unless it stands among the components.
fn id(
    resolved: &Resolved<'_>,
    operation: &ResolvedOperation,
    callback: &ResolvedCallback,
) -> String {
    let own = callback.operation.value.operation_id.as_ref();
    if let Some(own) = own.filter(|id| !id.is_empty()) {
        return own.clone();
    }
    let shared = callback
        .place
        .pointer()
        .strip_prefix("/components/callbacks/");
    let owner = operation.value.operation_id.clone();
    let owner = owner.unwrap_or_else(|| format!("{} {}", operation.method, operation.path));
    let mut words = match shared {
        Some(key) => vec![key.to_owned()],
        None => vec![owner, callback.name.clone()],
    };
    // One name may stand for several requests.
    let urls = resolved.raw(callback.place.pointer());
    let requests = urls.and_then(|urls| urls.as_object());
    let count = requests.map_or(0, |urls| {
        let methods = urls.values().filter_map(|item| item.as_object());
        methods.map(serde_json::Map::len).sum()
    });
    if count > 1 {
        words.push(callback.operation.method.to_owned());
    }
    words.join(" ")
}

/// A parameter in a header, as one that is read.
fn header(parameter: Parameter) -> Header {
    Header {
        wire: parameter.wire,
        rust_name: parameter.rust_name,
        origin: parameter.origin,
        doc: parameter.doc,
        deprecated: parameter.deprecated,
        statuses: Vec::new(),
        required: parameter.required,
        explode: parameter.explode,
        json: parameter.json,
        ty: shown_or_hidden(parameter.ty, parameter.sensitive),
        constraints: parameter.constraints,
        example: parameter.example,
    }
}
