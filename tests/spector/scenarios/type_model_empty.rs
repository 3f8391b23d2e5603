//! Objects without properties.

use client::type_model_empty::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Model_Empty");
    trial.succeeds("putEmpty", client.put_empty(&models::EmptyInput::new()));
    trial.returns("getEmpty", client.get_empty(), models::EmptyOutput::new());
    let empty = models::EmptyInputOutput::new();
    trial.returns(
        "postRoundTripEmpty",
        client.post_round_trip_empty(&empty),
        empty.clone(),
    );
    Ok(())
}
