//! Nothing that is printed shows a secret: not when all goes well, and not when the server, or the
//! transport, quotes every byte that it was sent.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use castiron_runtime::token::{Cached, ClientCredentials, Password, Token, TokenClient};
use castiron_runtime::{
    Bearer, BoxFuture, Config, Core, CoreBuilder, Error, ErrorKind, Hidden, Method, Operation,
    RequestParts, Response, Secret, SecurityScheme, Sensitive, TokenError, TokenSource, decode,
};
use serde::Serialize;

use crate::canaries::{self, assert_none};
use crate::echo::{Deed, ENCODINGS, Echo, Encoding};
use crate::fake::{Fake, PLAIN, Reply, Step};

static HEADER: SecurityScheme = SecurityScheme::api_key_header("header", "header", "x-key");
static QUERY: SecurityScheme = SecurityScheme::api_key_query("query", "query", "key");
static COOKIE: SecurityScheme = SecurityScheme::api_key_cookie("cookie", "cookie", "sid");
static LOGIN: SecurityScheme = SecurityScheme::oauth2("login", "login");

static CHARGE: Operation = Operation {
    method: Method::POST,
    path: "/cards/{pin}",
    security: &[&[&HEADER, &QUERY, &COOKIE, &LOGIN]],
    hidden: &[
        Hidden::Path("pin"),
        Hidden::Query("code"),
        Hidden::Header("X-Token"),
        Hidden::Cookie("device"),
        Hidden::Property("number"),
        Hidden::Property("cvv"),
        Hidden::Property("answers"),
    ],
    ..PLAIN
};

/// A model as castiron emits it.
#[derive(Debug, Serialize)]
struct Charge {
    number: Secret,
    cvv: Sensitive<u64>,
    card: Card,
}

#[derive(Debug, Serialize)]
struct Card {
    answers: Vec<Secret>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Login {
    Basic,
    Bearer,
    ClientCredentials,
    Password,
}

const LOGINS: [Login; 4] = [
    Login::Basic,
    Login::Bearer,
    Login::ClientCredentials,
    Login::Password,
];

/// A token URL whose query is a secret too.
const TOKEN_URL: &str = "https://login.example.com/token?hush18kiwi18";

fn client_credentials() -> ClientCredentials {
    ClientCredentials::new(TOKEN_URL, "client", canaries::CLIENT_SECRET)
        .field("audience", canaries::EXTRA_FIELD)
}

fn password() -> Password {
    let (secret, password) = (canaries::CLIENT_SECRET, canaries::USER_PASSWORD);
    Password::new(TOKEN_URL, "client", secret, "user", password).credentials_in_body()
}

fn set(builder: &mut CoreBuilder, login: Login) {
    builder.api_key(&HEADER, canaries::API_KEY_HEADER);
    builder.api_key(&QUERY, canaries::API_KEY_QUERY);
    builder.api_key(&COOKIE, canaries::API_KEY_COOKIE);
    match login {
        Login::Basic => builder.basic(&LOGIN, "user", canaries::BASIC_PASSWORD),
        Login::Bearer => builder.bearer(&LOGIN, canaries::BEARER),
        Login::ClientCredentials => builder.bearer(&LOGIN, client_credentials()),
        Login::Password => builder.bearer(&LOGIN, password()),
    }
    builder.config(Config::new().body_limit(4_000));
}

fn charge(core: &Core) -> Box<RequestParts> {
    let mut parts = RequestParts::new(core, &CHARGE);
    parts.path("pin", canaries::PATH_PARAMETER);
    parts.query("code", canaries::QUERY_PARAMETER);
    parts.header("X-Token", canaries::HEADER_PARAMETER);
    parts.cookie("device", canaries::COOKIE_PARAMETER);
    parts.json_body("application/json", &body());
    parts
}

fn body() -> Charge {
    Charge {
        number: canaries::BODY_TEXT.into(),
        cvv: canaries::BODY_NUMBER.into(),
        card: Card {
            answers: vec![canaries::BODY_NESTED.into()],
        },
    }
}

fn grant() -> String {
    serde_json::json!({"access_token": canaries::ACCESS_TOKEN, "refresh_token": canaries::REFRESH_TOKEN})
        .to_string()
}

/// Everything that an error prints.
fn printed(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?} {}", error.message());
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        shown.push_str(&format!(" {cause} {cause:?} {cause:#?}"));
        source = cause.source();
    }
    shown
}

async fn refused(echo: &Echo, login: Login) -> Error {
    called(echo, login).await.unwrap_err()
}

async fn called(echo: &Echo, login: Login) -> Result<Response<BTreeMap<String, i32>>, Error> {
    let mut builder = CoreBuilder::new("https://api.example.com");
    builder.transport(echo.clone());
    set(&mut builder, login);
    let core = builder.build().unwrap();
    charge(&core).send(decode::json, decode::none).await
}

/// As many as the longest request here has.
const PARTS: usize = 9;

const DEEDS: [(Deed, ErrorKind); 14] = [
    (Deed::Message(422), ErrorKind::Status),
    (Deed::Message(401), ErrorKind::Status),
    (Deed::Message(503), ErrorKind::Status),
    (Deed::Page(502), ErrorKind::Status),
    (Deed::Redirect, ErrorKind::Status),
    (Deed::Page(200), ErrorKind::Decode),
    (Deed::Key(200), ErrorKind::Decode),
    (Deed::Value(200), ErrorKind::Decode),
    (Deed::Empty(200), ErrorKind::EmptyBody),
    (Deed::Silent, ErrorKind::Timeout),
    (Deed::Hang, ErrorKind::Timeout),
    (Deed::Cut, ErrorKind::Transport),
    (Deed::Refused, ErrorKind::Transport),
    (Deed::Broken, ErrorKind::Transport),
];

#[tokio::test(start_paused = true)]
async fn no_error_shows_what_a_server_quotes() {
    let (mut quoted, mut checked) = (BTreeSet::new(), BTreeSet::new());
    for login in LOGINS {
        for (deed, kind) in DEEDS {
            for encoding in ENCODINGS {
                for part in 0..PARTS {
                    let echo = Echo::new(encoding, deed, part, Some(grant()));
                    let error = refused(&echo, login).await;
                    assert_eq!(error.kind(), kind, "{login:?} {deed:?} {encoding:?}");
                    let printed = printed(&error);
                    // Most errors say the same, and the check is slow.
                    if checked.insert(printed.clone()) {
                        assert_none(&printed);
                    }
                    quoted.extend(canaries::seen(&echo.quoted.lock().unwrap()));
                }
            }
        }
    }
    // All that an API is sent has been quoted: neither the credentials of the token server, nor
    // what was in a URL that is refused.
    let expected: BTreeSet<usize> = [1, 2, 3, 4, 5, 9, 11, 12, 13, 14, 15, 16, 17].into();
    assert_eq!(quoted, expected);
}

#[tokio::test(start_paused = true)]
async fn no_error_shows_what_a_token_server_quotes() {
    let (mut quoted, mut checked) = (BTreeSet::new(), BTreeSet::new());
    for login in [Login::ClientCredentials, Login::Password] {
        for (deed, _) in DEEDS {
            for encoding in ENCODINGS {
                for part in 0..PARTS {
                    let echo = Echo::new(encoding, deed, part, None);
                    let error = refused(&echo, login).await;
                    assert_eq!(error.kind(), ErrorKind::Token, "{deed:?} {encoding:?}");
                    let printed = printed(&error);
                    // Most errors say the same, and the check is slow.
                    if checked.insert(printed.clone()) {
                        assert_none(&printed);
                    }
                    quoted.extend(canaries::seen(&echo.quoted.lock().unwrap()));
                }
            }
        }
    }
    assert_eq!(quoted, [6, 7, 10, 18].into());
}

#[tokio::test(start_paused = true)]
async fn the_other_kinds_of_errors_show_no_secret() {
    let mut kinds = Vec::new();
    let large = Fake::new([Reply::Answer(
        200,
        &[("x-echo", canaries::API_KEY_HEADER)],
        vec![Step::Chunk(Box::leak(
            canaries::BEARER.repeat(4_000).into_boxed_str(),
        ))],
    )]);
    let core = large.core_with(|builder| set(builder, Login::Bearer));
    let unset = Fake::default().core_with(|builder| builder.basic(&LOGIN, "user", "hush04"));
    let mut unwritable = charge(&core);
    unwritable.path("pin", "");
    for parts in [charge(&core), unwritable, charge(&unset)] {
        let pending = parts.send(decode::json::<i32>, decode::none);
        assert_none(&format!("{pending:?}"));
        let error = pending.await.unwrap_err();
        kinds.push(error.kind());
        assert_none(&printed(&error));
    }
    let expected = [
        ErrorKind::TooLarge,
        ErrorKind::Request,
        ErrorKind::Credentials,
    ];
    assert_eq!(kinds, expected);
}

#[tokio::test(start_paused = true)]
async fn no_panic_about_an_error_shows_a_secret() {
    let echo = Echo::new(Encoding::Raw, Deed::Message(422), 0, Some(grant()));
    let result = called(&echo, Login::Bearer).await;
    let panic = catch_unwind(AssertUnwindSafe(|| result.map(drop).unwrap()));
    let text = panic.unwrap_err().downcast::<String>().unwrap();
    assert!(text.contains("422"), "{text}");
    assert_none(&text);
}

/// A source that shows what it is given.
struct Showing(Arc<Mutex<String>>);

impl TokenSource for Showing {
    fn fetch<'a>(&'a self, client: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        let token = Token::new(canaries::ACCESS_TOKEN);
        self.0
            .lock()
            .unwrap()
            .push_str(&format!("{client:?} {token:?}"));
        Box::pin(async move { Ok(token) })
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_else_that_is_printed_shows_a_secret() {
    let (flow, password) = (client_credentials(), password());
    let cached = Cached::new(client_credentials());
    let bearers = [Bearer::from(canaries::BEARER), Bearer::from(cached.clone())];
    let mut shown = format!("{flow:?} {flow:#?} {password:?} {password:#?} {cached:?} {bearers:?}");
    shown += &format!(" {:?} {:#?} {HEADER:?} {CHARGE:?}", body(), body());
    let given = Arc::new(Mutex::new(String::new()));
    let fake = Fake::new([Reply::Answer(
        200,
        &[("x-echo", canaries::HEADER_PARAMETER)],
        vec![Step::Chunk(r#""hush15kiwi15""#)],
    )]);
    let mut builder = CoreBuilder::new("https://api.example.com");
    set(&mut builder, Login::Basic);
    shown += &format!("{builder:?} {builder:#?}");
    let core = fake.core_with(|builder| {
        set(builder, Login::Basic);
        builder.bearer(&LOGIN, Showing(Arc::clone(&given)));
    });
    let parts = charge(&core);
    shown += &format!("{core:?} {core:#?} {parts:?} {parts:#?}");
    let pending = parts.send(decode::json::<Secret>, decode::none);
    shown += &format!("{pending:?}");
    let response = pending.await.unwrap();
    assert_eq!(response.expose(), "hush15kiwi15");
    shown += &format!("{response:?} {response:#?} {:?}", fake.sent());
    shown += &given.lock().unwrap();
    assert_none(&shown);
    assert!(shown.contains("scopes") && shown.contains("TokenClient"));
}

#[test]
fn base_urls_that_hold_a_password_are_not_shown() {
    let password = canaries::BASE_URL_PASSWORD;
    for url in [
        format!("https://user:{password}@api.example.com"),
        format!("https://user:{password}%40api.example.com"),
        format!("https://api.example.com/?key={password}"),
        format!("https://api.example.com/#{password}"),
        format!("user:{password}@api.example.com"),
    ] {
        let mut builder = CoreBuilder::new(&url);
        builder.transport(Fake::default());
        let shown = format!("{builder:?}");
        let error = builder.build().unwrap_err();
        assert_none(&format!("{shown} {error} {error:?}"));
    }
}

#[test]
fn every_canary_is_seen_in_every_encoding() {
    let secrets = [
        canaries::API_KEY_HEADER,
        canaries::USER_PASSWORD,
        canaries::BODY_TEXT,
        &canaries::BODY_NUMBER.to_string(),
        canaries::BASE_URL_PASSWORD,
    ];
    for (secret, number) in secrets.into_iter().zip([1, 7, 15, 16, 18]) {
        for first in ENCODINGS {
            for second in [Encoding::Raw, Encoding::Percent, Encoding::Base64(1)] {
                let text = second.apply(&first.apply(secret));
                assert_eq!(canaries::seen(&text), [number].into(), "{first:?}: {text}");
            }
        }
    }
    assert_eq!(canaries::seen("hushed 16 kiwis"), BTreeSet::new());
}
