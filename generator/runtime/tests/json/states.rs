//! Missing, `null` and empty are three states, in both directions.

use std::collections::BTreeMap;

use castiron_runtime::json::{MAX_DEPTH, from_slice};
use castiron_runtime::{Nullable, RawJson, required_nullable};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A property of each presence.
#[derive(Serialize, Deserialize)]
#[serde(bound = "T: Serialize + DeserializeOwned")]
struct Patch<T> {
    required: T,
    #[serde(deserialize_with = "required_nullable")]
    required_nullable: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    optional: Option<T>,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    nullable: Nullable<T>,
}

/// What becomes of a property that is missing, `null`, and empty.
const STATES: [(&str, [&str; 3]); 4] = [
    ("required", ["missing field", "found null", "empty"]),
    ("required_nullable", ["missing field", "null", "empty"]),
    ("optional", ["missing", "missing", "empty"]),
    ("nullable", ["missing", "null", "empty"]),
];

/// An object with one property in a state, and the others empty.
fn patch(property: &str, state: &str, empty: &str) -> String {
    let members = STATES.iter().filter_map(|(name, _)| {
        let value = match state {
            _ if *name != property => empty,
            "missing" => return None,
            "null" => "null",
            _ => empty,
        };
        Some(format!("\"{name}\":{value}"))
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn check<T: Serialize + DeserializeOwned>(empty: &str) {
    for (property, outcomes) in STATES {
        for (state, outcome) in ["missing", "null", "empty"].into_iter().zip(outcomes) {
            let text = patch(property, state, empty);
            let read = from_slice::<Patch<T>>(text.as_bytes(), MAX_DEPTH);
            match outcome {
                "missing" | "null" | "empty" => {
                    let written = serde_json::to_string(&read.ok().unwrap()).unwrap();
                    assert_eq!(written, patch(property, outcome, empty), "{text}");
                }
                message => {
                    let error = read.err().unwrap().to_string();
                    assert!(error.contains(message), "{text}: {error}");
                    assert!(error.contains(property), "{text}: {error}");
                }
            }
        }
    }
}

#[test]
fn the_three_states_of_texts_lists_and_objects_are_kept() {
    check::<String>("\"\"");
    check::<Vec<u8>>("[]");
    check::<BTreeMap<String, RawJson>>("{}");
}
