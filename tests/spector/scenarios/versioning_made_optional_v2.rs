//! What the second version does not require any more.

use client::versioning_made_optional_v2::{Client, Server, ServerVersion, models::TestModel};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let server = Server::TestserverEndpoint {
        endpoint: trial.url().to_owned(),
        version: ServerVersion::V2,
    };
    let client = Client::builder().server(server).build()?;

    trial.group("Versioning_MadeOptional");
    let body = TestModel::new("foo");
    trial.returns("test", client.test(&body), body.clone());
    Ok(())
}
