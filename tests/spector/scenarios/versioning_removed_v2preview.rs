//! What came and went before the second version.

use client::versioning_removed_v2preview::{Client, models::ModelV3};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let url = format!("{}/versioning/removed/api-version:v2preview", trial.url());
    let client = Client::builder().base_url(url).build()?;

    trial.group("Versioning_Removed");
    let body = ModelV3::new("123");
    trial.returns("modelV3_V2preview", client.model_v3(&body), body.clone());
    Ok(())
}
