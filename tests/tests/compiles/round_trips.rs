//! The call that each operation shows in its documentation, made: what it sends, and what becomes of
//! every documented answer.

mod sampling;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use castiron::source::Document;
use castiron_tests::casting::{self, Files};
use castiron_tests::examples::{Example, examples};
use castiron_tests::references::followed;
use castiron_tests::workspace;
use serde_json::{Map, Value};

use super::{EMITTED, FIXTURES, cargo};

/// A status that no fixture lists, for what a `default` answers.
const ANY_OTHER: &str = "418";

/// The test's files: one that makes all calls, and what it makes them through.
pub fn tests(fixtures: &[(&str, &str)], files: &Files) -> [(String, String); 2] {
    [
        (
            "tests/round_trips/main.rs".to_owned(),
            calls(fixtures, files),
        ),
        (
            "tests/round_trips/recorder.rs".to_owned(),
            include_str!("round_trips/recorder.rs").to_owned(),
        ),
    ]
}

/// A function for each call, and for each fixture a test that writes down what its calls did.
fn calls(fixtures: &[(&str, &str)], files: &Files) -> String {
    let mut code = String::from(
        "#![allow(unused, deprecated)]
        mod recorder;
        use recorder::{Answer, exchanges};
        macro_rules! println { ($($told:tt)*) => { recorder::show(&format!($($told)*)) } }
        fn written(fixture: &str, calls: &[String]) {
            std::fs::write(format!(\"recorded/{fixture}.txt\"), calls.join(\"\\n\\n\")).unwrap();
        }\n",
    );
    for (fixture, path) in fixtures {
        let document = casting::translated(Path::new(path));
        let folder = format!("src/{fixture}/operations/");
        let shown: Vec<Example> = files
            .iter()
            .filter(|(path, _)| path.starts_with(&folder))
            .flat_map(|(_, text)| examples(text))
            .collect();
        if shown.is_empty() {
            continue;
        }
        let _ = writeln!(
            code,
            "#[test] fn {fixture}() {{ let mut calls = Vec::new();"
        );
        for Example {
            method,
            path,
            code: call,
        } in shown
        {
            let call = recorded(&call);
            let answers = answers(&document, &method, &path);
            let _ = write!(
                code,
                "calls.push({{ async fn call() -> Result<(), Box<dyn std::error::Error>> {{ {call} Ok(()) }}
                static ANSWERS: &[Answer] = &[{answers}];
                exchanges(ANSWERS, call) }});\n"
            );
        }
        let _ = writeln!(code, "written({fixture:?}, &calls); }}");
    }
    code
}

/// The code with the recorder for a server, and credentials that are at hand.
fn recorded(code: &str) -> String {
    let code = code.replacen(".build()?", ".transport(recorder::Recorder).build()?", 1);
    let mut pieces = code.split("std::env::var(");
    let mut recorded = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once(")?").unwrap_or_else(|| panic!("{piece}"));
        recorded.push_str(&format!("String::from({}){rest}", name.to_lowercase()));
    }
    recorded
}

/// Every documented answer of an operation, as a list of `Answer`.
fn answers(document: &Document, method: &str, path: &str) -> String {
    let root = document.root();
    // A fragment, which is never sent, is no part of the path that is shown.
    let is_it = |(key, _): &(&String, &Value)| key.split('#').next() == Some(path);
    let operation = root
        .get("paths")
        .and_then(Value::as_object)
        .and_then(|paths| followed(root, paths.iter().find(is_it)?.1).get(method))
        .unwrap_or_else(|| panic!("no {method} of {path}"));
    let responses = operation.get("responses").and_then(Value::as_object);
    let mut code = String::new();
    for (status, response) in responses.into_iter().flatten() {
        let status = match status.as_str() {
            "default" => ANY_OTHER.to_owned(),
            range => range.to_uppercase().replace("XX", "18"),
        };
        // A fixture may have statuses that are none; a finding says so.
        if status.parse::<u16>().is_err() {
            continue;
        }
        let content = followed(root, response)
            .get("content")
            .and_then(Value::as_object);
        let bodies: Vec<(&str, String)> =
            content.filter(|content| !content.is_empty()).map_or_else(
                || vec![("", String::new())],
                |content| bodies(document, content),
            );
        for (content_type, body) in bodies {
            let _ = write!(
                code,
                "Answer {{ status: {status}, content_type: {content_type:?}, body: {body:?} }},"
            );
        }
    }
    code
}

/// A body of each media type.
fn bodies<'a>(document: &Document, content: &'a Map<String, Value>) -> Vec<(&'a str, String)> {
    content
        .iter()
        .map(|(name, media)| {
            let schema = media.get("schema");
            let value = match (media.get("example"), schema) {
                (Some(example), _) => example.clone(),
                (None, Some(schema)) => sampling::value(document, schema),
                (None, None) => Value::from("words"),
            };
            (name.as_str(), body(name, &value))
        })
        .collect()
}

fn body(media: &str, value: &Value) -> String {
    let is_json = media.contains("json");
    let lines = ["jsonl", "ndjson", "json-seq", "json-lines"];
    let item = match value {
        Value::Array(items) => items.first().unwrap_or(value),
        item => item,
    };
    match value {
        _ if media == "text/event-stream" => match item {
            Value::String(text) => format!("data: {text}\n\n"),
            item => format!("data: {item}\n\n"),
        },
        _ if media.ends_with("json-seq") => format!("\u{1e}{item}\n"),
        _ if lines.iter().any(|name| media.contains(name)) => format!("{item}\n{item}\n"),
        Value::String(text) if !is_json => text.clone(),
        value => value.to_string(),
    }
}

#[test]
fn calls_go_there_and_back() {
    let folder = EMITTED.folder().join("recorded");
    fs::create_dir_all(&folder).unwrap();
    fs::write(EMITTED.folder().join("document.pdf"), "the document").unwrap();
    cargo(&["test", "--test", "round_trips"]);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for file in workspace::files(FIXTURES) {
        let name = file.split('.').next().unwrap();
        let Ok(text) = fs::read_to_string(folder.join(format!("{name}.txt"))) else {
            continue;
        };
        settings.set_snapshot_suffix(name);
        settings.bind(|| insta::assert_snapshot!("calls", without_randomness(&text)));
    }
}

/// Keys and boundaries are new in each run.
fn without_randomness(text: &str) -> String {
    let mut text = text.to_owned();
    let mut replace = |after: &str, length: usize, until: &[char], by: &str| {
        let random: Vec<String> = text
            .split(after)
            .skip(1)
            .filter_map(|rest| rest.split(until).next())
            .filter(|word| word.len() == length)
            .map(str::to_owned)
            .collect();
        for random in random {
            text = text.replace(&random, by);
        }
    };
    let ends = ['\n', '"', '&'];
    replace("boundary=", 32, &ends, "BOUNDARY");
    for carrier in [
        "idempotency-key: ",
        "x-unique: ",
        "requestToken=",
        "\"reference\":\"",
    ] {
        replace(carrier, 36, &ends, "RANDOM");
    }
    text
}
