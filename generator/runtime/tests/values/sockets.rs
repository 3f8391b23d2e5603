//! The bytes that arrive at a server, when reqwest carries them.

use castiron_runtime::{Operation, SecurityScheme, Style};
use fastrand::Rng;

use crate::keeper::{PLAIN, sent};
use crate::paths::any_text;
use crate::reference::encoded;
use crate::socket::{Wire, header, target};

static FOUR: Operation = Operation {
    path: "/{a}/{b}/{c}/{d}",
    ..PLAIN
};

/// A scalar value of every 25 consecutive ones, so that all planes and all lengths in UTF-8 occur.
#[test]
fn paths_arrive_as_they_were_built() {
    let mut random = Rng::with_seed(25);
    let wire = Wire::open();
    let send = wire.sender(&FOUR);
    let mut chars: Vec<String> = ('\0'..='\u{ff}')
        .chain(('\u{100}'..=char::MAX).filter(|_| random.u8(..25) == 0))
        .filter(|char| *char != '.')
        .map(String::from)
        .collect();
    random.shuffle(&mut chars);
    let mut requests = 0;
    for values in chars.chunks(8).filter(|values| values.len() == 8) {
        let values: Vec<String> = values.chunks(2).map(|pair| pair.concat()).collect();
        let head = send(&|parts| {
            for (name, value) in ["a", "b", "c", "d"].into_iter().zip(&values) {
                parts.path(name, value);
            }
        });
        let expected: Vec<String> = values.iter().map(|value| encoded(value, "")).collect();
        assert_eq!(target(&head), format!("/{}", expected.join("/")));
        requests += 1;
    }
    assert!(requests > 5_000, "{requests}");
}

#[test]
fn random_texts_arrive_in_one_segment() {
    let mut random = Rng::with_seed(1_000);
    let wire = Wire::open();
    let send = wire.sender(&FOUR);
    for _ in 0..1_000 {
        let values = [(); 4].map(|()| format!("_{}", any_text(&mut random, 6)));
        let head = send(&|parts| {
            for (name, value) in ["a", "b", "c", "d"].into_iter().zip(&values) {
                parts.path(name, value);
            }
        });
        let expected = values.map(|value| encoded(&value, ""));
        assert_eq!(target(&head), format!("/{}", expected.join("/")));
    }
}

#[test]
fn the_path_of_a_base_url_arrives_as_it_is() {
    let wire = Wire::open();
    for path in [
        "",
        "/",
        "/v1",
        "/v1/",
        "/v1//x%2Fy//",
        "/%7Ea;b=c,d:e!$&'()*",
    ] {
        let mut builder = wire.builder();
        builder.base_url(format!("{}{path}", wire.origin()));
        let head = wire.sender_of(builder, &ONE)(&|_| {});
        let path = path.strip_suffix('/').unwrap_or(path);
        assert_eq!(target(&head), format!("{path}/thing"));
    }
}

#[test]
fn a_url_of_the_greatest_length_arrives() {
    let wire = Wire::open();
    let send = wire.sender(&FOUR);
    let room = 65_534 - wire.origin().len() - "/b/c/d/".len();
    let value = "x".repeat(room);
    let head = send(&|parts| {
        for (name, value) in [("a", value.as_str()), ("b", "b"), ("c", "c"), ("d", "d")] {
            parts.path(name, value);
        }
    });
    assert_eq!(target(&head), format!("/{value}/b/c/d"));
}

static ONE: Operation = PLAIN;

/// Every character of ASCII, twice in a row and as a value among others, in a query and a form of
/// its own.
#[test]
fn queries_arrive_as_they_were_built() {
    let wire = Wire::open();
    let send = wire.sender(&ONE);
    for char in '\0'..='\u{7f}' {
        let text = format!("{char}{char}é");
        let set = |parts: &mut castiron_runtime::RequestParts| {
            parts.query("page[number]", &text);
            parts.query_reserved("r", Style::Form, true, &text);
            parts.query_styled(
                "d",
                Style::DeepObject,
                true,
                &serde_json::json!({"k": &text}),
            );
        };
        let built = sent(set).unwrap().url;
        let built = built.strip_prefix("https://api.example.com/v1").unwrap();
        assert_eq!(target(&send(&set)), built);
    }
}

#[test]
fn header_values_arrive_as_they_were_given() {
    let wire = Wire::open();
    let send = wire.sender(&ONE);
    let inner = (b'\t'..=b'~').filter(|byte| *byte == b'\t' || *byte >= b' ');
    let mut values: Vec<String> = inner.map(|byte| format!("a{}z", byte as char)).collect();
    values.extend([String::new(), "x".repeat(100_000)]);
    for value in values {
        let head = send(&|parts| parts.header("x-value", &value));
        assert_eq!(header(&head, "x-value"), Some(value.as_bytes()));
    }
}

#[test]
fn cookie_values_arrive_encoded_and_alone() {
    let wire = Wire::open();
    let send = wire.sender(&ONE);
    let mut values: Vec<String> = ('\0'..='\u{ff}').map(|char| format!("{char}")).collect();
    values.extend([String::new(), "x".repeat(100_000)]);
    for value in values {
        let head = send(&|parts| {
            parts.cookie("one", &value);
            parts.cookie("two", &2);
        });
        let expected = format!("one={}; two=2", encoded(&value, ""));
        assert_eq!(header(&head, "cookie"), Some(expected.as_bytes()));
    }
}

#[test]
fn keys_arrive_as_they_were_given() {
    static HEADER: SecurityScheme = SecurityScheme::api_key_header("header", "key", "X-Api-Key");
    static COOKIE: SecurityScheme = SecurityScheme::api_key_cookie("cookie", "session", "sid");
    static QUERY: SecurityScheme = SecurityScheme::api_key_query("query", "token", "token");
    static KEYED: Operation = Operation {
        security: &[&[&HEADER, &COOKIE, &QUERY]],
        ..PLAIN
    };
    let wire = Wire::open();
    for key in ["k", "a=b==", "eyJ/+.~_-!#$%&'()*:<>?@[]^`{|}", "%3B"] {
        let mut builder = wire.builder();
        builder.api_key(&HEADER, key);
        builder.api_key(&COOKIE, key);
        builder.api_key(&QUERY, key);
        let head = wire.sender_of(builder, &KEYED)(&|parts| parts.cookie("a", "b"));
        let cookies = format!("a=b; sid={key}");
        assert_eq!(header(&head, "x-api-key"), Some(key.as_bytes()));
        assert_eq!(header(&head, "cookie"), Some(cookies.as_bytes()));
        assert_eq!(target(&head), format!("/thing?token={}", encoded(key, "")));
    }
}
