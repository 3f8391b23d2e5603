//! Operations: path items with their shared parameters, each part behind its `$ref`.

use std::borrow::Cow;

use openapiv3 as oa;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Node, Resolver, shallow};
use crate::diagnostics::{Place, child_pointer};

/// An operation whose parts are typed and whose references are followed.
#[derive(Debug)]
pub struct ResolvedOperation {
    /// Where the operation stands.
    pub place: Place,
    /// The path template.
    pub path: String,
    /// Where the path item's key stands.
    pub path_place: Place,
    /// The method, as the path item's key spells it.
    pub method: &'static str,
    /// The operation without its parameters, body and responses, which are below; it says what its
    /// path item says where it says nothing itself.
    pub value: oa::Operation,
    /// The operation's own parameters, then those of the path item that it does not replace.
    pub parameters: Vec<Node<oa::Parameter>>,
    /// The request body.
    pub body: Option<Node<oa::RequestBody>>,
    /// The responses with their keys as text, in document order.
    pub responses: Vec<(String, ResolvedResponse)>,
    /// The servers of the operation, or of its path item.
    pub servers: Vec<Node<oa::Server>>,
    /// What the API sends to whoever called the operation; callbacks have none themselves.
    pub callbacks: Vec<ResolvedCallback>,
}

/// A request that the API sends.
#[derive(Debug)]
pub struct ResolvedCallback {
    /// The name that it has in the operation, or among the webhooks.
    pub name: String,
    /// Where the Callback Object stands that it is of; of a webhook, its path item.
    pub place: Place,
    /// The request, whose path is an expression, or the name of the webhook.
    pub operation: ResolvedOperation,
}

/// A response whose references are followed.
#[derive(Debug)]
pub struct ResolvedResponse {
    /// The response without its headers and links, which are below.
    pub node: Node<oa::Response>,
    /// The headers with their names, in document order.
    pub headers: Vec<(String, Node<oa::Header>)>,
    /// The links with their names, in document order.
    pub links: Vec<(String, Node<oa::Link>)>,
}

/// The keys of OpenAPI's Path Item Object that are methods.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Where an operation is found.
struct Route<'a, 'd> {
    path: &'a str,
    path_pointer: &'a str,
    item_pointer: &'a str,
    item: &'d Value,
    method: &'static str,
}

impl<'d> Resolver<'d, '_> {
    /// All operations that can be typed, and how many the document declares.
    pub(super) fn operations(&mut self) -> (Vec<ResolvedOperation>, usize) {
        let mut operations = Vec::new();
        let mut declared = 0;
        for (path, pointer, item) in self.entries("/paths") {
            for (pointer, operation) in self.requests(&path, pointer, item) {
                declared += 1;
                if let Some(mut operation) = operation {
                    operation.callbacks = self.callbacks(&pointer);
                    operations.push(operation);
                }
            }
        }
        (operations, declared)
    }

    /// The requests of a path item with their pointers, whether or not they can be typed.
    fn requests(
        &mut self,
        path: &str,
        path_pointer: String,
        item: &'d Value,
    ) -> Vec<(String, Option<ResolvedOperation>)> {
        let mut requests = Vec::new();
        let item = self.follow(path_pointer.clone(), item);
        let Some((item_pointer, item)) = item.filter(|_| !path.starts_with("x-")) else {
            return requests;
        };
        for (key, value) in item.as_object().into_iter().flatten() {
            let Some(method) = METHODS.iter().find(|method| *method == key) else {
                continue;
            };
            let at = Route {
                path,
                path_pointer: &path_pointer,
                item_pointer: &item_pointer,
                item,
                method,
            };
            let pointer = child_pointer(&item_pointer, key);
            let operation = self.operation(&pointer, value, &at);
            requests.push((pointer, operation));
        }
        requests
    }

    /// The requests that the API sends without being asked for, which OpenAPI has from 3.1 on.
    pub(super) fn webhooks(&mut self) -> Vec<ResolvedCallback> {
        let mut webhooks = Vec::new();
        for (name, pointer, item) in self.entries("/webhooks") {
            let place = self.document.place(&pointer);
            let requests = self.requests(&name, pointer, item);
            webhooks.extend(sent(&name, &place, requests));
        }
        webhooks
    }

    fn callbacks(&mut self, operation: &str) -> Vec<ResolvedCallback> {
        let mut callbacks = Vec::new();
        for (name, pointer, value) in self.entries(&child_pointer(operation, "callbacks")) {
            let Some((callback, _)) = self.follow(pointer, value) else {
                continue;
            };
            let place = self.document.place(&callback);
            for (url, pointer, item) in self.entries(&callback) {
                let requests = self.requests(&url, pointer, item);
                callbacks.extend(sent(&name, &place, requests));
            }
        }
        callbacks
    }

    fn operation(
        &mut self,
        pointer: &str,
        value: &'d Value,
        at: &Route<'_, 'd>,
    ) -> Option<ResolvedOperation> {
        let mut head: Map<String, Value> = value
            .as_object()?
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "parameters" | "requestBody" | "callbacks"))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        head.insert("responses".to_owned(), Value::Object(Map::new()));
        // What the path says of all its operations stands for what one does not say itself.
        for keyword in ["summary", "description"] {
            if let Some(shared) = at.item.get(keyword) {
                head.entry(keyword).or_insert_with(|| shared.clone());
            }
        }
        let typed = self.typed::<oa::Operation>(pointer, &Value::Object(head))?;

        let mut parameters = self.parameters(pointer, value);
        for shared in self.parameters(at.item_pointer, at.item) {
            let replaced = parameters
                .iter()
                .any(|own| identity(&own.value) == identity(&shared.value));
            if !replaced {
                parameters.push(shared);
            }
        }
        let body = value
            .get("requestBody")
            .and_then(|body| self.referable(child_pointer(pointer, "requestBody"), body));
        if let Some(body) = &body {
            self.part_headers(body);
        }
        let own_servers = self.list(&child_pointer(pointer, "servers"), value.get("servers"));
        let servers = if own_servers.is_empty() {
            self.list(
                &child_pointer(at.item_pointer, "servers"),
                at.item.get("servers"),
            )
        } else {
            own_servers
        };
        Some(ResolvedOperation {
            place: self.document.place(pointer),
            path: at.path.to_owned(),
            path_place: self.document.place(at.path_pointer),
            method: at.method,
            value: typed,
            parameters,
            body,
            responses: self.responses(pointer),
            servers,
            callbacks: Vec::new(),
        })
    }

    fn parameters(&mut self, pointer: &str, holder: &'d Value) -> Vec<Node<oa::Parameter>> {
        let entries = holder.get("parameters").and_then(Value::as_array);
        let pointer = child_pointer(pointer, "parameters");
        let mut parameters = Vec::new();
        for (index, entry) in entries.into_iter().flatten().enumerate() {
            parameters.extend(self.referable(format!("{pointer}/{index}"), entry));
        }
        parameters
    }

    fn responses(&mut self, pointer: &str) -> Vec<(String, ResolvedResponse)> {
        let mut responses = Vec::new();
        for (status, pointer, value) in self.entries(&child_pointer(pointer, "responses")) {
            if status.starts_with("x-") {
                continue;
            }
            if let Some((pointer, response)) = self.follow(pointer, value)
                && let Some(node) = self.holder(&pointer, &without_parts(response), value)
            {
                let response = ResolvedResponse {
                    node,
                    headers: self.headers(&pointer),
                    links: self.links(&pointer),
                };
                responses.push((status, response));
            }
        }
        responses
    }

    /// Types the headers that the parts of a body have.
    fn part_headers(&mut self, body: &Node<oa::RequestBody>) {
        let content = body.place.child("content");
        for (_, pointer, _) in self.entries(content.pointer()) {
            for (_, encoding, _) in self.entries(&child_pointer(&pointer, "encoding")) {
                let headers = self.headers(&encoding);
                if !headers.is_empty() {
                    self.headers.insert(encoding, headers);
                }
            }
        }
    }

    fn headers(&mut self, holder: &str) -> Vec<(String, Node<oa::Header>)> {
        let mut headers = Vec::new();
        for (name, pointer, value) in self.entries(&child_pointer(holder, "headers")) {
            headers.extend(self.referable(pointer, value).map(|header| (name, header)));
        }
        headers
    }

    fn links(&mut self, response: &str) -> Vec<(String, Node<oa::Link>)> {
        let mut links = Vec::new();
        for (name, pointer, value) in self.entries(&child_pointer(response, "links")) {
            if let Some((pointer, value)) = self.follow(pointer, value) {
                links.extend(self.node(&pointer, value).map(|link| (name, link)));
            }
        }
        links
    }

    /// Types a node that holds schemas, or the node that a `$ref` leads to, and the schemas.
    fn referable<T: DeserializeOwned>(
        &mut self,
        pointer: String,
        entry: &'d Value,
    ) -> Option<Node<T>> {
        let (pointer, value) = self.follow(pointer, entry)?;
        self.holder(&pointer, value, entry)
    }

    /// Types a node that holds schemas, and the schemas. A description beside a `$ref` to it, which
    /// OpenAPI has from 3.1 on, takes the place of its own.
    fn holder<T: DeserializeOwned>(
        &mut self,
        pointer: &str,
        value: &Value,
        entry: &Value,
    ) -> Option<Node<T>> {
        let (mut copy, nested) = shallow::holder(pointer, value);
        let described = entry
            .get("description")
            .filter(|_| entry.get("$ref").is_some());
        if let (Some(description), Some(members)) = (described, copy.as_object_mut()) {
            members.insert("description".to_owned(), description.clone());
        }
        let node = self.node(pointer, &copy)?;
        for pointer in nested {
            if let Some(value) = self.document.get(&pointer) {
                self.schema(&pointer, value);
            }
        }
        Some(node)
    }
}

/// A response without the parts that are typed one by one, so that a fault in one costs no more.
fn without_parts(response: &Value) -> Value {
    let mut response = response.clone();
    if let Some(members) = response.as_object_mut() {
        members.remove("headers");
        members.remove("links");
    }
    response
}

/// The requests of a callback or webhook, without those that cannot be read.
fn sent<'r>(
    name: &'r str,
    place: &'r Place,
    requests: Vec<(String, Option<ResolvedOperation>)>,
) -> impl Iterator<Item = ResolvedCallback> + use<'r> {
    let requests = requests.into_iter();
    let requests = requests.filter_map(|(_, operation)| operation);
    requests.map(|operation| ResolvedCallback {
        name: name.to_owned(),
        place: place.clone(),
        operation,
    })
}

/// Two parameters with the same name and location are the same parameter (OpenAPI 3.0.3, 4.7.9); names
/// of headers are so in any case of letters (RFC 9110, section 5.1).
fn identity(parameter: &oa::Parameter) -> (Cow<'_, str>, u8) {
    let location = match parameter {
        oa::Parameter::Path { .. } => 0,
        oa::Parameter::Query { .. } => 1,
        oa::Parameter::Header { .. } => 2,
        oa::Parameter::Cookie { .. } => 3,
    };
    let name = parameter.parameter_data_ref().name.as_str();
    let name = match parameter {
        oa::Parameter::Header { .. } => name.to_ascii_lowercase().into(),
        _ => name.into(),
    };
    (name, location)
}
