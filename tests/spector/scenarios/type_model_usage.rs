//! Models of requests, of responses, and of both.

use client::type_model_usage::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Model_Usage");
    let input = models::InputRecord::new("example-value");
    let output = models::OutputRecord::new("example-value");
    let both = models::InputOutputRecord::new("example-value");
    trial.succeeds("input", client.input(&input));
    trial.returns("output", client.output(), output);
    trial.returns(
        "inputAndOutput",
        client.input_and_output(&both),
        both.clone(),
    );
    Ok(())
}
