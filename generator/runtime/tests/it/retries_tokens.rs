//! Refused access tokens: one forced refresh and one more attempt, whatever the method.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use castiron_runtime::token::{Token, TokenClient};
use castiron_runtime::{
    BoxFuture, Config, Effect, Error, ErrorKind, Method, Operation, RequestParts, RetryPolicy,
    SecurityScheme, TokenError, TokenSource, TransportError, decode,
};

use crate::fake::{Fake, PLAIN, Reply, json, operation};

static BEARER: SecurityScheme = SecurityScheme::bearer("bearer", "bearer");

const NEEDED: &[&[&SecurityScheme]] = &[&[&BEARER]];

/// Gives so many tokens, then none.
struct Source {
    left: u32,
    asked: Arc<AtomicU32>,
}

impl TokenSource for Source {
    fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        let token = (asked < self.left).then(|| Token::new(format!("t-{asked}")));
        Box::pin(async { token.ok_or_else(|| TokenError::new("the vault is shut")) })
    }
}

/// The error of a call that was answered so, the `Authorization` headers that it sent, and how many
/// tokens were asked for.
async fn call(
    method: Method,
    policy: RetryPolicy,
    tokens: u32,
    replies: impl IntoIterator<Item = Reply>,
) -> (Result<i32, Error>, Vec<String>, u32) {
    let fake = Fake::new(replies);
    let asked = Arc::<AtomicU32>::default();
    let source = Source {
        left: tokens,
        asked: Arc::clone(&asked),
    };
    let core = fake.core_with(|builder| {
        builder.config(Config::new().retry(policy));
        builder.bearer(&BEARER, source);
    });
    let operation = operation(Operation {
        method,
        security: NEEDED,
        ..PLAIN
    });
    let parts = RequestParts::new(&core, operation);
    let result = parts.send(decode::json::<i32>, decode::none).await;
    let sent = fake.sent().into_iter();
    let sent = sent.map(|request| {
        request.headers["authorization"]
            .to_str()
            .unwrap()
            .to_owned()
    });
    let asked = asked.load(Ordering::Relaxed);
    (result.map(|response| *response), sent.collect(), asked)
}

fn refused() -> Reply {
    json(401, r#"{"message": "who are you?"}"#)
}

fn fine() -> Reply {
    json(200, "1")
}

const METHODS: [Method; 4] = [Method::GET, Method::PUT, Method::POST, Method::PATCH];

#[tokio::test(start_paused = true)]
async fn every_method_is_sent_once_more() {
    for method in METHODS {
        for policy in [RetryPolicy::new(), RetryPolicy::never()] {
            let (result, sent, _) = call(method.clone(), policy, 9, [refused(), fine()]).await;
            assert_eq!(result.unwrap(), 1, "{method}");
            assert_eq!(sent, ["Bearer t-0", "Bearer t-1"]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_refuses_every_token_is_asked_twice() {
    for method in METHODS {
        let replies = std::iter::repeat_with(refused).take(9);
        let (result, sent, asked) = call(method, RetryPolicy::new(), 9, replies).await;
        let error = result.unwrap_err();
        assert_eq!(
            (error.status(), error.effect()),
            (Some(401), Effect::Answered)
        );
        assert_eq!((sent.len(), asked), (2, 2));
    }
}

#[tokio::test(start_paused = true)]
async fn without_another_token_the_refusal_is_the_result() {
    let (result, sent, asked) = call(Method::POST, RetryPolicy::new(), 1, [refused()]).await;
    let error = result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "POST /thing: 401 Unauthorized: who are you?; there is no other access token: the vault is \
         shut"
    );
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Status, Effect::Answered)
    );
    assert_eq!((sent.len(), asked), (1, 2));
}

#[tokio::test(start_paused = true)]
async fn without_any_token_nothing_is_sent() {
    let (result, sent, _) = call(Method::POST, RetryPolicy::new(), 0, []).await;
    let error = result.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Token, Effect::NotSent)
    );
    assert!(sent.is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_refresh_is_besides_the_attempts_of_the_policy() {
    let busy = || json(503, "{}");
    let replies = [busy(), refused(), busy(), busy(), fine()];
    let (result, sent, _) = call(Method::GET, RetryPolicy::new(), 9, replies).await;
    assert_eq!(result.unwrap_err().attempts(), 4);
    assert_eq!(
        sent,
        ["Bearer t-0", "Bearer t-0", "Bearer t-1", "Bearer t-1"]
    );
}

#[tokio::test(start_paused = true)]
async fn what_came_before_the_refusal_is_not_forgotten() {
    let silence = || Reply::Fail(TransportError::unknown("reset"));
    let replies = [silence(), refused(), refused()];
    let (result, _, _) = call(Method::PUT, RetryPolicy::new(), 9, replies).await;
    let error = result.unwrap_err();
    assert_eq!(
        (error.status(), error.effect()),
        (Some(401), Effect::Unknown)
    );
    // A request that must not be repeated is not repeated after its second attempt either.
    let replies = [refused(), silence(), fine()];
    let (result, sent, _) = call(Method::POST, RetryPolicy::new(), 9, replies).await;
    assert_eq!(result.unwrap_err().effect(), Effect::Unknown);
    assert_eq!(sent.len(), 2);
}
