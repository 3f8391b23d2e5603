//! Links to the next page: resolved like any relative URL, and never followed to another origin.

use castiron_runtime::{Documented, Effect, ErrorKind, Media, Operation, SecurityScheme};
use proptest::prelude::*;

use super::{LIST, Page, collect, link, pages_of, target};
use crate::fake::{Fake, json, operation};

const BASE: &str = "https://api.example.com";

/// The URL that a link leads to, or why it is not followed.
async fn led_to(link_text: &str) -> Result<String, String> {
    let body = serde_json::json!({ "items": [1], "next": link_text }).to_string();
    let fake = Fake::new([json(200, body.leak()), json(200, r#"{"items":[2]}"#)]);
    let mut list = pages_of(&fake.core(), link(), |parts| parts.query("size", &5)).items();
    let (_, error) = collect(&mut list).await;
    let sent = fake.sent();
    match error {
        Some(error) => {
            assert_eq!(sent.len(), 1, "{link_text}: something was sent");
            assert_eq!(
                (error.kind(), error.effect()),
                (ErrorKind::Pagination, Effect::NotSent)
            );
            Err(error.message().to_owned())
        }
        None => Ok(sent.last().unwrap().url.clone()),
    }
}

#[tokio::test]
async fn are_resolved_against_the_request() {
    let rows = [
        (
            "https://api.example.com/v1/other?page=2",
            "/v1/other?page=2",
        ),
        ("HTTPS://API.Example.com:443/v1/other", "/v1/other"),
        ("//api.example.com/v1/other?page=2", "/v1/other?page=2"),
        ("/other?page=2", "/other?page=2"),
        ("?page=2", "/v1/things/red/list?page=2"),
        ("?page=2#top", "/v1/things/red/list?page=2"),
        ("more?page=2", "/v1/things/red/more?page=2"),
        ("./more", "/v1/things/red/more"),
        ("../blue/list", "/v1/things/blue/list"),
        ("../../../../../list", "/list"),
        ("..", "/v1/things/"),
        (
            "?next=https://elsewhere.example/",
            "/v1/things/red/list?next=https://elsewhere.example/",
        ),
        ("?a[b]=c&d=%2F", "/v1/things/red/list?a[b]=c&d=%2F"),
        (
            "?filter='é <x>'",
            "/v1/things/red/list?filter=%27%C3%A9%20%3Cx%3E%27",
        ),
    ];
    for (link, expected) in rows {
        assert_eq!(
            led_to(link).await,
            Ok(format!("{BASE}{expected}")),
            "{link}"
        );
    }
}

#[tokio::test]
async fn to_another_origin_are_refused_before_anything_is_sent() {
    let rows = [
        ("https://evil.example/v1/things", "https://evil.example"),
        ("//evil.example", "https://evil.example"),
        (
            "https://api.example.com.evil.example/",
            "https://api.example.com.evil.example",
        ),
        ("https://example.com/v1/things", "https://example.com"),
        (
            "https://api.example.com:8443/v1/things",
            "https://api.example.com:8443",
        ),
        ("http://api.example.com/v1/things", "http://api.example.com"),
        (
            "http://api.example.com:443/v1/things",
            "http://api.example.com:443",
        ),
    ];
    for (link, origin) in rows {
        let expected = format!(
            "the link to the next page leads to `{origin}`, away from `{BASE}`, and is not followed \
             because the credentials would go there"
        );
        assert_eq!(led_to(link).await, Err(expected), "{link}");
    }
}

#[tokio::test]
async fn that_can_be_read_in_two_ways_are_refused() {
    let rows = [
        "https://api.example.com@evil.example/",
        "https://user:hush@api.example.com/v1",
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "ftp://api.example.com/",
        "javascript:alert(1)",
        "https:\\\\evil.example",
        "/\\evil.example",
        "https://api.example.com\\.evil.example/",
        "https://api.example.com\t.evil.example/",
        "/%2e%2e/admin",
        "https://api.example.com/v1/../admin",
        "/a b",
        "https://",
        "://evil.example",
    ];
    for link in rows {
        let error = led_to(link).await.unwrap_err();
        assert!(
            error.starts_with("the link to the next page "),
            "{link}: {error}"
        );
        assert!(!error.contains("hush"), "{error}");
    }
}

static KEY: SecurityScheme = SecurityScheme::api_key_query("key", "key", "api_key");
static HEADER: SecurityScheme = SecurityScheme::api_key_header("header", "header", "x-key");

/// An API that puts the whole URL of the request into its links puts the key there, too.
#[tokio::test]
async fn carry_each_key_once() {
    const KEYED: Operation = Operation {
        security: &[&[&KEY, &HEADER]],
        responses: &[Documented::success("200", Media::Json)],
        ..LIST
    };
    let first = r#"{"items":[1],"next":"?api%5fkey=old&api_key=old&page=2"}"#;
    let fake = Fake::new([first, r#"{"items":[2]}"#].map(|body| json(200, body)));
    let core = fake.core_with(|builder| {
        builder.api_key(&KEY, "hush");
        builder.api_key(&HEADER, "hush-2");
    });
    let mut parts = castiron_runtime::RequestParts::new(&core, operation(KEYED));
    parts.path("kind", "red");
    let paging = castiron_runtime::Paging {
        items: |page: &mut Page| page.items.as_mut(),
        more: |_| None,
        errors: |_| None,
        next: link(),
    };
    let mut list = parts
        .pages(
            castiron_runtime::decode::json,
            castiron_runtime::decode::none,
            paging,
        )
        .items();
    let (items, error) = collect(&mut list).await;
    assert_eq!(
        (items, error.map(|error| error.to_string())),
        (vec![1, 2], None)
    );
    let sent = fake.sent();
    let asked: Vec<String> = sent.iter().map(target).collect();
    assert_eq!(asked, ["?api_key=hush", "?page=2&api_key=hush"]);
    assert!(
        sent.iter()
            .all(|request| request.headers["x-key"] == "hush-2")
    );
}

proptest! {
    #[test]
    fn never_leave_the_origin(
        parts in prop::collection::vec(
            prop_oneof![
                Just("https:"), Just("http:"), Just("//"), Just("/"), Just("\\"), Just("@"),
                Just("api.example.com"), Just("evil.example"), Just(":443"), Just(":"), Just("."),
                Just(".."), Just("%2e"), Just("?"), Just("#"), Just("\t"), Just(" "), Just("é"),
                Just("["), Just("v1"), Just("％"), Just("\u{2044}"),
            ],
            0..8,
        ),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        if let Ok(url) = runtime.block_on(led_to(&parts.concat())) {
            let parsed: http::Uri = url.parse().unwrap();
            prop_assert_eq!(parsed.scheme_str(), Some("https"));
            prop_assert_eq!(parsed.authority().unwrap().as_str(), "api.example.com");
        }
    }
}
