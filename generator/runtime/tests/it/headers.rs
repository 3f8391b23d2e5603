//! Headers of answers: what each text is read as, and what is said of one that cannot be.

use castiron_runtime::{Header, HeaderMap, Headers, RawJson, ReadError, Shape, base64_bytes};
use http::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};

const NUMBERS: Shape = Shape::List(&Shape::Number);
const SCALE: Shape = Shape::Object(
    &[
        ("width", Shape::Number),
        ("kind", Shape::Text),
        ("on", Shape::Boolean),
    ],
    None,
);
const LABELS: Shape = Shape::Object(&[], Some(&Shape::Any));

/// Headers of these names and values.
fn headers(lines: &[(&str, &[u8])]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.append(name, HeaderValue::from_bytes(value).unwrap());
    }
    headers
}

/// What the lines of a header `X-It` are read as.
fn read(header: Header, lines: &[&str]) -> Result<RawJson, ReadError> {
    let lines: Vec<(&str, &[u8])> = lines.iter().map(|line| ("x-it", line.as_bytes())).collect();
    Headers::new(&headers(&lines)).required(header)
}

const fn it(shape: Shape) -> Header {
    Header::new("X-It", shape)
}

#[test]
fn texts_become_what_the_api_documents() {
    let table: [(Header, &[&str], Value); 28] = [
        (it(Shape::Text), &["a, b"], json!("a, b")),
        (it(Shape::Text), &[""], json!("")),
        (it(Shape::Text), &["12"], json!("12")),
        (it(Shape::Text), &["a", "b"], json!("a, b")),
        (it(Shape::Text), &["grün"], json!("grün")),
        (it(Shape::Number), &["12"], json!(12)),
        (it(Shape::Number), &["+12"], json!(12)),
        (it(Shape::Number), &["-0.50"], json!(-0.5)),
        (it(Shape::Number), &["many"], json!("many")),
        (it(Shape::Boolean), &["true"], json!(true)),
        (it(Shape::Boolean), &["False"], json!(false)),
        (it(Shape::Boolean), &["yes"], json!("yes")),
        (it(Shape::Any), &["12"], json!(12)),
        (it(Shape::Any), &["012"], json!("012")),
        (it(Shape::Any), &["true"], json!(true)),
        (it(Shape::Any), &["null"], json!("null")),
        (it(Shape::Json), &[r#"{"a": [1]}"#], json!({"a": [1]})),
        (it(NUMBERS), &["1,2"], json!([1, 2])),
        (it(NUMBERS), &["1 ,\t2", "3"], json!([1, 2, 3])),
        (it(NUMBERS), &["1,,2,"], json!([1, 2])),
        (it(NUMBERS), &[""], json!([])),
        (
            it(SCALE),
            &["width,3,kind,m"],
            json!({"width": 3, "kind": "m"}),
        ),
        (it(SCALE), &["on,true,other,1"], json!({"on": true})),
        (it(SCALE), &["width"], json!({"width": ""})),
        (it(SCALE), &[""], json!({})),
        (
            it(SCALE).exploded(),
            &["width=3,kind=a=b"],
            json!({"width": 3, "kind": "a=b"}),
        ),
        (
            it(SCALE).exploded(),
            &["on=TRUE, kind"],
            json!({"on": true, "kind": ""}),
        ),
        (it(LABELS), &["a,1,b,x"], json!({"a": 1, "b": "x"})),
    ];
    for (header, lines, expected) in table {
        let read = read(header, lines).map(|json| json.to_value());
        assert_eq!(read, Ok(expected), "{header:?} {lines:?}");
    }
}

#[test]
fn lines_of_cookies_stay_apart() {
    let cookies = headers(&[
        ("set-cookie", b"a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"),
        ("set-cookie", b"b=2"),
    ]);
    let header = Header::new("Set-Cookie", Shape::Text);
    let text: String = Headers::new(&cookies).required(header).unwrap();
    assert_eq!(text, "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT\nb=2");
}

#[test]
fn bytes_that_are_no_utf_8_are_of_iso_8859_1() {
    let headers = headers(&[("x-it", b"gr\xfcn")]);
    let text: Result<String, _> = Headers::new(&headers).required(it(Shape::Text));
    assert_eq!(text, Ok("grün".to_owned()));
}

#[test]
fn values_in_other_forms() {
    let found = headers(&[("x-it", b"+/8=")]);
    let bytes: Result<Vec<u8>, _> =
        Headers::new(&found).required_with(it(Shape::Text), base64_bytes::Base64);
    assert_eq!(bytes, Ok(vec![0xfb, 0xff]));
    let bytes: Result<Option<Vec<u8>>, _> =
        Headers::new(&HeaderMap::new()).optional_with(it(Shape::Text), base64_bytes::Base64);
    assert_eq!(bytes, Ok(None));
}

#[derive(Debug, PartialEq, Deserialize)]
struct Scale {
    width: u8,
}

#[test]
fn faults_name_the_header_and_no_value() {
    let lines = headers(&[
        ("X-Count", b"sk_live_1"),
        ("X-List", b"1,sk_live_1"),
        ("X-Scale", b"kind,m"),
    ]);
    let view = Headers::new(&lines);
    let error = |result: Result<(), ReadError>| result.unwrap_err().to_string();
    let count = Header::new("X-Count", Shape::Number);
    assert_eq!(
        error(view.optional::<i64>(count).map(drop)),
        "the header `X-Count` cannot be read: expected i64, found a string"
    );
    let list = Header::new("X-List", NUMBERS);
    assert_eq!(
        error(view.required::<Vec<u8>>(list).map(drop)),
        "the header `X-List` cannot be read: `$[1]`: expected u8, found a string"
    );
    let scale = Header::new("X-Scale", SCALE);
    assert_eq!(
        error(view.required::<Scale>(scale).map(drop)),
        "the header `X-Scale` cannot be read: missing field `width`"
    );
    let absent = view.required::<i64>(Header::new("X-Left", Shape::Number));
    let absent = absent.unwrap_err();
    assert_eq!(absent.to_string(), "the header `X-Left` is missing");
    assert_eq!((absent.name(), absent.is_missing()), ("X-Left", true));
    assert_eq!(format!("{view:?}"), "Headers { .. }");
}
