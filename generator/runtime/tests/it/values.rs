//! How arguments and bodies look on the wire.

use std::collections::BTreeMap;

use castiron_runtime::{
    Error, HttpRequest, Idempotency, Nullable, OnRepeat, Operation, RawJson, RequestParts, Style,
    decode,
};
use serde::Serialize;

use crate::fake::{Fake, PLAIN, json, operation};

async fn send(
    operation: &'static Operation,
    set: impl FnOnce(&mut RequestParts),
) -> Result<HttpRequest, Error> {
    let fake = Fake::new([json(200, "1")]);
    let mut parts = RequestParts::new(&fake.core(), operation);
    set(&mut parts);
    let answer = parts.send(decode::json::<i32>, decode::none).await;
    answer.map(|_| fake.sent().remove(0))
}

async fn sent(set: impl FnOnce(&mut RequestParts)) -> HttpRequest {
    send(&PLAIN, set).await.unwrap()
}

async fn refused(set: impl FnOnce(&mut RequestParts)) -> String {
    send(&PLAIN, set).await.unwrap_err().to_string()
}

async fn query(set: impl FnOnce(&mut RequestParts)) -> String {
    let url = sent(set).await.url;
    let query = url
        .strip_prefix("https://api.example.com/v1/thing")
        .unwrap();
    query.to_owned()
}

async fn styled<T: Serialize + ?Sized>(style: Style, explode: bool, value: &T) -> String {
    query(|parts| parts.query_styled("p", style, explode, value)).await
}

const COLORS: [&str; 3] = ["blue", "bl,ack", "a/b"];

fn rgb() -> BTreeMap<&'static str, i32> {
    BTreeMap::from([("B", 150), ("G", 200), ("R", 100)])
}

#[tokio::test]
async fn query_styles() {
    use Style::{DeepObject, Form, PipeDelimited, SpaceDelimited};
    assert_eq!(styled(Form, true, "a b&c").await, "?p=a%20b%26c");
    assert_eq!(styled(Form, true, "").await, "?p=");
    assert_eq!(
        styled(Form, true, &COLORS).await,
        "?p=blue&p=bl%2Cack&p=a%2Fb"
    );
    assert_eq!(styled(Form, false, &COLORS).await, "?p=blue,bl%2Cack,a%2Fb");
    assert_eq!(styled(Form, true, &rgb()).await, "?B=150&G=200&R=100");
    assert_eq!(styled(Form, false, &rgb()).await, "?p=B,150,G,200,R,100");
    assert_eq!(
        styled(SpaceDelimited, false, &COLORS).await,
        "?p=blue%20bl%2Cack%20a%2Fb"
    );
    assert_eq!(
        styled(PipeDelimited, false, &COLORS).await,
        "?p=blue%7Cbl%2Cack%7Ca%2Fb"
    );
    assert_eq!(styled(PipeDelimited, true, &["a", "b"]).await, "?p=a&p=b");
    assert_eq!(
        styled(DeepObject, true, &rgb()).await,
        "?p%5BB%5D=150&p%5BG%5D=200&p%5BR%5D=100"
    );
    let nested = serde_json::json!({"a": {"b": [1, 2]}});
    assert_eq!(
        styled(DeepObject, true, &nested).await,
        "?p%5Ba%5D%5Bb%5D=1&p%5Ba%5D%5Bb%5D=2"
    );
}

#[tokio::test]
async fn scalars_in_a_query() {
    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Order {
        NewestFirst,
    }
    #[derive(Serialize)]
    struct Id(u64);
    let table: [(&dyn erased::Text, &str); 14] = [
        (&"~-._az09", "~-._az09"),
        (&"!*'()", "%21%2A%27%28%29"),
        (&"é", "%C3%A9"),
        (&"+%#", "%2B%25%23"),
        (&true, "true"),
        (&-7_i8, "-7"),
        (&u64::MAX, "18446744073709551615"),
        (&i128::MIN, "-170141183460469231731687303715884105728"),
        (&1.0_f64, "1"),
        (&0.1_f32, "0.1"),
        (&1e21_f64, "1000000000000000000000"),
        (&Order::NewestFirst, "newest-first"),
        (&Id(5), "5"),
        (&Some("x"), "x"),
    ];
    for (value, expected) in table {
        let query = query(|parts| value.set(parts)).await;
        assert_eq!(query, format!("?p={expected}"));
    }
}

/// Values of many types in one table.
mod erased {
    use super::{RequestParts, Serialize};

    pub trait Text {
        fn set(&self, parts: &mut RequestParts);
    }

    impl<T: Serialize> Text for T {
        fn set(&self, parts: &mut RequestParts) {
            parts.query("p", self);
        }
    }
}

#[tokio::test]
async fn absent_values_are_left_out() {
    assert_eq!(query(|parts| parts.query("p", &None::<i32>)).await, "");
    assert_eq!(
        query(|parts| parts.query("p", &Nullable::<i32>::Null)).await,
        ""
    );
    assert_eq!(
        query(|parts| parts.query("p", &Vec::<i32>::new())).await,
        ""
    );
    assert_eq!(
        query(|parts| parts.query("p", &[Some(1), None])).await,
        "?p=1"
    );
    let request = sent(|parts| parts.header("p", &None::<i32>)).await;
    assert!(!request.headers.contains_key("p"));
}

#[tokio::test]
async fn raw_json_in_a_query_keeps_its_digits() {
    let amount = RawJson::parse("12345678901234567890.10").unwrap();
    assert_eq!(
        query(|parts| parts.query("p", &amount)).await,
        "?p=12345678901234567890.10"
    );
    let list = RawJson::parse(r#"["a", 2]"#).unwrap();
    assert_eq!(query(|parts| parts.query("p", &list)).await, "?p=a&p=2");
}

#[tokio::test]
async fn names_are_encoded_and_the_last_value_counts() {
    let query = query(|parts| {
        parts.query("page[number]", &2);
        parts.query("q", "x");
        parts.query("page[number]", &3);
    });
    assert_eq!(query.await, "?page%5Bnumber%5D=3&q=x");
}

#[tokio::test]
async fn reserved_characters_where_the_spec_allows_them() {
    let query = query(|parts| parts.query_reserved("p", Style::Form, true, "/a?b=c&d:[1]#'%"));
    assert_eq!(query.await, "?p=/a?b=c%26d:[1]%23%27%25");
}

#[tokio::test]
async fn headers_and_cookies() {
    let request = sent(|parts| {
        parts.header("x-list", &["blue", "black"]);
        parts.header("x-object", &rgb());
        parts.header_styled("x-exploded", true, &rgb());
        parts.header("x-text", "a b/%");
        parts.cookie("session", "a;b");
        parts.cookie_styled("list", false, &[1, 2]);
    })
    .await;
    assert_eq!(request.headers["x-list"], "blue,black");
    assert_eq!(request.headers["x-object"], "B,150,G,200,R,100");
    assert_eq!(request.headers["x-exploded"], "B=150,G=200,R=100");
    assert_eq!(request.headers["x-text"], "a b/%");
    assert_eq!(request.headers["cookie"], "session=a%3Bb; list=1,2");
    assert_eq!(request.headers["accept"], "application/json");
}

#[tokio::test]
async fn parameters_as_json_text() {
    let value = serde_json::json!({"a": "x \u{e9}\u{1d11e}", "b": [1, null]});
    let amount = RawJson::parse("1.50").unwrap();
    let request = sent(|parts| {
        parts.query_json("q", &value);
        parts.query_json("amount", &amount);
        parts.query_json("text", "5");
        parts.query_json("nothing", &None::<i32>);
        parts.header_json("x-filter", &value);
        parts.cookie_json("seen", &[1, 2]);
    })
    .await;
    assert!(request.url.ends_with(concat!(
        "?q=%7B%22a%22%3A%22x%20%5Cu00e9%5Cud834%5Cudd1e%22%2C%22b%22%3A%5B1%2Cnull%5D%7D",
        "&amount=1.50&text=%225%22&nothing=null"
    )));
    assert_eq!(
        request.headers["x-filter"],
        r#"{"a":"x \u00e9\ud834\udd1e","b":[1,null]}"#
    );
    assert_eq!(request.headers["cookie"], "seen=%5B1%2C2%5D");
    static SHELF: Operation = Operation {
        path: "/shelf/{place}",
        ..PLAIN
    };
    let request = send(&SHELF, |parts| parts.path_json("place", &[1.5]));
    assert!(request.await.unwrap().url.ends_with("/shelf/%5B1.5%5D"));
    let message = refused(|parts| parts.query_json("q", &[f64::NAN])).await;
    assert!(message.contains("a number is not finite"), "{message}");
}

#[tokio::test]
async fn headers_that_http_cannot_carry() {
    for value in [
        "s3cret\r\nX: y",
        "s3cret\0",
        " s3cret",
        "s3cret\t",
        "s3crét",
    ] {
        let message = refused(|parts| parts.header("x-key", value)).await;
        assert_eq!(
            message,
            "GET /thing: the header `x-key` cannot carry its value: HTTP allows neither line \
             breaks, nor white space at the ends, nor characters beyond ASCII (the request was \
             not sent)"
        );
    }
}

#[tokio::test]
async fn values_without_a_form() {
    assert_eq!(
        refused(|parts| parts.query("p", &f64::NAN)).await,
        "GET /thing: the query parameter `p` cannot be written: the number is not finite (the \
         request was not sent)"
    );
    let lists = vec![vec![1]];
    assert_eq!(
        refused(|parts| parts.query("p", &lists)).await,
        "GET /thing: the query parameter `p` cannot be written: a list of lists or objects has no \
         form as text in this style (the request was not sent)"
    );
}

#[tokio::test]
async fn bodies() {
    #[derive(Serialize)]
    struct Body {
        a: &'static str,
        b: Vec<i32>,
        c: Option<i32>,
    }
    let body = Body {
        a: "x y&z",
        b: vec![1, 2],
        c: None,
    };
    let request = sent(|parts| parts.json_body("application/merge-patch+json", &body)).await;
    assert_eq!(
        request.body.as_bytes().unwrap(),
        r#"{"a":"x y&z","b":[1,2],"c":null}"#
    );
    assert_eq!(
        request.headers["content-type"],
        "application/merge-patch+json"
    );
    let request = sent(|parts| parts.form_body(&body)).await;
    assert_eq!(request.body.as_bytes().unwrap(), "a=x%20y%26z&b=1&b=2");
    assert_eq!(
        request.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    let request = sent(|parts| parts.text_body("text/csv", "a,b")).await;
    assert_eq!(request.body.as_bytes().unwrap(), "a,b");
    assert_eq!(request.headers["content-type"], "text/csv");
    let request = sent(|parts| parts.bytes_body("application/octet-stream", vec![0, 255])).await;
    assert_eq!(request.body.as_bytes().unwrap(), [0, 255].as_slice());
}

#[tokio::test]
async fn a_body_with_a_number_that_is_not_finite() {
    #[derive(Serialize)]
    enum Shape {
        Tuple(i32, f32),
        Struct { a: Option<f64> },
        Newtype(BTreeMap<String, Vec<f64>>),
    }
    let shapes = [
        Shape::Tuple(1, f32::NAN),
        Shape::Struct {
            a: Some(f64::INFINITY),
        },
        Shape::Newtype(BTreeMap::from([("k".to_owned(), vec![f64::NEG_INFINITY])])),
    ];
    for shape in shapes {
        assert_eq!(
            refused(|parts| parts.json_body("application/json", &shape)).await,
            "GET /thing: the body cannot be written: a number is not finite, and JSON has no text \
             for that (the request was not sent)"
        );
    }
}

#[tokio::test]
async fn json_bodies_are_what_serde_json_writes() {
    let value = serde_json::json!({"a": [1, -2.5, null, true, "é\n"], "b": {"c": {}}});
    let raw = RawJson::parse("[1.10, {\"z\" : 1e400}]").unwrap();
    let request = sent(|parts| parts.json_body("application/json", &(&value, &raw))).await;
    let expected = serde_json::to_vec(&(&value, &raw)).unwrap();
    assert_eq!(*request.body.as_bytes().unwrap(), expected);
}

#[tokio::test]
async fn the_idempotency_key_is_kept_on_the_error() {
    let keyed = operation(Operation {
        idempotency: Idempotency::Header("request-token", OnRepeat::Replays),
        ..PLAIN
    });
    let fake = Fake::new([json(500, "{}")]);
    let mut parts = RequestParts::new(&fake.core(), keyed);
    parts.header("request-token", "order-17");
    let error = parts
        .send(decode::json::<i32>, decode::none)
        .await
        .unwrap_err();
    assert_eq!(error.idempotency_key(), Some("order-17"));
}
