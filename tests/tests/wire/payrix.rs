//! Payrix: alternatives of credentials, brackets in names of queries, integers for booleans.

mod arguments;
mod credentials;
mod pages;
mod servers;

use castiron_tests::wire::{
    Answer, Outcome, assert_proxy_page, exchange, json, once, refused, sample,
};
use payment_clients::payrix::Client;
use payment_clients::payrix::models::{
    ErrorFourHundred, Frozen, Inactive, LoginReference, MfaAuthenticated, RequestId, SessionPublic,
    SessionSso, SessionToken, SessionsPostRequest, SessionsPostResponseResult,
    SessionsResponseResult, Totals,
};
use payment_clients::runtime::{Effect, ErrorKind};

const ID: &str = "p1_ssn_00c741e02fbbe0645cb1fe7";
const LOGIN: &str = "p1_log_00a4d56d1b5c98e8694ae28";
const REQUEST_TOKEN: &str = "20250423-yourmerchant-refunds-001";
const SECRETS: [&str; 2] = ["hush-api-key", REQUEST_TOKEN];

fn client(base_url: &str) -> Client {
    let builder = Client::builder().api_key("hush-api-key");
    builder.config(once()).base_url(base_url).build().unwrap()
}

fn sample_of(name: &str) -> String {
    sample("payrix", name)
}

fn new_session() -> SessionsPostRequest {
    SessionsPostRequest::new(
        SessionPublic::PublicAccess,
        SessionToken::AuthTokenDisabled,
        MfaAuthenticated::MfaDisabled,
        Inactive::Active,
        Frozen::NotFrozen,
    )
    .login(LOGIN)
}

async fn get_sessions_id(base_url: &str) -> Outcome<SessionsResponseResult, ErrorFourHundred> {
    let client = client(base_url);
    let sessions = client.sessions();
    sessions
        .get_sessions_id(ID)
        .request_token(REQUEST_TOKEN)
        .await
}

async fn delete_sessions_id(base_url: &str) -> Outcome<SessionsResponseResult, ErrorFourHundred> {
    let client = client(base_url);
    let sessions = client.sessions();
    sessions
        .delete_sessions_id(ID)
        .request_token(REQUEST_TOKEN)
        .await
}

async fn get_sessions(base_url: &str) -> Outcome<SessionsPostResponseResult, ErrorFourHundred> {
    client(base_url)
        .sessions()
        .get_sessions()
        .request_token(REQUEST_TOKEN)
        .search("created[greater]=2025-01-01")
        .totals("count[]=id")
        .page_number(1)
        .page_limit(50)
        .await
}

async fn post_sessions(base_url: &str) -> Outcome<SessionsResponseResult, ErrorFourHundred> {
    let client = client(base_url);
    let sessions = client.sessions();
    sessions
        .post_sessions(&new_session())
        .idempotency_key(REQUEST_TOKEN)
        .await
}

/// A sample of a request, in the form of `Request::head`.
fn documented_head(sample: &str, key: &str) -> Vec<String> {
    let mut lines = sample.lines().filter(|line| !line.starts_with("Host: "));
    let line = lines
        .next()
        .unwrap()
        .trim_end_matches(" HTTP/1.1")
        .to_owned();
    let headers = lines.map(|line| line.split_once(": ").unwrap());
    let mut headers: Vec<String> = headers
        .map(|(name, value)| match name {
            "APIKEY" => format!("apikey: {key}"),
            _ => format!("{name}: {value}"),
        })
        .chain(["accept: application/json".to_owned()])
        .collect();
    headers.sort();
    headers.insert(0, line);
    headers
}

fn assert_session(result: &SessionsResponseResult, request_id: &RequestId) {
    let response = result.response.as_ref().unwrap();
    let session = &response.data.as_ref().unwrap()[0];
    assert_eq!(
        session.id.as_deref(),
        Some("p1_ssn_00c73b181e33818d7c0a13a")
    );
    assert_eq!(session.created.as_deref(), Some("2025-03-04 12:40:40.1366"));
    assert_eq!(
        session.modified.as_deref(),
        Some("2025-03-04 12:40:40.1366")
    );
    let login = LoginReference::String(LOGIN.to_owned());
    assert_eq!(session.creator, Some(login.clone()));
    assert_eq!(session.login, Some(login));
    assert_eq!(session.modifier.as_deref(), Some(LOGIN));
    assert_eq!(
        session.key.as_ref().map(|key| key.expose()),
        Some("c00a5aafb5dd5352dc1fd656f4a4252c")
    );
    assert_eq!(session.public, Some(SessionPublic::PublicAccess));
    assert_eq!(session.inactive, Some(Inactive::Active));
    assert_eq!(session.frozen, Some(Frozen::NotFrozen));
    assert_eq!(session.token, Some(SessionToken::AuthTokenDisabled));
    assert_eq!(session.sso, Some(SessionSso::NotCreatedWithSso));
    assert_eq!(
        session.mfa_authenticated,
        Some(MfaAuthenticated::MfaDisabled)
    );
    let details = response.details.as_ref().unwrap();
    assert_eq!(details.request_id.as_ref(), Some(request_id));
    assert_eq!(details.totals, Some(Totals::List(Vec::new())));
    assert_eq!(details.page.as_ref().unwrap().has_more, Some(false));
    assert_eq!(response.errors.as_deref(), Some(&[][..]));
}

fn text_id() -> RequestId {
    RequestId::String("1".to_owned())
}

#[tokio::test]
async fn get_sessions_id_reads_a_session() {
    let answer = Answer::json(200, sample_of("getSessionsId.200.json"));
    let (session, request) = exchange(answer, get_sessions_id).await;
    assert_eq!(
        request.head(),
        [
            "GET /sessions/p1_ssn_00c741e02fbbe0645cb1fe7",
            "accept: application/json",
            "apikey: hush-api-key",
            "request-token: 20250423-yourmerchant-refunds-001",
        ]
    );
    assert_eq!(
        request.head(),
        documented_head(&sample_of("getSessionsId.request.txt"), "hush-api-key")
    );
    assert_eq!(request.text(), "");
    assert_session(&session.unwrap(), &text_id());

    let answer = Answer::json(200, sample_of("getSessionsId.200.g2.json"));
    let (session, _) = exchange(answer, get_sessions_id).await;
    assert_session(&session.unwrap(), &RequestId::Integer(1));
}

#[tokio::test]
async fn an_embedded_login_is_read_as_a_login() {
    let answer = Answer::json(200, sample_of("getSessionsId.200.embedded.json"));
    let (session, request) = exchange(answer, async |base_url| {
        let client = client(base_url);
        client.sessions().get_sessions_id(ID).embed("creator").await
    })
    .await;
    assert_eq!(
        request.head()[0],
        format!("GET /sessions/{ID}?embed=creator")
    );

    let response = session.unwrap().into_inner().response.unwrap();
    let mut sessions = response.data.unwrap();
    let creator = sessions.remove(0).creator.unwrap();
    let LoginReference::LoginsResponse(outer) = creator else {
        panic!("not embedded: {creator:?}");
    };
    assert_eq!(outer.id.as_deref(), Some(LOGIN));
    assert_eq!(outer.login, Some(LoginReference::String(LOGIN.to_owned())));
    let Some(LoginReference::LoginsResponse(inner)) = outer.creator else {
        panic!("not embedded twice: {:?}", outer.creator);
    };
    assert_eq!(
        inner.creator,
        Some(LoginReference::String(LOGIN.to_owned()))
    );
    assert_eq!(inner.frozen, Some(Frozen::NotFrozen));
}

#[tokio::test]
async fn delete_sessions_id_returns_the_session() {
    let answer = Answer::json(200, sample_of("deleteSessionsId.200.json"));
    let (session, request) = exchange(answer, delete_sessions_id).await;
    assert_eq!(
        request.head(),
        [
            "DELETE /sessions/p1_ssn_00c741e02fbbe0645cb1fe7",
            "accept: application/json",
            "apikey: hush-api-key",
            "request-token: 20250423-yourmerchant-refunds-001",
        ]
    );
    assert_eq!(
        request.head(),
        documented_head(&sample_of("deleteSessionsId.request.txt"), "hush-api-key")
    );
    assert_eq!(request.text(), "");
    assert_session(&session.unwrap(), &text_id());

    let answer = Answer::json(200, sample_of("deleteSessionsId.200.g2.json"));
    let (session, _) = exchange(answer, delete_sessions_id).await;
    assert_session(&session.unwrap(), &RequestId::Integer(1));
}

#[tokio::test]
async fn get_sessions_asks_for_a_page() {
    let answer = Answer::json(200, sample_of("getSessions.200.json"));
    let (page, request) = exchange(answer, get_sessions).await;
    assert_eq!(
        request.head(),
        [
            "GET /sessions?page%5Bnumber%5D=1&page%5Blimit%5D=50",
            "accept: application/json",
            "apikey: hush-api-key",
            "request-token: 20250423-yourmerchant-refunds-001",
            "search: created[greater]=2025-01-01",
            "totals: count[]=id",
        ]
    );
    assert_eq!(
        request.head(),
        documented_head(&sample_of("getSessions.request.txt"), "hush-api-key")
    );

    let response = page.unwrap().into_inner().response.unwrap();
    let session = &response.data.as_ref().unwrap()[0];
    assert_eq!(session.effective_roles, Some(562_949_953_421_302));
    assert_eq!(session.effective_resources.as_deref(), Some(""));
    assert_eq!(session.login.as_deref(), Some(LOGIN));
    let details = response.details.unwrap();
    assert_eq!(details.request_id, Some(text_id()));
    let page = details.page.unwrap();
    assert_eq!((page.current, page.last), (Some(1), Some(1)));

    let answer = Answer::json(200, sample_of("getSessions.200.g2.json"));
    let (page, _) = exchange(answer, get_sessions).await;
    let details = page
        .unwrap()
        .into_inner()
        .response
        .unwrap()
        .details
        .unwrap();
    assert_eq!(details.request_id, Some(RequestId::Integer(1)));
    assert_eq!(details.totals, Some(Totals::List(Vec::new())));

    let answer = Answer::json(200, sample_of("getSessions.200.totals.json"));
    let (page, _) = exchange(answer, get_sessions).await;
    let details = page
        .unwrap()
        .into_inner()
        .response
        .unwrap()
        .details
        .unwrap();
    let Some(Totals::Map(totals)) = details.totals else {
        panic!("no totals: {:?}", details.totals);
    };
    assert_eq!(totals["count"].get("id").unwrap().read(), Ok(2));
}

#[tokio::test]
async fn optional_parameters_are_left_out() {
    let answer = Answer::json(200, "{}");
    let (_, request) = exchange(answer, async |base_url| {
        client(base_url).sessions().get_sessions().await
    })
    .await;
    let head = [
        "GET /sessions",
        "accept: application/json",
        "apikey: hush-api-key",
    ];
    assert_eq!(request.head(), head);
}

#[tokio::test]
async fn post_sessions_creates_a_session() {
    let answer = Answer::json(200, sample_of("postSessions.200.json"));
    let (session, request) = exchange(answer, post_sessions).await;
    assert_eq!(
        request.head(),
        [
            "POST /sessions",
            "accept: application/json",
            "apikey: hush-api-key",
            "content-type: application/json",
            "request-token: 20250423-yourmerchant-refunds-001",
        ]
    );
    let sent = r#"{
        "login": "p1_log_00a4d56d1b5c98e8694ae28",
        "public": 1,
        "inactive": 0,
        "frozen": 0,
        "token": 0,
        "mfaAuthenticated": 0
    }"#;
    assert_eq!(request.json(), json(sent));
    assert_session(&session.unwrap(), &text_id());

    let answer = Answer::json(200, sample_of("postSessions.200.g2.json"));
    let (session, _) = exchange(answer, post_sessions).await;
    assert_session(&session.unwrap(), &RequestId::Integer(1));
}

/// The API refuses a key for 48 hours, and a caller may have sent it before.
#[tokio::test]
async fn a_refusal_of_a_chosen_key_may_be_that_of_a_repeat() {
    let answer = Answer::json(400, sample_of("postSessions.400.json"));
    let (outcome, _) = exchange(answer, post_sessions).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.effect(), Effect::Unknown);
    assert_eq!(error.idempotency_key(), Some(REQUEST_TOKEN));
    assert_eq!(
        error.to_string(),
        "POST /sessions: 400 Bad Request: Invalid authentication; the API refuses an idempotency \
         key that it has seen, and this may be such a refusal (the request may have been applied)"
    );
}

#[tokio::test]
async fn refusals_carry_the_documented_error() {
    let error = refused(400, &sample_of("getSessionsId.400.json"), get_sessions_id).await;
    let reason = "400 Bad Request: Invalid authentication";
    assert_eq!(error, format!("GET /sessions/{{id}}: {reason}"));
    let error = refused(
        400,
        &sample_of("deleteSessionsId.400.json"),
        delete_sessions_id,
    )
    .await;
    assert_eq!(error, format!("DELETE /sessions/{{id}}: {reason}"));
    let error = refused(400, &sample_of("getSessions.400.json"), get_sessions).await;
    assert_eq!(error, format!("GET /sessions: {reason}"));
    let error = refused(400, &sample_of("postSessions.400.json"), async |base_url| {
        let client = client(base_url);
        client.sessions().post_sessions(&new_session()).await
    })
    .await;
    assert_eq!(error, format!("POST /sessions: {reason}"));

    let answer = Answer::json(400, sample_of("postSessions.400.json"));
    let (outcome, _) = exchange(answer, post_sessions).await;
    let errors = outcome
        .unwrap_err()
        .into_api_error()
        .unwrap()
        .errors
        .unwrap();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].code, Some(4));
    assert_eq!(errors[0].severity, Some(3));
    assert_eq!(errors[0].msg.as_deref(), Some("Invalid authentication"));
    assert_eq!(errors[0].error_code.as_deref(), Some("invalid_auth"));
    assert_eq!(errors[0].field, None);
}

#[tokio::test]
async fn pages_of_a_proxy_are_kept() {
    assert_proxy_page(
        "GET /sessions/{id}",
        &[&SECRETS[..], &[ID]].concat(),
        get_sessions_id,
    )
    .await;
    let secrets = [&SECRETS[..], &[ID]].concat();
    assert_proxy_page("DELETE /sessions/{id}", &secrets, delete_sessions_id).await;
    let secrets = [&SECRETS[..], &["created", "page"]].concat();
    assert_proxy_page("GET /sessions", &secrets, get_sessions).await;
    let secrets = [&SECRETS[..], &[LOGIN]].concat();
    assert_proxy_page("POST /sessions", &secrets, post_sessions).await;
}

#[tokio::test]
async fn values_that_are_not_documented_are_kept() {
    let answer =
        r#"{"response": {"data": [{"public": 7, "token": -1}], "details": {"requestId": true}}}"#;
    let (session, request) = exchange(Answer::json(200, answer), async |base_url| {
        let mut body = new_session();
        body.public = SessionPublic::from(7);
        client(base_url).sessions().post_sessions(&body).await
    })
    .await;
    let sent = r#"{
        "login": "p1_log_00a4d56d1b5c98e8694ae28",
        "public": 7,
        "token": 0,
        "mfaAuthenticated": 0,
        "inactive": 0,
        "frozen": 0
    }"#;
    assert_eq!(request.json(), json(sent));
    let session = session.unwrap();
    let data = session.response.as_ref().unwrap().data.as_ref().unwrap();
    assert_eq!(data[0].public, Some(SessionPublic::Unknown(7)));
    assert_eq!(data[0].token, Some(SessionToken::Unknown(-1)));
    assert_eq!(
        json(&serde_json::to_string(&*session).unwrap()),
        json(answer)
    );
}

#[tokio::test]
async fn a_body_that_does_not_read_names_its_place() {
    let answer = r#"{"response": {"data": [{"id": "a"}, {"public": "hush"}]}}"#;
    let (outcome, _) = exchange(Answer::json(200, answer), post_sessions).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.effect(), Effect::Applied);
    assert!(
        error.message().starts_with("`$.response.data[1].public`: "),
        "{error}"
    );
    assert_eq!(error.body().map(|body| &body[..]), Some(answer.as_bytes()));

    let (outcome, _) = exchange(Answer::empty(200), post_sessions).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::EmptyBody);
    assert_eq!(error.effect(), Effect::Applied);
    assert_eq!(
        error.to_string(),
        "POST /sessions: 200 OK: the body is empty (the request was applied)"
    );
}
