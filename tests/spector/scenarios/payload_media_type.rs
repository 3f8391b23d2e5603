//! Texts, as JSON and as they are.

use client::payload_media_type::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Payload_MediaType_StringBody");
    trial.succeeds("sendAsText", client.string_body_send_as_text("{cat}"));
    trial.returns("getAsText", client.string_body_get_as_text(), "{cat}");
    trial.succeeds("sendAsJson", client.string_body_send_as_json("foo"));
    trial.returns("getAsJson", client.string_body_get_as_json(), "foo");
    Ok(())
}
