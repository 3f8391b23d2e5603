//! The names of groups and operations, of their parameters and of the media types of their bodies.

use std::collections::BTreeSet;

use proc_macro2::Ident;

use super::scope::{Claim, Kind, assign, constant, ident};
use super::{GroupNames, Naming, OperationNames, SendNames, TypeNames, UNGROUPED, words};
use crate::model::{Content, GroupId, KeyCarrier, Operation, Origin, StatusPattern};

/// Methods that requests have besides the setters of their parameters, now or in a later version.
const OF_REQUESTS: [&str; 15] = [
    "download",
    "download_blocking",
    "into_future",
    "items",
    "items_blocking",
    "new",
    "on_request",
    "pages",
    "pages_blocking",
    "retry",
    "send",
    "send_any",
    "send_any_blocking",
    "send_blocking",
    "timeout",
];

/// What the idempotency key of a request is called, whatever carries it.
const KEY: &str = "idempotency_key";

/// Functions that views of headers and links have besides those of the API.
const OF_VIEWS: [&str; 4] = ["clone", "from", "into", "new"];

/// Methods that clients and groups have besides those of the API; `clone` is that of `Clone`.
const OF_CLIENTS: [&str; 3] = ["builder", "clone", "new"];

/// Names that operation modules use themselves.
const OF_OPERATIONS: [&str; 12] = [
    "Box",
    "Client",
    "Clone",
    "Debug",
    "From",
    "Into",
    "IntoFuture",
    "Option",
    "Result",
    "Self",
    "String",
    "Vec",
];

/// A part of a message, of some statuses if it is an answer.
pub(super) struct Part<'p> {
    pub wire: &'p str,
    pub rust_name: Option<&'p String>,
    pub statuses: &'p [StatusPattern],
    pub origin: &'p Origin,
}

impl Naming<'_, '_> {
    pub(super) fn groups(&mut self, types: &[TypeNames]) -> Vec<GroupNames> {
        let api = self.api;
        // Operations without a group are methods of the client, beside those of the groups.
        let claims: Vec<Claim> = api
            .groups
            .iter()
            .map(|group| self.claim(&group.wire, group.rust_name.as_ref(), &group.origin.0))
            .collect();
        let quiet = |claims: &[Claim], names: &[Ident]| -> Vec<Claim> {
            claims
                .iter()
                .zip(names)
                .map(|(claim, name)| Claim {
                    wire: name.to_string(),
                    wish: None,
                    place: claim.place.clone(),
                    invented: true,
                })
                .collect()
        };
        let methods = assign(
            Kind::Method,
            "the groups",
            &OF_CLIENTS,
            &claims,
            self.diagnostics,
        );
        let derived = quiet(&claims, &methods);
        let names = assign(
            Kind::Type,
            "the groups",
            &OF_OPERATIONS,
            &derived,
            self.diagnostics,
        );
        let modules = assign(
            Kind::Module,
            "the files of `operations`",
            &["mod", "operations", UNGROUPED],
            &derived,
            self.diagnostics,
        );
        // Beside the files of `models`, which nobody but `models` names.
        let files: BTreeSet<String> = types.iter().map(|names| names.module.to_string()).collect();
        let part = |module: &Ident| {
            let part = format!("of_{}", module.to_string().trim_end_matches('_'));
            let is_taken = files.contains(&part);
            ident(&if is_taken { part + "_" } else { part })
        };
        methods
            .into_iter()
            .zip(names)
            .zip(modules)
            .map(|((method, name), module)| GroupNames {
                method,
                name,
                part: part(&module),
                module,
            })
            .collect()
    }

    pub(super) fn operations(&mut self, groups: &[GroupNames]) -> Vec<OperationNames> {
        let api = self.api;
        let mut named: Vec<(usize, OperationNames)> = Vec::new();
        let scopes = std::iter::once(None).chain((0..groups.len()).map(|id| Some(GroupId(id))));
        for group in scopes {
            let members: Vec<(usize, &Operation)> = api
                .operations
                .iter()
                .enumerate()
                .filter(|(_, operation)| operation.group == group)
                .collect();
            let claims: Vec<Claim> = members
                .iter()
                .map(|(_, operation)| {
                    let wire = match group.and_then(|id| api.groups.get(id.0)) {
                        Some(group) => without_group(&operation.id, &group.wire),
                        None => operation.id.clone(),
                    };
                    let wire = wire.replace(['{', '}'], " ");
                    self.claim(&wire, operation.rust_name.as_ref(), &operation.origin.0)
                })
                .collect();
            let mut reserved: Vec<String> = OF_CLIENTS.map(str::to_owned).into();
            if group.is_none() {
                reserved.extend(groups.iter().map(|group| group.method.to_string()));
            }
            let reserved: Vec<&str> = reserved.iter().map(String::as_str).collect();
            let scope = match group.and_then(|id| groups.get(id.0)) {
                Some(group) => format!("group `{}`", group.method),
                None => "the client".to_owned(),
            };
            let methods = assign(Kind::Method, &scope, &reserved, &claims, self.diagnostics);
            let handle = group.and_then(|id| groups.get(id.0));
            let handle = handle.map(|handle| handle.name.to_string());
            let requests = self.requests(handle.as_ref(), &claims, &methods);
            let taken: Vec<String> = requests
                .iter()
                .map(Ident::to_string)
                .chain(handle)
                .collect();
            for (((index, operation), method), request) in
                members.into_iter().zip(methods).zip(requests)
            {
                named.push((index, self.operation(operation, method, request, &taken)));
            }
        }
        named.sort_by_key(|(index, _)| *index);
        named.into_iter().map(|(_, names)| names).collect()
    }

    /// The request types of one file, which is that of the group with `handle`.
    fn requests(
        &mut self,
        handle: Option<&String>,
        operations: &[Claim],
        methods: &[Ident],
    ) -> Vec<Ident> {
        let claims: Vec<Claim> = operations
            .iter()
            .zip(methods)
            .map(|(operation, method)| {
                let method = method.to_string();
                let name = Kind::Type.derive(&method);
                let is_taken = OF_OPERATIONS.contains(&name.as_str()) || handle == Some(&name);
                Claim {
                    wire: if is_taken {
                        format!("{method} request")
                    } else {
                        method
                    },
                    wish: None,
                    place: operation.place.clone(),
                    invented: true,
                }
            })
            .collect();
        assign(Kind::Type, "the requests", &[], &claims, self.diagnostics)
    }

    fn operation(
        &mut self,
        operation: &Operation,
        method: Ident,
        request: Ident,
        types: &[String],
    ) -> OperationNames {
        // The words of two methods may be the same, as those of `i` with a dot more and of `i` are.
        let stem = method.to_string();
        let stem = stem.trim_end_matches('_');
        let parameters = self.parameters(operation);
        let taken: Vec<String> = parameters.iter().map(Ident::to_string).collect();
        // No parameter has the last of these names: only keywords end in an underscore.
        let body = ["body", "request_body", "body_"]
            .into_iter()
            .find(|body| !taken.iter().any(|name| name == body))
            .unwrap_or("body_");
        let type_of = |part: &str| {
            let mut name = format!("{request}{part}");
            while types.contains(&name) {
                name.push_str("Type");
            }
            ident(&name)
        };
        let contents: Vec<&Content> = operation
            .body
            .iter()
            .flat_map(|body| &body.contents)
            .collect();
        let media = self.media(Kind::Variant, &operation.id, &operation.origin, &contents);
        let others: Vec<&Content> = operation.alternatives().iter().collect();
        let alternatives = self
            .media(Kind::Method, &operation.id, &operation.origin, &others)
            .iter()
            .map(|word| SendNames {
                send: ident(&format!("send_{word}")),
                send_blocking: ident(&format!("send_{word}_blocking")),
                download: ident(&format!("download_{word}")),
                download_blocking: ident(&format!("download_{word}_blocking")),
            })
            .collect();
        let all: Vec<&Content> = operation.representations().iter().collect();
        let representations = self.media(Kind::Variant, &operation.id, &operation.origin, &all);
        OperationNames {
            alternatives,
            content: type_of("Content"),
            content_decoder: ident(&format!("decode_{stem}_content")),
            representations,
            constant: constant(stem),
            success_decoder: ident(&format!("decode_{stem}_response")),
            failure_decoder: ident(&format!("decode_{stem}_error")),
            success: type_of("Response"),
            failure: type_of("Error"),
            choice: type_of("Body"),
            headers: type_of("Headers"),
            header_methods: self.headers(operation),
            links: type_of("Links"),
            link_methods: self.links(operation),
            request,
            method,
            parameters,
            body: ident(body),
            media,
        }
    }

    /// A word for each of several media types of one body.
    pub(super) fn media(
        &mut self,
        kind: Kind,
        id: &str,
        origin: &Origin,
        contents: &[&Content],
    ) -> Vec<Ident> {
        let words: Vec<String> = contents
            .iter()
            .map(|content| media_word(&content.media_type))
            .collect();
        let claims: Vec<Claim> = contents
            .iter()
            .zip(&words)
            .enumerate()
            .map(|(index, (content, word))| Claim {
                // `application/json` beside `text/json` are told apart by their full names.
                wire: match words.iter().position(|known| known == word) {
                    Some(first) if first != index => essence(&content.media_type).to_owned(),
                    _ => word.clone(),
                },
                wish: None,
                place: self.place(&origin.0).child(&content.media_type),
                invented: true,
            })
            .collect();
        let scope = format!("the media types of `{id}`");
        assign(kind, &scope, &["Self", "any"], &claims, self.diagnostics)
    }

    fn headers(&mut self, operation: &Operation) -> Vec<Ident> {
        let headers = operation.headers.iter().map(|header| Part {
            wire: &header.wire,
            rust_name: header.rust_name.as_ref(),
            statuses: &header.statuses,
            origin: &header.origin,
        });
        self.parts(&format!("the headers of `{}`", operation.id), headers)
    }

    fn links(&mut self, operation: &Operation) -> Vec<Ident> {
        let links = operation.links.iter().map(|link| Part {
            wire: &link.wire,
            rust_name: link.rust_name.as_ref(),
            statuses: &link.statuses,
            origin: &link.origin,
        });
        self.parts(&format!("the links of `{}`", operation.id), links)
    }

    /// The methods that stand for parts of messages; the second of a name is told apart by its status.
    pub(super) fn parts<'p>(
        &mut self,
        scope: &str,
        parts: impl Iterator<Item = Part<'p>>,
    ) -> Vec<Ident> {
        let mut seen = BTreeSet::new();
        let claims: Vec<Claim> = parts
            .map(|part| {
                let is_first = seen.insert(part.wire.to_ascii_lowercase());
                let status = part.statuses.first().filter(|_| !is_first);
                let wire = match status {
                    Some(status) => format!("{} {status}", part.wire),
                    None => part.wire.to_owned(),
                };
                self.claim(&wire, part.rust_name, &part.origin.0)
            })
            .collect();
        assign(Kind::Method, scope, &OF_VIEWS, &claims, self.diagnostics)
    }

    fn parameters(&mut self, operation: &Operation) -> Vec<Ident> {
        let carrier = self.api.idempotency(operation).map(|(carrier, _)| carrier);
        let claims: Vec<Claim> = operation
            .parameters
            .iter()
            .map(|parameter| {
                let wire = match carrier {
                    Some(KeyCarrier::Parameter(carrier)) if carrier == parameter => KEY,
                    _ => parameter.wire.as_str(),
                };
                self.claim(wire, parameter.rust_name.as_ref(), &parameter.origin.0)
            })
            .collect();
        let mut reserved = OF_REQUESTS.to_vec();
        reserved.push("parts");
        if let Some(KeyCarrier::Property(_)) = carrier {
            reserved.push(KEY);
        }
        assign(
            Kind::Parameter,
            &format!("the parameters of `{}`", operation.id),
            &reserved,
            &claims,
            self.diagnostics,
        )
    }
}

/// The operation's id without the group's name, where it carries that as a separated prefix.
fn without_group(id: &str, group: &str) -> String {
    let group = words::split(group);
    let separators = ['/', '_', '.', '-', ':', ' '];
    for (position, separator) in id.char_indices().filter(|(_, c)| separators.contains(c)) {
        let (head, tail) = id.split_at(position);
        let rest = tail.get(separator.len_utf8()..).unwrap_or_default();
        if words::split(head) == group && !words::split(rest).is_empty() {
            return rest.to_owned();
        }
    }
    id.to_owned()
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// The word that stands for a media type: `csv` for `text/csv`, `image` for `image/*`.
fn media_word(media_type: &str) -> String {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or(("", essence));
    match (kind, subtype) {
        (_, "x-www-form-urlencoded") => "form",
        (_, "octet-stream") => "bytes",
        (_, "plain") => "text",
        ("*", "*") => "any",
        (kind, "*") => kind,
        (_, other) => other,
    }
    .to_owned()
}
