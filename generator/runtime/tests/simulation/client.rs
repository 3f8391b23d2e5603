//! The client under test, and its operations.

use castiron_runtime::token::{ClientCredentials, Password, RefreshToken};
use castiron_runtime::{
    Bearer, BoxFuture, Config, Core, CoreBuilder, Documented, Error, Idempotency, Media, Method,
    OnRepeat, Operation, RequestParts, RetryPolicy, SecurityScheme, decode,
};
use serde_json::json;

use crate::hooks;
use crate::plan::{CallPlan, Flow, Plan, PolicyPlan};
use crate::server::{Mistake, Server};
use crate::threads::Blocking;
use crate::tokens::{Source, TOKEN_URL};

static BEARER: SecurityScheme = SecurityScheme::oauth2("bearer", "bearer");

/// With a token where there is a source, else without.
const TOKEN_OR_NOTHING: &[&[&SecurityScheme]] = &[&[&BEARER], &[]];

const RESPONSES: &[Documented] = &[
    Documented::success("200", Media::Json),
    Documented::error("default", Media::Json),
];

/// What makes it safe or not to send a request twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Safe,
    Idempotent,
    Keyed(OnRepeat),
    Unsafe,
}

pub struct Case {
    pub kind: Kind,
    pub operation: Operation,
}

impl Case {
    pub fn takes_key(&self) -> bool {
        self.on_repeat().is_some()
    }

    pub fn on_repeat(&self) -> Option<OnRepeat> {
        match self.kind {
            Kind::Keyed(on_repeat) => Some(on_repeat),
            Kind::Safe | Kind::Idempotent | Kind::Unsafe => None,
        }
    }
}

pub static OPERATIONS: [Case; 12] = {
    use Idempotency::{BodyField, Header, None, Query};
    use OnRepeat::{Refuses, Replays};
    [
        case(Kind::Safe, Method::GET, None),
        case(Kind::Idempotent, Method::PUT, None),
        case(Kind::Idempotent, Method::DELETE, None),
        case(Kind::Unsafe, Method::POST, None),
        case(Kind::Unsafe, Method::PATCH, None),
        case(Kind::Unsafe, Method::POST, None),
        case(Kind::Keyed(Replays), Method::POST, Header(HEADER, Replays)),
        case(Kind::Keyed(Replays), Method::PATCH, Query("key", Replays)),
        case(
            Kind::Keyed(Replays),
            Method::POST,
            BodyField("key", Replays),
        ),
        case(Kind::Keyed(Refuses), Method::POST, Header(HEADER, Refuses)),
        case(Kind::Keyed(Refuses), Method::POST, Query("key", Refuses)),
        case(
            Kind::Keyed(Refuses),
            Method::PATCH,
            BodyField("key", Refuses),
        ),
    ]
};

const HEADER: &str = "idempotency-key";

const fn case(kind: Kind, method: Method, idempotency: Idempotency) -> Case {
    Case {
        kind,
        operation: Operation {
            id: "call",
            method,
            path: "/call",
            server: None,
            accept: "application/json",
            security: TOKEN_OR_NOTHING,
            responses: RESPONSES,
            idempotency,
            hidden: &[],
        },
    }
}

/// The client of a plan.
pub fn core(plan: &Plan, server: &Server) -> Core {
    let mut builder = CoreBuilder::new("https://api.example.com");
    builder.transport(server.clone());
    builder.config(
        Config::new()
            .total_timeout(plan.client.total_timeout)
            .head_timeout(plan.client.head_timeout)
            .idle_timeout(plan.client.idle_timeout)
            .body_limit(100)
            .error_body_limit(50)
            .retry(match server.mistake {
                Some(Mistake::GivesUp) => RetryPolicy::never(),
                Some(Mistake::Repeats | Mistake::Belittles) | None => policy(plan.client.policy),
            }),
    );
    if let Some(tokens) = &plan.tokens {
        builder.bearer(&BEARER, source(tokens.flow, server));
    }
    if plan.hooks {
        hooks::install(&mut builder, server);
    }
    builder.build().unwrap()
}

fn source(flow: Flow, server: &Server) -> Bearer {
    match flow {
        Flow::Own => Source(server.clone()).into(),
        Flow::ClientCredentials => ClientCredentials::new(TOKEN_URL, "id", "secret").into(),
        Flow::Password => Password::new(TOKEN_URL, "id", "secret", "name", "word").into(),
        Flow::RefreshToken => {
            let server = server.clone();
            let store = move |_| server.clone().store();
            RefreshToken::new(TOKEN_URL, "id", "r-0")
                .on_rotation(store)
                .into()
        }
    }
}

pub type Answered = Result<usize, Error>;

/// Begins a call of the plan.
pub fn begin(core: &Core, number: usize, plan: &CallPlan) -> BoxFuture<'static, Answered> {
    let parts = parts(core, number, plan);
    if plan.blocking {
        let seed = fastrand::u64(..);
        return Box::pin(Blocking::new(move || {
            fastrand::seed(seed);
            let result = parts.send_blocking(decode::json, decode::none);
            result.map(|response| *response)
        }));
    }
    let sent = parts.send(decode::json, decode::none);
    Box::pin(async { sent.await.map(|response| *response) })
}

fn parts(core: &Core, number: usize, plan: &CallPlan) -> Box<RequestParts> {
    let case = &OPERATIONS[plan.operation];
    let mut parts = RequestParts::new(core, &case.operation);
    parts.header("x-call", &number);
    parts.header(hooks::CHANGED, hooks::OF_CALL);
    if case.kind != Kind::Safe {
        let body = json!({"call": number, "text": "x".repeat(plan.body_size)});
        parts.json_body("application/json", &body);
    }
    if let Some(key) = &plan.key {
        parts.idempotency_key(key);
    }
    if let Some(timeout) = plan.timeout {
        parts.timeout(timeout);
    }
    if let Some(plan) = plan.policy {
        parts.retry(policy(plan));
    }
    parts
}

fn policy(plan: PolicyPlan) -> RetryPolicy {
    RetryPolicy::new()
        .max_attempts(plan.max_attempts)
        .backoff(plan.first_wait, plan.longest_wait)
        .longest_retry_after(plan.longest_retry_after)
}
