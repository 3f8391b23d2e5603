//! Which credentials an operation sends, and where.

use castiron_runtime::{CoreBuilder, ErrorKind, HttpRequest, Operation, RequestParts, Secret};
use castiron_runtime::{Effect, Error, SecurityScheme, decode};

use crate::fake::{Fake, PLAIN, json, operation};

static KEY: SecurityScheme = SecurityScheme::api_key_header("apiKey", "api_key", "APIKEY");
static QUERY: SecurityScheme = SecurityScheme::api_key_query("queryKey", "query_key", "api key");
static COOKIE: SecurityScheme = SecurityScheme::api_key_cookie("sid", "session_id", "SID");
static BASIC: SecurityScheme = SecurityScheme::basic("basic", "login");
static BEARER: SecurityScheme = SecurityScheme::bearer("bearer", "token");
static SHARED: SecurityScheme = SecurityScheme::http("shared", "access_key", "SharedAccessKey");

type Alternatives = &'static [&'static [&'static SecurityScheme]];

async fn sent(
    security: Alternatives,
    set: impl FnOnce(&mut CoreBuilder),
) -> Result<HttpRequest, Error> {
    let fake = Fake::new([json(200, "1")]);
    let core = fake.core_with(set);
    let parts = RequestParts::new(&core, operation(Operation { security, ..PLAIN }));
    let answer = parts.send(decode::json::<i32>, decode::none).await;
    answer.map(|_| fake.sent().remove(0))
}

/// The names of the schemes that were sent.
async fn chosen(security: Alternatives, set: impl FnOnce(&mut CoreBuilder)) -> String {
    let request = match sent(security, set).await {
        Ok(request) => request,
        Err(error) => return error.message().to_owned(),
    };
    let mut names = Vec::new();
    for (header, name) in [
        ("apikey", "key"),
        ("cookie", "cookie"),
        ("authorization", "auth"),
    ] {
        names.extend(request.headers.contains_key(header).then_some(name));
    }
    names.extend(request.url.contains("api%20key").then_some("query"));
    names.join(" ")
}

fn key(builder: &mut CoreBuilder) {
    builder.api_key(&KEY, "k");
}

fn bearer(builder: &mut CoreBuilder) {
    builder.bearer(&BEARER, "t");
}

fn both(builder: &mut CoreBuilder) {
    key(builder);
    bearer(builder);
}

#[tokio::test]
async fn alternatives() {
    const OPTIONAL: Alternatives = &[&[], &[&KEY], &[&KEY, &BEARER]];
    assert_eq!(chosen(OPTIONAL, |_| {}).await, "");
    assert_eq!(chosen(OPTIONAL, key).await, "key");
    assert_eq!(
        chosen(OPTIONAL, bearer).await,
        "`getThing` does not take `token` alone: set `api_key` too on the client builder, or call \
         it with a client that has no credentials"
    );
    assert_eq!(chosen(OPTIONAL, both).await, "key auth");
    const EITHER: Alternatives = &[&[&BEARER], &[&KEY]];
    assert_eq!(chosen(EITHER, key).await, "key");
    assert_eq!(chosen(EITHER, both).await, "auth");
    assert_eq!(chosen(&[], both).await, "");
}

#[tokio::test]
async fn missing_credentials() {
    const NEEDED: Alternatives = &[&[&KEY], &[&QUERY], &[&COOKIE, &BASIC]];
    assert_eq!(
        chosen(NEEDED, bearer).await,
        "`getThing` needs credentials: set `api_key`, or `query_key`, or `session_id` and `login` \
         on the client builder"
    );
    let error = sent(NEEDED, |_| {}).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(error.effect(), Effect::NotSent);
    assert_eq!(error.attempts(), 0);
}

#[tokio::test]
async fn where_they_go() {
    const ALL: Alternatives = &[&[&KEY, &QUERY, &COOKIE, &BASIC]];
    let request = sent(ALL, |builder| {
        builder.api_key(&KEY, "old");
        builder.api_key(&KEY, String::from("k y"));
        builder.api_key(&QUERY, "a/b");
        builder.api_key(&COOKIE, Secret::new("c"));
        builder.basic(&BASIC, "Aladdin", "open sesame");
    });
    let request = request.await.unwrap();
    assert_eq!(request.headers["apikey"], "k y");
    assert_eq!(request.headers["cookie"], "SID=c");
    assert_eq!(
        request.headers["authorization"],
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );
    assert!(request.url.ends_with("/thing?api%20key=a%2Fb"));
    for name in ["apikey", "cookie", "authorization"] {
        assert!(request.headers[name].is_sensitive());
    }
}

#[test]
fn values_that_no_header_can_carry() {
    type Set = fn(&mut CoreBuilder);
    let table: [(&str, Set); 5] = [
        ("api_key", |builder| builder.api_key(&KEY, "s3cret\n")),
        ("session_id", |builder| builder.api_key(&COOKIE, "s3;cret")),
        ("token", |builder| builder.bearer(&BEARER, "s3crét")),
        ("api_key", |builder| builder.api_key(&KEY, "")),
        ("user name", |builder| {
            builder.basic(&BASIC, "s3:cret", "s3cret")
        }),
    ];
    for (setter, set) in table {
        let mut builder = CoreBuilder::new("https://api.example.com");
        builder.transport(Fake::default());
        set(&mut builder);
        let message = builder.build().unwrap_err().to_string();
        assert!(message.contains(setter), "{message}");
        assert!(!message.contains("s3"), "{message}");
    }
}

#[tokio::test]
async fn nothing_shows_in_debug() {
    let fake = Fake::new([json(200, "1")]);
    let mut builder = CoreBuilder::new("https://api.example.com");
    builder.transport(fake.clone());
    builder.api_key(&KEY, "s3cret");
    builder.api_key(&QUERY, "s3cret");
    builder.basic(&BASIC, "user", "s3cret");
    builder.bearer(&BEARER, "s3cret");
    let before = format!("{builder:?}");
    let core = builder.build().unwrap();
    const ALL: Alternatives = &[&[&KEY, &QUERY]];
    let parts = RequestParts::new(
        &core,
        operation(Operation {
            security: ALL,
            ..PLAIN
        }),
    );
    let shown = format!("{before} {core:?} {parts:?} {:?}", Secret::new("s3cret"));
    parts.send(decode::json::<i32>, decode::none).await.unwrap();
    let shown = format!("{shown} {:?}", fake.sent());
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(shown.contains("api_key"), "{shown}");
}

#[tokio::test]
async fn another_scheme_of_http() {
    const SHARED_ONLY: Alternatives = &[&[&SHARED]];
    let request = sent(SHARED_ONLY, |builder| builder.http(&SHARED, "valid-key"));
    let header = &request.await.unwrap().headers["authorization"];
    assert_eq!(header, "SharedAccessKey valid-key");
    assert!(header.is_sensitive());

    const CLASHING: Alternatives = &[&[&SHARED, &BEARER]];
    let error = sent(CLASHING, |builder| {
        builder.http(&SHARED, "k");
        bearer(builder);
    });
    let error = error.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(
        error.message().contains("`access_key` and `token`"),
        "{error}"
    );
}
