//! Travelport: amounts of money, digit for digit.

use castiron_tests::wire::{Answer, exchange, json};
use payment_clients::runtime::{Effect, ErrorKind};
use payment_clients::travelport::models::{
    CurrencyAmount, CurrencySource, FeesDetail, Payment, PaymentId, TaxBreakdown, TaxInfo,
    TaxesDetail, TravelerIdentifierRef,
};

use super::{add_payment, decimal, response, send, usd};

#[tokio::test]
async fn amounts_go_out_digit_for_digit() {
    for text in [
        "943.6",
        "124.5600",
        "10.0",
        "0.0001",
        "-0.10",
        "100",
        "79228162514264337593543950335",
        "0.1000000000000000000000000000",
    ] {
        let (_, request) = exchange(Answer::json(200, "{}"), async |base_url| {
            let amount = CurrencyAmount::new().value(decimal(text));
            send(base_url, &Payment::new(amount)).await
        })
        .await;
        let sent = format!(r#"{{"@type":"Payment","Amount":{{"value":{text}}}}}"#);
        assert_eq!(request.text(), sent);
    }
}

#[tokio::test]
async fn amounts_come_in_digit_for_digit() {
    for text in [
        "943.60",
        "124.5600",
        "10.0",
        "0.30000000000000004",
        "12345678901234567.89",
    ] {
        let payment = format!(r#"{{"@type": "Payment", "Amount": {{"value": {text}}}}}"#);
        let answer = format!(r#"{{"PaymentResponse": {{"Payment": {payment}}}}}"#);
        let (added, _) = exchange(Answer::json(201, answer.as_str()), add_payment).await;
        let added = added.unwrap();
        let Some(PaymentId::Payment(payment)) = &response(&added).payment else {
            panic!("no whole payment: {added:?}");
        };
        assert_eq!(payment.amount.value.unwrap().to_string(), text);
        assert_eq!(
            json(&serde_json::to_string(&*added).unwrap()),
            json(&answer)
        );
    }
}

#[tokio::test]
async fn an_amount_with_more_digits_than_a_decimal_holds_is_an_error() {
    let payment = r#"{"@type": "Payment", "Amount": {"value": 0.12345678901234567890123456789}}"#;
    let answer = format!(r#"{{"PaymentResponse": {{"Payment": {payment}}}}}"#);
    let (outcome, _) = exchange(Answer::json(201, answer), add_payment).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.effect(), Effect::Applied);
    assert_eq!(error.status(), Some(201));
    let place = "`$.PaymentResponse.Payment.Amount.value`: ";
    assert!(error.message().starts_with(place), "{error}");
}

#[tokio::test]
async fn details_of_a_payment_go_out_as_documented() {
    let breakdown = TaxBreakdown::new("MIA").amount(decimal("4.50"));
    let info = TaxInfo::new("XF", decimal("4.5"), vec![breakdown]);
    let taxes = TaxesDetail::new().total_taxes(decimal("330.1"));
    let traveler = TravelerIdentifierRef::new().id("traveler_1");
    let amount = usd("124.5600").currency_source(CurrencySource::Supplier);
    let body = Payment::new(amount.approximate_ind(false))
        .id("payment_1")
        .payment_ref("payment_1")
        .fees(FeesDetail::new().total_fees(decimal("111.11")))
        .taxes(taxes.tax_info(vec![info]))
        .traveler_identifier_refs(vec![traveler.passenger_type_code("ADT")])
        .base_amount(usd("100.00"))
        .deposit_ind(false)
        .guarantee_ind(false);
    let (_, request) = exchange(Answer::json(200, "{}"), async |base_url| {
        send(base_url, &body).await
    })
    .await;
    let sent = r#"{
        "@type": "Payment",
        "id": "payment_1",
        "PaymentRef": "payment_1",
        "Amount": {"value": 124.5600, "code": "USD", "minorUnit": 2, "currencySource": "Supplier", "approximateInd": false},
        "BaseAmount": {"value": 100.00, "code": "USD", "minorUnit": 2},
        "Fees": {"@type": "FeesDetail", "TotalFees": 111.11},
        "Taxes": {
            "@type": "TaxesDetail",
            "TotalTaxes": 330.1,
            "TaxInfo": [{"TaxCode": "XF", "Amount": 4.5, "TaxBreakdown": [{"AirportCode": "MIA", "Amount": 4.50}]}]
        },
        "TravelerIdentifierRef": [{"id": "traveler_1", "passengerTypeCode": "ADT"}],
        "depositInd": false,
        "guaranteeInd": false
    }"#;
    assert_eq!(request.json(), json(sent));
}
