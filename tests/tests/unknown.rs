//! Every open enumeration and every union keeps a value that its spec does not know, byte for byte.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fmt::Debug;

use castiron_tests::workspace;
use payment_clients::{paycomet, payrix, tigo, travelport};
use serde::Serialize;
use serde::de::DeserializeOwned;
use syn::Item;

/// Texts that no enumeration has.
const TEXTS: &[&str] = &["\"\"", r#""a \"new\" one""#, "\"état\"", "\"\\u0000\""];

/// Integers that no enumeration has.
const INTEGERS: &[&str] = &[
    "987654",
    "-1",
    "9223372036854775807",
    "-9223372036854775808",
];

/// Values with a tag that no union has.
const TAGGED: &[&str] = &[
    r#"{"@type": "Unheard", "amount": 1.50, "list": [ 1e400 ]}"#,
    r#"{"@type":null,"b":1,"a":2}"#,
    r#"{ "amount" : 0.10000000000000000000000001 }"#,
    "[1.0]",
];

/// Values of a kind that no union has.
const KINDS: &[&str] = &["1.50", "1e-400", "true", "null"];

const NONE: Vec<&String> = Vec::new();

/// A model, the values that it does not know, and what becomes of one.
type Case = (
    &'static str,
    &'static str,
    &'static [&'static str],
    fn(&str) -> String,
);

macro_rules! cases {
    ($($api:ident $values:ident $($name:ident)*;)*) => {
        &[$($((
            stringify!($api),
            stringify!($name),
            $values,
            through::<$api::models::$name>,
        ),)*)*]
    };
}

const CASES: &[Case] = cases! {
    paycomet INTEGERS IvrSessionResult IvrSessionState;
    paycomet TEXTS IvrTransactionType;
    payrix INTEGERS Confirmed Frozen Inactive MfaAuthenticated MfaEnabled PortalAccess
        SessionPublic SessionSso SessionToken;
    payrix KINDS DivisionReference LoginReference RequestId Totals;
    tigo KINDS ErrorStatusCode;
    travelport TEXTS Commission CurrencySource FeeApplication FeeFrequency NextStepMethod
        ResultStatus YesNoUnknown;
    travelport TAGGED ErrorInfo FeeAmountOrPercent Fees PaymentId ReferenceList Taxes WarningInfo;
};

/// Reads a value that is unknown, and writes it.
fn through<T: Serialize + DeserializeOwned + Debug>(text: &str) -> String {
    let value: T = serde_json::from_str(text).unwrap();
    assert!(format!("{value:?}").starts_with("Unknown("), "{value:?}");
    serde_json::to_string(&value).unwrap()
}

#[test]
fn what_is_unknown_comes_out_byte_for_byte() {
    for (api, name, values, through) in CASES {
        for value in *values {
            assert_eq!(through(value), *value, "{api}::{name}");
        }
    }
}

#[test]
fn no_enumeration_and_no_union_is_forgotten() {
    let mut emitted = BTreeSet::new();
    for path in workspace::rust_files("generated/src") {
        let Some((api, "models", _)) = path.split_once('/').and_then(|(api, rest)| {
            rest.split_once('/')
                .map(|(folder, file)| (api, folder, file))
        }) else {
            continue;
        };
        let file = syn::parse_file(&workspace::text(&format!("generated/src/{path}"))).unwrap();
        for item in file.items {
            if let Item::Enum(item) = item {
                emitted.insert(format!("{api}::{}", item.ident));
            }
        }
    }
    let listed: BTreeSet<String> = CASES
        .iter()
        .map(|(api, name, _, _)| format!("{api}::{name}"))
        .collect();
    let missing: Vec<&String> = emitted.difference(&listed).collect();
    assert_eq!(
        missing, NONE,
        "list these in `CASES`, with values they do not know"
    );
    let gone: Vec<&String> = listed.difference(&emitted).collect();
    assert_eq!(
        gone, NONE,
        "there are no such types; take them out of `CASES`"
    );
}
