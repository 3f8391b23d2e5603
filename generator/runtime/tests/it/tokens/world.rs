//! An API that judges access tokens, beside a token server that answers from a script.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use castiron_runtime::token::ClientCredentials;
use castiron_runtime::{
    BoxFuture, Core, CoreBuilder, Error, HeaderMap, HttpRequest, HttpResponse, Method, Operation,
    RequestParts, StatusCode, Transport, TransportError, decode,
};

use super::{NEEDED, OAUTH};
use crate::fake::{Fake, PLAIN, Reply};

static OPERATION: Operation = Operation {
    method: Method::POST,
    security: NEEDED,
    ..PLAIN
};

#[derive(Clone)]
pub struct World {
    pub tokens: Fake,
    api: Arc<Mutex<Api>>,
}

#[derive(Default)]
struct Api {
    refused: BTreeSet<String>,
    served: BTreeMap<String, usize>,
    slowest: u64,
}

impl World {
    pub fn new(token_replies: impl IntoIterator<Item = Reply>) -> Self {
        Self {
            tokens: Fake::new(token_replies),
            api: Arc::default(),
        }
    }

    pub fn core(&self) -> Core {
        let flow = ClientCredentials::new("https://login.example.com", "id", "s3cret");
        self.core_with(|builder| builder.bearer(&OAUTH, flow))
    }

    pub fn core_with(&self, set: impl FnOnce(&mut CoreBuilder)) -> Core {
        let mut builder = CoreBuilder::new("https://api.example.com");
        builder.transport(self.clone());
        set(&mut builder);
        builder.build().unwrap()
    }

    /// From now on, the API refuses this token.
    pub fn refuse(&self, token: &str) {
        let mut api = self.api.lock().unwrap();
        api.refused.insert(format!("Bearer {token}"));
    }

    /// From now on, the API takes up to so many milliseconds for an answer, and forgets the past.
    pub fn slow_down(&self, slowest: u64) {
        let mut api = self.api.lock().unwrap();
        api.slowest = slowest;
        api.served.clear();
    }

    /// How many requests the API answered, by token and status.
    pub fn served(&self) -> String {
        let api = self.api.lock().unwrap();
        let counts = api.served.iter();
        let counts: Vec<String> = counts.map(|(what, n)| format!("{what}: {n}")).collect();
        counts.join(", ")
    }

    /// How many requests the token server got.
    pub fn asked(&self) -> usize {
        self.tokens.sent().len()
    }

    /// The forms that the token server got.
    pub fn forms(&self) -> Vec<String> {
        let sent = self.tokens.sent().into_iter();
        sent.map(|request| String::from_utf8(request.body.as_bytes().unwrap().to_vec()).unwrap())
            .collect()
    }

    fn judge(&self, authorization: &str) -> (StatusCode, Duration) {
        let mut api = self.api.lock().unwrap();
        let status = match api.refused.contains(authorization) {
            true => StatusCode::UNAUTHORIZED,
            false => StatusCode::OK,
        };
        let count = api
            .served
            .entry(format!("{authorization} {}", status.as_u16()))
            .or_default();
        *count += 1;
        let number = *count as u64;
        let latency = number.checked_rem(api.slowest).map_or(0, |some| some + 1);
        (status, Duration::from_millis(latency))
    }
}

impl Transport for World {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        if request.url.starts_with("https://login") {
            return self.tokens.send(request);
        }
        Box::pin(async move {
            let authorization = request.headers["authorization"].to_str().unwrap();
            let (status, latency) = self.judge(authorization);
            tokio::time::sleep(latency).await;
            Ok(HttpResponse::new(status, HeaderMap::new(), "1"))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.tokens.sleep(duration)
    }

    fn now(&self) -> Instant {
        self.tokens.now()
    }
}

pub async fn call(core: &Core) -> Result<(), Error> {
    let parts = RequestParts::new(core, &OPERATION);
    let answer = parts.send(decode::json::<i32>, decode::none).await;
    answer.map(|_| ())
}

pub fn after(seconds: u64, reply: Reply) -> Reply {
    Reply::After(Duration::from_secs(seconds), Box::new(reply))
}

pub async fn pass(seconds: u64) {
    tokio::time::advance(Duration::from_secs(seconds)).await;
}
