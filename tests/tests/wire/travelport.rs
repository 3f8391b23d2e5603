//! Travelport: decimals digit for digit, two statuses of success, an empty answer, unions by `@type`.

mod amounts;
mod arguments;
mod unions;

use castiron_tests::wire::{
    Answer, Outcome, assert_no_secret, assert_proxy_page, exchange, json, once, refused, sample,
};
use payment_clients::runtime::{Effect, ErrorKind};
use payment_clients::travelport::models::{
    CurrencyAmount, CurrencySource, ErrorInfo, ErrorResponse, FormOfPaymentIdentifier, Identifier,
    NextStepMethod, OfferIdentifier, Payment, PaymentId, PaymentListRequest,
    PaymentListResponseWrapper, PaymentResponse, PaymentResponseWrapper, ReferenceList,
    ResultStatus, WarningInfo,
};
use payment_clients::travelport::{Client, Server as Named};
use rust_decimal::Decimal;

const WORKBENCH: &str = "A0656EFF-FAF4-456F-B061-0161008D6A5E";
const SECRETS: [&str; 4] = ["hush-token", WORKBENCH, "payment_1", "943.6"];

fn client(base_url: &str) -> Client {
    let builder = Client::builder().oauth2("hush-token");
    let base_url = format!("{base_url}/11/air");
    builder.config(once()).base_url(base_url).build().unwrap()
}

fn sample_of(name: &str) -> String {
    sample("travelport", name)
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

fn identifier(value: &str) -> Identifier {
    Identifier::new().authority("Travelport").value(value)
}

fn usd(value: &str) -> CurrencyAmount {
    let amount = CurrencyAmount::new().value(decimal(value));
    amount.code("USD").minor_unit(2)
}

/// The payment of the vendor's developer kit.
fn payment() -> Payment {
    let form = FormOfPaymentIdentifier::new()
        .id("formOfPayment_1")
        .form_of_payment_ref("formOfPayment_1")
        .identifier(identifier("1546cc57-c5c3-4670-b555-fed35dd69ddf"));
    let offer = OfferIdentifier::new()
        .id("offer_1")
        .offer_ref("offer_1")
        .identifier(identifier("9829d223-66dc-4590-8a8e-66a1669f8b00"));
    Payment::new(usd("943.6").currency_source(CurrencySource::Charged))
        .id("payment_1")
        .identifier(identifier(WORKBENCH))
        .form_of_payment_identifier(form)
        .offer_identifiers(vec![offer])
}

/// The same, as the documents print it.
const PAYMENT: &str = r#"{
    "@type": "Payment",
    "id": "payment_1",
    "Identifier": {
        "authority": "Travelport",
        "value": "A0656EFF-FAF4-456F-B061-0161008D6A5E"
    },
    "Amount": {
        "code": "USD",
        "minorUnit": 2,
        "currencySource": "Charged",
        "value": 943.6
    },
    "FormOfPaymentIdentifier": {
        "id": "formOfPayment_1",
        "FormOfPaymentRef": "formOfPayment_1",
        "Identifier": {
            "authority": "Travelport",
            "value": "1546cc57-c5c3-4670-b555-fed35dd69ddf"
        }
    },
    "OfferIdentifier": [
        {
            "id": "offer_1",
            "offerRef": "offer_1",
            "Identifier": {
                "authority": "Travelport",
                "value": "9829d223-66dc-4590-8a8e-66a1669f8b00"
            }
        }
    ]
}"#;

fn payments() -> PaymentListRequest {
    let eur = |value| {
        let amount = CurrencyAmount::new().value(decimal(value));
        amount.code("EUR").minor_unit(2)
    };
    PaymentListRequest::new(vec![
        Payment::new(eur("10.0")).id("payment_1"),
        Payment::new(eur("7.5")).id("payment_2"),
    ])
}

async fn send(base_url: &str, body: &Payment) -> Outcome<PaymentResponseWrapper, ErrorResponse> {
    client(base_url)
        .payments()
        .add_payment(WORKBENCH, body)
        .await
}

async fn add_payment(base_url: &str) -> Outcome<PaymentResponseWrapper, ErrorResponse> {
    let client = client(base_url);
    let request = client.payments().add_payment(WORKBENCH, &payment());
    request.trace_id("TraceID_123456").await
}

async fn update_payment(base_url: &str) -> Outcome<PaymentResponseWrapper, ErrorResponse> {
    let client = client(base_url);
    let request = client.payments().update_payment(WORKBENCH, &payment());
    request.trace_id("TraceID_123456").await
}

async fn add_payments(base_url: &str) -> Outcome<PaymentListResponseWrapper, ErrorResponse> {
    let client = client(base_url);
    let request = client.payments().add_payments(WORKBENCH, &payments());
    request.trace_id("TraceID_123456").await
}

async fn cancel_payment(base_url: &str) -> Outcome<PaymentResponseWrapper, ErrorResponse> {
    let client = client(base_url);
    let request = client.payments().cancel_payment(WORKBENCH, "payment_1");
    request.trace_id("TraceID_123456").await
}

async fn delete_payment(base_url: &str) -> Outcome<(), std::convert::Infallible> {
    let client = client(base_url);
    let request = client.payments().delete_payment(WORKBENCH, "payment_1");
    request.trace_id("TraceID_123456").await
}

/// The head of a request; those with a body have its content type besides.
fn head(line: &str, content_type: bool) -> Vec<String> {
    let mut head = vec![
        line.replace(
            "…",
            "/11/air/paymentoffer/reservationworkbench/A0656EFF-FAF4-456F-B061-0161008D6A5E/payments",
        ),
        "accept: application/json".to_owned(),
        "authorization: Bearer hush-token".to_owned(),
    ];
    if content_type {
        head.push("content-type: application/json".to_owned());
    }
    head.push("traceid: TraceID_123456".to_owned());
    head
}

fn response(wrapper: &PaymentResponseWrapper) -> &PaymentResponse {
    wrapper.payment_response.as_ref().unwrap()
}

fn assert_short_payment(wrapper: &PaymentResponseWrapper) {
    let response = response(wrapper);
    let transaction = "49f58f5f-c443-43b4-9f5d-be405fd00a01";
    assert_eq!(response.transaction_id.as_deref(), Some(transaction));
    assert_eq!(response.trace_id.as_deref(), Some("TraceID_123456"));
    let Some(PaymentId::PaymentId(payment)) = &response.payment else {
        panic!("no short form: {:?}", response.payment);
    };
    assert_eq!(payment.type_, "PaymentID");
    assert_eq!(payment.id.as_deref(), Some("payment_1"));
    let identifier = payment.identifier.as_ref().unwrap();
    assert_eq!(identifier.authority.as_deref(), Some("Travelport"));
    let value = "A0656EFF-FAF4-456F-B061-0161008D7C4E";
    assert_eq!(identifier.value.as_deref(), Some(value));
}

#[tokio::test]
async fn add_payment_sends_the_payment_of_the_developer_kit() {
    for status in [200, 201] {
        let answer = sample_of(&format!("addPayment.{status}.json"));
        let (added, request) = exchange(Answer::json(status, answer), add_payment).await;
        assert_eq!(request.head(), head("POST …", true));
        assert_eq!(request.json(), json(PAYMENT));
        let added = added.unwrap();
        assert_eq!(added.status(), status);
        assert_short_payment(&added);
    }
}

#[tokio::test]
async fn add_payment_reads_errors_under_a_success() {
    let answer = Answer::json(200, sample_of("addPayment.200.with-errors.json"));
    let (added, _) = exchange(answer, add_payment).await;
    let added = added.unwrap();
    let result = response(&added).result.as_ref().unwrap();
    assert_eq!(result.type_.as_deref(), Some("Result"));
    assert_eq!(result.status, Some(ResultStatus::NotProcessed));
    let errors = result.errors.as_ref().unwrap();
    let [ErrorInfo::ErrorDetail(first), ErrorInfo::ErrorInfo(second)] = &errors[..] else {
        panic!("other kinds of errors: {errors:?}");
    };
    assert_eq!(first.status_code, Some(400));
    assert_eq!(first.message.as_deref(), Some("No flights found."));
    assert_eq!(first.source_id, "1G");
    assert_eq!(first.source_code.as_deref(), Some("12009"));
    let pair = &first.name_value_pairs.as_ref().unwrap()[0];
    assert_eq!(
        (pair.name.as_str(), pair.value.as_deref()),
        ("Day1", Some("Sunday"))
    );
    assert_eq!(second.type_, "Error");
    assert_eq!(second.message.as_deref(), Some("second"));
    let warnings = result.warnings.as_ref().unwrap();
    assert!(matches!(warnings[0], WarningInfo::WarningDetail(_)));
}

#[tokio::test]
async fn add_payment_reads_all_parts_of_an_answer() {
    let answer = Answer::json(201, sample_of("addPayment.201.all-parts.json"));
    let (added, _) = exchange(answer, add_payment).await;
    let added = added.unwrap();
    let response = response(&added);
    assert_eq!(response.identifier, Some(identifier(WORKBENCH)));
    let next = response.next_steps.as_ref().unwrap();
    assert_eq!(next.base_uri, "https://api.pp.travelport.com/11/air/");
    assert_eq!(next.steps[0].action, "delete");
    assert_eq!(next.steps[0].method, NextStepMethod::Delete);
    let lists = response.reference_lists.as_ref().unwrap();
    assert!(matches!(lists[0], ReferenceList::ReferenceListBrand(_)));
    assert!(matches!(lists[1], ReferenceList::ReferenceListFlight(_)));
    assert!(matches!(lists[2], ReferenceList::ReferenceListProduct(_)));
    assert!(matches!(
        lists[3],
        ReferenceList::ReferenceListTermsAndConditions(_)
    ));
    assert!(matches!(lists[4], ReferenceList::ReferenceList(_)));
    let conversion = &response.currency_rate_conversions.as_ref().unwrap()[0];
    assert_eq!(conversion.source_currency.value.as_deref(), Some("EUR"));
    assert_eq!(conversion.target_currency.value.as_deref(), Some("USD"));
    let rate = &conversion.conversion_rate;
    assert_eq!(rate.value.unwrap().to_string(), "1.0834");
    let rate_as_of = rate.rate_as_of.as_ref().unwrap();
    assert_eq!(rate_as_of.to_string(), "2026-08-07 12:12:00+00:00");
    assert_eq!(rate_as_of.as_second(), 1_786_104_720);
    let result = response.result.as_ref().unwrap();
    let warnings = result.warnings.as_ref().unwrap();
    assert!(matches!(warnings[0], WarningInfo::WarningInfo(_)));
}

#[tokio::test]
async fn update_payment_puts_the_payment() {
    let answer = Answer::json(200, sample_of("updatePayment.200.json"));
    let (updated, request) = exchange(answer, update_payment).await;
    assert_eq!(request.head(), head("PUT …", true));
    assert_eq!(request.json(), json(PAYMENT));
    assert_short_payment(&updated.unwrap());

    let answer = Answer::json(200, sample_of("updatePayment.200.whole-payment.json"));
    let (updated, _) = exchange(answer, update_payment).await;
    let updated = updated.unwrap();
    let Some(PaymentId::Payment(payment)) = &response(&updated).payment else {
        panic!("no whole payment: {updated:?}");
    };
    assert_eq!(payment.amount.value, Some(decimal("463.3")));
    assert_eq!(payment.amount.approximate_ind, Some(true));
    assert_eq!(
        payment.amount.currency_source,
        Some(CurrencySource::Charged)
    );
    let offers = payment.offer_identifiers.as_ref().unwrap();
    assert_eq!(offers[0].offer_ref.as_deref(), Some("offer_1"));
}

#[tokio::test]
async fn add_payments_sends_a_list() {
    let answer = Answer::json(201, sample_of("addPayments.201.json"));
    let (added, request) = exchange(answer, add_payments).await;
    assert_eq!(request.head(), head("POST …/list", true));
    let sent = r#"{
        "Payment": [
            {"@type": "Payment", "id": "payment_1", "Amount": {"value": 10.0, "code": "EUR", "minorUnit": 2}},
            {"@type": "Payment", "id": "payment_2", "Amount": {"value": 7.5, "code": "EUR", "minorUnit": 2}}
        ]
    }"#;
    assert_eq!(request.json(), json(sent));
    let added = added.unwrap();
    assert_eq!(added.status(), 201);
    let response = added.payment_list_response.as_ref().unwrap();
    let ids = response
        .payment_ids
        .as_ref()
        .unwrap()
        .iter()
        .map(|payment| match payment {
            PaymentId::PaymentId(payment) => payment.id.clone().unwrap(),
            other => panic!("no short form: {other:?}"),
        });
    assert_eq!(ids.collect::<Vec<_>>(), ["payment_1", "payment_2"]);

    let answer = Answer::json(201, sample_of("addPayments.201.with-errors.json"));
    let (added, _) = exchange(answer, add_payments).await;
    let response = added.unwrap().into_inner().payment_list_response.unwrap();
    let result = response.result.unwrap();
    assert_eq!(result.status, Some(ResultStatus::Incomplete));
    assert_eq!(result.errors.unwrap().len(), 1);
    assert_eq!(response.payment_ids.unwrap().len(), 1);
}

#[tokio::test]
async fn cancel_payment_posts_without_a_body() {
    let answer = Answer::json(200, sample_of("cancelPayment.200.json"));
    let (cancelled, request) = exchange(answer, cancel_payment).await;
    assert_eq!(request.head(), head("POST …/payment_1", false));
    assert_eq!(request.header("content-length"), Some("0"));
    assert_eq!(request.text(), "");
    assert_short_payment(&cancelled.unwrap());
}

#[tokio::test]
async fn delete_payment_expects_an_empty_answer() {
    let empty = Answer::empty(200);
    let (deleted, request) = exchange(empty, delete_payment).await;
    // The document asks for JSON here as well, although no answer has a body. The spec declares
    // no media type, so that reqwest's own `*/*` goes out, which contains it.
    let mut expected = head("DELETE …/payment_1", false);
    expected[1] = "accept: */*".to_owned();
    assert_eq!(request.head(), expected);
    assert_eq!(request.text(), "");
    assert_eq!(sample_of("deletePayment.200.txt"), "");
    assert_eq!(deleted.unwrap().status(), 200);

    // A body that comes all the same is of no interest.
    let (deleted, _) = exchange(Answer::json(200, "{}"), delete_payment).await;
    deleted.unwrap();
}

#[tokio::test]
async fn refusals_carry_the_documented_error() {
    for (status, reason) in [
        (400, "400 Bad Request: No flights found."),
        (401, "401 Unauthorized: Unauthorized"),
        (402, "402 Payment Required: Payment Required"),
        (403, "403 Forbidden: Forbidden"),
        (404, "404 Not Found: Not Found"),
        (500, "500 Internal Server Error: Internal Server Error"),
    ] {
        let body = |id: &str| sample_of(&format!("{id}.{status}.json"));
        let path = "/paymentoffer/reservationworkbench/{ReservationResource_Identifier}/payments";
        let error = refused(status, &body("addPayment"), add_payment).await;
        assert_eq!(error, format!("POST {path}: {reason}"));
        let error = refused(status, &body("updatePayment"), update_payment).await;
        assert_eq!(error, format!("PUT {path}: {reason}"));
        let error = refused(status, &body("addPayments"), add_payments).await;
        assert_eq!(error, format!("POST {path}/list: {reason}"));
        let error = refused(status, &body("cancelPayment"), cancel_payment).await;
        assert_eq!(error, format!("POST {path}/{{id}}: {reason}"));
    }
}

#[tokio::test]
async fn the_documented_error_is_typed() {
    let answer = Answer::json(400, sample_of("addPayment.400.json"));
    let (outcome, _) = exchange(answer, add_payment).await;
    let error = outcome.unwrap_err().into_api_error().unwrap();
    let transaction = "49f58f5f-c443-43b4-9f5d-be405fd00a01";
    assert_eq!(error.transaction_id.as_deref(), Some(transaction));
    let result = error.result.unwrap();
    assert_eq!(result.status, Some(ResultStatus::NotProcessed));
    let errors = result.errors.unwrap();
    assert!(matches!(&errors[0], ErrorInfo::ErrorDetail(detail) if detail.source_id == "1G"));
    assert!(matches!(&errors[1], ErrorInfo::ErrorInfo(error) if error.type_ == "Error"));
}

#[tokio::test]
async fn delete_payment_has_no_documented_error_body() {
    for status in [400, 401, 402, 403, 404, 500] {
        let body = sample_of("cancelPayment.404.json");
        let answer = Answer::json(status, body.as_str());
        let (outcome, _) = exchange(answer, delete_payment).await;
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status);
        let effect = if status == 500 {
            Effect::Unknown
        } else {
            Effect::Answered
        };
        assert_eq!(error.effect(), effect);
        assert_eq!(error.status(), Some(status));
        assert!(error.api_error().is_none());
        assert_eq!(error.body().map(|kept| &kept[..]), Some(body.as_bytes()));
        assert_eq!(error.message(), "Not Found");
        assert_no_secret(&error, &SECRETS);
    }
}

#[tokio::test]
async fn pages_of_a_proxy_are_kept() {
    let path = "/paymentoffer/reservationworkbench/{ReservationResource_Identifier}/payments";
    assert_proxy_page(&format!("POST {path}"), &SECRETS, add_payment).await;
    assert_proxy_page(&format!("PUT {path}"), &SECRETS, update_payment).await;
    assert_proxy_page(&format!("POST {path}/list"), &SECRETS, add_payments).await;
    assert_proxy_page(&format!("POST {path}/{{id}}"), &SECRETS, cancel_payment).await;
    assert_proxy_page(&format!("DELETE {path}/{{id}}"), &SECRETS, delete_payment).await;
}

#[tokio::test]
async fn an_empty_answer_where_a_body_is_documented_says_that_the_payment_was_taken() {
    for status in [200, 201] {
        let (outcome, _) = exchange(Answer::empty(status), add_payment).await;
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::EmptyBody);
        assert_eq!(error.effect(), Effect::Applied);
        assert_eq!(error.status(), Some(status));
    }
}

#[test]
fn the_servers_are_the_documented_ones() {
    let url = "https://api.pp.travelport.com/11/air";
    assert_eq!(Named::PreProduction.url(), url);
    assert_eq!(Named::Production.url(), "https://api.travelport.com/11/air");
}
