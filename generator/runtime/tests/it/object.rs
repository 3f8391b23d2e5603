//! Objects with additional properties, as emitted code reads and writes them.

use std::collections::BTreeMap;
use std::fmt;

use castiron_runtime::base64_bytes::Base64;
use castiron_runtime::{Nullable, object};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Debug, PartialEq)]
struct Details {
    error_code: i32,
    note: Option<String>,
    parent: Nullable<i32>,
    signature: Vec<u8>,
    additional_properties: BTreeMap<String, i32>,
}

impl<'de> Deserialize<'de> for Details {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DetailsVisitor;
        impl<'de> Visitor<'de> for DetailsVisitor {
            type Value = Details;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Details, A::Error> {
                let mut error_code = None;
                let mut note = None;
                let mut parent = None;
                let mut signature = None;
                let mut additional_properties = BTreeMap::new();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "errorCode" => object::set(&mut error_code, "errorCode", &mut map)?,
                        "note" => object::set(&mut note, "note", &mut map)?,
                        "parent" => object::set(&mut parent, "parent", &mut map)?,
                        "signature" => {
                            object::set_with(&mut signature, "signature", &mut map, Base64)?;
                        }
                        _ => object::insert(&mut additional_properties, key, &mut map)?,
                    }
                }
                Ok(Details {
                    error_code: object::required(error_code, "errorCode")?,
                    note: object::optional(note),
                    parent: object::optional(parent),
                    signature: object::required(signature, "signature")?,
                    additional_properties,
                })
            }
        }
        deserializer.deserialize_map(DetailsVisitor)
    }
}

impl Serialize for Details {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = object::Writer::new(serializer)?;
        object.required("errorCode", &self.error_code)?;
        object.optional("note", &self.note)?;
        object.optional("parent", &self.parent)?;
        object.required_with("signature", &self.signature, Base64)?;
        object.additional(&self.additional_properties)?;
        object.end()
    }
}

#[test]
fn every_key_comes_back() {
    for text in [
        r#"{"errorCode":1,"signature":"AAE="}"#,
        r#"{"errorCode":1,"note":"x","parent":null,"signature":"","a":2,"z":3}"#,
    ] {
        let details: Details = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&details).unwrap(), text);
    }
}

#[test]
fn refused() {
    for (text, expected) in [
        (r#"{"signature":""}"#, "missing field `errorCode`"),
        (
            r#"{"errorCode":1,"errorCode":2}"#,
            "duplicate field `errorCode`",
        ),
        (r#"{"a":1,"a":2}"#, "duplicate field `a`"),
        (
            r#"{"errorCode":1,"signature":"%"}"#,
            "the text is not base64",
        ),
        (r#"{"a":"x"}"#, "invalid type: string"),
    ] {
        let error = serde_json::from_str::<Details>(text)
            .unwrap_err()
            .to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn an_additional_property_cannot_stand_in_for_a_declared_one() {
    let details = Details {
        error_code: 1,
        note: None,
        parent: Nullable::Absent,
        signature: Vec::new(),
        additional_properties: BTreeMap::from([("note".to_owned(), 5)]),
    };
    assert_eq!(
        serde_json::to_string(&details).unwrap_err().to_string(),
        "the additional property `note` has the name of a declared one: set that field instead"
    );
}
