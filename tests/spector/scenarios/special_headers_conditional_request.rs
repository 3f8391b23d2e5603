//! Requests that depend on what the server has.

use client::special_headers_conditional_request::Client;
use jiff::Timestamp;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let time: Timestamp = "2022-08-26T14:38:00Z".parse()?;
    trial.group("SpecialHeaders_ConditionalRequest");
    trial.succeeds("postIfMatch", client.post_if_match().if_match("\"valid\""));
    trial.succeeds(
        "postIfNoneMatch",
        client.post_if_none_match().if_none_match("\"invalid\""),
    );
    let call = client.head_if_modified_since().if_modified_since(time);
    trial.succeeds("headIfModifiedSince", call);
    let call = client.post_if_unmodified_since().if_unmodified_since(time);
    trial.succeeds("postIfUnmodifiedSince", call);
    Ok(())
}
