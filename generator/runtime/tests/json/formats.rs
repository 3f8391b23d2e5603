//! Models in formats other than JSON: what goes in comes out.

use castiron_runtime::{Nullable, RawJson};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::payment::{Creator, Login, Payment, TEXTS, read};

fn through_cbor<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    ciborium::from_reader(&*bytes).unwrap()
}

fn through_message_pack<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let bytes = rmp_serde::to_vec_named(value).unwrap();
    rmp_serde::from_slice(&bytes).unwrap()
}

#[test]
fn json_comes_out_as_it_went_in() {
    for text in TEXTS {
        let payment = read(text).unwrap();
        assert_eq!(serde_json::to_string(&payment).unwrap(), *text);
    }
}

#[test]
fn cbor_holds_every_model() {
    for text in TEXTS {
        let payment = read(text).unwrap();
        let back = through_cbor(&payment);
        assert_eq!(serde_json::to_string(&back).unwrap(), *text);
        assert_eq!(back, payment);
    }
}

#[test]
fn message_pack_holds_every_model() {
    for text in TEXTS {
        let payment = read(text).unwrap();
        let back = through_message_pack(&payment);
        assert_eq!(serde_json::to_string(&back).unwrap(), *text);
        assert_eq!(back, payment);
    }
}

#[test]
fn a_tree_of_serde_json_holds_what_a_double_can() {
    let text = r#"{"id":7,"amount":1,"tax":"0.10","tip":null,"parent":null,"state":"new","creator":{"kind":"robot","n":1.5},"lines":[],"rates":{},"x":[1,"2"]}"#;
    let payment = read(text).unwrap();
    let tree = serde_json::to_value(&payment).unwrap();
    assert_eq!(serde_json::from_value::<Payment>(tree).unwrap(), payment);
}

#[test]
fn every_kind_of_raw_json_comes_out_of_a_binary_format() {
    for text in [
        "null",
        "true",
        "-0.0",
        "1e999",
        "123456789012345678901234567890.0100",
        r#""\u0061 \ud83d\ude00""#,
        r#"[1, 2.50 ,{"a":[]}]"#,
        r#"{"b": 1, "a": {"$serde_json::private::RawValue": "x"}}"#,
    ] {
        let json = RawJson::parse(text).unwrap();
        assert_eq!(through_cbor(&json).text(), text);
        assert_eq!(through_message_pack(&json).text(), text);
        assert_eq!(
            through_cbor(&vec![Some(json)])[0].as_ref().unwrap().text(),
            text
        );
    }
}

#[test]
fn floats_of_a_union_come_out_of_a_binary_format() {
    for share in [0.1, -0.0, 1e300, 5e-324, f64::MAX, 16_777_217.0] {
        let creator = Creator::Login(Box::new(Login {
            kind: "login".to_owned(),
            name: None,
            limit: Some("1.10".parse().unwrap()),
            share: Some(share),
        }));
        let Creator::Login(login) = through_cbor(&creator) else {
            panic!("not the same branch");
        };
        assert_eq!(login.share.unwrap().to_bits(), share.to_bits());
        assert_eq!(login.limit.unwrap().to_string(), "1.10");
        assert_eq!(through_message_pack(&creator), creator);
    }
}

#[test]
fn the_three_states_come_out_of_a_binary_format() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Patch {
        #[serde(default, skip_serializing_if = "Nullable::is_absent")]
        note: Nullable<RawJson>,
    }
    for note in [
        Nullable::Absent,
        Nullable::Null,
        Nullable::Value(RawJson::from("x")),
    ] {
        let patch = Patch { note };
        assert_eq!(through_cbor(&patch), patch);
        assert_eq!(through_message_pack(&patch), patch);
    }
}

/// serde holds what it reads for this in a buffer, in which numbers are doubles.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Buffered {
    Payment(#[expect(dead_code, reason = "only read")] Box<Payment>),
    Json(RawJson),
}

#[test]
fn a_number_that_was_a_float_on_its_way_is_refused() {
    let read = |text: &str| serde_json::from_str::<Buffered>(text);
    for text in [
        "1.10",
        "[1, 123456789012345678901234567890]",
        r#"{"a": 0.1}"#,
    ] {
        assert!(read(text).is_err(), "{text}");
    }
    for (text, expected) in [
        (
            r#"{"a" : [1, "x", null, true]}"#,
            r#"{"a":[1,"x",null,true]}"#,
        ),
        ("18446744073709551615", "18446744073709551615"),
        ("[]", "[]"),
        ("{}", "{}"),
    ] {
        let Buffered::Json(json) = read(text).unwrap() else {
            panic!("{text} is no payment");
        };
        assert_eq!(json.text(), expected);
    }
    let whole =
        r#"{"id":1,"amount":1,"parent":null,"state":"open","creator":5,"lines":[],"rates":{}}"#;
    assert!(matches!(read(whole).unwrap(), Buffered::Payment(_)));
}

#[test]
fn a_text_that_claims_to_be_json_is_checked() {
    let claim = |text: &str| {
        let object = std::collections::BTreeMap::from([("$serde_json::private::RawValue", text)]);
        let mut bytes = Vec::new();
        ciborium::into_writer(&object, &mut bytes).unwrap();
        ciborium::from_reader::<RawJson, _>(&*bytes)
    };
    assert_eq!(claim("[1.0]").unwrap().text(), "[1.0]");
    for text in ["", "1 2", "{\"a\":1}, \"admin\": true", "NaN"] {
        assert!(claim(text).is_err(), "{text}");
    }
    assert!(claim(&("[".repeat(129) + &"]".repeat(129))).is_err());
}
