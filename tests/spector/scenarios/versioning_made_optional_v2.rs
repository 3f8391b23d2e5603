//! What the second version does not require any more.

use client::versioning_made_optional_v2::{Client, models::TestModel};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let url = format!("{}/versioning/made-optional/api-version:v2", trial.url());
    let client = Client::builder().base_url(url).build()?;

    trial.group("Versioning_MadeOptional");
    let body = TestModel::new("foo");
    trial.returns("test", client.test(&body), body.clone());
    Ok(())
}
