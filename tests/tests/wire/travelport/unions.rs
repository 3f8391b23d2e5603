//! Travelport: unions told by `@type`, and values that the document does not know.

use castiron_tests::wire::{Answer, exchange, json};
use payment_clients::travelport::models::{
    CurrencyAmount, CurrencySource, ErrorInfo, Fees, Payment, PaymentId, ReferenceList,
    ResultStatus,
};

use super::{add_payment, response, send};

#[tokio::test]
async fn values_and_tags_that_are_not_documented_are_kept() {
    let answer = r#"{"PaymentResponse": {
        "Result": {
            "status": "Postponed",
            "Error": [{"@type": "ErrorOfNextYear", "Depth": 1.50, "Message": "x"}]
        },
        "ReferenceList": [{"@type": "ReferenceListSeat", "Seat": [{"row": 10.0}]}],
        "Payment": {"@type": "PaymentToken", "token": {"digits": 1234567890123456789012345678901}}
    }}"#;
    let (added, _) = exchange(Answer::json(200, answer), add_payment).await;
    let added = added.unwrap();
    let response = response(&added);
    let result = response.result.as_ref().unwrap();
    let postponed = ResultStatus::Unknown("Postponed".to_owned());
    assert_eq!(result.status, Some(postponed));
    let errors = result.errors.as_ref().unwrap();
    let ErrorInfo::Unknown(error) = &errors[0] else {
        panic!("taken for something else: {errors:?}");
    };
    assert_eq!(error.tag("@type").as_deref(), Some("ErrorOfNextYear"));
    let lists = response.reference_lists.as_ref().unwrap();
    assert!(matches!(lists[0], ReferenceList::Unknown(_)));
    assert!(matches!(response.payment, Some(PaymentId::Unknown(_))));
    assert_eq!(json(&serde_json::to_string(&*added).unwrap()), json(answer));

    // What came in can go out again.
    let text = r#"{"@type": "FeesOfNextYear", "TotalFees": 1.10, "Rate": 2.500}"#;
    let fees: Fees = serde_json::from_str(text).unwrap();
    assert!(matches!(fees, Fees::Unknown(_)));
    let source = CurrencySource::from("Guessed");
    let body = Payment::new(CurrencyAmount::new().currency_source(source)).fees(fees);
    let (_, request) = exchange(Answer::json(200, "{}"), async |base_url| {
        send(base_url, &body).await
    })
    .await;
    let sent = r#"{
        "@type": "Payment",
        "Amount": {"currencySource": "Guessed"},
        "Fees": {"@type": "FeesOfNextYear", "TotalFees": 1.10, "Rate": 2.500}
    }"#;
    assert_eq!(request.json(), json(sent));
}

#[tokio::test]
async fn a_union_without_its_tag_is_kept() {
    let answer = r#"{"PaymentResponse": {"Payment": {"id": "payment_1"}}}"#;
    let (added, _) = exchange(Answer::json(201, answer), add_payment).await;
    let added = added.unwrap();
    let payment = response(&added).payment.as_ref();
    assert!(matches!(payment, Some(PaymentId::Unknown(_))));
    assert_eq!(json(&serde_json::to_string(&*added).unwrap()), json(answer));
}
