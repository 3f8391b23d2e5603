//! Bodies in XML: what is written is read as it was, and nothing else is.

use std::collections::BTreeMap;

use bytes::Bytes;
use castiron_runtime::xml::{Element, Field, Name, Shape, Structure, Xml};
use castiron_runtime::{DecodeError, Received, RequestParts, decode};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::fake::{Fake, PLAIN, json};

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Order {
    id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    paid: bool,
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lines: Option<Vec<Line>>,
    labels: BTreeMap<String, f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<Box<Order>>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Line {
    sku: String,
    text: String,
}

impl Xml for Order {
    fn structure() -> &'static Structure {
        static STRUCTURE: Structure = Structure::new(
            Name::new("order").prefix("o").namespace("urn:orders"),
            &[
                Field::attribute(
                    "id",
                    Name::new("id").prefix("o").namespace("urn:orders"),
                    Shape::Number,
                )
                .required(),
                Field::element("note", Name::new("Note"), Shape::Text),
                Field::element("paid", Name::new("paid"), Shape::Boolean).required(),
                Field::items("tags", Name::new("tag"), Shape::Text).required(),
                Field::element(
                    "lines",
                    Name::new("Lines"),
                    Shape::List(&Element::new(Name::new("line"), Shape::of::<Line>())),
                ),
                Field::element("labels", Name::new("labels"), Shape::Map(&Shape::Number))
                    .required(),
                Field::element("parent", Name::new("parent"), Shape::of::<Order>()),
            ],
        );
        &STRUCTURE
    }
}

impl Xml for Line {
    fn structure() -> &'static Structure {
        static STRUCTURE: Structure = Structure::new(
            Name::new("line"),
            &[
                Field::attribute("sku", Name::new("sku"), Shape::Text).required(),
                Field::text("text", Shape::Text).required(),
            ],
        );
        &STRUCTURE
    }
}

/// The body of a request, or why there is none.
fn written<T: Xml + Serialize>(value: &T) -> Result<String, String> {
    let fake = Fake::new([json(200, "null")]);
    let mut parts = RequestParts::new(&fake.core(), &PLAIN);
    parts.xml_body("application/xml", value);
    match finished(parts.send(decode::bytes, decode::none)) {
        Ok(_) => {
            let sent = fake.sent();
            let body = sent[0].body.as_bytes().unwrap();
            Ok(String::from_utf8(body.to_vec()).unwrap())
        }
        Err(error) => Err(error.to_string()),
    }
}

fn finished<F: IntoFuture>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(future.into_future())
}

fn read<T: Xml + for<'de> Deserialize<'de>>(xml: &str) -> Result<T, DecodeError> {
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/xml"),
    );
    let body = Bytes::from(xml.to_owned());
    decode::xml(&Received::new(StatusCode::OK, headers, body))
}

fn refused(xml: &str) -> String {
    read::<Line>(xml).unwrap_err().to_string()
}

fn line(sku: &str, text: &str) -> Line {
    Line {
        sku: sku.to_owned(),
        text: text.to_owned(),
    }
}

#[test]
fn each_property_is_where_the_table_says() {
    let order = Order {
        id: 7,
        paid: true,
        tags: vec!["a".to_owned(), "b<".to_owned()],
        lines: Some(vec![line("x\"", "1 & 2")]),
        labels: BTreeMap::from([("size".to_owned(), 2.5)]),
        parent: Some(Box::default()),
        ..Order::default()
    };
    let expected = concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        r#"<o:order xmlns:o="urn:orders" o:id="7"><paid>true</paid><tag>a</tag><tag>b&lt;</tag>"#,
        r#"<Lines><line sku="x&quot;">1 &amp; 2</line></Lines><labels><size>2.5</size></labels>"#,
        r#"<parent o:id="0"><paid>false</paid><labels></labels></parent></o:order>"#,
    );
    assert_eq!(written(&order).unwrap(), expected);
    assert_eq!(read::<Order>(expected).unwrap(), order);
}

#[test]
fn what_others_write_is_read() {
    let xml = "\u{FEFF}<?xml version='1.0'?><!-- by hand --><x:order xmlns:x='urn:orders' \
               x:id=' +7 ' more='1'>\r\n  <tag><![CDATA[<a>]]></tag><unknown><deep/></unknown>\
               <paid>1</paid><labels/><Lines/><tag>&#x41;&amp;</tag></x:order>";
    let order = Order {
        id: 7,
        paid: true,
        tags: vec!["<a>".to_owned(), "A&".to_owned()],
        lines: Some(Vec::new()),
        ..Order::default()
    };
    assert_eq!(read::<Order>(xml).unwrap(), order);
}

#[test]
fn a_list_may_have_an_element_around_it_that_the_spec_does_not_know() {
    let xml = "<order id='7'><paid>0</paid><tag><string>a</string><string>b</string></tag>\
               <labels/></order>";
    let order = Order {
        id: 7,
        tags: vec!["a".to_owned(), "b".to_owned()],
        ..Order::default()
    };
    assert_eq!(read::<Order>(xml).unwrap(), order);
}

#[test]
fn what_does_not_fit_is_refused_with_its_path() {
    let order = |lines: &str| {
        let xml = format!("<order id='7'><paid>1</paid><labels/>{lines}</order>");
        let error = read::<Order>(&xml).unwrap_err();
        error.path().map(str::to_owned)
    };
    let path = |path: &str| Some(path.to_owned());
    assert_eq!(order("<Lines><line>a</line></Lines>"), path("$.lines[0]"));
    assert_eq!(order("<labels><a>big</a></labels>"), path("$.labels"));
    assert_eq!(order("<Note><b>a</b></Note>"), path("$.note"));
    assert_eq!(order("<parent id='x'/>"), path("$.parent.id"));
}

#[test]
fn what_is_no_harmless_document_is_refused() {
    let refusals = [
        (
            "<!DOCTYPE line [<!ENTITY a 'aaaa'>]><line sku='1'>&a;</line>",
            "a document type",
        ),
        ("<line sku='1'>&a;</line>", "an entity"),
        ("<line sku='&a;'>a</line>", "an entity"),
        ("<line sku='1' sku='2'>a</line>", "an attribute twice"),
        ("<line sku='1'>a", "ends too early"),
        ("<line sku='1'>a</row>", "not well-formed"),
        ("<line sku='1'>a</line><line/>", "a second root"),
        ("<html>a</html>", "the root element is not `line`"),
        ("a", "outside of the root"),
    ];
    for (xml, reason) in refusals {
        let message = refused(xml);
        assert!(message.contains(reason), "{xml}: {message}");
    }
    let deep = format!("<line>{}{}</line>", "<a>".repeat(128), "</a>".repeat(128));
    assert!(refused(&deep).contains("nested deeper than 128 levels"));
    assert!(read::<Line>(" ").unwrap_err().is_empty());
}

#[test]
fn what_xml_has_not_is_not_sent() {
    let control = written(&line("1", "\u{1}")).unwrap_err();
    assert!(
        control.contains("a character that XML has not"),
        "{control}"
    );
    let order = Order {
        labels: BTreeMap::from([("two words".to_owned(), 1.0)]),
        ..Order::default()
    };
    let key = written(&order).unwrap_err();
    assert!(key.contains("cannot be the name of an element"), "{key}");
}

/// Texts of what XML can hold.
const TEXT: &str = "[ -~\t\r\n\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]{0,12}";

fn orders() -> impl Strategy<Value = Order> {
    let lines = prop::collection::vec((TEXT, TEXT), 0..4);
    let lines = lines.prop_map(|lines| lines.iter().map(|(sku, text)| line(sku, text)).collect());
    let labels = prop::collection::btree_map("[a-zA-Z_][a-zA-Z0-9_.-]{0,6}", -1e9..1e9, 0..4);
    let order = (
        any::<i64>(),
        prop::option::of(TEXT),
        any::<bool>(),
        prop::collection::vec(TEXT, 0..4),
        prop::option::of(lines),
        labels,
    );
    let order = order.prop_map(|(id, note, paid, tags, lines, labels)| Order {
        id,
        note,
        paid,
        tags,
        lines,
        labels,
        parent: None,
    });
    order.prop_recursive(4, 4, 1, |parents| {
        (parents.clone(), parents).prop_map(|(order, parent)| Order {
            parent: Some(Box::new(parent)),
            ..order
        })
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_it_was(order in orders()) {
        let xml = written(&order).unwrap();
        prop_assert_eq!(read::<Order>(&xml).unwrap(), order, "{}", xml);
    }
}
