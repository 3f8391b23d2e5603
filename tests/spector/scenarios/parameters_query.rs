//! A parameter with one value.

use client::parameters_query::{Client, models::ConstantPostQueryParam};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Parameters_Query_Constant");
    let value = ConstantPostQueryParam::ConstantValue;
    trial.succeeds("post", client.constant_post(&value));
    Ok(())
}
