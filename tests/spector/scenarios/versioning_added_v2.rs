//! What the second version has added.

use client::versioning_added_v2::{Client, Server, ServerVersion, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let server = Server::TestserverEndpoint {
        endpoint: trial.url().to_owned(),
        version: ServerVersion::V2,
    };
    let client = Client::builder().server(server).build()?;

    trial.group("Versioning_Added");
    let body = models::ModelV1::new("foo", models::EnumV1::EnumMemberV2, 10);
    trial.returns("v1", client.v1("bar", &body), body.clone());
    let body = models::ModelV2::new("foo", models::EnumV2::EnumMember, "bar".to_owned());
    trial.returns("v2", client.v2(&body), body.clone());
    let call = client.interface_v2_v2_in_interface(&body);
    trial.returns("InterfaceV2", call, body.clone());
    Ok(())
}
