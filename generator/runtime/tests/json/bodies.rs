//! Bodies that are not what was documented: the status and the bytes are always there, and the error
//! says what came instead.

use castiron_runtime::{Effect, ErrorKind};

use crate::canned::{Answer, Canned};

const HTML: &[u8] = b"<!DOCTYPE html>\n<html><title>Sign in</title></html>";
const TEXT: &[u8] = b"upstream connect error";
const PROBLEM: &[u8] = br#"{"code":7,"title":"no"}"#;
const LATIN_1: &[u8] = b"{\"code\":7,\"title\":\"ni\xf1o\"}";
const NUMBERS: &[u8] = br#"{"code":7000,"title":"no"}"#;
const TWO: &[u8] = br#"{"code":7} {"code":8}"#;
const FORM: &[u8] = b"access_token=hush&code=7";

/// A content type, a body, and what is said when it does not read as an [`Answer`].
const BODIES: &[(Option<&str>, &[u8], Option<&str>)] = &[
    (
        Some("text/html; charset=utf-8"),
        HTML,
        Some(
            "a body of `text/html` that begins with `<!DOCTYPE html> <html><title>Sign in</title></html>`",
        ),
    ),
    (
        None,
        HTML,
        Some(
            "a body of `no content type` that begins with `<!DOCTYPE html> <html><title>Sign in</title></html>`",
        ),
    ),
    (
        Some("application/json"),
        HTML,
        Some(
            "a body of `application/json` that begins with `<!DOCTYPE html> <html><title>Sign in</title></html>`",
        ),
    ),
    (
        Some("text/plain"),
        TEXT,
        Some("a body of `text/plain` that begins with `upstream connect error`"),
    ),
    (
        None,
        TEXT,
        Some("a body of `no content type` that begins with `upstream connect error`"),
    ),
    (
        Some("text/plain; charset=iso-8859-1"),
        b"m\xe1s",
        Some("a body of `text/plain` that begins with `m"),
    ),
    (Some("application/problem+json"), PROBLEM, None),
    (Some("application/json"), PROBLEM, None),
    (Some("text/plain"), PROBLEM, None),
    (Some("text/html"), PROBLEM, None),
    (None, PROBLEM, None),
    (
        Some("application/json; charset=\"ISO-8859-1\""),
        LATIN_1,
        None,
    ),
    (Some("text/plain"), TWO, Some("a body of `text/plain`")),
    (
        Some("application/x-www-form-urlencoded"),
        FORM,
        Some("a body of `application/x-www-form-urlencoded`"),
    ),
];

fn answers(status: u16) -> impl Iterator<Item = (Canned, Option<&'static str>)> {
    BODIES.iter().map(move |(content_type, body, message)| {
        let canned = Canned {
            status,
            content_type: *content_type,
            body,
        };
        (canned, *message)
    })
}

#[test]
fn a_success_is_typed_or_says_what_came_instead() {
    for (canned, message) in answers(200) {
        let outcome = canned.clone().call(|_| {});
        let Some(message) = message else {
            let response = outcome.unwrap();
            assert_eq!(response.status(), 200);
            assert_eq!(response.into_inner(), Some(Answer { code: 7 }));
            continue;
        };
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.effect(), Effect::Applied);
        assert_eq!(error.status(), Some(200));
        assert_eq!(error.body().unwrap(), canned.body);
        let begins = format!("POST /thing: 200 OK: expected JSON, got {message}");
        assert!(error.to_string().starts_with(&begins), "{error}");
        assert!(!error.to_string().contains("hush"));
    }
}

#[test]
fn an_error_is_typed_or_says_what_came_instead() {
    for status in [403, 502, 503, 504] {
        for (canned, message) in answers(status) {
            let error = canned.clone().call(|_| {}).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Status);
            let effect = if status == 403 {
                Effect::Answered
            } else {
                Effect::Unknown
            };
            assert_eq!(error.effect(), effect);
            assert_eq!(error.status(), Some(status));
            assert_eq!(error.body().unwrap(), canned.body);
            let typed = message.is_none().then_some(&Answer { code: 7 });
            assert_eq!(error.api_error(), typed);
            let text = error.to_string();
            // What cannot be quoted says nothing.
            let expected = match message {
                None => ": n",
                Some(message) if message.contains("begins") => message,
                Some(_) => "",
            };
            assert!(text.contains(expected), "{text}");
            assert!(!text.contains("hush"));
        }
    }
}

#[test]
fn json_that_is_another_type_is_an_error_with_its_place() {
    let canned = |status| Canned {
        status,
        content_type: Some("application/json"),
        body: NUMBERS,
    };
    let error = canned(200).call(|_| {}).unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /thing: 200 OK: `$.code`: expected u8, found a number beyond it (the request was applied)"
    );
    let error = canned(403).call(|_| {}).unwrap_err();
    assert_eq!(error.status(), Some(403));
    assert_eq!(error.body().unwrap(), NUMBERS);
    assert_eq!(error.api_error(), None);
    assert_eq!(error.to_string(), "POST /thing: 403 Forbidden: no");
}

#[test]
fn a_body_without_anything_in_it_is_empty_where_one_is_documented() {
    for body in [&b""[..], b" ", b"\r\n", b"\t \n"] {
        for content_type in [Some("application/json"), Some("text/html"), None] {
            let canned = |status| Canned {
                status,
                content_type,
                body,
            };
            let error = canned(200).call(|_| {}).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::EmptyBody);
            assert_eq!(error.effect(), Effect::Applied);
            assert_eq!(error.status(), Some(200));
            for status in [204, 205] {
                let response = canned(status).call(|_| {}).unwrap();
                assert_eq!((response.status(), response.into_inner()), (status, None));
            }
            let error = canned(503).call(|_| {}).unwrap_err();
            assert_eq!(error.status(), Some(503));
            assert_eq!(error.api_error(), None);
            assert_eq!(error.message(), "");
        }
    }
}

#[test]
fn a_body_where_none_is_documented_is_passed_over() {
    for status in [204, 205] {
        for (canned, _) in answers(status) {
            let response = canned.call(|_| {}).unwrap();
            assert_eq!((response.status(), response.into_inner()), (status, None));
        }
    }
}

#[test]
fn what_json_cannot_hold_is_never_sent() {
    let canned = || Canned {
        status: 200,
        content_type: None,
        body: br#"{"code":1}"#,
    };
    assert!(
        canned()
            .call(|parts| parts.json_body("application/json", &1.5))
            .is_ok()
    );
    for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let body = std::collections::BTreeMap::from([("amount", vec![Some(float)])]);
        let error = canned()
            .call(|parts| parts.json_body("application/json", &body))
            .unwrap_err();
        assert_eq!(error.effect(), Effect::NotSent);
        assert!(
            error.to_string().contains("a number is not finite"),
            "{error}"
        );
    }
}
