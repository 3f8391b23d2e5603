//! The OAuth 2 flows of Tigo and Travelport, each from the token request to the API's request.

use castiron_tests::wire::{Answer, Request, Server, assert_no_secret, sample};
use payment_clients::runtime::token::{ClientCredentials, Password};
use payment_clients::runtime::{Effect, ErrorKind};
use payment_clients::{tigo, travelport};

/// The path and query of Tigo's token URL.
const TIGO_TARGET: &str = "/oauth/client_credential/accesstoken?grant_type=client_credentials";

/// `client:hush+secret/` in Base64, each part form-encoded before, as RFC 6749 has it.
const TIGO_BASIC: &str = "Basic Y2xpZW50Omh1c2glMkJzZWNyZXQlMkY=";

fn tigo_client(api: &Server, tokens: &Server) -> tigo::Client {
    let token_url = format!("{}{TIGO_TARGET}", tokens.origin());
    let flow = ClientCredentials::new(token_url, "client", "hush+secret/").scope("read");
    let builder = tigo::Client::builder().application(flow);
    builder.base_url(api.origin()).build().unwrap()
}

fn travelport_client(api: &Server, tokens: &Server) -> travelport::Client {
    let token_url = format!("{}/oauth/oauth20/token", tokens.origin());
    let flow = Password::new(
        token_url,
        "CLIENT_ID",
        "CLIENT_SECRET",
        "USERNAME",
        "PASSWORD",
    );
    let builder = travelport::Client::builder().oauth2(flow.credentials_in_body());
    builder.base_url(api.origin()).build().unwrap()
}

/// An API that refuses every token but one.
async fn api_that_accepts(authorization: &'static str) -> Server {
    Server::start(move |request| {
        if request.header("authorization") == Some(authorization) {
            Answer::json(200, "[]")
        } else {
            Answer::json(401, sample("tigo", "listContractBills.401.json"))
        }
    })
    .await
}

/// A token server whose tokens are counted: `token-1`, `token-2`, …
async fn counting_token_server() -> Server {
    let count = std::sync::atomic::AtomicUsize::new(1);
    Server::start(move |_| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let body = format!(r#"{{"access_token": "token-{number}", "expires_in": 3600}}"#);
        Answer::json(200, body)
    })
    .await
}

fn authorizations(requests: &[Request]) -> Vec<&str> {
    let headers = requests
        .iter()
        .map(|request| request.header("authorization"));
    headers.map(|header| header.unwrap_or("none")).collect()
}

#[tokio::test]
async fn tigo_asks_for_a_token_by_client_credentials() {
    let tokens = Server::answering(Answer::json(200, sample("tigo", "token.200.json"))).await;
    let api = Server::answering(Answer::json(200, "[]")).await;
    let client = tigo_client(&api, &tokens);
    client.bills().list_contract_bills(1).await.unwrap();
    client.bills().list_contract_bills(2).await.unwrap();

    let asked = tokens.requests();
    assert_eq!(asked.len(), 1, "one token serves both calls");
    assert_eq!(
        asked[0].head(),
        [
            &format!("POST {TIGO_TARGET}"),
            "accept: application/json",
            &format!("authorization: {TIGO_BASIC}"),
            "content-type: application/x-www-form-urlencoded",
        ]
    );
    assert_eq!(asked[0].text(), "grant_type=client_credentials&scope=read");

    let called = api.requests();
    let token = "Bearer <28 characters>";
    assert_eq!(authorizations(&called), [token, token]);
    assert_eq!(called[1].line, "GET /customers/contracts/2/bills HTTP/1.1");
}

#[tokio::test]
async fn many_callers_share_one_token_request() {
    let tokens = Server::answering(Answer::json(200, sample("tigo", "token.200.json"))).await;
    let api = Server::answering(Answer::json(200, "[]")).await;
    let client = tigo_client(&api, &tokens);
    let calls: Vec<_> = (0..16)
        .map(|contract| tokio::spawn(client.bills().list_contract_bills(contract).send()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(tokens.requests().len(), 1);
    assert_eq!(api.requests().len(), 16);
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let tokens = counting_token_server().await;
    let api = api_that_accepts("Bearer token-2").await;
    let client = tigo_client(&api, &tokens);
    client.bills().list_contract_bills(1).await.unwrap();
    let sent = ["Bearer token-1", "Bearer token-2"];
    assert_eq!(authorizations(&api.requests()), sent);
    assert_eq!(tokens.requests().len(), 2);
}

#[tokio::test]
async fn a_token_that_is_refused_again_ends_the_call() {
    let tokens = counting_token_server().await;
    let api = api_that_accepts("Bearer none of them").await;
    let client = tigo_client(&api, &tokens);
    let error = client.bills().list_contract_bills(1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.status(), Some(401));
    assert_eq!(error.attempts(), 2);
    let message = error.api_error().unwrap().error.as_ref().unwrap();
    assert_eq!(message.message, "Not Authorized");
    let sent = ["Bearer token-1", "Bearer token-2"];
    assert_eq!(authorizations(&api.requests()), sent);
    assert_no_secret(&error, &["token-1", "token-2", "hush"]);
}

#[tokio::test]
async fn a_token_as_text_is_sent_once() {
    let api = api_that_accepts("Bearer another").await;
    let builder = tigo::Client::builder().application("hush-token");
    let client = builder.base_url(api.origin()).build().unwrap();
    let error = client.bills().list_contract_bills(1).await.unwrap_err();
    assert_eq!(error.status(), Some(401));
    assert_eq!(authorizations(&api.requests()), ["Bearer hush-token"]);
}

#[tokio::test]
async fn a_refusal_of_the_token_server_stops_the_call() {
    let answer = Answer::json(401, sample("tigo", "token.401.json"));
    let tokens = Server::answering(answer).await;
    let api = Server::answering(Answer::json(200, "[]")).await;
    let client = tigo_client(&api, &tokens);
    let error = client.bills().list_contract_bills(1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Token);
    assert_eq!(error.effect(), Effect::NotSent);
    assert_eq!(
        error.to_string(),
        "GET /customers/contracts/{contractId}/bills: the token server answered 401 \
         Unauthorized: Client credentials are invalid (the request was not sent)"
    );
    assert_no_secret(&error, &["hush", "client:", TIGO_BASIC]);
    assert_eq!(api.connections(), 0);
    assert_eq!(
        tokens.requests().len(),
        1,
        "a token request is not repeated"
    );
}

#[tokio::test]
async fn a_token_server_that_quotes_the_credentials_is_not_repeated() {
    let answer =
        r#"{"error": "invalid_grant", "error_description": "no PASSWORD, no CLIENT_SECRET"}"#;
    let tokens = Server::answering(Answer::json(400, answer)).await;
    let api = Server::answering(Answer::empty(200)).await;
    let client = travelport_client(&api, &tokens);
    let error = client
        .payments()
        .delete_payment("a", "b")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Token);
    assert_eq!(
        error.message(),
        "the token server answered 400 Bad Request: invalid_grant: no [redacted], no [redacted]"
    );
    assert_no_secret(&error, &["PASSWORD", "CLIENT_SECRET"]);
    assert_eq!(api.connections(), 0);
}

#[tokio::test]
async fn travelport_asks_for_a_token_by_password() {
    let answer = Answer::json(200, sample("travelport", "token.200.json"));
    let tokens = Server::answering(answer).await;
    let api = Server::answering(Answer::empty(200)).await;
    let client = travelport_client(&api, &tokens);
    client.payments().delete_payment("a", "b").await.unwrap();

    let asked = tokens.request();
    assert_eq!(
        asked.head(),
        [
            "POST /oauth/oauth20/token",
            "accept: application/json",
            "content-type: application/x-www-form-urlencoded",
        ]
    );
    let form = "grant_type=password&username=USERNAME&password=PASSWORD&client_id=CLIENT_ID\
                &client_secret=CLIENT_SECRET";
    assert_eq!(asked.text(), form);
    assert_eq!(
        asked.text(),
        sample("travelport", "token.request.txt").trim_end()
    );
    assert_eq!(authorizations(&api.requests()), ["Bearer access-token"]);
}

#[tokio::test]
async fn travelport_renews_with_the_refresh_token() {
    let tokens = Server::start(|request| {
        let body = if request.text().starts_with("grant_type=password&") {
            sample("travelport", "token.200.json")
        } else {
            r#"{"access_token": "renewed", "token_type": "Bearer"}"#.to_owned()
        };
        Answer::json(200, body)
    })
    .await;
    let api = Server::start(|request| match request.header("authorization") {
        Some("Bearer renewed") => Answer::empty(200),
        _ => Answer::empty(401),
    })
    .await;
    let client = travelport_client(&api, &tokens);
    client.payments().delete_payment("a", "b").await.unwrap();

    let asked = tokens.requests();
    assert_eq!(asked.len(), 2);
    let form = "grant_type=refresh_token&refresh_token=refresh-token&client_id=CLIENT_ID\
                &client_secret=CLIENT_SECRET";
    assert_eq!(asked[1].text(), form);
    let sent = ["Bearer access-token", "Bearer renewed"];
    assert_eq!(authorizations(&api.requests()), sent);
}

#[tokio::test]
async fn forms_are_encoded() {
    let answer = Answer::json(200, sample("travelport", "token.200.json"));
    let tokens = Server::answering(answer).await;
    let api = Server::answering(Answer::empty(200)).await;
    let flow = Password::new(tokens.origin(), "a&b", "c=d", "e+f g", "h%ü")
        .scope("one")
        .scope("two")
        .field("audience", "https://api")
        .credentials_in_body();
    let builder = travelport::Client::builder().oauth2(flow);
    let client = builder.base_url(api.origin()).build().unwrap();
    client.payments().delete_payment("a", "b").await.unwrap();
    let form = "grant_type=password&username=e%2Bf%20g&password=h%25%C3%BC&scope=one%20two\
                &audience=https%3A%2F%2Fapi&client_id=a%26b&client_secret=c%3Dd";
    assert_eq!(tokens.request().text(), form);
}

#[tokio::test]
async fn a_token_url_that_is_not_encrypted_is_refused() {
    let api = Server::answering(Answer::json(200, "[]")).await;
    let flow = ClientCredentials::new("http://tokens.example/?a=hush", "client", "hush");
    let builder = tigo::Client::builder().application(flow);
    let client = builder.base_url(api.origin()).build().unwrap();
    let error = client.bills().list_contract_bills(1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Token);
    assert_eq!(error.effect(), Effect::NotSent);
    assert_no_secret(&error, &["hush"]);
    assert_eq!(api.connections(), 0);
}
