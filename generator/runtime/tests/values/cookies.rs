//! Which texts a cookie carries: parameters are percent-encoded, keys are sent as they are or not
//! at all.

use castiron_runtime::{CoreBuilder, Operation, RequestParts, SecurityScheme};
use percent_encoding::percent_decode_str;

use crate::keeper::{BASE, Keeper, PLAIN, sent};

static KEY: SecurityScheme = SecurityScheme::api_key_cookie("session", "session_id", "SID");
static KEYED: Operation = Operation {
    security: &[&[&KEY]],
    ..PLAIN
};

/// `cookie-octet` of RFC 6265, section 4.1.1, written out.
fn is_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e)
}

/// The cookies of a request with a key, or why the client cannot be built.
fn keyed(key: &str) -> Result<String, String> {
    let keeper = Keeper::default();
    let mut builder = CoreBuilder::new(BASE);
    builder.transport(keeper.clone());
    builder.api_key(&KEY, key);
    let core = builder.build().map_err(|error| error.to_string())?;
    let mut parts = RequestParts::new(&core, &KEYED);
    parts.cookie("a", "b;c");
    let request = keeper.send(parts).unwrap();
    assert!(request.headers["cookie"].is_sensitive());
    Ok(request.headers["cookie"].to_str().unwrap().to_owned())
}

#[test]
fn any_text_comes_back_from_one_cookie() {
    let beyond = [
        "é",
        "a; b=c",
        "\"q\"",
        "a,b",
        "\r\nSet-Cookie: x",
        "",
        " ",
        "%3B",
    ];
    let texts = ('\0'..='\u{ff}').map(String::from);
    for text in texts.chain(beyond.map(str::to_owned)) {
        let request = sent(|parts| {
            parts.cookie("one", &text);
            parts.cookie("two", "2");
        });
        let request = request.unwrap();
        let cookies = request.headers["cookie"].to_str().unwrap();
        let (one, two) = cookies.split_once("; ").unwrap();
        let value = one.strip_prefix("one=").unwrap();
        assert!(value.bytes().all(is_octet), "{value}");
        assert_eq!(percent_decode_str(value).decode_utf8().unwrap(), text);
        assert_eq!(two, "two=2");
    }
}

#[test]
fn keys_are_sent_as_they_are_or_refused_when_the_client_is_built() {
    for byte in 0..=255_u8 {
        let key = format!("s3{}cret", char::from(byte));
        match keyed(&key) {
            Ok(cookies) => {
                assert!(is_octet(byte), "{byte}");
                assert_eq!(cookies, format!("a=b%3Bc; SID={key}"));
            }
            Err(message) => {
                assert!(!is_octet(byte), "{byte}: {message}");
                assert!(message.contains("`session_id`"), "{message}");
                assert!(!message.contains("s3"), "{message}");
            }
        }
    }
}

#[test]
fn quotes_may_enclose_a_key_and_nothing_else() {
    assert_eq!(keyed("\"a=b\"").unwrap(), "a=b%3Bc; SID=\"a=b\"");
    for key in ["\"", "\"a", "a\"", "\"a\"b\"", "\"a b\"", "\"a;b\""] {
        keyed(key).unwrap_err();
    }
}

#[test]
fn names_are_encoded() {
    let request = sent(|parts| parts.cookie("a b;[c]", "1")).unwrap();
    assert_eq!(request.headers["cookie"], "a%20b%3B%5Bc%5D=1");
}
