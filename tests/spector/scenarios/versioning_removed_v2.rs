//! What is left in the second version.

use client::versioning_removed_v2::{Client, Server, ServerVersion, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let server = Server::TestserverEndpoint {
        endpoint: trial.url().to_owned(),
        version: ServerVersion::V2,
    };
    let client = Client::builder().server(server).build()?;

    trial.group("Versioning_Removed");
    let body = models::ModelV2::new("foo", models::EnumV2::EnumMemberV2, "bar".to_owned());
    trial.returns("v2", client.v2(&body), body.clone());
    let body = models::ModelV3::new("123", models::EnumV3::EnumMemberV1);
    trial.returns("modelV3_V2", client.model_v3(&body), body.clone());
    Ok(())
}
