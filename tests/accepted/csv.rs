//! CSV bodies (RFC 4180): lists of records, exact to the digit.

use client::csv_bodies::Client;
use client::csv_bodies::models::{Payment, PaymentState, SetLabelsRequestItem};
use client::runtime::Nullable;

use super::recorder::Recorder;

fn client(recorder: &Recorder) -> Client {
    let client = Client::builder().transport(recorder.clone());
    client.build().unwrap()
}

fn decimal(text: &str) -> rust_decimal::Decimal {
    text.parse().unwrap()
}

fn payments() -> [Payment; 2] {
    [
        Payment::new(
            1,
            "say \"hi\", twice",
            decimal("12.50"),
            "2025-02-03".parse::<jiff::civil::Date>().unwrap(),
        ),
        Payment::new(2, "", decimal("-0.10"), None)
            .paid_back(true)
            .state(PaymentState::Open)
            .fee(Nullable::Value(decimal("1.00")))
            .pin("0042".to_owned()),
    ]
}

const CSV: &str = "id,note,amount,settled,paid back,state,fee,pin\n\
                   1,\"say \"\"hi\"\", twice\",12.50,2025-02-03,,,,\n\
                   2,,-0.10,,true,open,1.00,0042\n";

#[test]
fn records_are_sent() {
    let recorder = Recorder::answering("text/csv", "done\n");
    let log = Recorder::call(client(&recorder).import_payments(&payments())).unwrap();
    assert_eq!(*log, "done\n");
    assert_eq!(
        recorder.sent(),
        format!(
            "POST https://api.example.com/payments\ncontent-type: text/csv; charset=utf-8\n\n{CSV}"
        )
    );
}

#[test]
fn records_are_received() {
    let recorder = Recorder::answering("text/csv", CSV);
    let received = Recorder::call(client(&recorder).export_payments()).unwrap();
    assert_eq!(received.into_inner(), payments());
}

#[test]
fn undeclared_columns_are_kept_where_the_spec_says_so() {
    let recorder = Recorder::default();
    let labels = [
        SetLabelsRequestItem::new()
            .id("a")
            .additional_property("x", 1.5),
        SetLabelsRequestItem::new().additional_property("y", 2.0),
    ];
    Recorder::call(client(&recorder).set_labels().body(&labels)).unwrap();
    assert_eq!(
        recorder.sent(),
        "PUT https://api.example.com/labels\ncontent-type: text/csv\n\nid,x,y\na,1.5,\n,,2.0\n"
    );
}
