//! The payloads of the probes: JSON that a type of each has to give back, key for key.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use super::documents;

/// Payloads whose value is not the only one that is allowed.
const WRONG: [(&str, &str); 1] = [("s19_const", r#"{"k":"wrong"}"#)];

/// JSON, and the type that reads it.
pub struct Payload {
    /// The path of the type in the emitted crate.
    pub ty: String,
    pub json: String,
    /// Whether the type refuses it.
    pub wrong: bool,
}

#[derive(Deserialize)]
struct Entry {
    r#type: String,
    payloads: Vec<String>,
}

/// All payloads; none where there are no probes.
pub fn payloads() -> Vec<Payload> {
    let Some(folder) = documents::folder() else {
        return Vec::new();
    };
    let text = fs::read_to_string(folder.join("PAYLOADS.json")).unwrap();
    let entries: BTreeMap<String, Entry> = serde_json::from_str(&text).unwrap();
    let mut payloads = Vec::new();
    for (probe, entry) in entries {
        for json in entry.payloads {
            payloads.push(Payload {
                ty: format!("{probe}::models::{}", entry.r#type),
                wrong: WRONG.contains(&(&probe, &json)),
                json,
            });
        }
    }
    assert_eq!(payloads.len(), 31, "a payload is gone, or new");
    payloads
}
