//! The bodies that go to and fro: samples of the APIs, grown to a size.

use castiron_tests::wire::sample;
use payment_clients::travelport::models::Payment;
use serde_json::Value;

/// A page of as many sessions as come to about `size` bytes.
pub fn sessions(size: usize) -> String {
    grown("payrix", "getSessions.200.json", "/response/data", size)
}

/// A payment for as many offers as come to about `size` bytes.
pub fn payment_answer(size: usize) -> String {
    let offers = "/PaymentResponse/Payment/OfferIdentifier";
    let name = "updatePayment.200.whole-payment.json";
    grown("travelport", name, offers, size)
}

/// The payment that is sent.
pub fn payment() -> Payment {
    let body = sample("travelport", "addPayment.request.json");
    serde_json::from_str(&body).expect("the sample is a payment")
}

/// A sample, with the first item of the list at `pointer` repeated.
fn grown(api: &str, name: &str, pointer: &str, size: usize) -> String {
    let mut body: Value = serde_json::from_str(&sample(api, name)).expect("a sample in JSON");
    loop {
        let text = body.to_string();
        if text.len() >= size {
            return text;
        }
        let list = body.pointer_mut(pointer).and_then(Value::as_array_mut);
        let list = list.expect("a list in the sample");
        let item = list.first().expect("an item in the list").clone();
        list.push(item);
    }
}
