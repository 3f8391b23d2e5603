//! Keys that are there twice, in objects of any size and at any place.

use std::collections::{BTreeMap, BTreeSet};

use castiron_runtime::RawJson;
use castiron_runtime::json::{JsonError, MAX_DEPTH, from_slice};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;

fn read(keys: &[String]) -> Result<IgnoredAny, JsonError> {
    let members: Vec<String> = keys.iter().map(|key| format!("\"{key}\": 1")).collect();
    let text = format!(r#"[{{"a": {{{}}}}}, {{"a": 2}}]"#, members.join(", "));
    from_slice(text.as_bytes(), MAX_DEPTH)
}

#[test]
fn found_in_objects_of_any_size() {
    for count in [1, 2, 12, 46, 47, 48, 49, 50, 51, 300] {
        let keys: Vec<String> = (0..count).map(|index| format!("k{index}")).collect();
        assert!(read(&keys).is_ok(), "{count} keys");
        for twice in [0, count / 2, count - 1] {
            let keys = [&keys[..], &keys[twice..=twice]].concat();
            let message = format!("$[0].a.k{twice}: the key is there twice");
            assert_eq!(read(&keys).unwrap_err().to_string(), message);
        }
    }
}

#[test]
fn keys_that_differ_in_one_place_are_two() {
    for length in 1..40 {
        let plain = "x".repeat(length);
        let others = (0..length).map(|place| {
            let (before, after) = (&plain[..place], &plain[place + 1..]);
            format!("{before}y{after}")
        });
        let keys: Vec<String> = others.chain([plain.clone()]).collect();
        assert!(read(&keys).is_ok(), "{length} characters");
    }
}

/// What a type reads, keeps as text or passes over is looked at alike.
#[test]
fn found_at_every_place() {
    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only read from JSON")]
    struct Model {
        #[serde(default)]
        known: Option<Box<Model>>,
        #[serde(default)]
        kept: RawJson,
        #[serde(default)]
        map: BTreeMap<String, RawJson>,
    }
    let places = [
        ("{}", ""),
        (r#"{"known": {}}"#, ".known"),
        (r#"{"kept": {}}"#, ".kept"),
        (r#"{"kept": [1, {}]}"#, ".kept[1]"),
        (r#"{"passed over": {}}"#, r#"["passed over"]"#),
        (r#"{"known": {"x": [{"y": {}}]}}"#, ".known.x[0].y"),
        (r#"{"map": {}}"#, ".map"),
        (r#"{"map": {"a": {}}}"#, ".map.a"),
    ];
    for (text, path) in places {
        let read = |members: &str| {
            let text = text.replace("{}", &format!("{{{members}}}"));
            from_slice::<Model>(text.as_bytes(), MAX_DEPTH).map(drop)
        };
        assert_eq!(read(r#""a": 1, "aa": 1, "b": {"a": 1}"#), Ok(()), "{text}");
        for members in [
            r#""a": 1, "b": 1, "a": 2"#,
            r#""a": 1, "\u0061": 2"#,
            r#""\u0061": 1, "a": 2"#,
        ] {
            let error = read(members).unwrap_err().to_string();
            assert_eq!(
                error,
                format!("${path}.a: the key is there twice"),
                "{text}"
            );
        }
        assert!(read(r#""a": "\ud800""#).is_err(), "{text}");
        assert!(read(r#""\ud800": 1"#).is_err(), "{text}");
    }
}

#[test]
fn equal_keys_of_other_objects_do_not_count() {
    for text in [
        r#"{"a": {"a": 1}, "b": {"a": 1}}"#,
        r#"[{"a": 1}, {"a": 1}]"#,
        r#"{"a": ["a", "a"], "b": "a"}"#,
        r#"{"a": "\"a\":", "b": "\\"}"#,
    ] {
        assert!(
            from_slice::<IgnoredAny>(text.as_bytes(), MAX_DEPTH).is_ok(),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn found_whatever_the_keys(keys in prop::collection::vec("[aé\u{1F600}]{0,3}|[a-b]{7,9}", 0..70)) {
        let different: BTreeSet<&String> = keys.iter().collect();
        prop_assert_eq!(read(&keys).is_ok(), different.len() == keys.len());
    }
}
