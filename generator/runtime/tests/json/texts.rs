//! Every text of `texts.tsv`: what is accepted, what is refused, and what is left to the reader.

use std::fmt::Write as _;

use castiron_runtime::RawJson;
use castiron_runtime::json::{JsonError, MAX_DEPTH, from_slice};
use percent_encoding::percent_decode_str;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

struct Text {
    verdict: &'static str,
    name: &'static str,
    bytes: Vec<u8>,
}

fn texts() -> impl Iterator<Item = Text> {
    let lines = include_str!("texts.tsv").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let columns: Vec<&str> = line.splitn(3, '\t').collect();
        let [verdict, name, text] = columns[..] else {
            panic!("not three columns: {line}");
        };
        let text = repeated(text);
        let bytes = percent_decode_str(&text).collect();
        Text {
            verdict,
            name,
            bytes,
        }
    })
}

/// A text with its `%(3:x)` as `xxx`.
fn repeated(text: &str) -> String {
    let mut parts = text.split("%(");
    let mut whole = parts.next().unwrap().to_owned();
    for part in parts {
        let (count, rest) = part.split_once(':').unwrap();
        let (unit, rest) = rest.split_once(')').unwrap();
        whole += &unit.repeat(count.parse().unwrap());
        whole += rest;
    }
    whole
}

fn read<T: DeserializeOwned>(text: &Text) -> Result<T, JsonError> {
    from_slice(&text.bytes, MAX_DEPTH)
}

/// What a reader that looks at nothing, one that keeps the text, and one that looks at everything
/// make of a text.
fn outcome(text: &Text) -> &'static str {
    let ignored = read::<IgnoredAny>(text).is_ok();
    let kept = read::<RawJson>(text).is_ok();
    let looked_at = read::<Value>(text).is_ok();
    match (ignored, kept, looked_at) {
        (true, true, true) => "accept",
        (true, true, false) => "keep",
        (false, false, false) => "refuse",
        _ => "readers do not agree",
    }
}

fn expected(verdict: &str) -> &str {
    match verdict {
        "accept" | "free-accept" => "accept",
        "free-keep" => "keep",
        "refuse" | "free-refuse" | "ours" => "refuse",
        other => panic!("no verdict: {other}"),
    }
}

#[test]
fn every_text_is_judged_as_the_table_says() {
    let mut wrong = String::new();
    for text in texts() {
        let (outcome, expected) = (outcome(&text), expected(text.verdict));
        if outcome != expected {
            writeln!(wrong, "{}: {outcome}, not {expected}", text.name).unwrap();
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn the_table_covers_every_rule() {
    let sections = include_str!("texts.tsv").split("\n\n").skip(1);
    let rows = sections.map(|section| section.lines().count() - 1);
    // Accepted, refused, left to the reader, and our own.
    assert_eq!(rows.collect::<Vec<_>>(), [98, 195, 35, 75]);
    assert_eq!(texts().count(), 98 + 195 + 35 + 75);
}

#[test]
fn what_is_kept_is_kept_byte_for_byte() {
    for text in texts() {
        if let Ok(kept) = read::<RawJson>(&text) {
            let bytes = text.bytes.strip_prefix(b"\xEF\xBB\xBF");
            let bytes = bytes.unwrap_or(&text.bytes).trim_ascii();
            assert_eq!(kept.text().as_bytes(), bytes, "{}", text.name);
            assert_eq!(serde_json::to_vec(&kept).unwrap(), bytes, "{}", text.name);
        }
    }
}

#[test]
fn a_text_in_a_place_that_nobody_reads_is_judged_alike() {
    #[derive(Debug, serde::Deserialize)]
    struct Nothing {}
    for text in texts().filter(|text| !text.bytes.starts_with(b"\xEF\xBB\xBF")) {
        // With two more levels around them, these are too deep.
        if text.name.starts_with("depth_128") {
            continue;
        }
        let around = [b"{\"unknown\": [0,", &text.bytes[..], b"\n]}"].concat();
        let expected = match text.name {
            // What was wrong with these is right inside a list.
            _ if text.bytes.trim_ascii().is_empty() => false,
            _ => expected(text.verdict) != "refuse",
        };
        let outcome = from_slice::<Nothing>(&around, MAX_DEPTH);
        assert_eq!(outcome.is_ok(), expected, "{}: {outcome:?}", text.name);
    }
}
