//! Every sample body beside the specs goes through its model and comes out again, key for key and
//! digit for digit.
#![cfg(test)]

use castiron_tests::wire::{differences, json, sample, sample_names};
use payment_clients::{bokamera, paycomet, payrix, tigo, travelport};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a text as a model, and writes the model as text.
type RoundTrip = fn(&str) -> serde_json::Result<String>;

/// The models of an operation. A sample is called `<operation>.<request|STATUS>[.<variant>].<ext>`.
struct Operation {
    api: &'static str,
    id: &'static str,
    request: Option<RoundTrip>,
    success: RoundTrip,
    error: RoundTrip,
}

const OPERATIONS: &[Operation] = &[
    Operation {
        api: "paycomet",
        id: "checkSession",
        request: Some(through::<paycomet::models::IvrSessionStateBody>),
        success: through::<paycomet::models::IvrSessionStateResponse>,
        error: through::<paycomet::models::UnprocessableEntity>,
    },
    Operation {
        api: "paycomet",
        id: "getSession",
        request: Some(through::<paycomet::models::IvrGetSessionBody>),
        success: through::<paycomet::models::IvrGetSessionResponse>,
        error: through::<paycomet::models::UnprocessableEntity>,
    },
    Operation {
        api: "paycomet",
        id: "sessionCancel",
        request: Some(through::<paycomet::models::IvrSessionCancelBody>),
        success: through::<paycomet::models::IvrSessionCancelResponse>,
        error: through::<paycomet::models::UnprocessableEntity>,
    },
    Operation {
        api: "payrix",
        id: "getSessionsId",
        request: None,
        success: through::<payrix::models::SessionsResponseResult>,
        error: through::<payrix::models::ErrorFourHundred>,
    },
    Operation {
        api: "payrix",
        id: "deleteSessionsId",
        request: None,
        success: through::<payrix::models::SessionsResponseResult>,
        error: through::<payrix::models::ErrorFourHundred>,
    },
    Operation {
        api: "payrix",
        id: "getSessions",
        request: None,
        success: through::<payrix::models::SessionsPostResponseResult>,
        error: through::<payrix::models::ErrorFourHundred>,
    },
    Operation {
        api: "payrix",
        id: "postSessions",
        request: Some(through::<payrix::models::SessionsPostRequest>),
        success: through::<payrix::models::SessionsResponseResult>,
        error: through::<payrix::models::ErrorFourHundred>,
    },
    Operation {
        api: "travelport",
        id: "addPayment",
        request: Some(through::<travelport::models::Payment>),
        success: through::<travelport::models::PaymentResponseWrapper>,
        error: through::<travelport::models::ErrorResponse>,
    },
    Operation {
        api: "travelport",
        id: "updatePayment",
        request: Some(through::<travelport::models::Payment>),
        success: through::<travelport::models::PaymentResponseWrapper>,
        error: through::<travelport::models::ErrorResponse>,
    },
    Operation {
        api: "travelport",
        id: "addPayments",
        request: Some(through::<travelport::models::PaymentListRequest>),
        success: through::<travelport::models::PaymentListResponseWrapper>,
        error: through::<travelport::models::ErrorResponse>,
    },
    Operation {
        api: "travelport",
        id: "cancelPayment",
        request: None,
        success: through::<travelport::models::PaymentResponseWrapper>,
        error: through::<travelport::models::ErrorResponse>,
    },
    Operation {
        api: "tigo",
        id: "getContract",
        request: None,
        success: through::<tigo::models::ContractsDetails>,
        error: through::<tigo::models::ErrorBody>,
    },
    Operation {
        api: "tigo",
        id: "listCustomerContracts",
        request: None,
        success: through::<tigo::models::ContractsDetails>,
        error: through::<tigo::models::ErrorBody>,
    },
    Operation {
        api: "tigo",
        id: "listContractBills",
        request: None,
        success: through::<tigo::models::BillsCollection>,
        error: through::<tigo::models::ErrorBody>,
    },
    Operation {
        api: "tigo",
        id: "getBillPayments",
        request: None,
        success: through::<tigo::models::Payment>,
        error: through::<tigo::models::ErrorBody>,
    },
    Operation {
        api: "tigo",
        id: "getPartyCharacteristics",
        request: None,
        success: through::<tigo::models::PartyCharacteristics>,
        error: through::<tigo::models::ErrorBody>,
    },
    Operation {
        api: "tigo",
        id: "checkoutPayments",
        request: Some(through::<tigo::models::CheckoutPaymentRequest>),
        success: through::<tigo::models::CheckoutPaymentResponse>,
        error: through::<tigo::models::ErrorBody>,
    },
    Operation {
        api: "tigo",
        id: "registerPayments",
        request: Some(through::<tigo::models::CheckoutPaymentRequest>),
        success: through::<tigo::models::RegisterPaymentResponse>,
        error: through::<tigo::models::ErrorBody>,
    },
    Operation {
        api: "tigo",
        id: "validatePayment",
        request: None,
        success: through::<tigo::models::ValidatePaymentResponse>,
        error: through::<tigo::models::ErrorBody>,
    },
    Operation {
        api: "tigo",
        id: "validateCouponPayment",
        request: None,
        success: through::<tigo::models::ValidatePaymentResponse>,
        error: through::<tigo::models::ErrorBody>,
    },
    Operation {
        api: "bokamera",
        id: "QvicklyCheckoutIpnCallBack",
        request: Some(through::<bokamera::models::QvicklyCheckoutIpnCallBack>),
        success: through::<bokamera::models::IpnCallBackResponse>,
        error: through::<bokamera::models::ErrorResponse>,
    },
];

/// A sample that is a part of a body, and the model of that part.
const FRAGMENTS: &[(&str, &str, RoundTrip)] = &[(
    "bokamera",
    "QvicklyCheckoutIpnCallBack.request.fragment.json",
    through::<bokamera::models::QvicklyIpnCallbackResponseData>,
)];

/// Samples that no model takes, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("payrix", "deleteSessionsId.request.txt", HEAD),
    ("payrix", "getSessions.request.txt", HEAD),
    ("payrix", "getSessionsId.request.txt", HEAD),
    ("travelport", "deletePayment.200.txt", "the answer is empty"),
    ("travelport", "token.200.json", TOKEN),
    ("travelport", "token.request.txt", TOKEN),
    ("tigo", "token.200.json", TOKEN),
    ("tigo", "token.401.json", TOKEN),
    ("bokamera", "QvicklyCheckoutIpnCallBack.200.csv", TEXT),
    (
        "bokamera",
        "QvicklyCheckoutIpnCallBack.200.heading-row.csv",
        TEXT,
    ),
    ("bokamera", "QvicklyCheckoutIpnCallBack.200.jsv", UNDECLARED),
    ("bokamera", "QvicklyCheckoutIpnCallBack.401.txt", TEXT),
    ("bokamera", "QvicklyCheckoutIpnCallBack.request.csv", TEXT),
    (
        "bokamera",
        "QvicklyCheckoutIpnCallBack.request.fragment.xml",
        UNDECLARED,
    ),
    (
        "bokamera",
        "QvicklyCheckoutIpnCallBack.request.jsv",
        UNDECLARED,
    ),
];

const HEAD: &str = "a whole request without a body; the wire tests compare it with what is sent";
const TOKEN: &str = "of the token server, not of the API; the wire tests give it to the runtime";
const TEXT: &str = "text that is passed on as it is; the wire tests send and read it";
const UNDECLARED: &str = "of a media type that the spec leaves out";

const APIS: [&str; 5] = ["paycomet", "payrix", "travelport", "tigo", "bokamera"];

#[test]
fn samples_come_out_as_they_went_in() {
    let (mut round_trips, mut exceptions) = (0, 0);
    for api in APIS {
        for name in sample_names(api) {
            if EXCEPTIONS.iter().any(|(a, n, _)| (*a, *n) == (api, &name)) {
                exceptions += 1;
                continue;
            }
            let round_trip = model(api, &name)
                .unwrap_or_else(|| panic!("no model is known for specs/{api}/samples/{name}"));
            assert_round_trip(api, &name, round_trip);
            round_trips += 1;
        }
    }
    println!("{round_trips} samples went through their models, {exceptions} have none");
    assert_eq!(exceptions, EXCEPTIONS.len(), "an exception names no sample");
}

#[test]
fn every_listed_model_has_a_sample() {
    for operation in OPERATIONS {
        let names = sample_names(operation.api);
        let has = |kind: &str| {
            let beginning = format!("{}.{kind}", operation.id);
            names.iter().any(|name| name.starts_with(&beginning))
        };
        assert!(has("2"), "{} has no sample of a success", operation.id);
        assert!(has("4"), "{} has no sample of an error", operation.id);
        assert!(
            operation.request.is_none() || has("request"),
            "{} has no sample of a request",
            operation.id
        );
    }
    for (api, name, _) in FRAGMENTS {
        assert!(sample_names(api).iter().any(|known| known == name));
    }
}

fn model(api: &str, name: &str) -> Option<RoundTrip> {
    if let Some((_, _, fragment)) = FRAGMENTS.iter().find(|(a, n, _)| (*a, *n) == (api, name)) {
        return Some(*fragment);
    }
    let (id, rest) = name.split_once('.')?;
    let (kind, rest) = rest.split_once('.')?;
    if rest != "json" && !rest.ends_with(".json") {
        return None;
    }
    let operation = OPERATIONS.iter().find(|o| (o.api, o.id) == (api, id))?;
    match kind {
        "request" => operation.request,
        "default" => Some(operation.error),
        status if status.starts_with('2') => Some(operation.success),
        status if status.starts_with(['4', '5']) => Some(operation.error),
        _ => None,
    }
}

fn assert_round_trip(api: &str, name: &str, round_trip: RoundTrip) {
    let text = sample(api, name);
    let written = round_trip(&text).unwrap_or_else(|error| panic!("{api}/{name}: {error}"));
    let differences = differences(&json(&text), &json(&written));
    assert!(
        differences.is_empty(),
        "specs/{api}/samples/{name} is another text when its model writes it; mend the spec or the sample:\n{}",
        differences.join("\n")
    );
}

fn through<T: Serialize + DeserializeOwned>(text: &str) -> serde_json::Result<String> {
    let value: T = serde_json::from_str(text)?;
    serde_json::to_string(&value)
}
