//! The three states of an optional nullable property.

use castiron_runtime::{Nullable, required_nullable};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Patch {
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    note: Nullable<String>,
    #[serde(deserialize_with = "required_nullable")]
    parent: Option<i32>,
}

#[test]
fn every_state_comes_back() {
    for (text, note) in [
        (r#"{"parent":null}"#, Nullable::Absent),
        (r#"{"note":null,"parent":1}"#, Nullable::Null),
        (
            r#"{"note":"x","parent":1}"#,
            Nullable::Value("x".to_owned()),
        ),
    ] {
        let patch: Patch = serde_json::from_str(text).unwrap();
        assert_eq!(patch.note, note);
        assert_eq!(serde_json::to_string(&patch).unwrap(), text);
    }
}

#[test]
fn a_required_property_may_be_null_but_not_missing() {
    let error = serde_json::from_str::<Patch>("{}").unwrap_err();
    assert!(error.to_string().starts_with("missing field `parent`"));
}

#[test]
fn conversions() {
    assert_eq!(Nullable::from(5), Nullable::Value(5));
    assert_eq!(Nullable::from(Some(5)), Nullable::Value(5));
    assert_eq!(Nullable::<i32>::from(None), Nullable::Null);
    assert_eq!(Nullable::<i32>::default(), Nullable::Absent);
    assert_eq!(Nullable::Value(5).as_option(), Some(&5));
    assert_eq!(Nullable::<i32>::Null.into_option(), None);
    assert!(Nullable::<i32>::Null.is_null());
    assert!(!Nullable::<i32>::Null.is_absent());
}

#[test]
fn map_changes_nothing_but_a_value() {
    let boxed = |nullable: Nullable<i32>| nullable.map(Box::new);
    assert_eq!(boxed(Nullable::Absent), Nullable::Absent);
    assert_eq!(boxed(Nullable::Null), Nullable::Null);
    assert_eq!(boxed(Nullable::Value(5)), Nullable::Value(Box::new(5)));
}
