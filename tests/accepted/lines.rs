//! Items one after the other: lines of JSON and text sequences sent and read, and events of texts.

use client::line_bodies::operations::ungrouped::AddThingsBody;
use client::line_bodies::{Client, models::Change};
use client::runtime::RawJson;

use super::recorder::Recorder;

fn client(recorder: &Recorder) -> Client {
    let client = Client::builder().transport(recorder.clone());
    client.build().unwrap()
}

fn changes() -> [Change; 2] {
    [Change::new(1).note("a\nb"), Change::new(-2)]
}

const LINES: &str = "{\"amount\":1,\"note\":\"a\\nb\"}\n{\"amount\":-2}\n";

#[test]
fn lines_go_there_and_come_back() {
    let recorder = Recorder::answering("application/x-ndjson", LINES);
    let mut answer = Recorder::call(client(&recorder).add_lines(&changes())).unwrap();
    assert_eq!(
        recorder.sent(),
        format!("POST https://api.example.com/log\ncontent-type: application/x-ndjson\n\n{LINES}")
    );
    let received: Vec<Change> = answer.iter_blocking().map(Result::unwrap).collect();
    assert_eq!(received, changes());
}

#[test]
fn no_items_are_no_lines() {
    let recorder = Recorder::answering("application/x-ndjson", "");
    let mut answer = Recorder::call(client(&recorder).add_lines(&[])).unwrap();
    assert_eq!(
        recorder.sent(),
        "POST https://api.example.com/log\ncontent-type: application/x-ndjson\n"
    );
    assert!(answer.next_blocking().is_none());
}

#[test]
fn a_sequence_keeps_every_digit() {
    let recorder = Recorder::default();
    let prices = ["1.50", "-0.10"].map(|price| price.parse().unwrap());
    Recorder::call(client(&recorder).add_prices().body(&prices)).unwrap();
    assert_eq!(
        recorder.sent(),
        "POST https://api.example.com/prices\ncontent-type: application/json-seq\n\n\
         \u{1E}1.50\n\u{1E}-0.10\n"
    );
}

#[test]
fn free_json_is_one_line_each_and_may_be_chosen() {
    let recorder = Recorder::default();
    let thing: RawJson = serde_json::from_str("{\n  \"a\": \"b\"\n}").unwrap();
    let lines = AddThingsBody::Jsonl(vec![thing.clone(), thing]);
    Recorder::call(client(&recorder).add_things(lines)).unwrap();
    assert_eq!(
        recorder.sent(),
        "POST https://api.example.com/things\ncontent-type: application/jsonl\n\n\
         {   \"a\": \"b\" }\n{   \"a\": \"b\" }\n"
    );
}

#[test]
fn a_text_of_lines_is_sent_as_it_is() {
    let recorder = Recorder::default();
    Recorder::call(client(&recorder).set_log("1\n2")).unwrap();
    assert_eq!(
        recorder.sent(),
        "PUT https://api.example.com/log\ncontent-type: application/jsonl\n\n1\n2"
    );
}

#[test]
fn events_of_texts_may_be_null() {
    let events = "data: hello\n\ndata: null\n\ndata: \"null\"\n\ndata: \"a\\nb\"\n\ndata: 12\n\n";
    let recorder = Recorder::answering("text/event-stream", events);
    let mut notes = Recorder::call(client(&recorder).watch_notes()).unwrap();
    let notes = notes.iter_blocking().map(|note| note.unwrap().data);
    let notes: Vec<Option<String>> = notes.collect();
    let notes: Vec<Option<&str>> = notes.iter().map(Option::as_deref).collect();
    assert_eq!(
        notes,
        [Some("hello"), None, Some("null"), Some("a\nb"), Some("12")]
    );

    let recorder = Recorder::answering("text/event-stream", "data: 2025-02-03\n\ndata: null\n\n");
    let mut days = Recorder::call(client(&recorder).watch_days()).unwrap();
    let days: Vec<_> = days.iter_blocking().map(|day| day.unwrap().data).collect();
    assert_eq!(days, ["2025-02-03".parse().ok(), None]);
}
