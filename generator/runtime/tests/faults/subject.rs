//! [`Subject`]: a client under test, and the classes of calls it makes.

use castiron_runtime::{
    Config, Core, CoreBuilder, Documented, Effect, Error, ErrorKind, Idempotency, Media, Method,
    OnRepeat, Operation, RequestParts, SecurityScheme, decode,
};
use serde_json::{Value, json};

use crate::clock::Clock;

/// A client that makes one call after the other.
pub trait Subject {
    /// Calls; the answer is its body.
    fn call(&mut self, class: Class, nonce: &str) -> Outcome;
}

/// Makes a client of the server at a URL, that goes by a clock.
pub type Make = fn(&str, &Config, Clock) -> Box<dyn Subject>;

/// The body of the answer, or what the error says.
pub type Outcome = Result<String, Failure>;

/// What an error says.
#[derive(Debug)]
pub struct Failure {
    pub kind: ErrorKind,
    pub effect: Effect,
    pub status: Option<u16>,
    pub attempts: u32,
    /// All that it shows, its causes included.
    pub shown: String,
}

/// What decides whether a call may be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A `GET`.
    Read,
    /// A `PUT`.
    Replace,
    /// A `POST` with an idempotency key, which the server answers as it did before.
    Replayed,
    /// A `POST` with an idempotency key, which the server takes only once.
    Keyed,
    /// A `POST` without.
    Once,
}

pub const CLASSES: [Class; 5] = [
    Class::Read,
    Class::Replace,
    Class::Replayed,
    Class::Keyed,
    Class::Once,
];

/// The most attempts of one call.
pub const ATTEMPTS: u32 = 3;

impl Class {
    /// How often the server may receive one call of this class in full.
    pub fn limit(self) -> u32 {
        match self {
            Self::Read | Self::Replace | Self::Replayed | Self::Keyed => ATTEMPTS,
            Self::Once => 1,
        }
    }

    fn operation(self) -> &'static Operation {
        match self {
            Self::Read => &READ,
            Self::Replace => &REPLACE,
            Self::Replayed => &REPLAYED,
            Self::Keyed => &KEYED,
            Self::Once => &ONCE,
        }
    }
}

pub const KEY_HEADER: &str = "idempotency-key";

/// A credential for each carrier that there is; every call has them all.
static HEADER: SecurityScheme = SecurityScheme::api_key_header("header", "header", "x-api-key");
static QUERY: SecurityScheme = SecurityScheme::api_key_query("query", "query", "key");
static COOKIE: SecurityScheme = SecurityScheme::api_key_cookie("cookie", "cookie", "session");
static BEARER: SecurityScheme = SecurityScheme::bearer("bearer", "bearer");

const READ: Operation = Operation {
    id: "thing",
    method: Method::GET,
    path: "/things/{nonce}",
    accept: "application/json",
    security: &[&[&HEADER, &QUERY, &COOKIE, &BEARER]],
    responses: &[Documented::success("200", Media::Json)],
    idempotency: Idempotency::None,
    hidden: &[],
};
const REPLACE: Operation = Operation {
    method: Method::PUT,
    ..READ
};
const ONCE: Operation = Operation {
    method: Method::POST,
    ..READ
};
const KEYED: Operation = Operation {
    idempotency: Idempotency::Header(KEY_HEADER, OnRepeat::Refuses),
    ..ONCE
};
const REPLAYED: Operation = Operation {
    idempotency: Idempotency::Header(KEY_HEADER, OnRepeat::Replays),
    ..ONCE
};

/// A builder with credentials.
pub fn builder(url: &str, config: &Config) -> CoreBuilder {
    let mut builder = CoreBuilder::new(url);
    for scheme in [&HEADER, &QUERY, &COOKIE] {
        builder.api_key(scheme, "s3cret");
    }
    builder.bearer(&BEARER, "s3cret");
    builder.config(config.clone());
    builder
}

/// Calls with a body where the class has one.
pub async fn call(core: &Core, class: Class, nonce: &str) -> Outcome {
    let parts = request(core, class, nonce);
    match parts.send(decode::json::<Value>, decode::none).await {
        Ok(response) => Ok(response.into_inner().to_string()),
        Err(error) => Err(Failure::from(error)),
    }
}

/// The same, on the thread that calls.
#[cfg(feature = "blocking")]
pub fn call_blocking(core: &Core, class: Class, nonce: &str) -> Outcome {
    let parts = request(core, class, nonce);
    match parts.send_blocking(decode::json::<Value>, decode::none) {
        Ok(response) => Ok(response.into_inner().to_string()),
        Err(error) => Err(Failure::from(error)),
    }
}

fn request(core: &Core, class: Class, nonce: &str) -> RequestParts {
    let mut parts = RequestParts::new(core, class.operation());
    parts.path("nonce", nonce);
    if class != Class::Read {
        parts.json_body("application/json", &json!({ "amount": "12.50" }));
    }
    parts
}

impl<E: 'static> From<Error<E>> for Failure {
    fn from(error: Error<E>) -> Self {
        let mut shown = format!("{error} {error:?}");
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            shown.push_str(&format!(" / {cause} {cause:?}"));
            source = cause.source();
        }
        Self {
            kind: error.kind(),
            effect: error.effect(),
            status: error.status(),
            attempts: error.attempts(),
            shown,
        }
    }
}
