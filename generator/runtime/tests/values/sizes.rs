//! How long values may be.

use castiron_runtime::ErrorKind;

use crate::keeper::{BASE, at, sent, sent_to};

/// What `http::Uri` can hold, and so what hyper can send.
const LONGEST: usize = 65_534;

#[test]
fn a_path_is_as_long_as_a_url_can_be() {
    let room = LONGEST - BASE.len() - "/a/".len();
    let path = at("/a/{id}");
    let request = sent_to(path, |parts| parts.path("id", &"x".repeat(room))).unwrap();
    assert_eq!(request.url.len(), LONGEST);
    assert_eq!(request.url.parse::<http::Uri>().unwrap(), *request.url);

    let error = sent_to(path, |parts| parts.path("id", &"x".repeat(room + 1))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(
        error.message(),
        "the URL has 65535 bytes, and no more than 65534 can be sent"
    );
}

#[test]
fn a_query_is_as_long_as_a_url_can_be() {
    let sent = |length| sent(|parts| parts.query("q", &"é".repeat(length)));
    assert_eq!(sent(10_000).unwrap().url.len(), BASE.len() + 60_009);
    let error = sent(100_000).unwrap_err();
    assert_eq!(
        error.message(),
        format!(
            "the URL has {} bytes, and no more than 65534 can be sent",
            BASE.len() + 600_009
        )
    );
}

#[test]
fn long_lists_are_sent() {
    let numbers: Vec<u32> = (0..8_000).collect();
    let request = sent(|parts| parts.query("n", &numbers)).unwrap();
    assert!(request.url.ends_with("&n=7998&n=7999"));
}

#[test]
fn bodies_have_no_such_limit() {
    let text = "x".repeat(10_000_000);
    let form = std::collections::BTreeMap::from([("k", &text)]);
    let request = sent(|parts| parts.form_body(&form)).unwrap();
    assert_eq!(request.body.as_bytes().unwrap().len(), 10_000_002);
}
