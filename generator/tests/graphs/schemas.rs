//! Schemas that lead to one another.

use std::iter::once;

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
        graph(
            "references in a row",
            |n| chain(n, |_, next| next),
            [500, 10_000],
            Whole,
        ),
        graph(
            "properties in a row",
            |n| {
                chain(
                    n,
                    |_, next| json!({"type": "object", "properties": {"next": next}}),
                )
            },
            [300, 4_000],
            Whole,
        ),
        graph(
            "lists in a row",
            |n| chain(n, |_, next| json!({"type": "array", "items": next})),
            [300, 4_000],
            Whole,
        ),
        graph(
            "maps in a row",
            |n| {
                chain(
                    n,
                    |_, next| json!({"type": "object", "additionalProperties": next}),
                )
            },
            [300, 4_000],
            Whole,
        ),
        graph(
            "bases in a row",
            |n| chain(n, extension),
            [100, 1_500],
            Less("E0107"),
        ),
        graph(
            "bases in a row that add nothing",
            |n| chain(n, |_, next| json!({"allOf": [next]})),
            [200, 4_000],
            Less("E0107"),
        ),
        graph(
            "unions in a row",
            |n| chain(n, |_, next| json!({"oneOf": [next, {"type": "boolean"}]})),
            [200, 2_000],
            Less("E0506"),
        ),
        graph(
            "unions of one branch in a row",
            |n| chain(n, |_, next| json!({"oneOf": [next]})),
            [300, 4_000],
            Whole,
        ),
        graph(
            "bases twice in a row",
            |n| chain(n, |_, next| json!({"allOf": [next.clone(), next]})),
            [16, 60],
            Whole,
        ),
        graph(
            "unions of ten unions each",
            |n| grid(n, "oneOf"),
            [8, 100],
            Less("E0506"),
        ),
        graph("ten bases each", |n| grid(n, "allOf"), [8, 60], Whole),
        graph("bases as a tree", tree, [200, 4_000], Whole),
        graph(
            "properties in a circle",
            |n| {
                circle(
                    n,
                    |next| json!({"type": "object", "properties": {"next": next}}),
                )
            },
            [200, 4_000],
            Whole,
        ),
        graph(
            "lists in a circle",
            |n| circle(n, |next| json!({"type": "array", "items": next})),
            [200, 4_000],
            Whole,
        ),
        graph(
            "references in a circle",
            |n| circle(n, |next| next),
            [300, 4_000],
            Less("E0212"),
        ),
        graph(
            "bases in a circle",
            |n| circle(n, |next| json!({"allOf": [next]})),
            [200, 2_000],
            Less("E0212"),
        ),
        graph(
            "references to the document",
            |n| many(n, |_| json!({"$ref": "#"})),
            [50, 500],
            Whole,
        ),
        graph("heirs of one base", heirs, [200, 3_000], Whole),
        graph(
            "unions that name their base",
            |n| {
                wide(
                    n,
                    "oneOf",
                    |_| json!({"allOf": [reference(0)], "type": "object"}),
                )
            },
            [50, 500],
            Less("E0506"),
        ),
        graph("branches in place", in_place, [200, 2_000], Whole),
        graph(
            "branches by reference",
            |n| wide(n, "oneOf", |i| own_property(i, true)),
            [200, 3_000],
            Whole,
        ),
        graph(
            "any of many branches",
            |n| wide(n, "anyOf", |i| own_property(i, false)),
            [200, 3_000],
            Less("E0506"),
        ),
        graph(
            "many bases",
            |n| wide(n, "allOf", |i| own_property(i, false)),
            [200, 4_000],
            Whole,
        ),
        graph("products of choices", products, [3, 12], Whole),
        graph(
            "objects in place in one another",
            |n| {
                nested(
                    n,
                    |inner| json!({"type": "object", "properties": {"inner": inner}}),
                )
            },
            [50, 54],
            Whole,
        ),
        graph(
            "lists in place in one another",
            |n| nested(n, |inner| json!({"type": "array", "items": inner})),
            [50, 54],
            Less("E0301"),
        ),
        graph(
            "more in one another than is read",
            |n| {
                nested(
                    n,
                    |inner| json!({"type": "object", "properties": {"inner": inner}}),
                )
            },
            [60, 5_000],
            Refused("E0107"),
        ),
        graph(
            "missing schemas",
            |n| {
                many(
                    n,
                    |i| json!({"type": "object", "properties": {"a": {"$ref": format!("#/components/schemas/Missing{i}")}}}),
                )
            },
            [200, 4_000],
            Less("E0208"),
        ),
        graph(
            "schemas",
            |n| many(n, |i| own_property(i, true)),
            [1_000, 25_000],
            Whole,
        ),
        graph(
            "values of an enum",
            |n| {
                one(
                    json!({"type": "string", "enum": (0..n).map(|i| format!("v{i}")).collect::<Vec<_>>()}),
                )
            },
            [1_000, 20_000],
            Whole,
        ),
        graph(
            "properties of an object",
            |n| {
                one(
                    json!({"type": "object", "properties": (0..n).map(|i| (format!("p{i}"), json!({"type": "string"}))).collect::<Map<_, _>>()}),
                )
            },
            [1_000, 10_000],
            Whole,
        ),
    ]
}

/// A document of schemas, whose only operation answers with the first.
pub(super) fn document(schemas: impl IntoIterator<Item = Value>) -> String {
    let schemas = schemas.into_iter().enumerate();
    let schemas: Map<String, Value> = schemas
        .map(|(i, schema)| (format!("S{i}"), schema))
        .collect();
    let answer =
        json!({"description": "", "content": {"application/json": {"schema": reference(0)}}});
    let operation = json!({"operationId": "a", "responses": {"200": answer}});
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Graph", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/a": {"get": operation}},
        "components": {"schemas": schemas},
    })
    .to_string()
}

fn reference(i: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/S{i}")})
}

fn own_property(i: usize, is_required: bool) -> Value {
    let mut object = json!({"type": "object", "properties": {format!("p{i}"): {"type": "string"}}});
    if is_required {
        object["required"] = json!([format!("p{i}")]);
    }
    object
}

fn one(schema: Value) -> String {
    document([schema])
}

fn many(n: usize, schema: fn(usize) -> Value) -> String {
    document((0..n).map(schema))
}

fn chain(n: usize, link: fn(usize, Value) -> Value) -> String {
    let links = (0..n).map(|i| link(i, reference(i + 1)));
    document(links.chain(once(own_property(n, false))))
}

fn extension(i: usize, base: Value) -> Value {
    json!({"allOf": [base, own_property(i, false)]})
}

fn circle(n: usize, link: fn(Value) -> Value) -> String {
    document((0..n).map(|i| link(reference((i + 1) % n))))
}

fn tree(n: usize) -> String {
    document((0..n).map(|i| match 2 * i + 2 < n {
        true => json!({"allOf": [reference(2 * i + 1), reference(2 * i + 2)]}),
        false => own_property(i, false),
    }))
}

/// Ten schemas in each row, each of which leads to all ten of the next.
fn grid(n: usize, keyword: &str) -> String {
    let rows = (1..=n).flat_map(|row| {
        let next = (0..10).map(|column| reference(row * 10 + column));
        let next: Vec<Value> = next.collect();
        (0..10).map(move |_| json!({keyword: next}))
    });
    document(rows.chain((0..10).map(|i| own_property(i, true))))
}

fn heirs(n: usize) -> String {
    let base = json!({
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}},
        "discriminator": {
            "propertyName": "kind",
            "mapping": (1..n).map(|i| (format!("k{i}"), json!(format!("#/components/schemas/S{i}")))).collect::<Map<_, _>>(),
        },
    });
    document(once(base).chain((1..n).map(|i| extension(i, reference(0)))))
}

fn wide(n: usize, keyword: &str, branch: fn(usize) -> Value) -> String {
    let branches: Vec<Value> = (1..n).map(reference).collect();
    document(once(json!({keyword: branches})).chain((1..n).map(branch)))
}

fn in_place(n: usize) -> String {
    let branches: Vec<Value> = (0..n).map(|i| own_property(i, true)).collect();
    one(json!({"oneOf": branches}))
}

/// `n` choices beside one another: four to the power of `n` kinds of objects.
fn products(n: usize) -> String {
    let choice =
        |i| json!({"oneOf": (0..4).map(|j| own_property(i * 4 + j, true)).collect::<Vec<_>>()});
    one(json!({"allOf": (0..n).map(choice).collect::<Vec<_>>()}))
}

fn nested(n: usize, around: fn(Value) -> Value) -> String {
    let mut text = json!({"type": "string"}).to_string();
    let frame = around(json!("INNER")).to_string();
    let (before, after) = frame.split_once("\"INNER\"").expect("a frame around it");
    text = format!("{}{text}{}", before.repeat(n), after.repeat(n));
    one(json!("SCHEMA")).replace("\"SCHEMA\"", &text)
}
