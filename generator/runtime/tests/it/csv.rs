//! Bodies in CSV (RFC 4180): what is written is read as it was, and nothing else is.

use std::collections::BTreeMap;

use bytes::Bytes;
use castiron_runtime::csv::{Cell, Column, Columns, Record};
use castiron_runtime::{DecodeError, Hidden, Nullable, Operation, Received, RequestParts, decode};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::fake::{Fake, PLAIN, json};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Line {
    id: i64,
    text: String,
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    price: Nullable<f64>,
    #[serde(rename = "paid, back", skip_serializing_if = "Option::is_none")]
    paid: Option<bool>,
}

impl Record for Line {
    fn columns() -> &'static Columns {
        static COLUMNS: Columns = Columns::new(&[
            Column::new("id", Cell::Number).required(),
            Column::new("text", Cell::Text).required(),
            Column::new("note", Cell::Text).required().nullable(),
            Column::new("price", Cell::Number),
            Column::new("paid, back", Cell::Boolean),
        ]);
        &COLUMNS
    }
}

async fn written<T: Record + Serialize>(records: &[T]) -> String {
    let fake = Fake::new([json(200, "1")]);
    let mut request = RequestParts::new(&fake.core(), &PLAIN);
    request.csv_body("text/csv", records);
    let sent = request.send(decode::json::<i32>, decode::none).await;
    sent.unwrap();
    let sent = fake.sent().remove(0);
    assert_eq!(sent.headers["content-type"], "text/csv");
    String::from_utf8(sent.body.as_bytes().unwrap().to_vec()).unwrap()
}

fn read<T: Record + serde::de::DeserializeOwned>(body: &str) -> Result<Vec<T>, DecodeError> {
    read_as(body, "text/csv")
}

fn read_as<T: Record + serde::de::DeserializeOwned>(
    body: &str,
    content_type: &'static str,
) -> Result<Vec<T>, DecodeError> {
    let content_type = HeaderValue::from_static(content_type);
    let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, content_type)]);
    let body = Bytes::copy_from_slice(body.as_bytes());
    decode::csv(&Received::new(StatusCode::OK, headers, body))
}

fn line(id: i64, text: &str) -> Line {
    Line {
        id,
        text: text.to_owned(),
        ..Line::default()
    }
}

#[tokio::test]
async fn the_columns_are_named_first_and_quoted_where_they_must_be() {
    let full = Line {
        note: Some("a \"b\"\r\nc".to_owned()),
        price: Nullable::from(0.5),
        paid: Some(true),
        ..line(-1, "ö, 1")
    };
    let lines = [full, line(2, ""), line(3, " x ")];
    let expected = "id,text,note,price,\"paid, back\"\r\n\
                    -1,\"ö, 1\",\"a \"\"b\"\"\r\nc\",0.5,true\r\n\
                    2,,,,\r\n\
                    3, x ,,,\r\n";
    assert_eq!(written(&lines).await, expected);
    assert_eq!(read::<Line>(expected).unwrap(), lines);
    assert_eq!(
        written::<Line>(&[]).await,
        "id,text,note,price,\"paid, back\"\r\n"
    );
}

#[test]
fn columns_come_in_any_order_and_number() {
    let expected = [line(1, "a"), line(2, "b")];
    for body in [
        "id,text,note\n1,a,\n2,b,\n",
        "id,text,note\r\n1,a,\r\n2,b,",
        "\u{FEFF}note,unknown,text,id\r,?,a,1\r,!,b,2",
        "\n\nid,text,note,price\n1,a,,\n\n2,b,,\n\n",
        "\"id\",\"text\",\"note\",\"paid, back\"\n\"1\",\"a\",\"\",\n +2 ,b,,\n",
    ] {
        assert_eq!(read::<Line>(body).unwrap(), expected, "{body:?}");
    }
    assert_eq!(read::<Line>("id,text,note\n").unwrap(), []);
    for (text, value) in [("TRUE", true), ("False", false), ("1", true), ("0", false)] {
        let body = format!("id,text,note,\"paid, back\"\n1,a,,{text}\n");
        assert_eq!(read::<Line>(&body).unwrap()[0].paid, Some(value));
    }
}

#[test]
fn what_does_not_fit_is_an_error_that_quotes_nothing() {
    for (body, message) in [
        ("", "the body is empty"),
        ("\n", "the body is empty"),
        (
            "id,text\n1,a\n",
            "the CSV cannot be read: there is no column `note`",
        ),
        (
            "id,text,note,id\n",
            "the CSV cannot be read: there are two columns `id`",
        ),
        (
            "id,text,note\n1,a,\n2,b\n",
            "the CSV cannot be read: line 3 has 2 cells, and the names of the columns are 3",
        ),
        ("id,text,note\n1,a,\n,b,\n", "`$[1]`: missing field `id`"),
        (
            "id,text,note,price\n1,a,,1.5.0\n",
            "`$[0].price`: expected f64, found a string",
        ),
        (
            "<html>\n",
            "expected CSV, got a body of `text/csv` that begins with `<html>`: there is no column `id`",
        ),
    ] {
        assert_eq!(
            read::<Line>(body).unwrap_err().to_string(),
            message,
            "{body:?}"
        );
    }
    let error = read_as::<Line>("<p>Down</p>", "text/html").unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected CSV, got a body of `text/html` that begins with `<p>Down</p>`: there is no column `id`"
    );
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Labels {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

impl Record for Labels {
    fn columns() -> &'static Columns {
        static COLUMNS: Columns =
            Columns::new(&[Column::new("id", Cell::Text)]).additional(Cell::Text);
        &COLUMNS
    }
}

#[tokio::test]
async fn undeclared_properties_are_columns_where_they_are_kept() {
    let labels = |id: Option<&str>, others: &[(&str, &str)]| Labels {
        id: id.map(str::to_owned),
        others: others
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect(),
    };
    let all = [
        labels(Some("1"), &[("b", "x")]),
        labels(None, &[("a", "y")]),
        labels(None, &[]),
    ];
    let expected = "id,a,b\r\n1,,x\r\n,y,\r\n,,\r\n";
    assert_eq!(written(&all).await, expected);
    assert_eq!(read::<Labels>(expected).unwrap(), all);
    // A row of one empty cell would be a blank line.
    let alone = [labels(None, &[]), labels(Some("2"), &[])];
    let expected = "id\r\n\"\"\r\n2\r\n";
    assert_eq!(written(&alone).await, expected);
    assert_eq!(read::<Labels>(expected).unwrap(), alone);
    let twice = read::<Labels>("id,a,a\n1,2,3\n").unwrap_err();
    assert_eq!(
        twice.to_string(),
        "the CSV cannot be read: there are two columns `a`"
    );
}

static HIDING: Operation = Operation {
    hidden: &[Hidden::Property("text")],
    ..PLAIN
};

#[tokio::test]
async fn what_the_spec_hides_in_a_cell_is_not_printed() {
    let fake = Fake::new([json(422, r#"{"message": "pin-4711 is wrong"}"#)]);
    let mut request = RequestParts::new(&fake.core(), &HIDING);
    request.csv_body("text/csv", &[line(1, "pin-4711")]);
    let result = request.send(decode::json::<i32>, decode::none).await;
    assert_eq!(result.unwrap_err().message(), "[redacted] is wrong");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_is_written_comes_back(lines in proptest::collection::vec(any_line(), 0..5)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let body = runtime.block_on(written(&lines));
        prop_assert_eq!(read::<Line>(&body).unwrap(), lines);
    }

    #[test]
    fn nothing_panics(body in "(id|text|note|[,\"\r\n;a1 -]){0,40}") {
        let _ = read::<Line>(&body);
        let _ = read::<Labels>(&body);
    }
}

fn any_line() -> impl Strategy<Value = Line> {
    let text = "[ -~é,\"\r\n]{0,8}";
    let note = proptest::option::of("[ -~é,\"\r\n]{1,8}");
    let price = proptest::option::of(proptest::num::f64::NORMAL);
    let paid = proptest::option::of(any::<bool>());
    (any::<i64>(), text, note, price, paid).prop_map(|(id, text, note, price, paid)| Line {
        id,
        text,
        note,
        price: price.map_or(Nullable::Absent, Nullable::from),
        paid,
    })
}
