//! Which operation a request is for, and the values in its path.

use castiron_runtime::mock::Script;
use castiron_runtime::{CoreBuilder, Method, Operation, RequestParts, decode};

use super::at_once;
use crate::fake::PLAIN;

const fn at(path: &'static str) -> Operation {
    Operation {
        id: path,
        path,
        ..PLAIN
    }
}

static ROOT: Operation = at("/");
static LIST: Operation = at("/things");
static ONE: Operation = at("/things/{id}");
static NEW: Operation = at("/things/new");
static NESTED: Operation = at("/shops/{shop}/things/{id}");
static MIXED: Operation = at("/range/{from}..{to}.json");
static SPACED: Operation = at("/a thing/{id}");
static DELETE: Operation = Operation {
    id: "delete",
    method: Method::DELETE,
    path: "/things/{id}",
    ..PLAIN
};
static OPERATIONS: &[&Operation] = &[&ROOT, &ONE, &NEW, &LIST, &NESTED, &MIXED, &SPACED, &DELETE];

/// What the mock takes a request for, and the values of its parameters.
fn matched(
    base_url: &str,
    operation: &'static Operation,
    values: &[(&'static str, &str)],
) -> (&'static str, Vec<String>) {
    let script = Script::new(OPERATIONS);
    let mut builder = CoreBuilder::new(base_url);
    builder.transport(script.clone());
    let mut parts = RequestParts::new(&builder.build().unwrap(), operation);
    for (name, value) in values {
        parts.path(name, *value);
    }
    at_once(parts.send(decode::empty, decode::none)).unwrap_err();
    let request = script.requests().remove(0);
    let values = values.iter();
    let values = values.map(|(name, _)| request.path(name).unwrap_or("?").to_owned());
    (request.operation_id().unwrap_or("?"), values.collect())
}

#[test]
fn requests_find_their_operation_below_any_base_url() {
    type Values = &'static [(&'static str, &'static str)];
    let table: [(&Operation, Values); 8] = [
        (&ROOT, &[]),
        (&LIST, &[]),
        (&ONE, &[("id", "7")]),
        (&NEW, &[]),
        (&NESTED, &[("shop", "a/b ü"), ("id", "things")]),
        (&MIXED, &[("from", "1"), ("to", "2.5")]),
        (&SPACED, &[("id", "{id}")]),
        (&DELETE, &[("id", "new")]),
    ];
    for base_url in ["https://mock.invalid", "https://api.example.com/v1/x"] {
        for (operation, values) in table {
            let expected: Vec<&str> = values.iter().map(|(_, value)| *value).collect();
            let (id, found) = matched(base_url, operation, values);
            assert_eq!(
                (id, found),
                (
                    operation.id,
                    expected.into_iter().map(str::to_owned).collect()
                )
            );
        }
    }
}
