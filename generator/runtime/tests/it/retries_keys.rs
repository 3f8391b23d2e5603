//! Idempotency keys: one for each call, in its carrier, the same in all attempts, and on the error.

use std::collections::BTreeSet;

use castiron_runtime::{
    Config, Effect, Error, ErrorKind, HttpRequest, Idempotency, Method, OnRepeat, Operation,
    RequestParts, decode,
};
use serde_json::{Value, json};

use crate::fake::{Fake, PLAIN, json as reply, operation};

const CARRIERS: [Idempotency; 3] = [
    Idempotency::Header("idempotency-key", OnRepeat::Replays),
    Idempotency::Query("idempotencyKey", OnRepeat::Replays),
    Idempotency::BodyField("key", OnRepeat::Replays),
];

/// A call that is answered 503 three times, and what was sent.
async fn call(
    method: Method,
    idempotency: Idempotency,
    body: &Value,
    set: impl FnOnce(&mut RequestParts),
) -> (Error, Vec<HttpRequest>) {
    let fake = Fake::new((0..3).map(|_| reply(503, "{}")));
    let core = fake.core_with(|builder| builder.config(Config::new()));
    let operation = operation(Operation {
        method,
        idempotency,
        ..PLAIN
    });
    let mut parts = RequestParts::new(&core, operation);
    parts.json_body("application/json", body);
    set(&mut parts);
    let result = parts.send(decode::json::<i32>, decode::none).await;
    (result.unwrap_err(), fake.sent())
}

/// The key that a request carries.
fn carried(request: &HttpRequest) -> Option<String> {
    if let Some(value) = request.headers.get("idempotency-key") {
        return Some(value.to_str().unwrap().to_owned());
    }
    if let Some((_, key)) = request.url.split_once("idempotencyKey=") {
        return Some(key.to_owned());
    }
    let body: Value = serde_json::from_slice(request.body.as_bytes().unwrap()).unwrap();
    body["key"].as_str().map(str::to_owned)
}

fn same(a: &HttpRequest, b: &HttpRequest) -> bool {
    (&a.method, &a.url, &a.headers, &a.body) == (&b.method, &b.url, &b.headers, &b.body)
}

/// RFC 9562, 5.4: 8-4-4-4-12 hexadecimal digits, version 4, variant 10.
fn is_random_uuid(key: &str) -> bool {
    let groups: Vec<&str> = key.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && key
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'))
        && groups[2].starts_with('4')
        && groups[3].starts_with(['8', '9', 'a', 'b'])
}

#[tokio::test(start_paused = true)]
async fn one_is_made_for_each_call() {
    let mut keys = BTreeSet::new();
    for carrier in CARRIERS {
        for _ in 0..200 {
            let (error, sent) = call(Method::POST, carrier, &json!({"a": 1}), |_| {}).await;
            assert_eq!(sent.len(), 3);
            let key = carried(&sent[0]).unwrap();
            assert!(is_random_uuid(&key), "{key}");
            assert_eq!(error.idempotency_key(), Some(key.as_str()));
            keys.insert(key);
        }
    }
    assert_eq!(keys.len(), 600);
}

#[tokio::test(start_paused = true)]
async fn the_callers_own_is_sent_as_it_is() {
    let longest = "k".repeat(255);
    for carrier in CARRIERS {
        for key in ["order-1", "~", r#"a"\b"#, "a&b=c%20#/?", longest.as_str()] {
            let (error, sent) = call(Method::PATCH, carrier, &json!({"a": 1}), |parts| {
                parts.idempotency_key(key);
            })
            .await;
            assert_eq!(error.idempotency_key(), Some(key));
            assert_eq!(sent.len(), 3);
            let plain = carried(&sent[0]).unwrap();
            let decoded = percent_encoding::percent_decode_str(&plain).decode_utf8();
            let in_query = matches!(carrier, Idempotency::Query(..));
            let plain = if in_query {
                decoded.unwrap().into_owned()
            } else {
                plain
            };
            assert_eq!(plain, key);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn one_that_not_every_carrier_keeps_is_refused() {
    let too_long = "k".repeat(256);
    for carrier in CARRIERS {
        for key in [
            "",
            too_long.as_str(),
            "a b",
            " a",
            "a\n",
            "a\0",
            "\u{7f}",
            "schlüssel",
            "🔑",
        ] {
            let (error, sent) = call(Method::POST, carrier, &json!({}), |parts| {
                parts.idempotency_key(key);
            })
            .await;
            assert!(sent.is_empty(), "{key:?}");
            assert_eq!(
                (error.kind(), error.effect()),
                (ErrorKind::Request, Effect::NotSent)
            );
            assert_eq!(
                error.message(),
                "the idempotency key is to be 1 to 255 visible ASCII characters, without blanks"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn one_among_the_arguments_counts_as_the_callers() {
    let [header, query, body] = CARRIERS;
    type Set = fn(&mut RequestParts);
    let rows: [(Idempotency, Value, Set); 3] = [
        (header, json!({}), |parts| {
            parts.header("idempotency-key", "mine")
        }),
        (query, json!({}), |parts| {
            parts.query("idempotencyKey", "mine")
        }),
        (body, json!({"a": 1, "key": "mine"}), |_| {}),
    ];
    for (carrier, body, set) in rows {
        let (error, sent) = call(Method::POST, carrier, &body, set).await;
        assert_eq!(error.idempotency_key(), Some("mine"));
        assert_eq!(carried(&sent[2]).as_deref(), Some("mine"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_contradicts_or_cannot_carry_it_is_refused() {
    for body in [
        json!({"key": "other"}),
        json!({"key": 1}),
        json!([]),
        json!("text"),
    ] {
        let (error, sent) = call(Method::POST, CARRIERS[2], &body, |parts| {
            parts.idempotency_key("mine");
        })
        .await;
        assert_eq!(error.kind(), ErrorKind::Request, "{body}");
        assert!(sent.is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn methods_that_are_idempotent_need_none() {
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let (error, sent) = call(method.clone(), CARRIERS[0], &json!({}), |_| {}).await;
        assert_eq!((error.idempotency_key(), sent.len()), (None, 3), "{method}");
        let (error, sent) = call(method, CARRIERS[0], &json!({}), |parts| {
            parts.idempotency_key("mine");
        })
        .await;
        assert_eq!(error.idempotency_key(), Some("mine"));
        assert_eq!(carried(&sent[0]).as_deref(), Some("mine"));
    }
}

#[tokio::test(start_paused = true)]
async fn all_attempts_are_the_same_to_the_byte() {
    for round in 0..1000_u32 {
        let body = json!({"amount": round, "list": vec![round; 20], "name": "ü\"\\"});
        let carrier = CARRIERS[(round % 3) as usize];
        let (_, sent) = call(Method::POST, carrier, &body, |_| {}).await;
        assert_eq!(sent.len(), 3);
        assert!(sent.iter().all(|request| same(request, &sent[0])));
        // The bytes are shared, not written again.
        assert!(
            sent.iter()
                .all(|request| request.body.as_bytes().unwrap().as_ptr()
                    == sent[0].body.as_bytes().unwrap().as_ptr())
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_of_the_callers_own_may_have_been_applied_by_an_earlier_call() {
    for (status, effect, may_mean_the_key) in [
        (400, Effect::Unknown, true),
        (409, Effect::Unknown, true),
        (422, Effect::Unknown, true),
        (401, Effect::Answered, false),
        (408, Effect::Unknown, false),
        (429, Effect::Answered, false),
    ] {
        let refuses = Idempotency::Header("idempotency-key", OnRepeat::Refuses);
        let fake = Fake::new([reply(status, "{}")]);
        let operation = operation(Operation {
            method: Method::POST,
            idempotency: refuses,
            ..PLAIN
        });
        let mut parts = RequestParts::new(&fake.core(), operation);
        parts.idempotency_key("mine");
        let sent = parts.send(decode::json::<i32>, decode::none).await;
        let error = sent.unwrap_err();
        assert_eq!(error.effect(), effect, "{status}");
        let noted = error.message().contains("refuses an idempotency key");
        assert_eq!(noted, may_mean_the_key, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_carrier_that_takes_none_fails_the_call() {
    let carrier = Idempotency::Header("no header", OnRepeat::Replays);
    let (error, sent) = call(Method::POST, carrier, &json!({}), |_| {}).await;
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Request, Effect::NotSent)
    );
    assert_eq!(
        error.message(),
        "`no header` cannot be the name of an HTTP header"
    );
    assert!(sent.is_empty());
}
