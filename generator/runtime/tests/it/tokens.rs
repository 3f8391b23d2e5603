//! Access tokens: one request for all, early renewal, lenient answers.

mod answers;
mod clock;
mod faults;
mod herd;
mod refresh;
mod world;

use std::time::Duration;

use castiron_runtime::token::{Cached, ClientCredentials, Password, Token, TokenClient};
use castiron_runtime::{
    BoxFuture, Core, Effect, Error, ErrorKind, Method, Operation, RequestParts, Response,
    SecurityScheme, TokenError, TokenSource, decode,
};

use crate::fake::{Fake, PLAIN, Reply, json, operation};

static OAUTH: SecurityScheme = SecurityScheme::oauth2("oauth", "o_auth");

const NEEDED: &[&[&SecurityScheme]] = &[&[&OAUTH]];

const TOKEN_URL: &str = "https://login.example.com/oauth/token?tenant=a%20b";

fn flow() -> ClientCredentials {
    ClientCredentials::new(TOKEN_URL, "the id", "s3cret:+")
}

fn core(fake: &Fake) -> Core {
    fake.core_with(|builder| builder.bearer(&OAUTH, flow().scope("read").scope("write")))
}

async fn call(core: &Core) -> Result<Response<i32>, Error> {
    let operation = operation(Operation {
        method: Method::POST,
        security: NEEDED,
        ..PLAIN
    });
    let parts = RequestParts::new(core, operation);
    parts.send(decode::json, decode::none).await
}

fn grant() -> Reply {
    json(
        200,
        r#"{"access_token": "t-1", "token_type": "Bearer", "expires_in": 3600}"#,
    )
}

fn fine() -> Reply {
    json(200, "1")
}

/// The `Authorization` headers in order; token requests as their bodies.
fn story(fake: &Fake) -> Vec<String> {
    let requests = fake.sent().into_iter();
    requests
        .map(|request| match request.url.starts_with("https://login") {
            true => String::from_utf8(request.body.as_bytes().unwrap().to_vec()).unwrap(),
            false => request.headers["authorization"]
                .to_str()
                .unwrap()
                .to_owned(),
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn fetched_once_and_kept() {
    let fake = Fake::new([grant(), fine(), fine()]);
    let core = core(&fake);
    call(&core).await.unwrap();
    call(&core).await.unwrap();
    assert_eq!(
        story(&fake),
        [
            "grant_type=client_credentials&scope=read%20write",
            "Bearer t-1",
            "Bearer t-1"
        ]
    );
    let request = fake.sent().remove(0);
    assert_eq!(request.url, TOKEN_URL);
    // "the%20id:s3cret%3A%2B" in base64.
    assert_eq!(
        request.headers["authorization"],
        "Basic dGhlJTIwaWQ6czNjcmV0JTNBJTJC"
    );
    assert_eq!(
        request.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert!(fake.sent()[1].headers["authorization"].is_sensitive());
}

#[tokio::test(start_paused = true)]
async fn one_request_for_many_callers() {
    let slow = Reply::After(Duration::from_secs(1), Box::new(grant()));
    let replies = std::iter::once(slow).chain(std::iter::repeat_with(fine).take(100));
    let fake = Fake::new(replies);
    let core = core(&fake);
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let core = core.clone();
            tokio::spawn(async move { call(&core).await.map(Response::into_inner) })
        })
        .collect();
    // The first gives up while all the others wait for what it has begun.
    tokio::time::sleep(Duration::from_millis(500)).await;
    calls[0].abort();
    for call in calls.into_iter().skip(1) {
        assert_eq!(call.await.unwrap().unwrap(), 1);
    }
    let tokens = fake
        .sent()
        .iter()
        .filter(|request| request.url == TOKEN_URL)
        .count();
    assert_eq!(tokens, 1);
    assert_eq!(fake.sent().len(), 100);
}

#[tokio::test(start_paused = true)]
async fn a_fetch_that_everyone_gave_up_is_begun_anew() {
    let fake = Fake::new([Reply::Hang, grant(), fine()]);
    let core = core(&fake);
    let first = tokio::time::timeout(Duration::from_secs(1), call(&core)).await;
    assert!(first.is_err());
    assert!(call(&core).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn renewed_before_it_expires() {
    let second = json(200, r#"{"access_token": "t-2", "expires_in": 3600}"#);
    let fake = Fake::new([grant(), fine(), fine(), second, fine()]);
    let core = core(&fake);
    call(&core).await.unwrap();
    tokio::time::advance(Duration::from_secs(3500)).await;
    call(&core).await.unwrap();
    tokio::time::advance(Duration::from_secs(45)).await;
    call(&core).await.unwrap();
    let last = story(&fake).pop().unwrap();
    assert_eq!(last, "Bearer t-2");
    assert_eq!(fake.sent().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_valid_token_survives_a_failed_renewal() {
    let fake = Fake::new([
        grant(),
        fine(),
        json(503, ""),
        fine(),
        fine(),
        json(503, ""),
    ]);
    let core = core(&fake);
    call(&core).await.unwrap();
    tokio::time::advance(Duration::from_secs(3545)).await;
    call(&core).await.unwrap();
    call(&core).await.unwrap();
    assert_eq!(story(&fake)[3..], ["Bearer t-1", "Bearer t-1"]);
    tokio::time::advance(Duration::from_secs(100)).await;
    let error = call(&core).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Token, Effect::NotSent)
    );
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_renewed_once() {
    let second = || json(200, r#"{"access_token": "t-2", "expires_in": 3600}"#);
    let fake = Fake::new([grant(), json(401, "{}"), second(), fine()]);
    assert!(call(&core(&fake)).await.is_ok());
    assert_eq!(story(&fake)[3], "Bearer t-2");
    let fake = Fake::new([grant(), json(401, "{}"), second(), json(401, "{}")]);
    let error = call(&core(&fake)).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(error.attempts(), 2);
}

#[tokio::test]
async fn a_fixed_token_is_not_renewed() {
    let fake = Fake::new([json(401, "{}")]);
    let core = fake.core_with(|builder| builder.bearer(&OAUTH, "fixed"));
    let error = call(&core).await.unwrap_err();
    assert_eq!((error.status().unwrap(), error.attempts()), (401, 1));
    assert_eq!(story(&fake), ["Bearer fixed"]);
}

#[tokio::test(start_paused = true)]
async fn lenient_about_lifetimes() {
    for (answer, kept) in [
        (r#"{"access_token": "t"}"#, true),
        (r#"{"access_token": "t", "expires_in": "3600"}"#, true),
        (
            r#"{"access_token": "t", "expires_in": 3600.0, "token_type": null, "x": [{}]}"#,
            true,
        ),
        (r#"{"access_token": "t", "expires_in": 1e300}"#, true),
        (r#"{"access_token": "t", "expires_in": null}"#, true),
        (r#"{"access_token": "t", "expires_in": {}}"#, true),
        (r#"{"access_token": "t", "expires_in": 0}"#, false),
        (r#"{"access_token": "t", "expires_in": -5}"#, false),
    ] {
        let fake = Fake::new([json(200, answer), fine(), fine(), fine()]);
        let core = core(&fake);
        call(&core).await.unwrap();
        let second = call(&core).await;
        assert_eq!(second.is_ok(), kept, "{answer}");
    }
}

#[tokio::test]
async fn what_a_failed_token_request_says() {
    for (reply, expected) in [
        (
            json(
                400,
                r#"{"error": "invalid_client", "error_description": "unknown\nid"}"#,
            ),
            "the token server answered 400 Bad Request: invalid_client: unknown id",
        ),
        (
            json(502, "<html>"),
            "the token server answered 502 Bad Gateway",
        ),
        (
            json(200, r#"{"token": "s3cret"}"#),
            "the token server's answer does not read: $: missing field `access_token`",
        ),
        (
            json(200, r#"{"access_token": "s3\ncret"}"#),
            "the access token cannot be sent in a header",
        ),
    ] {
        let fake = Fake::new([reply]);
        let error = call(&core(&fake)).await.unwrap_err();
        assert_eq!(error.message(), expected);
        assert_eq!(error.effect(), Effect::NotSent);
        assert!(!format!("{error:?}").contains("s3"));
    }
    let fake = Fake::new([]);
    let flow = ClientCredentials::new("http://login.example.com/t", "id", "s3cret");
    let core = fake.core_with(|builder| builder.bearer(&OAUTH, flow));
    let message = call(&core).await.unwrap_err().to_string();
    assert!(message.contains("the token URL `http://login.example.com/t` is not encrypted"));
}

#[tokio::test(start_paused = true)]
async fn credentials_and_more_fields_in_the_body() {
    let fake = Fake::new([grant(), fine()]);
    let flow = flow()
        .credentials_in_body()
        .field("audience", "https://api");
    let core = fake.core_with(|builder| builder.bearer(&OAUTH, flow));
    call(&core).await.unwrap();
    assert_eq!(
        story(&fake)[0],
        "grant_type=client_credentials&audience=https%3A%2F%2Fapi&client_id=the%20id&client_secret=s3cret%3A%2B"
    );
    assert!(!fake.sent()[0].headers.contains_key("authorization"));
}

#[tokio::test(start_paused = true)]
async fn a_password_is_followed_by_refresh_tokens() {
    let answer = |body| json(200, body);
    let fake = Fake::new([
        answer(r#"{"access_token": "1", "expires_in": 100, "refresh_token": "r-1"}"#),
        fine(),
        answer(r#"{"access_token": "2", "expires_in": 100, "refresh_token": "r-2"}"#),
        fine(),
        json(400, r#"{"error": "invalid_grant"}"#),
        answer(r#"{"access_token": "3"}"#),
        fine(),
    ]);
    let flow = Password::new(TOKEN_URL, "id", "secret", "user", "p&ss");
    let core = fake.core_with(|builder| builder.bearer(&OAUTH, flow));
    for _ in 0..3 {
        call(&core).await.unwrap();
        tokio::time::advance(Duration::from_secs(200)).await;
    }
    assert_eq!(
        story(&fake),
        [
            "grant_type=password&username=user&password=p%26ss",
            "Bearer 1",
            "grant_type=refresh_token&refresh_token=r-1",
            "Bearer 2",
            "grant_type=refresh_token&refresh_token=r-2",
            "grant_type=password&username=user&password=p%26ss",
            "Bearer 3",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_source_of_ones_own() {
    struct Vault;
    impl TokenSource for Vault {
        fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
            Box::pin(async { Ok(Token::new("from the vault").expires_in(Duration::ZERO)) })
        }
    }
    let fake = Fake::new([fine(), fine()]);
    let core = fake.core_with(|builder| builder.bearer(&OAUTH, Vault));
    call(&core).await.unwrap();
    call(&core).await.unwrap();
    assert_eq!(
        story(&fake),
        ["Bearer from the vault", "Bearer from the vault"]
    );
}

#[tokio::test(start_paused = true)]
async fn shared_by_two_clients() {
    let second = json(200, r#"{"access_token": "t-2"}"#);
    let fake = Fake::new([grant(), fine(), json(401, "{}"), second, fine(), fine()]);
    let cached = Cached::new(flow());
    let clients = [cached.clone(), cached]
        .map(|cached| fake.core_with(|builder| builder.bearer(&OAUTH, cached)));
    call(&clients[0]).await.unwrap();
    call(&clients[1]).await.unwrap();
    call(&clients[0]).await.unwrap();
    let authorized: Vec<String> = story(&fake)
        .into_iter()
        .filter(|line| line.starts_with("Bearer"))
        .collect();
    assert_eq!(
        authorized,
        ["Bearer t-1", "Bearer t-1", "Bearer t-2", "Bearer t-2"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_server_that_hangs() {
    let fake = Fake::new([Reply::Hang]);
    let error = call(&core(&fake)).await.unwrap_err();
    assert_eq!(
        error.message(),
        "the token server did not answer within 60s"
    );
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Token, Effect::NotSent)
    );
}
