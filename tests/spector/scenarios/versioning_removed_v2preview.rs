//! What came and went before the second version.

use client::versioning_removed_v2preview::{Client, Server, ServerVersion, models::ModelV3};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let server = Server::TestserverEndpoint {
        endpoint: trial.url().to_owned(),
        version: ServerVersion::V2preview,
    };
    let client = Client::builder().server(server).build()?;

    trial.group("Versioning_Removed");
    let body = ModelV3::new("123");
    trial.returns("modelV3_V2preview", client.model_v3(&body), body.clone());
    Ok(())
}
