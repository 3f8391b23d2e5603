//! What the second version calls by other names.

use client::versioning_renamed_from_v2::{Client, Server, ServerVersion, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let server = Server::TestserverEndpoint {
        endpoint: trial.url().to_owned(),
        version: ServerVersion::V2,
    };
    let client = Client::builder().server(server).build()?;

    trial.group("Versioning_RenamedFrom");
    let body = models::NewModel::new("foo", models::NewEnum::NewEnumMember, 10);
    trial.returns("newOp", client.new_op("bar", &body), body.clone());
    let call = client.new_interface_new_op_in_new_interface(&body);
    trial.returns("NewInterface", call, body.clone());
    Ok(())
}
