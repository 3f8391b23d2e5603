//! Lines of JSON, of which the document says no more than that they are text.

use client::streaming_jsonl::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let lines = "{\"desc\": \"one\"}\n{\"desc\": \"two\"}\n{\"desc\": \"three\"}";
    trial.group("Streaming_Jsonl_Basic");
    trial.succeeds("send", client.basic_send(lines));
    trial.returns("receive", client.basic_receive(), lines);
    Ok(())
}
