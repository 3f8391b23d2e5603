//! What the second version has removed.

use client::versioning_removed_v1::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let url = format!("{}/versioning/removed/api-version:v1", trial.url());
    let client = Client::builder().base_url(url).build()?;

    trial.group("Versioning_Removed");
    let body = models::ModelV3::new("123", models::EnumV3::EnumMemberV1);
    trial.returns("modelV3", client.model_v3(&body), body.clone());
    Ok(())
}
