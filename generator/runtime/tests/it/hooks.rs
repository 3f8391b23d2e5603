//! Hooks: what they see of requests and responses, what they can change, and what they cannot.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use castiron_runtime::{
    Config, CoreBuilder, Effect, Error, ErrorKind, Idempotency, Method, OnRepeat, Operation,
    RequestParts, RequestView, SecurityScheme, TransportError, decode,
};

use crate::fake::{Fake, PLAIN, Reply, Step, json, operation};

static KEY: SecurityScheme = SecurityScheme::api_key_header("apiKey", "api_key", "APIKEY");
static SID: SecurityScheme = SecurityScheme::api_key_cookie("sid", "session_id", "SID");
static BEARER: SecurityScheme = SecurityScheme::bearer("bearer", "token");

/// A POST whose idempotency key goes into a header.
const KEYED: Operation = Operation {
    id: "postThing",
    method: Method::POST,
    idempotency: Idempotency::Header("Idempotency-Key", OnRepeat::Replays),
    security: &[&[&KEY, &SID, &BEARER], &[]],
    ..PLAIN
};

async fn call(fake: &Fake, set: impl FnOnce(&mut CoreBuilder)) -> Result<i32, Error> {
    let core = fake.core_with(|builder| {
        builder.config(Config::new());
        set(builder);
    });
    let parts = RequestParts::new(&core, operation(KEYED));
    let result = parts.send(decode::json::<i32>, decode::none).await;
    result.map(|response| *response)
}

/// Lines that hooks write.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn line(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// The values of a header in all requests that were sent.
fn sent(fake: &Fake, header: &str) -> Vec<String> {
    let sent = fake.sent().into_iter();
    sent.map(|request| request.headers[header].to_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn every_attempt_is_shown_before_it_is_sent() {
    let fake = Fake::new([
        json(503, "1"),
        Reply::Fail(TransportError::unknown("reset")),
        json(200, "1"),
    ]);
    let (log, own) = (Log::default(), Log::default());
    call(&fake, |builder| {
        let log = log.clone();
        builder.on_request(move |request| {
            let (id, method) = (request.operation_id(), request.method());
            log.line(format!(
                "{id} {method} {} {}",
                request.path_template(),
                request.attempt()
            ));
        });
        let own = own.clone();
        builder.on_request(move |_| own.line(String::new()));
    })
    .await
    .unwrap();
    assert_eq!(
        log.lines(),
        [
            "postThing POST /thing 1",
            "postThing POST /thing 2",
            "postThing POST /thing 3"
        ]
    );
    assert_eq!(own.lines().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn hooks_run_in_order_and_headers_hold_for_one_attempt() {
    let fake = Fake::new([json(503, "1"), json(200, "1")]);
    let add = |text: &'static str| {
        move |request: &mut RequestView<'_>| {
            let trail = request.header("x-trail").unwrap_or_default();
            let trail = format!("{trail}{text}{}", request.attempt());
            request.set_header("X-Trail", &trail);
        }
    };
    call(&fake, |builder| {
        builder.on_request(add("a"));
        builder.on_request(add("b"));
    })
    .await
    .unwrap();
    assert_eq!(sent(&fake, "x-trail"), ["a1b1", "a2b2"]);
}

#[tokio::test]
async fn a_view_shows_the_names_of_headers_and_no_value() {
    let fake = Fake::new([json(200, "1")]);
    let log = Log::default();
    call(&fake, |builder| {
        builder.config(Config::new().user_agent("till"));
        let log = log.clone();
        builder.on_request(move |request| log.line(format!("{request:?}")));
    })
    .await
    .unwrap();
    assert_eq!(
        log.lines(),
        [
            "RequestView { operation_id: \"postThing\", attempt: 1, header_names: \
          [\"user-agent\", \"accept\", \"idempotency-key\"], .. }"
        ]
    );
}

#[tokio::test]
async fn secret_headers_show_as_redacted() {
    let fake = Fake::new([json(200, "1")]);
    let log = Log::default();
    call(&fake, |builder| {
        builder.api_key(&KEY, "s3cret-key");
        builder.api_key(&SID, "s3cret-sid");
        builder.bearer(&BEARER, "s3cret-token");
        builder.on_request(|request| request.set_secret_header("x-vault", "s3cret-vault"));
        let log = log.clone();
        builder.on_request(move |request| {
            for name in ["apikey", "cookie", "authorization", "x-vault", "accept"] {
                log.line(format!("{name}: {:?}", request.header(name)));
            }
            let names: Vec<&str> = request.header_names().collect();
            log.line(format!("{}", names.contains(&"apikey")));
            log.line(format!("{request:?}"));
        });
    })
    .await
    .unwrap();
    let lines = log.lines();
    assert_eq!(
        lines[..6],
        [
            r#"apikey: Some("[redacted]")"#,
            r#"cookie: Some("[redacted]")"#,
            r#"authorization: Some("[redacted]")"#,
            r#"x-vault: Some("[redacted]")"#,
            r#"accept: Some("application/json")"#,
            "true",
        ]
    );
    assert!(
        !lines[6].contains("s3cret") && lines[6].contains("x-vault"),
        "{}",
        lines[6]
    );
    assert_eq!(sent(&fake, "x-vault"), ["s3cret-vault"]);
}

#[tokio::test]
async fn credentials_of_a_hook_are_sent_and_not_shown() {
    let quote = r#"{"message": "s3cret-key, s3cret-token and s3cret-vault are no keys"}"#;
    let fake = Fake::new([json(400, quote)]);
    let error = call(&fake, |builder| {
        builder.on_request(|request| {
            request.set_header("ApiKey", "s3cret-key");
            request.set_header("authorization", "Bearer s3cret-token");
            request.set_secret_header("x-vault", "s3cret-vault");
        });
    })
    .await
    .unwrap_err();
    assert_eq!(
        error.message(),
        "[redacted], [redacted] and [redacted] are no keys"
    );
    let request = fake.sent().remove(0);
    for (name, value) in [
        ("apikey", "s3cret-key"),
        ("authorization", "Bearer s3cret-token"),
        ("x-vault", "s3cret-vault"),
    ] {
        assert_eq!(request.headers[name], value);
        assert!(request.headers[name].is_sensitive(), "{name}");
    }
}

#[tokio::test]
async fn headers_that_no_hook_may_set() {
    let table = [
        (
            "idempotency-key",
            "k",
            "the header `idempotency-key`, which carries the idempotency key: set that on the request",
        ),
        (
            "Content-Length",
            "0",
            "the header `content-length`, which belongs to the connection",
        ),
        (
            "HOST",
            "evil.example",
            "the header `host`, which belongs to the connection",
        ),
        (
            "transfer-encoding",
            "chunked",
            "the header `transfer-encoding`, which belongs to the connection",
        ),
        (
            "x-note",
            "s3cret\r\nevil: 1",
            "the header `x-note` to what HTTP cannot carry",
        ),
        ("x note", "s3cret", "a header whose name HTTP cannot carry"),
    ];
    for (name, value, reason) in table {
        let fake = Fake::new([]);
        let error = call(&fake, |builder| {
            builder.on_request(move |request| request.set_header(name, value));
        })
        .await
        .unwrap_err();
        assert_eq!(
            error.message(),
            format!("an `on_request` hook set {reason}")
        );
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Hook, Effect::NotSent)
        );
        assert_eq!(error.attempts(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn every_response_is_shown_with_its_time() {
    let second = Duration::from_secs(1);
    let fake = Fake::new([
        Reply::After(second, Box::new(json(503, "1"))),
        Reply::Fail(TransportError::unknown("reset")),
        Reply::After(
            2 * second,
            Box::new(Reply::Answer(
                200,
                &[("x-request-id", "7")],
                vec![Step::Cut],
            )),
        ),
    ]);
    let log = Log::default();
    let error = call(&fake, |builder| {
        let log = log.clone();
        builder.on_response(move |response| {
            let id = response.request_id().map(str::to_owned);
            assert_eq!(
                response.headers().contains_key("x-request-id"),
                id.is_some()
            );
            let what = (
                response.operation_id(),
                response.method(),
                response.path_template(),
            );
            assert_eq!(what, ("postThing", &Method::POST, "/thing"));
            let (attempt, elapsed) = (response.attempt(), response.elapsed());
            log.line(format!(
                "{attempt}: {} after {elapsed:?}, {id:?}",
                response.status()
            ));
            assert!(!format!("{response:?}").contains("x-request-id"));
        });
    })
    .await
    .unwrap_err();
    assert_eq!(
        log.lines(),
        ["1: 503 after 1s, None", r#"3: 200 after 2s, Some("7")"#]
    );
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Transport, Effect::Applied)
    );
}

#[tokio::test(start_paused = true)]
async fn requests_for_tokens_are_not_shown() {
    let fake = Fake::new([
        json(200, r#"{"access_token": "t", "token_type": "Bearer"}"#),
        json(200, "1"),
    ]);
    let log = Log::default();
    call(&fake, |builder| {
        builder.api_key(&KEY, "k");
        builder.api_key(&SID, "s");
        let tokens =
            castiron_runtime::token::ClientCredentials::new("https://login.example.com", "id", "s");
        builder.bearer(&BEARER, tokens);
        let log = log.clone();
        builder.on_request(move |request| log.line(request.operation_id().to_owned()));
    })
    .await
    .unwrap();
    assert_eq!(
        (log.lines(), fake.sent().len()),
        (vec!["postThing".to_owned()], 2)
    );
}
