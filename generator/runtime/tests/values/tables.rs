//! The tables of literal cases: each value as raw JSON, and as a typed value where it is the same.

use castiron_runtime::{HttpRequest, RawJson, RequestParts, Style};
use serde::Serialize;

use crate::keeper::{at, path_of, sent, sent_to};

/// One line of a table.
struct Row {
    style: Style,
    explode: bool,
    allows_reserved: bool,
    name: &'static str,
    json: &'static str,
    expected: &'static str,
}

fn rows(table: &'static str) -> impl Iterator<Item = Row> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let (left, expected) = line.rsplit_once(" => ").unwrap();
        let mut words = left.splitn(3, ' ');
        let [notation, name, json] = [(); 3].map(|()| words.next().unwrap());
        Row {
            style: match notation.trim_end_matches(['*', '+']) {
                "simple" => Style::Simple,
                "label" => Style::Label,
                "matrix" => Style::Matrix,
                "form" => Style::Form,
                "space" => Style::SpaceDelimited,
                "pipe" => Style::PipeDelimited,
                "deep" => Style::DeepObject,
                other => panic!("{other}"),
            },
            explode: notation.contains('*'),
            allows_reserved: notation.contains('+'),
            name,
            json,
            expected,
        }
    })
}

/// Sends every row, and compares what `found` finds in the request; gives the number of rows.
fn check(
    table: &'static str,
    set: impl Fn(&mut RequestParts, &Row, &dyn Given),
    found: impl Fn(&HttpRequest) -> Option<String>,
) -> usize {
    let mut count = 0;
    for row in rows(table) {
        for value in readings(row.json) {
            let result = sent_to(at("/a/{p}/z"), |parts| {
                parts.path("p", "x");
                set(parts, &row, &*value);
            });
            let actual = match result {
                Ok(request) => found(&request).unwrap_or_else(|| "absent".to_owned()),
                Err(_) => "refused".to_owned(),
            };
            assert_eq!(actual, row.expected, "{} {}", row.name, row.json);
        }
        count += 1;
    }
    count
}

/// The value as raw JSON, and as a typed value where that means the same, digit for digit.
fn readings(json: &str) -> Vec<Box<dyn Given>> {
    let mut readings: Vec<Box<dyn Given>> = vec![Box::new(RawJson::parse(json).unwrap())];
    if let Ok(typed) = serde_json::from_str::<serde_json::Value>(json)
        && serde_json::to_string(&typed).unwrap() == json
    {
        readings.push(Box::new(typed));
    }
    readings
}

/// A value of any type.
trait Given {
    fn path(&self, parts: &mut RequestParts, row: &Row);
    fn query(&self, parts: &mut RequestParts, row: &Row);
    fn header(&self, parts: &mut RequestParts, row: &Row);
    fn cookie(&self, parts: &mut RequestParts, row: &Row);
    fn form(&self, parts: &mut RequestParts);
}

impl<T: Serialize> Given for T {
    fn path(&self, parts: &mut RequestParts, row: &Row) {
        parts.path_styled(row.name, row.style, row.explode, self);
    }

    fn query(&self, parts: &mut RequestParts, row: &Row) {
        match row.allows_reserved {
            true => parts.query_reserved(row.name, row.style, row.explode, self),
            false => parts.query_styled(row.name, row.style, row.explode, self),
        }
    }

    fn header(&self, parts: &mut RequestParts, row: &Row) {
        parts.header_styled(row.name, row.explode, self);
    }

    fn cookie(&self, parts: &mut RequestParts, row: &Row) {
        parts.cookie_styled(row.name, row.explode, self);
    }

    fn form(&self, parts: &mut RequestParts) {
        parts.form_body(self);
    }
}

fn header(request: &HttpRequest, name: &str) -> Option<String> {
    let value = request.headers.get(name)?;
    Some(value.to_str().unwrap().to_owned())
}

#[test]
fn path_parameters() {
    let count = check(
        include_str!("tables/path.txt"),
        |parts, row, value| value.path(parts, row),
        |request| {
            let path = path_of(request).strip_prefix("/a/")?;
            path.strip_suffix("/z").map(str::to_owned)
        },
    );
    assert_eq!(count, 414);
}

#[test]
fn query_parameters() {
    let count = check(
        include_str!("tables/query.txt"),
        |parts, row, value| value.query(parts, row),
        |request| Some(request.url.split_once('?')?.1.to_owned()),
    );
    assert_eq!(count, 681);
}

#[test]
fn headers() {
    let count = check(
        include_str!("tables/header.txt"),
        |parts, row, value| value.header(parts, row),
        |request| header(request, "x-p"),
    );
    assert_eq!(count, 138);
}

#[test]
fn cookies() {
    let count = check(
        include_str!("tables/cookie.txt"),
        |parts, row, value| value.cookie(parts, row),
        |request| header(request, "cookie"),
    );
    assert_eq!(count, 138);
}

#[test]
fn forms() {
    let count = check(
        include_str!("tables/form.txt"),
        |parts, _, value| value.form(parts),
        |request| {
            let body = String::from_utf8(request.body.as_bytes().unwrap().to_vec()).unwrap();
            (!body.is_empty()).then_some(body)
        },
    );
    assert_eq!(count, 83);
}

#[test]
fn absent_properties_and_items_of_types_leave_no_trace() {
    #[derive(Serialize)]
    struct Filter {
        name: Option<&'static str>,
        ids: Vec<Option<i32>>,
        none: (),
    }
    let filter = Filter {
        name: None,
        ids: vec![None, Some(1)],
        none: (),
    };
    let request = sent(|parts| {
        parts.query_styled("f", Style::DeepObject, true, &filter);
        parts.header("x-ids", &filter.ids);
    })
    .unwrap();
    assert!(request.url.ends_with("/thing?f%5Bids%5D=1"));
    assert_eq!(header(&request, "x-ids").as_deref(), Some("1"));
}

#[test]
fn properties_that_are_called_as_another_parameter_are_refused() {
    let object = serde_json::json!({"a": 1, "b": [1, 2]});
    for (name, is_sent) in [("a", false), ("b", false), ("c", true), ("A", true)] {
        let query = sent(|parts| {
            parts.query(name, "x");
            parts.query("filter", &object);
        });
        assert_eq!(query.is_ok(), is_sent, "{name}");
        let cookie = sent(|parts| {
            parts.cookie("filter", &object);
            parts.cookie(name, "x");
        });
        assert_eq!(cookie.is_ok(), is_sent, "{name}");
    }
    let error = sent(|parts| {
        parts.query("limit", &1);
        parts.query("filter", &serde_json::json!({"limit": "s3cret"}));
    });
    assert_eq!(
        error.unwrap_err().message(),
        "the query parameters `limit` and `filter` write the same name"
    );
}

/// What is set last counts, also when that is nothing.
#[test]
fn a_value_that_is_taken_back_is_not_sent() {
    let request = sent(|parts| {
        for value in [Some("old"), None] {
            parts.query("q", &value);
            parts.header("x-h", &value);
            parts.cookie("c", &value);
        }
    })
    .unwrap();
    assert_eq!(path_of(&request), "/thing");
    assert_eq!(header(&request, "x-h"), None);
    assert_eq!(header(&request, "cookie"), None);
}
