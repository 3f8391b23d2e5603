//! Components that are no schemas, and refer to one another: in a row, and in a circle.

use serde_json::{Map, Value, json};

use crate::Becomes::{Less, Whole};
use crate::Graph;

pub(super) fn graphs() -> Vec<Graph> {
    let graph = |name, text, becomes| Graph {
        name,
        text,
        sizes: [200, 10_000],
        becomes,
    };
    vec![
        graph("parameters in a row", |n| row(n, &PARAMETER), Whole),
        graph(
            "parameters in a circle",
            |n| circle(n, &PARAMETER),
            Less("E0212"),
        ),
        graph("responses in a row", |n| row(n, &RESPONSE), Whole),
        graph(
            "responses in a circle",
            |n| circle(n, &RESPONSE),
            Less("E0212"),
        ),
        graph("headers in a row", |n| row(n, &HEADER), Whole),
        graph("headers in a circle", |n| circle(n, &HEADER), Less("E0212")),
        graph("examples in a row", |n| row(n, &EXAMPLE), Whole),
        graph(
            "examples in a circle",
            |n| circle(n, &EXAMPLE),
            Less("E0212"),
        ),
        graph("request bodies in a row", |n| row(n, &BODY), Whole),
        graph(
            "request bodies in a circle",
            |n| circle(n, &BODY),
            Less("E0212"),
        ),
        graph(
            "callbacks in a circle",
            |n| circle(n, &CALLBACK),
            Less("E0212"),
        ),
        graph("path items in a circle", path_items, Less("E0212")),
    ]
}

/// A kind of components.
struct Kind {
    section: &'static str,
    /// One of them.
    value: fn() -> Value,
    /// An operation that uses one.
    user: fn(Value) -> Value,
}

const PARAMETER: Kind = Kind {
    section: "parameters",
    value: || json!({"name": "q", "in": "query", "schema": {"type": "string"}}),
    user: |used| json!({"operationId": "a", "parameters": [used], "responses": {"200": {"description": ""}}}),
};

const RESPONSE: Kind = Kind {
    section: "responses",
    value: || json!({"description": ""}),
    user: |used| json!({"operationId": "a", "responses": {"200": used}}),
};

const HEADER: Kind = Kind {
    section: "headers",
    value: || json!({"schema": {"type": "string"}}),
    user: |used| json!({"operationId": "a", "responses": {"200": {"description": "", "headers": {"X-H": used}}}}),
};

const EXAMPLE: Kind = Kind {
    section: "examples",
    value: || json!({"value": "text"}),
    user: |used| {
        let media = json!({"schema": {"type": "string"}, "examples": {"e": used}});
        json!({"operationId": "a", "responses": {"200": {"description": "", "content": {"application/json": media}}}})
    },
};

const BODY: Kind = Kind {
    section: "requestBodies",
    value: || json!({"content": {"application/json": {"schema": {"type": "string"}}}}),
    user: |used| json!({"operationId": "a", "requestBody": used, "responses": {"200": {"description": ""}}}),
};

const CALLBACK: Kind = Kind {
    section: "callbacks",
    value: || json!({"{$request.body#/url}": {"post": {"responses": {"200": {"description": ""}}}}}),
    user: |used| json!({"operationId": "a", "callbacks": {"c": used}, "responses": {"200": {"description": ""}}}),
};

fn row(n: usize, kind: &Kind) -> String {
    document(n, kind, |i| {
        if i == n {
            (kind.value)()
        } else {
            reference(kind, i + 1)
        }
    })
}

fn circle(n: usize, kind: &Kind) -> String {
    document(n, kind, |i| reference(kind, (i + 1) % (n + 1)))
}

fn reference(kind: &Kind, i: usize) -> Value {
    json!({"$ref": format!("#/components/{}/C{i}", kind.section)})
}

fn document(n: usize, kind: &Kind, component: impl Fn(usize) -> Value) -> String {
    let components: Map<String, Value> = (0..=n).map(|i| (format!("C{i}"), component(i))).collect();
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Graph", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/a": {"post": (kind.user)(reference(kind, 0))}},
        "components": {kind.section: components},
    })
    .to_string()
}

fn path_items(n: usize) -> String {
    let item = |i: usize| json!({"$ref": format!("#/paths/~1a~1{}", (i + 1) % n)});
    let mut paths: Map<String, Value> = (0..n).map(|i| (format!("/a/{i}"), item(i))).collect();
    paths.insert(
        "/b".to_owned(),
        json!({"get": {"operationId": "b", "responses": {"200": {"description": ""}}}}),
    );
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Graph", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
    })
    .to_string()
}
