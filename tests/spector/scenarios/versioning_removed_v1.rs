//! What the second version has removed.

use client::versioning_removed_v1::{Client, Server, ServerVersion, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let server = Server::TestserverEndpoint {
        endpoint: trial.url().to_owned(),
        version: ServerVersion::V1,
    };
    let client = Client::builder().server(server).build()?;

    trial.group("Versioning_Removed");
    let body = models::ModelV3::new("123", models::EnumV3::EnumMemberV1);
    trial.returns("modelV3", client.model_v3(&body), body.clone());
    Ok(())
}
