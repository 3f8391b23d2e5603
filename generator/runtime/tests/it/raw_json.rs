//! Raw JSON, and unions that are dispatched with it.

use castiron_runtime::json::{MAX_DEPTH, from_slice};
use castiron_runtime::{Kind, RawJson};
use serde::{Deserialize, Deserializer, Serialize};

fn raw(text: &str) -> RawJson {
    RawJson::parse(text).unwrap()
}

#[test]
fn kinds() {
    for (text, kind) in [
        ("null", Kind::Null),
        ("true", Kind::Bool),
        ("false", Kind::Bool),
        ("-1", Kind::Number),
        ("\"x\"", Kind::String),
        (" [1]", Kind::Array),
        ("{}", Kind::Object),
    ] {
        assert_eq!(raw(text).kind(), kind);
    }
    for (text, integer) in [
        ("1", true),
        ("-9", true),
        ("1.0", false),
        ("1e3", false),
        ("\"1\"", false),
    ] {
        assert_eq!(raw(text).is_integer(), integer);
    }
}

#[test]
fn text_is_kept() {
    let text = r#"{"b": 1.10, "a" : 12345678901234567890123}"#;
    let value = raw(text);
    assert_eq!(value.text(), text);
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
    assert_eq!(format!("{value:?}"), text);
    assert_eq!(value, raw(text));
    assert_ne!(value, raw("{}"));
    assert_eq!(RawJson::from_value(&[1, 2]).unwrap().text(), "[1,2]");
    assert_eq!(raw("[1]").to_value(), serde_json::json!([1]));
}

#[test]
fn tags_and_keys() {
    let value =
        raw(r#"{"kind": "a\u0062", "n": 5, "flag": true, "x": null, "inner": {"deep": "y"}}"#);
    assert_eq!(value.tag("kind").as_deref(), Some("ab"));
    assert_eq!(value.tag("n").as_deref(), Some("5"));
    assert_eq!(value.tag("flag").as_deref(), Some("true"));
    for absent in ["x", "inner", "deep", "none"] {
        assert_eq!(value.tag(absent), None);
    }
    for (property, tag, expected) in [
        ("kind", "ab", true),
        ("kind", "a", false),
        ("x", "a", true),
        ("none", "a", true),
        ("inner", "a", false),
    ] {
        assert_eq!(value.may_be(property, tag), expected, "{property} {tag}");
    }
    assert!(value.has_keys(&["kind", "x"]));
    assert!(!value.has_keys(&["kind", "deep"]));
    assert!(raw("{}").has_keys(&[]));
    assert!(!raw("[]").has_keys(&[]));
    assert_eq!(raw("\"kind\"").tag("kind"), None);
}

#[derive(Debug, PartialEq)]
enum Creator {
    String(String),
    Login(Login),
    Unknown(RawJson),
}

#[derive(Debug, PartialEq, Deserialize)]
struct Login {
    login: Name,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Name {
    name: String,
}

impl<'de> Deserialize<'de> for Creator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = RawJson::deserialize(deserializer)?;
        match json.kind() {
            Kind::String => json.decode().map(Self::String),
            Kind::Object => json.decode().map(Self::Login),
            _ => Ok(Self::Unknown(json)),
        }
    }
}

impl Serialize for Creator {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::String(text) => text.serialize(serializer),
            Self::Login(_) => serializer.serialize_unit(),
            Self::Unknown(json) => json.serialize(serializer),
        }
    }
}

#[test]
fn unions() {
    #[derive(Debug, Deserialize)]
    struct Page {
        creators: Vec<Creator>,
    }
    let read = |text: &str| from_slice::<Page>(text.as_bytes(), MAX_DEPTH);
    let page = read(r#"{"creators": ["x", {"login": {"name": "y"}}, 1.50]}"#).unwrap();
    assert_eq!(page.creators[0], Creator::String("x".to_owned()));
    assert!(matches!(&page.creators[1], Creator::Login(login) if login.login.name == "y"));
    assert_eq!(serde_json::to_string(&page.creators[2]).unwrap(), "1.50");
    let error = read(r#"{"creators": ["x", {"login": {"name": 5}}, 1.50]}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.creators[1].login.name: expected a string, found a number"
    );
    // Whatever comes behind the value, or nothing at all.
    for text in [
        r#"{"creators": [{"login": {"name": 5}}]}"#,
        r#"{"creators": [{"login": {"name": 5}} ], "x": 1}"#,
        "{\"creators\": [{\"login\": {\"name\": 5}}\n,\n{}]}",
    ] {
        let error = read(text).unwrap_err();
        assert_eq!(error.path(), "$.creators[0].login.name", "{text}");
    }
    let alone = from_slice::<Creator>(br#"{"login": 5}"#, MAX_DEPTH).unwrap_err();
    assert_eq!(
        alone.to_string(),
        "$.login: expected struct Name, found a number"
    );
}
