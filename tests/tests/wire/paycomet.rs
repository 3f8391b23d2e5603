//! PAYCOMET: three POSTs with the key in a header parameter, optional bodies and open objects.

use castiron_tests::wire::{
    Answer, Outcome, Server, assert_no_secret, assert_proxy_page, exchange, json, once, refused,
    sample,
};
use payment_clients::paycomet::models::{
    IvrGetSessionBody, IvrGetSessionResponse, IvrSessionCancelBody, IvrSessionCancelResponse,
    IvrSessionResult, IvrSessionState, IvrSessionStateBody, IvrSessionStateResponse,
    IvrTransactionType, UnprocessableEntity,
};
use payment_clients::paycomet::{Client, Server as Named};
use payment_clients::runtime::{Effect, ErrorKind};

const TOKEN: &str = "27ce3b8ab7b31a03ec7ce2r73623ee2be0634979";

fn client(base_url: &str) -> Client {
    Client::builder()
        .config(once())
        .base_url(base_url)
        .build()
        .unwrap()
}

fn sample_of(name: &str) -> String {
    sample("paycomet", name)
}

async fn check_session(base_url: &str) -> Outcome<IvrSessionStateResponse, UnprocessableEntity> {
    let body = IvrSessionStateBody::new(1234, 18, "ABCD1234");
    client(base_url)
        .ivr()
        .check_session(TOKEN)
        .body(&body)
        .await
}

async fn get_session(base_url: &str) -> Outcome<IvrGetSessionResponse, UnprocessableEntity> {
    let card = IvrTransactionType::CardRegistration;
    let body = IvrGetSessionBody::new(1234, 18, "14", 203, "EUR", "ABCD1234", "es", card)
        .ivr_merchant_concept("Concept")
        .ivr_subscription_startdate("2020-06-14")
        .ivr_subscription_enddate("2025-06-14")
        .ivr_subscription_periodicity(1)
        .ivr_max_retries(3)
        .ivr_session_timeout(10)
        .ivr_callback_station_timeout("15")
        .ivr_callback_station_ok("16")
        .ivr_callback_station_ko("17")
        .ivr_caller_phone_number("666555444")
        .ivr_provider_data01("abcd")
        .vr_provider_data02("abcd")
        .ivr_provider_data03("abcd")
        .ivr_provider_data04("abcd")
        .ivr_provider_data05("abcd");
    client(base_url).ivr().get_session(TOKEN).body(&body).await
}

async fn session_cancel(base_url: &str) -> Outcome<IvrSessionCancelResponse, UnprocessableEntity> {
    let body = IvrSessionCancelBody::new(1234, 18, "ABCD1234");
    client(base_url)
        .ivr()
        .session_cancel(TOKEN)
        .body(&body)
        .await
}

fn head(path: &str) -> Vec<String> {
    vec![
        format!("POST {path}"),
        "accept: application/json".to_owned(),
        "content-type: application/json".to_owned(),
        format!("paycomet-api-token: {TOKEN}"),
    ]
}

#[tokio::test]
async fn check_session_reads_a_session() {
    let answer = Answer::json(200, sample_of("checkSession.200.json"));
    let (session, request) = exchange(answer, check_session).await;
    assert_eq!(request.head(), head("/v1/ivr/session-state"));
    let sent = r#"{"terminal": 1234, "ivrProviderId": 18, "ivrMerchantOrder": "ABCD1234"}"#;
    assert_eq!(request.json(), json(sent));

    let session = session.unwrap();
    assert_eq!(session.status(), 200);
    assert_eq!(session.error_code, Some(0));
    assert_eq!(session.ivr_response, Some(true));
    assert_eq!(session.ivr_session_state, Some(IvrSessionState::InProgress));
    assert_eq!(session.ivr_session_result, Some(IvrSessionResult::NoError));
    assert_eq!(session.ivr_time_left, Some(42));
    assert_eq!(session.ivr_digit_pan, Some(12));
    assert_eq!(session.ivr_digit_exp, Some(0));
    assert_eq!(session.ivr_digit_cvc, Some(0));
    assert!(session.additional_properties.is_empty());
}

#[tokio::test]
async fn get_session_creates_a_session() {
    let answer = Answer::json(200, sample_of("getSession.200.json"));
    let (session, request) = exchange(answer, get_session).await;
    assert_eq!(request.head(), head("/v1/ivr/get-session"));
    let sent = r#"{
        "terminal": 1234,
        "ivrProviderId": 18,
        "ivrStationId": "14",
        "ivrMerchantAmount": 203,
        "ivrMerchantCurrency": "EUR",
        "ivrMerchantOrder": "ABCD1234",
        "ivrMerchantLanguage": "es",
        "ivrTransactionType": "107",
        "ivrMerchantConcept": "Concept",
        "ivrSubscriptionStartdate": "2020-06-14",
        "ivrSubscriptionEnddate": "2025-06-14",
        "ivrSubscriptionPeriodicity": 1,
        "ivrMaxRetries": 3,
        "ivrSessionTimeout": 10,
        "ivrCallbackStationTimeout": "15",
        "ivrCallbackStationOk": "16",
        "ivrCallbackStationKo": "17",
        "ivrCallerPhoneNumber": "666555444",
        "ivrProviderData01": "abcd",
        "vrProviderData02": "abcd",
        "ivrProviderData03": "abcd",
        "ivrProviderData04": "abcd",
        "ivrProviderData05": "abcd"
    }"#;
    assert_eq!(request.json(), json(sent));

    let session = session.unwrap();
    assert_eq!(session.error_code, Some(0));
    assert_eq!(session.ivr_response, Some(true));
}

#[tokio::test]
async fn session_cancel_tells_the_last_state() {
    let answer = Answer::json(200, sample_of("sessionCancel.200.json"));
    let (session, request) = exchange(answer, session_cancel).await;
    assert_eq!(request.head(), head("/v1/ivr/session-cancel"));
    let sent = r#"{"terminal": 1234, "ivrProviderId": 18, "ivrMerchantOrder": "ABCD1234"}"#;
    assert_eq!(request.json(), json(sent));

    let session = session.unwrap();
    assert_eq!(session.error_code, Some(0));
    assert_eq!(session.ivr_response, Some(true));
    let cancelled = IvrSessionState::CancelledByAgent;
    assert_eq!(session.ivr_session_state, Some(cancelled));
}

#[tokio::test]
async fn refusals_carry_the_documented_error() {
    let error = refused(422, &sample_of("checkSession.422.json"), check_session).await;
    assert_eq!(
        error,
        "POST /v1/ivr/session-state: 422 Unprocessable Entity: validation failed"
    );
    let error = refused(422, &sample_of("getSession.422.json"), get_session).await;
    assert_eq!(
        error,
        "POST /v1/ivr/get-session: 422 Unprocessable Entity: validation failed"
    );
    let error = refused(422, &sample_of("sessionCancel.422.json"), session_cancel).await;
    assert_eq!(
        error,
        "POST /v1/ivr/session-cancel: 422 Unprocessable Entity: validation failed"
    );
}

#[tokio::test]
async fn the_documented_error_is_typed() {
    let answer = Answer::json(422, sample_of("checkSession.422.json"));
    let (outcome, _) = exchange(answer, check_session).await;
    let error = outcome.unwrap_err().into_api_error().unwrap();
    assert_eq!(error.error_code, Some(1021));
    let error = error.error.unwrap();
    assert_eq!(error.message.as_deref(), Some("validation failed"));
    let detail = error.detail.unwrap();
    assert_eq!(detail.len(), 4);
    assert_eq!(detail[0].get("field").unwrap(), "terminal");
    assert_eq!(detail[1], "second entry");
    assert_eq!(detail[2].read(), Ok(3));
    assert_eq!(detail[3].text(), "null");
}

#[tokio::test]
async fn pages_of_a_proxy_are_kept() {
    let secrets = [TOKEN, "ABCD1234"];
    assert_proxy_page("POST /v1/ivr/session-state", &secrets, check_session).await;
    assert_proxy_page("POST /v1/ivr/get-session", &secrets, get_session).await;
    assert_proxy_page("POST /v1/ivr/session-cancel", &secrets, session_cancel).await;
}

#[tokio::test]
async fn no_other_headers_are_sent() {
    let (_, request) = exchange(Answer::json(200, "{}"), check_session).await;
    let mut names: Vec<&str> = request
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    names.sort();
    let documented = ["accept", "content-type", "paycomet-api-token"];
    let every_client = ["content-length", "host", "user-agent"];
    let mut expected = [documented, every_client].concat();
    expected.sort();
    assert_eq!(names, expected);
    let agent = format!("payment-clients/{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(request.header("user-agent"), Some(agent.as_str()));
    assert_eq!(request.line, "POST /v1/ivr/session-state HTTP/1.1");
}

#[tokio::test]
async fn without_a_body_none_is_sent() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    let client = client(server.origin());
    client.ivr().check_session(TOKEN).await.unwrap();
    client.ivr().get_session(TOKEN).await.unwrap();
    client.ivr().session_cancel(TOKEN).await.unwrap();

    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    for (request, action) in requests.iter().zip(["state", "get", "cancel"]) {
        assert!(request.line.contains(action));
        assert_eq!(request.header("content-type"), None);
        assert_eq!(request.text(), "");
    }
}

#[tokio::test]
async fn values_that_are_not_documented_are_kept() {
    let answer = r#"{"errorCode": 0, "ivrSessionState": 9, "ivrOperator": {"shift": 1.50}}"#;
    let (session, _) = exchange(Answer::json(200, answer), check_session).await;
    let session = session.unwrap().into_inner();
    assert_eq!(session.ivr_session_state, Some(IvrSessionState::Unknown(9)));
    let operator = &session.additional_properties["ivrOperator"];
    assert_eq!(operator.text(), r#"{"shift": 1.50}"#);

    let (_, request) = exchange(Answer::json(200, "{}"), async |base_url| {
        let refund = IvrTransactionType::from("42");
        assert_eq!(refund, IvrTransactionType::Unknown("42".to_owned()));
        let body = IvrGetSessionBody::new(1, 2, "3", 4, "EUR", "5", "es", refund)
            .additional_property("ivrProviderData02", "abcd");
        client(base_url).ivr().get_session(TOKEN).body(&body).await
    })
    .await;
    let sent = r#"{
        "terminal": 1,
        "ivrProviderId": 2,
        "ivrStationId": "3",
        "ivrMerchantAmount": 4,
        "ivrMerchantCurrency": "EUR",
        "ivrMerchantOrder": "5",
        "ivrMerchantLanguage": "es",
        "ivrTransactionType": "42",
        "ivrProviderData02": "abcd"
    }"#;
    assert_eq!(request.json(), json(sent));
}

#[tokio::test]
async fn a_token_with_a_line_break_is_refused() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    for token in [
        "hush\r\nx-injected: 1",
        "hush\n",
        "hush\r",
        "hush\0",
        " hush",
        "hüsh",
    ] {
        let error = client(server.origin()).ivr().check_session(token).await;
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert_eq!(error.effect(), Effect::NotSent);
        assert!(
            error
                .message()
                .starts_with("the header `PAYCOMET-API-TOKEN` cannot carry")
        );
        assert_no_secret(&error, &["hush", "hüsh", "injected"]);
    }
    assert_eq!(server.connections(), 0);
}

/// The key is a header parameter, not a security scheme; `x-sensitive` says that it is secret.
#[tokio::test]
async fn a_token_that_the_server_quotes_is_redacted() {
    let body = format!(r#"{{"error": {{"message": "{TOKEN} is no key"}}}}"#);
    let shown = refused(422, &body, check_session).await;
    let expected = "POST /v1/ivr/session-state: 422 Unprocessable Entity: [redacted] is no key";
    assert_eq!(shown, expected);
}

#[test]
fn the_server_is_the_documented_one() {
    assert_eq!(Named::Production.url(), "https://rest.paycomet.com");
}
