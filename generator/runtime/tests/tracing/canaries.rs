//! Calls that end in every way there is, with a canary in all that they carry: none of it is told.

use std::time::Duration;

use castiron_runtime::token::{Token, TokenClient};
use castiron_runtime::{
    BoxFuture, Config, CoreBuilder, ErrorKind, Idempotency, Method, OnRepeat, Operation,
    RequestParts, SecurityScheme, TokenError, TokenSource, TransportError, decode,
};

use crate::capture::captured;
use crate::fake::{Fake, PLAIN, Reply, Step, operation};

/// No value that a call carries is without it.
const CANARY: &str = "canary";

static KEY: SecurityScheme = SecurityScheme::api_key_header("apiKey", "api_key", "APIKEY");
static QUERY: SecurityScheme = SecurityScheme::api_key_query("queryKey", "query_key", "key");
static SID: SecurityScheme = SecurityScheme::api_key_cookie("sid", "session_id", "SID");
static BEARER: SecurityScheme = SecurityScheme::bearer("bearer", "token");

const OPERATION: Operation = Operation {
    id: "postThing",
    method: Method::POST,
    path: "/things/{id}",
    security: &[&[&KEY, &QUERY, &SID, &BEARER]],
    idempotency: Idempotency::Header("idempotency-key", OnRepeat::Replays),
    ..PLAIN
};

/// Gives a token, or a reason that nobody should see.
struct Source(bool);

impl TokenSource for Source {
    fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        let token = self.0.then(|| Token::new("canary-token"));
        Box::pin(async { token.ok_or_else(|| TokenError::new("canary of a token server")) })
    }
}

type Set = fn(&mut CoreBuilder);
type Argue = fn(&mut RequestParts);

/// How a call comes to its end.
struct Case {
    kind: Option<ErrorKind>,
    replies: Vec<Reply>,
    set: Set,
    argue: Argue,
}

fn case(kind: impl Into<Option<ErrorKind>>, replies: impl IntoIterator<Item = Reply>) -> Case {
    Case {
        kind: kind.into(),
        replies: replies.into_iter().collect(),
        set: |_| {},
        argue: |_| {},
    }
}

fn answer(status: u16, steps: impl Into<Vec<Step>>) -> Reply {
    Reply::Answer(
        status,
        &[("x-canary", "canary"), ("location", "https://x/canary")],
        steps.into(),
    )
}

fn cases() -> Vec<Case> {
    let told = || vec![Step::Chunk(r#"{"message": "canary"}"#)];
    let lost = || Reply::Fail(TransportError::unknown("canary").with_source("canary"));
    let unsent = || Reply::Fail(TransportError::not_sent("canary"));
    let mut cases = vec![
        case(None, [answer(200, [Step::Chunk(r#""canary""#)])]),
        case(ErrorKind::Status, [answer(400, told())]),
        case(ErrorKind::Status, [answer(302, told())]),
        case(
            ErrorKind::Status,
            [answer(401, told()), answer(401, told())],
        ),
        case(
            ErrorKind::Status,
            [
                answer(503, told()),
                answer(429, told()),
                answer(503, told()),
            ],
        ),
        case(ErrorKind::Transport, [unsent(), lost(), lost()]),
        case(
            ErrorKind::Transport,
            [
                answer(200, [Step::Chunk("canary"), Step::Cut]),
                lost(),
                lost(),
            ],
        ),
        case(ErrorKind::Timeout, [Reply::Hang, Reply::Hang, Reply::Hang]),
        case(ErrorKind::Decode, [answer(200, [Step::Chunk("<p>canary")])]),
        case(ErrorKind::EmptyBody, [answer(200, [])]),
        case(
            ErrorKind::TooLarge,
            [answer(200, [const { Step::Chunk("canary") }; 200])],
        ),
    ];
    let without = |kind| case(Some(kind), []);
    cases.push(Case {
        argue: |parts| parts.header("x-note", "canary\n"),
        ..without(ErrorKind::Request)
    });
    cases.push(Case {
        set: |builder| builder.bearer(&BEARER, Source(false)),
        ..without(ErrorKind::Token)
    });
    cases.push(Case {
        set: |builder| builder.on_request(|request| request.set_header("canary", "canary\n")),
        ..without(ErrorKind::Hook)
    });
    cases
}

fn credentials(builder: &mut CoreBuilder) {
    builder.api_key(&KEY, "canary-key");
    builder.api_key(&QUERY, "canary-query");
    builder.api_key(&SID, "canary-cookie");
    builder.bearer(&BEARER, Source(true));
    builder.on_request(|request| request.set_header("x-hook", "canary-hook"));
}

fn arguments(parts: &mut RequestParts) {
    parts.path("id", "canary-path");
    parts.query("q", "canary-query");
    parts.header("x-header", "canary-header");
    parts.cookie("c", "canary-cookie");
    parts.idempotency_key("canary-key");
    parts.json_body("application/json", "canary-body");
}

/// How the call ended, and what was told of it.
async fn told(case: Case) -> (Option<ErrorKind>, Vec<String>) {
    let fake = Fake::new(case.replies);
    let core = fake.core_with(|builder| {
        let config = Config::new().head_timeout(Duration::from_secs(1));
        builder.config(config.body_limit(1000));
        credentials(builder);
        (case.set)(builder);
    });
    let mut kind = None;
    let lines = captured(async {
        let mut parts = RequestParts::new(&core, operation(OPERATION));
        arguments(&mut parts);
        (case.argue)(&mut parts);
        let result = parts.send(decode::json::<String>, decode::none).await;
        kind = result.err().map(|error| error.kind());
    })
    .await;
    (kind, lines)
}

#[tokio::test(start_paused = true)]
async fn no_value_is_told_whatever_becomes_of_the_call() {
    for case in cases() {
        let expected = case.kind;
        let (kind, lines) = told(case).await;
        assert_eq!(kind, expected, "{lines:#?}");
        assert!(!lines.concat().contains(CANARY), "{lines:#?}");
        let last = lines.last().unwrap();
        match kind {
            None => assert_eq!(last, "castiron.call: http.request.resend_count=0"),
            Some(kind) => {
                let line = format!("castiron.call: error.type={kind:?}");
                assert!(lines.contains(&line), "{lines:#?}");
                assert!(
                    last.starts_with("castiron.call: castiron.effect="),
                    "{last}"
                );
            }
        }
    }
}

#[tokio::test]
async fn credentials_that_are_missing_are_not_told_either() {
    let core = Fake::default().core_with(|builder| builder.api_key(&KEY, "canary-key"));
    let lines = captured(async {
        let mut parts = RequestParts::new(&core, operation(OPERATION));
        arguments(&mut parts);
        let error = parts
            .send(decode::json::<i32>, decode::none)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
    })
    .await;
    assert!(
        lines.contains(&"castiron.call: error.type=Credentials".to_owned()),
        "{lines:#?}"
    );
    assert!(!lines.concat().contains(CANARY), "{lines:#?}");
}
