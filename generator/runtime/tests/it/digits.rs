//! Integers as JSON strings.

use std::collections::BTreeMap;

use castiron_runtime::json::{MAX_DEPTH, from_slice};
use castiron_runtime::{Nullable, integer_string};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
struct Counts {
    #[serde(with = "integer_string")]
    total: u64,
    #[serde(
        with = "integer_string",
        default,
        skip_serializing_if = "Nullable::is_absent"
    )]
    change: Nullable<i64>,
    #[serde(with = "integer_string", default)]
    by_day: BTreeMap<String, Vec<u8>>,
}

fn read(text: &str) -> Result<Counts, String> {
    from_slice(text.as_bytes(), MAX_DEPTH).map_err(|error| error.to_string())
}

#[test]
fn text_in_is_text_out() {
    for text in [
        r#"{"total":"0","by_day":{}}"#,
        r#"{"total":"18446744073709551615","change":null,"by_day":{"monday":["0","255"]}}"#,
        r#"{"total":"9007199254740993","change":"-9223372036854775808","by_day":{}}"#,
    ] {
        assert_eq!(serde_json::to_string(&read(text).unwrap()).unwrap(), text);
    }
}

#[test]
fn what_would_change_is_an_error() {
    for total in [
        "\"+1\"",
        "\"007\"",
        "\"-0\"",
        "\"\"",
        "\" 1\"",
        "\"1.0\"",
        "\"18446744073709551616\"",
    ] {
        let error = read(&format!(r#"{{"total":{total}}}"#)).unwrap_err();
        assert_eq!(
            error, "$.total: the text is not an integer (u64)",
            "{total}"
        );
    }
    let error = read(r#"{"total":"1","by_day":{"monday":["0","256"]}}"#).unwrap_err();
    assert_eq!(error, "$.by_day.monday[1]: the text is not an integer (u8)");
    let error = read(r#"{"total":1}"#).unwrap_err();
    assert_eq!(error, "$.total: expected a string, found a number");
}
