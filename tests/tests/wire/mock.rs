//! Mocks: what is queued as types and samples comes through the real clients, and what they send is
//! read as types again.

use castiron_tests::wire::sample;
use payment_clients::runtime::{Effect, ErrorKind, TransportError};
use payment_clients::{bokamera, paycomet, payrix, tigo, travelport};
use serde::de::DeserializeOwned;

fn read<T: DeserializeOwned>(api: &str, name: &str) -> T {
    serde_json::from_str(&sample(api, name)).unwrap()
}

#[tokio::test]
async fn decimals_keep_their_digits_in_both_directions() {
    use travelport::models::{CurrencyAmount, Payment, PaymentResponseWrapper};

    let answer: PaymentResponseWrapper = read("travelport", "addPayment.201.all-parts.json");
    let mock = travelport::mock::Mock::new();
    mock.add_payment().returns(&answer);
    let amount = CurrencyAmount::new().value("943.60".parse().unwrap());
    let payment = Payment::new(amount);
    let client = mock.client();
    let request = client.payments().add_payment("a/b", &payment);
    assert_eq!(request.await.unwrap().into_inner(), answer);

    let request = mock.add_payment().requests().remove(0);
    assert_eq!(request.path("ReservationResource_Identifier"), Some("a/b"));
    assert_eq!(request.body().unwrap(), payment);
    let text = String::from_utf8(request.bytes().to_vec()).unwrap();
    assert!(text.contains("943.60"), "{text}");
    assert_eq!(
        request.header("authorization"),
        Some("Bearer made-up-credential")
    );
}

#[tokio::test]
async fn documented_errors_are_typed() {
    let mock = payrix::mock::Mock::new();
    let refusal: payrix::models::ErrorFourHundred = read("payrix", "postSessions.400.json");
    mock.get_sessions_id().returns_error(400, &refusal);
    let client = mock.client();
    let error = client.sessions().get_sessions_id("1").await.unwrap_err();
    assert_eq!(error.status(), Some(400));
    assert_eq!(error.into_api_error(), Some(refusal));
}

#[tokio::test]
async fn a_builder_repeats_as_the_real_client_does() {
    let mock = payrix::mock::Mock::new();
    let answer: payrix::models::SessionsResponseResult = read("payrix", "getSessionsId.200.json");
    mock.get_sessions_id()
        .fails(TransportError::unknown("reset"))
        .answers(503, "text/html", "<p>busy")
        .with_header("retry-after", "30")
        .returns(&answer);
    let client = mock.builder().api_key("k").build().unwrap();
    let response = client.sessions().get_sessions_id("1").await.unwrap();
    assert_eq!(response.into_inner(), answer);
    let requests = mock.requests();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| request.header("apikey"))
        .collect();
    assert_eq!(keys, [Some("k"); 3]);
}

#[tokio::test]
async fn bodies_of_several_media_types_are_kept_as_sent() {
    use bokamera::models::QvicklyCheckoutIpnCallBack;

    let mock = bokamera::mock::Mock::new();
    let callback = mock.qvickly_checkout_ipn_call_back();
    let callback = callback.returns(bokamera::models::IpnCallBackResponse::new());
    let body = QvicklyCheckoutIpnCallBack::new(1);
    let client = mock.client();
    let payments = client.payments();
    payments
        .qvickly_checkout_ipn_call_back(&body)
        .await
        .unwrap();
    let sent = callback.requests().remove(0).body().unwrap();
    assert_eq!(sent.content_type(), "application/json");
    assert_eq!(sent.json::<QvicklyCheckoutIpnCallBack>().unwrap(), body);
}

#[tokio::test]
async fn a_body_that_may_be_left_out_is_an_option() {
    let mock = paycomet::mock::Mock::new();
    let answer = || paycomet::models::IvrSessionStateResponse::new();
    let check = mock.check_session().returns(answer()).returns(answer());
    let body: paycomet::models::IvrSessionStateBody = read("paycomet", "checkSession.request.json");
    let client = mock.client();
    client.ivr().check_session("t").body(&body).await.unwrap();
    client.ivr().check_session("t").await.unwrap();
    let bodies = check
        .requests()
        .into_iter()
        .map(|request| request.body().unwrap());
    assert_eq!(bodies.collect::<Vec<_>>(), [Some(body), None]);
}

#[tokio::test]
async fn what_is_not_queued_is_an_error_that_names_the_operation() {
    let mock = tigo::mock::Mock::new();
    let client = mock.client();
    let error = client.contracts().get_contract(7).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Transport, Effect::NotSent)
    );
    assert!(error.message().contains("`getContract`"), "{error}");
}
