//! [`Subject`]: a client under test, and the classes of calls it makes.

use std::fmt;
use std::io::{self, Cursor, Read};

use castiron_runtime::token::{Token, TokenClient};
use castiron_runtime::{
    Body, BoxFuture, Config, Core, CoreBuilder, Documented, Effect, Error, ErrorKind, Hidden,
    Idempotency, Media, Method, OnRepeat, Operation, RequestParts, SecurityScheme, TokenError,
    TokenSource, Transport, decode,
};
use serde_json::{Value, json};

use crate::canaries;
use crate::clock::Clock;
use crate::listener::{chain, search_debug, search_error};
use crate::shown::Shown;

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
    /// A `PUT` whose body can be read only once.
    Streamed,
    /// The same with [`UPLOAD`] bytes.
    Upload,
}

/// More bytes than the sockets between two programs hold.
pub const UPLOAD: u64 = 8 << 20;

/// The classes whose requests are small.
pub const CLASSES: [Class; 6] = [
    Class::Read,
    Class::Replace,
    Class::Replayed,
    Class::Keyed,
    Class::Once,
    Class::Streamed,
];

/// The most attempts of one call.
pub const ATTEMPTS: u32 = 3;

impl Class {
    /// How often the server may receive one call of this class in full.
    pub fn limit(self) -> u32 {
        match self {
            Self::Read | Self::Replace | Self::Replayed | Self::Keyed => ATTEMPTS,
            Self::Once | Self::Streamed | Self::Upload => 1,
        }
    }

    /// Whether a call of this class is made again when nobody knows what became of it.
    pub fn is_repeated(self) -> bool {
        self.limit() > 1
    }

    fn operation(self) -> &'static Operation {
        match self {
            Self::Read => &READ,
            Self::Replace => &REPLACE,
            Self::Replayed => &REPLAYED,
            Self::Keyed => &KEYED,
            Self::Once => &ONCE,
            Self::Streamed | Self::Upload => &STREAMED,
        }
    }
}

pub const KEY_HEADER: &str = "idempotency-key";

/// A credential for each carrier that there is; every call has one of the last three, which are
/// sent in the same header, and all of the others.
static HEADER: SecurityScheme = SecurityScheme::api_key_header("header", "header", "x-api-key");
static QUERY: SecurityScheme = SecurityScheme::api_key_query("query", "query", "key");
static COOKIE: SecurityScheme = SecurityScheme::api_key_cookie("cookie", "cookie", "session");
static BEARER: SecurityScheme = SecurityScheme::bearer("bearer", "bearer");
static BASIC: SecurityScheme = SecurityScheme::basic("basic", "basic");
static TOKEN: SecurityScheme = SecurityScheme::oauth2("token", "token");

const WITH_BEARER: &[&[&SecurityScheme]] = &[&[&HEADER, &QUERY, &COOKIE, &BEARER]];
const WITH_BASIC: &[&[&SecurityScheme]] = &[&[&HEADER, &QUERY, &COOKIE, &BASIC]];
const WITH_TOKEN: &[&[&SecurityScheme]] = &[&[&HEADER, &QUERY, &COOKIE, &TOKEN]];

const READ: Operation = Operation {
    id: "thing",
    method: Method::GET,
    path: "/cards/{card}/things/{nonce}",
    server: None,
    accept: "application/json",
    security: WITH_TOKEN,
    responses: &[Documented::success("200", Media::Json)],
    idempotency: Idempotency::None,
    hidden: &[Hidden::Path("card"), Hidden::Property("number")],
};
const REPLACE: Operation = Operation {
    method: Method::PUT,
    security: WITH_BASIC,
    ..READ
};
const ONCE: Operation = Operation {
    method: Method::POST,
    security: WITH_BEARER,
    ..READ
};
const STREAMED: Operation = Operation {
    method: Method::PUT,
    ..ONCE
};
const KEYED: Operation = Operation {
    idempotency: Idempotency::Header(KEY_HEADER, OnRepeat::Refuses),
    security: WITH_BASIC,
    ..ONCE
};
const REPLAYED: Operation = Operation {
    idempotency: Idempotency::Header(KEY_HEADER, OnRepeat::Replays),
    security: WITH_TOKEN,
    ..ONCE
};

/// Gives a token.
struct Source;

impl TokenSource for Source {
    fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async { Ok(Token::new(canaries::ACCESS_TOKEN)) })
    }
}

/// A client with credentials.
pub fn core(url: &str, config: &Config, transport: impl Transport + fmt::Debug) -> Core {
    let mut builder = CoreBuilder::new(url);
    builder.api_key(&HEADER, canaries::API_KEY_HEADER);
    builder.api_key(&QUERY, canaries::API_KEY_QUERY);
    builder.api_key(&COOKIE, canaries::API_KEY_COOKIE);
    builder.bearer(&BEARER, canaries::BEARER);
    builder.basic(&BASIC, "user", canaries::BASIC_PASSWORD);
    builder.bearer(&TOKEN, Source);
    builder.config(config.clone());
    search_debug(&transport);
    builder.transport(Shown(transport));
    builder.on_request(|request| search_debug(request));
    builder.on_response(|response| search_debug(response));
    search_debug(&builder);
    let core = builder.build().unwrap();
    search_debug(&core);
    core
}

/// Calls with a body where the class has one.
pub async fn call(core: &Core, class: Class, nonce: &str) -> Outcome {
    let pending = request(core, class, nonce).send(decode::json::<Value>, decode::none);
    search_debug(&pending);
    match pending.await {
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

fn request(core: &Core, class: Class, nonce: &str) -> Box<RequestParts> {
    let mut parts = RequestParts::new(core, class.operation());
    parts.path("card", canaries::PATH_PARAMETER);
    parts.path("nonce", nonce);
    let body = json!({ "amount": "12.50", "number": canaries::BODY_NESTED });
    match class {
        Class::Read => {}
        Class::Streamed => {
            let body = Body::reader(Cursor::new(body.to_string()));
            parts.bytes_body("application/json", body);
        }
        Class::Upload => {
            let body = Body::reader(io::repeat(b' ').take(UPLOAD));
            parts.bytes_body("application/json", body);
        }
        Class::Replace | Class::Replayed | Class::Keyed | Class::Once => {
            parts.json_body("application/json", &body);
        }
    }
    // The keys of the others are random.
    if class == Class::Replayed {
        parts.idempotency_key(&format!("{}-{nonce}", canaries::HEADER_PARAMETER));
    }
    search_debug(&parts);
    parts
}

impl<E: 'static> From<Error<E>> for Failure {
    fn from(error: Error<E>) -> Self {
        search_error(&error);
        Self {
            kind: error.kind(),
            effect: error.effect(),
            status: error.status(),
            attempts: error.attempts(),
            shown: chain(&error),
        }
    }
}
