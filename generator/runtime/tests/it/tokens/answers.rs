//! What token servers answer, and what becomes of it.

use castiron_runtime::{Effect, TransportError};

use super::world::{World, call, pass};
use crate::fake::{Reply, Step, json};

/// How many tokens are fetched for two calls that are so many seconds apart.
async fn fetched(answer: &'static str, seconds: u64) -> usize {
    let second = r#"{"access_token": "t-2", "expires_in": 3600}"#;
    let world = World::new([json(200, answer), json(200, second)]);
    let core = world.core();
    call(&core).await.unwrap();
    pass(seconds).await;
    call(&core).await.unwrap();
    world.asked()
}

#[tokio::test(start_paused = true)]
async fn how_long_a_token_is_kept() {
    const DAY: u64 = 24 * 60 * 60;
    const EVER: u64 = 100 * DAY;
    for (answer, kept, gone) in [
        (r#"{"access_token": "t"}"#, EVER, None),
        (r#"{"access_token": "t", "expires_in": null}"#, EVER, None),
        (r#"{"access_token": "t", "expires_in": "soon"}"#, EVER, None),
        (r#"{"access_token": "t", "expires_in": ""}"#, EVER, None),
        (r#"{"access_token": "t", "expires_in": "NaN"}"#, EVER, None),
        (r#"{"access_token": "t", "expires_in": true}"#, EVER, None),
        (r#"{"access_token": "t", "expires_in": [60]}"#, EVER, None),
        (
            r#"{"access_token": "t", "expires_in": 3600}"#,
            3500,
            Some(3541),
        ),
        (
            r#"{"access_token": "t", "expires_in": "3600"}"#,
            3500,
            Some(3541),
        ),
        (
            r#"{"access_token": "t", "expires_in": 3600.9}"#,
            3500,
            Some(3541),
        ),
        (
            r#"{"access_token": "t", "expires_in": 3.6e3}"#,
            3500,
            Some(3541),
        ),
        (r#"{"access_token": "t", "expires_in": 100}"#, 88, Some(91)),
        (r#"{"access_token": "t", "expires_in": 2}"#, 1, Some(2)),
        (
            r#"{"access_token": "t", "expires_in": 1000000000000000000}"#,
            29 * DAY,
            Some(30 * DAY),
        ),
        (
            r#"{"access_token": "t", "expires_in": 1e999}"#,
            29 * DAY,
            Some(30 * DAY),
        ),
    ] {
        assert_eq!(fetched(answer, kept).await, 1, "{answer}");
        if let Some(gone) = gone {
            assert_eq!(fetched(answer, gone).await, 2, "{answer}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_without_a_life_is_used_once() {
    for answer in [
        r#"{"access_token": "t", "expires_in": 0}"#,
        r#"{"access_token": "t", "expires_in": -1}"#,
        r#"{"access_token": "t", "expires_in": "-3600"}"#,
        r#"{"access_token": "t", "expires_in": -1000000000000000000}"#,
    ] {
        assert_eq!(fetched(answer, 0).await, 2, "{answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn bearer_tokens_of_all_spellings() {
    for answer in [
        r#"{"access_token": "t", "token_type": "Bearer"}"#,
        r#"{"access_token": "t", "token_type": "bearer"}"#,
        r#"{"access_token": "t", "token_type": "BEARER"}"#,
        r#"{"access_token": "t", "token_type": "BearerToken"}"#,
        r#"{"access_token": "t", "token_type": null}"#,
        "\u{feff}{\"access_token\": \"t\"}",
    ] {
        assert_eq!(fetched(answer, 0).await, 1, "{answer}");
    }
}

/// The message of a call that gets no token; the next call has to get one.
async fn failure(reply: Reply) -> String {
    let world = World::new([reply, json(200, r#"{"access_token": "t-2"}"#)]);
    let core = world.core();
    let error = call(&core).await.unwrap_err();
    assert_eq!(error.effect(), Effect::NotSent);
    assert_eq!((world.asked(), world.served()), (1, String::new()));
    call(&core).await.unwrap();
    assert_eq!(world.served(), "Bearer t-2 200: 1");
    assert!(!format!("{error:?} {error}").contains("s3"));
    error.message().to_owned()
}

#[tokio::test(start_paused = true)]
async fn answers_of_no_use() {
    let html = "<html><body>Sign in s3cret</body></html>";
    let long = format!(r#"{{"access_token": "{}"}}"#, "s3".repeat(250_000));
    let cut = vec![Step::Chunk(r#"{"access_token": "s3"#), Step::Cut];
    for (reply, expected) in [
        (
            Reply::Answer(
                200,
                &[("content-type", "text/html")],
                vec![Step::Chunk(html)],
            ),
            "the token server's answer is `text/html`",
        ),
        (
            json(200, ""),
            "the token server's answer does not read: $: the text is not JSON: EOF while parsing \
             a value",
        ),
        (
            json(200, "[\"s3cret\"]"),
            "the token server's answer does not read: $: expected an object, found an array",
        ),
        (
            json(200, r#"{"access_token": ["s3cret"]}"#),
            "the token server's answer does not read: $.access_token: expected a string, found an \
             array",
        ),
        (
            json(200, r#"{"access_token": "s3", "access_token": "s3cret"}"#),
            "the token server's answer does not read: $.access_token: the key is there twice",
        ),
        (
            json(200, Box::leak(long.into_boxed_str())),
            "the token server answered with more than 65536 bytes",
        ),
        (
            json(200, r#"{"access_token": "s3cret", "token_type": "mac"}"#),
            "the access token is of the type `mac`, not `Bearer`",
        ),
        (
            json(200, r#"{"access_token": "s3cret", "token_type": 7}"#),
            "the access token is of the type `7`, not `Bearer`",
        ),
        (
            json(200, r#"{"access_token": ""}"#),
            "the access token is empty",
        ),
        (
            json(200, r#"{"access_token": "s3\r\nX-Injected: s3cret"}"#),
            "the access token cannot be sent in a header",
        ),
        (
            json(200, r#"{"access_token": " s3cret"}"#),
            "the access token cannot be sent in a header",
        ),
        (
            Reply::Answer(200, &[], cut),
            "the token request failed: the connection was closed",
        ),
        (
            Reply::Fail(TransportError::unknown("the connection was closed")),
            "the token request failed: the connection was closed",
        ),
        (
            Reply::Answer(
                302,
                &[("location", "https://login.example.com/s3cret")],
                vec![],
            ),
            "the token server answered 302 Found",
        ),
        (
            json(429, r#"{"message": "slow down"}"#),
            "the token server answered 429 Too Many Requests: slow down",
        ),
    ] {
        assert_eq!(failure(reply).await, expected);
    }
}
