//! BokaMera: one callback in JSON or text, credentials that may be left out, nulls that are sent.

use castiron_tests::wire::{
    Answer, Outcome, Server, assert_no_secret, assert_proxy_page, exchange, json, once, refused,
    sample,
};
use payment_clients::bokamera::models::{
    ErrorResponse, IpnCallBackResponse, QvicklyCheckoutIpnCallBack, QvicklyIpnCallbackResponseData,
};
use payment_clients::bokamera::operations::payments::QvicklyCheckoutIpnCallBackBody;
use payment_clients::bokamera::{Client, ClientBuilder, Server as Named, operations};
use payment_clients::runtime::{Effect, ErrorKind, Nullable};
use tokio::task::spawn_blocking;
use uuid::Uuid;

/// The body that the document prints under `text/csv`, byte for byte.
const PRINTED: &str = concat!(
    r#"{"CompanyId":"00000000-0000-0000-0000-000000000000","BookingId":"String","#,
    r#""Data":{"number":"String","status":"String","orderid":"String","url":"String"},"#,
    r#""ArticleTypeId":0}"#
);
const KEY: &str = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const SECRETS: [&str; 3] = [KEY, "hush-token", "111222"];

fn sample_of(kind: &str) -> String {
    sample("bokamera", &format!("QvicklyCheckoutIpnCallBack.{kind}"))
}

fn printed() -> QvicklyCheckoutIpnCallBack {
    let data = QvicklyIpnCallbackResponseData::new()
        .number("String".to_owned())
        .status("String".to_owned())
        .order_id("String".to_owned())
        .url("String".to_owned());
    QvicklyCheckoutIpnCallBack::new(0)
        .company_id(Uuid::nil())
        .booking_id("String".to_owned())
        .data(data)
}

async fn call(
    base_url: &str,
    body: impl Into<QvicklyCheckoutIpnCallBackBody>,
) -> Outcome<IpnCallBackResponse, ErrorResponse> {
    let client = Client::builder()
        .config(once())
        .base_url(base_url)
        .build()
        .unwrap();
    client.payments().qvickly_checkout_ipn_call_back(body).await
}

async fn call_back(base_url: &str) -> Outcome<IpnCallBackResponse, ErrorResponse> {
    call(base_url, &printed()).await
}

async fn call_back_with_credentials(base_url: &str) -> Outcome<IpnCallBackResponse, ErrorResponse> {
    let builder = Client::builder().api_key(KEY).bearer("hush-token");
    let client = builder.config(once()).base_url(base_url).build().unwrap();
    let data = QvicklyIpnCallbackResponseData::new().number("111222".to_owned());
    let body = QvicklyCheckoutIpnCallBack::new(1).data(data);
    client
        .payments()
        .qvickly_checkout_ipn_call_back(&body)
        .await
}

#[tokio::test]
async fn the_callback_is_sent_as_json() {
    let (outcome, request) = exchange(Answer::json(200, sample_of("200.json")), call_back).await;
    assert_eq!(
        request.head(),
        [
            "POST /payment/billmate/v1/ipncallback",
            "accept: application/json",
            "content-type: application/json",
        ]
    );
    assert_eq!(request.json(), json(PRINTED));
    let answer = outcome.unwrap();
    assert_eq!(answer.message, Nullable::Value("String".to_owned()));
    assert_eq!(answer.success, Some(false));

    let (outcome, _) = exchange(Answer::json(200, sample_of("200.success.json")), call_back).await;
    let answer = outcome.unwrap();
    assert_eq!(answer.message, Nullable::Absent);
    assert_eq!(answer.success, Some(true));
}

#[tokio::test]
async fn blocking_calls_are_made_like_async_ones() {
    fn request(base_url: &str) -> operations::payments::QvicklyCheckoutIpnCallBack {
        let builder = Client::builder().config(once()).base_url(base_url);
        let client = builder.build().unwrap();
        client.payments().qvickly_checkout_ipn_call_back(&printed())
    }
    let json_answer = || Answer::json(200, sample_of("200.json"));
    let (awaited, expected) = exchange(json_answer(), call_back).await;
    let (waited_for, sent) = exchange(json_answer(), async |base_url| {
        let request = request(base_url);
        let call = spawn_blocking(|| request.send_blocking());
        call.await.unwrap()
    })
    .await;
    assert_eq!(sent.head(), expected.head());
    assert_eq!(sent.body, expected.body);
    assert_eq!(waited_for.unwrap().message, awaited.unwrap().message);

    let answer = Answer::new(200, "text/csv", sample_of("200.csv"));
    let (waited_for, sent) = exchange(answer, async |base_url| {
        let request = request(base_url);
        let call = spawn_blocking(|| request.send_csv_blocking());
        call.await.unwrap()
    })
    .await;
    assert_eq!(sent.header("accept"), Some("text/csv"));
    assert_eq!(*waited_for.unwrap(), sample_of("200.csv"));
}

#[tokio::test]
async fn the_callback_is_sent_as_the_text_that_the_document_prints() {
    let answer = Answer::new(200, "text/csv", sample_of("200.csv"));
    let (outcome, request) = exchange(answer, async |base_url| {
        let client = Client::builder()
            .config(once())
            .base_url(base_url)
            .build()
            .unwrap();
        let body = QvicklyCheckoutIpnCallBackBody::Csv(PRINTED.to_owned());
        let request = client.payments().qvickly_checkout_ipn_call_back(body);
        request.send_csv().await
    })
    .await;
    assert_eq!(
        request.head(),
        [
            "POST /payment/billmate/v1/ipncallback",
            "accept: text/csv",
            "content-type: text/csv",
        ]
    );
    assert_eq!(request.text(), PRINTED);
    assert_eq!(request.text(), sample_of("request.csv").trim_end());
    assert_eq!(*outcome.unwrap(), sample_of("200.csv"));

    // Real CSV passes through as well, and the answer's form does not depend on the body's.
    let answer = Answer::new(
        200,
        "text/csv; charset=utf-8",
        sample_of("200.heading-row.csv"),
    );
    let (outcome, request) = exchange(answer, async |base_url| {
        let client = Client::builder()
            .config(once())
            .base_url(base_url)
            .build()
            .unwrap();
        let request = client.payments().qvickly_checkout_ipn_call_back(&printed());
        request.format("csv").send_csv().await
    })
    .await;
    assert_eq!(
        request.head(),
        [
            "POST /payment/billmate/v1/ipncallback?format=csv",
            "accept: text/csv",
            "content-type: application/json",
        ]
    );
    assert_eq!(outcome.unwrap().into_inner(), "Message,Success\n,False\n");

    let (outcome, request) = exchange(Answer::json(200, sample_of("200.json")), async |base_url| {
        let body = QvicklyCheckoutIpnCallBackBody::Csv("ArticleTypeId\n0\n".to_owned());
        call(base_url, body).await
    })
    .await;
    assert_eq!(request.header("content-type"), Some("text/csv"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.text(), "ArticleTypeId\n0\n");
    assert_eq!(outcome.unwrap().success, Some(false));
}

#[tokio::test]
async fn a_paid_order_is_told() {
    let (_, request) = exchange(Answer::json(200, "{}"), async |base_url| {
        let data = QvicklyIpnCallbackResponseData::new()
            .number("111222".to_owned())
            .status("Paid".to_owned())
            .order_id("123456".to_owned())
            .url(
                "https://checkout.qvickly.io/12345/2a6b47a5ee34a4210f4bd96b3c7c427d/test"
                    .to_owned(),
            );
        let body = QvicklyCheckoutIpnCallBack::new(1)
            .company_id(KEY.parse::<Uuid>().unwrap())
            .booking_id("123456".to_owned())
            .data(data);
        call(base_url, &body).await
    })
    .await;
    let sent = r#"{
        "CompanyId": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "BookingId": "123456",
        "Data": {
            "number": "111222",
            "status": "Paid",
            "orderid": "123456",
            "url": "https://checkout.qvickly.io/12345/2a6b47a5ee34a4210f4bd96b3c7c427d/test"
        },
        "ArticleTypeId": 1
    }"#;
    assert_eq!(request.json(), json(sent));
}

#[tokio::test]
async fn absent_and_null_are_two_things() {
    let (_, request) = exchange(Answer::json(200, "{}"), async |base_url| {
        call(base_url, &QvicklyCheckoutIpnCallBack::new(1)).await
    })
    .await;
    assert_eq!(request.json(), json(r#"{"ArticleTypeId": 1}"#));

    let (_, request) = exchange(Answer::json(200, "{}"), async |base_url| {
        let body = QvicklyCheckoutIpnCallBack::new(1)
            .company_id(Nullable::Null)
            .booking_id(None)
            .data(None);
        call(base_url, &body).await
    })
    .await;
    let sent = r#"{"CompanyId": null, "BookingId": null, "Data": null, "ArticleTypeId": 1}"#;
    assert_eq!(request.json(), json(sent));
}

#[tokio::test]
async fn credentials_may_be_left_out() {
    type Set = fn(ClientBuilder) -> ClientBuilder;
    let alternatives: [(Set, &[&str]); 3] = [
        (|b| b, &[]),
        (|b| b.api_key("one"), &["x-api-key: one"]),
        (
            |b| b.bearer("two").api_key("one"),
            &["authorization: Bearer two", "x-api-key: one"],
        ),
    ];
    for (set, expected) in alternatives {
        let (outcome, request) = exchange(Answer::json(200, "{}"), async |base_url| {
            let builder = set(Client::builder()).base_url(base_url);
            let client = builder.build().unwrap();
            client
                .payments()
                .qvickly_checkout_ipn_call_back(&printed())
                .await
        })
        .await;
        outcome.unwrap();
        let mut head = request.head();
        head.retain(|line| line.starts_with("authorization: ") || line.starts_with("x-api-key: "));
        assert_eq!(head, expected);
    }
}

#[tokio::test]
async fn a_token_without_the_key_that_goes_with_it_is_refused_before_anything_is_sent() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    let builder = Client::builder().bearer("two").base_url(server.origin());
    let client = builder.build().unwrap();
    let answer = client
        .payments()
        .qvickly_checkout_ipn_call_back(&printed())
        .await;
    assert_eq!(
        answer.unwrap_err().message(),
        "`QvicklyCheckoutIpnCallBack` does not take `bearer` alone: set `api_key` too on the \
         client builder, or call it with a client that has no credentials"
    );
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn refusals_carry_the_documented_error() {
    for (status, name, reason) in [
        (400, "400.json", "400 Bad Request: Field required"),
        (401, "401.json", "401 Unauthorized: Unauthorized"),
        (403, "403.json", "403 Forbidden: Forbidden"),
        (404, "404.json", "404 Not Found: Not Found"),
        (405, "405.json", "405 Method Not Allowed: Not implemented"),
        (409, "409.json", "409 Conflict: Conflict"),
        (429, "429.json", "429 Too Many Requests: Too Many Requests"),
        (
            500,
            "500.json",
            "500 Internal Server Error: Internal Server Error",
        ),
        (418, "default.json", "418 I'm a teapot: String"),
    ] {
        let error = refused(status, &sample_of(name), call_back_with_credentials).await;
        assert_eq!(
            error,
            format!("POST /payment/billmate/v1/ipncallback: {reason}")
        );
    }
}

#[tokio::test]
async fn the_documented_error_is_typed() {
    let answer = Answer::json(418, sample_of("default.json"));
    let (outcome, _) = exchange(answer, call_back).await;
    let error = outcome.unwrap_err().into_api_error().unwrap();
    let status = error.response_status.unwrap();
    let text = Nullable::Value("String".to_owned());
    assert_eq!(status.error_code, text);
    assert_eq!(status.message, text);
    assert_eq!(status.stack_trace, text);
    assert_eq!(status.meta.as_option().unwrap()["String"], "String");
    let errors = status.errors.into_option().unwrap();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].field_name, text);
    assert_eq!(errors[0].meta.as_option().unwrap()["String"], "String");
}

#[tokio::test]
async fn a_refusal_in_plain_text_is_kept() {
    let text = sample_of("401.txt");
    let answer = Answer::new(401, "text/plain", text.as_str());
    let (outcome, _) = exchange(answer, call_back_with_credentials).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.effect(), Effect::Answered);
    assert_eq!(error.status(), Some(401));
    assert!(error.api_error().is_none());
    assert_eq!(error.body().map(|body| &body[..]), Some(text.as_bytes()));
    let shown = "POST /payment/billmate/v1/ipncallback: 401 Unauthorized: a body of `text/plain` \
                 that begins with `Unauthorized`";
    assert_eq!(error.to_string(), shown);
    assert_no_secret(&error, &SECRETS);
}

#[tokio::test]
async fn pages_of_a_proxy_are_kept() {
    let operation = "POST /payment/billmate/v1/ipncallback";
    assert_proxy_page(operation, &SECRETS, call_back_with_credentials).await;
}

#[tokio::test]
async fn a_format_is_encoded_into_the_query() {
    let (_, request) = exchange(Answer::json(200, "{}"), async |base_url| {
        let client = Client::builder()
            .config(once())
            .base_url(base_url)
            .build()
            .unwrap();
        let request = client.payments().qvickly_checkout_ipn_call_back(&printed());
        request.format("a&b=c").await
    })
    .await;
    let line = "POST /payment/billmate/v1/ipncallback?format=a%26b%3Dc";
    assert_eq!(request.head()[0], line);
}

#[tokio::test]
async fn a_token_that_no_header_can_carry_is_refused_when_the_client_is_built() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    for token in ["hush\r\nx-injected: 1", "hüsh", ""] {
        let builder = Client::builder().api_key("one").bearer(token);
        let error = builder.base_url(server.origin()).build().unwrap_err();
        let shown = format!("{error}\n{error:?}");
        assert!(shown.contains("`bearer`"), "{shown}");
        assert!(
            !shown.contains("hush") && !shown.contains("hüsh"),
            "{shown}"
        );
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn the_servers_are_the_documented_ones() {
    assert_eq!(Named::Production.url(), "https://api.bokamera.se");
    assert_eq!(Named::Test.url(), "https://testapi.bokamera.se");
}
