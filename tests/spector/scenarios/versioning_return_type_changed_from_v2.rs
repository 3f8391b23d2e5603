//! An answer that the second version has made a text.

use client::versioning_return_type_changed_from_v2::{Client, Server, ServerVersion};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let server = Server::TestserverEndpoint {
        endpoint: trial.url().to_owned(),
        version: ServerVersion::V2,
    };
    let client = Client::builder().server(server).build()?;

    trial.group("Versioning_ReturnTypeChangedFrom");
    trial.returns("test", client.test("test"), "test");
    Ok(())
}
