//! Bytes as base64 text.

use bytes::Bytes;
use castiron_runtime::{Nullable, base64_bytes, base64_url};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
struct File {
    #[serde(with = "base64_bytes")]
    data: Vec<u8>,
    #[serde(with = "base64_bytes")]
    pages: Vec<Bytes>,
    #[serde(
        with = "base64_bytes",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    seal: Option<Vec<u8>>,
    #[serde(
        with = "base64_bytes",
        default,
        skip_serializing_if = "Nullable::is_absent"
    )]
    stamp: Nullable<Bytes>,
}

#[test]
fn text_in_equals_text_out() {
    for text in [
        r#"{"data":"","pages":[]}"#,
        r#"{"data":"aGk=","pages":["AA==","/+8="],"seal":"AQID","stamp":null}"#,
    ] {
        let file: File = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&file).unwrap(), text);
    }
    let file: File = serde_json::from_str(r#"{"data":"aGk=","pages":[]}"#).unwrap();
    assert_eq!(file.data, b"hi");
}

#[test]
fn other_text_is_refused() {
    for data in ["\"a\"", "\"aGk\"", "\"-_8=\"", "5"] {
        let text = format!(r#"{{"data":{data},"pages":[]}}"#);
        assert!(serde_json::from_str::<File>(&text).is_err(), "{data}");
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Link(#[serde(with = "base64_url")] Vec<Option<Vec<u8>>>);

#[test]
fn for_urls() {
    for (text, written) in [
        (r#"["", "aGk", null, "-_8"]"#, r#"["","aGk",null,"-_8"]"#),
        // Others may pad; what is written does not.
        (r#"["aGk=", "-_8="]"#, r#"["aGk","-_8"]"#),
    ] {
        let link: Link = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&link).unwrap(), written);
    }
    for text in [r#"["+/8"]"#, r#"["a"]"#, "[5]"] {
        assert!(serde_json::from_str::<Link>(text).is_err(), "{text}");
    }
}
