//! Documents that are large in one way, and bombs.

use serde_json::{Map, Value, json};

use crate::Becomes::{Less, Refused, Whole};
use crate::Graph;

pub(super) fn graphs() -> Vec<Graph> {
    let graph = |name, text, sizes, becomes| Graph {
        name,
        text,
        sizes,
        becomes,
    };
    vec![
        graph("operations", operations, [300, 10_000], Whole),
        graph(
            "operations of which each has a neighbour",
            neighbours,
            [200, 5_000],
            Whole,
        ),
        graph(
            "operations with one id",
            |n| paths(n, |_| json!("same")),
            [200, 3_000],
            Less("E0401"),
        ),
        graph("inline examples", examples, [100, 2_000], Whole),
        graph(
            "segments of a path",
            |n| at(&"/a".repeat(n)),
            [1_000, 50_000],
            Whole,
        ),
        graph("keys of an extension", keys, [50_000, 1_000_000], Whole),
        graph(
            "a long description",
            |n| described(&"word ".repeat(n / 5)),
            [200_000, 5_000_000],
            Whole,
        ),
        graph(
            "a description of half-open signs",
            |n| described(&"*a [b](c `d _e ".repeat(n / 15)),
            [50_000, 1_000_000],
            Whole,
        ),
        graph(
            "more text than is read",
            |n| described(&"x".repeat(n)),
            [65 << 20, 65 << 20],
            Refused("E0102"),
        ),
        graph(
            "open lists",
            |n| "[".repeat(n),
            [100_000, 100_000],
            Refused("E0107"),
        ),
        graph(
            "open lists of YAML",
            |n| format!("a: {}", "[".repeat(n)),
            [100_000, 100_000],
            Refused("E0107"),
        ),
        graph(
            "open mappings",
            |n| "{\"a\":".repeat(n),
            [100_000, 100_000],
            Refused("E0107"),
        ),
        graph("aliases of aliases", bomb, [9, 9], Refused("E0108")),
        graph("aliases that do no harm", aliases, [1_000, 50_000], Whole),
    ]
}

fn operations(n: usize) -> String {
    paths(n, |i| json!(format!("op{i}")))
}

fn paths(n: usize, id: fn(usize) -> Value) -> String {
    let path = |i: usize| {
        let mut operation = operation(&format!("t{}", i / 20));
        operation["operationId"] = id(i);
        (format!("/a/{i}"), json!({"get": operation}))
    };
    document((0..n).map(path).collect(), Map::new())
}

fn neighbours(n: usize) -> String {
    let path = |i: usize| {
        let mut one = operation("literal");
        one["operationId"] = json!(format!("one{i}"));
        let mut any = operation("parameter");
        any["operationId"] = json!(format!("any{i}"));
        any["parameters"] =
            json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}]);
        [
            (format!("/a/{i}/list"), json!({"get": one})),
            (format!("/a/{i}/{{id}}"), json!({"get": any})),
        ]
    };
    document((0..n / 2).flat_map(path).collect(), Map::new())
}

fn examples(n: usize) -> String {
    let example =
        json!({"name": "text", "list": [{"a": 1, "b": [1, 2, 3]}, {"a": 2, "b": [4, 5, 6]}]});
    let path = |i: usize| {
        let mut operation = operation(&format!("t{}", i / 20));
        operation["operationId"] = json!(format!("op{i}"));
        operation["responses"]["200"]["content"] =
            json!({"application/json": {"schema": {"type": "object"}, "example": example}});
        (format!("/a/{i}"), json!({"get": operation}))
    };
    document((0..n).map(path).collect(), Map::new())
}

fn at(path: &str) -> String {
    let mut operation = operation("t");
    operation["operationId"] = json!("a");
    document(
        Map::from_iter([(path.to_owned(), json!({"get": operation}))]),
        Map::new(),
    )
}

fn keys(n: usize) -> String {
    let keys: Map<String, Value> = (0..n).map(|i| (format!("k{i}"), json!(i))).collect();
    document(
        Map::new(),
        Map::from_iter([("x-keys".to_owned(), Value::Object(keys))]),
    )
}

fn described(description: &str) -> String {
    let info = json!({"title": "Graph", "version": "1", "description": description});
    document(Map::new(), Map::from_iter([("info".to_owned(), info)]))
}

fn operation(tag: &str) -> Value {
    json!({"tags": [tag], "responses": {"200": {"description": ""}}})
}

fn document(paths: Map<String, Value>, more: Map<String, Value>) -> String {
    let mut document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Graph", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
    });
    if let Some(members) = document.as_object_mut() {
        members.extend(more);
    }
    document.to_string()
}

const YAML: &str = "openapi: 3.0.3\ninfo: {title: Graph, version: '1'}\nservers: [{url: 'https://api.example.com'}]\npaths: {}\n";

/// Nine values, nine times over for each of `n` levels.
fn bomb(n: usize) -> String {
    let mut text = format!("{YAML}x-a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for level in 1..n {
        let again = vec![format!("*a{}", level - 1); 9].join(", ");
        text.push_str(&format!("x-a{level}: &a{level} [{again}]\n"));
    }
    text
}

/// As documents have them that are written by hand: one response, again and again.
fn aliases(n: usize) -> String {
    let mut text =
        format!("{YAML}x-shared: &shared {{description: a, example: [1, 2]}}\nx-uses:\n");
    for _ in 0..n {
        text.push_str("  - a description that is longer than what is shared\n  - *shared\n");
    }
    text
}
