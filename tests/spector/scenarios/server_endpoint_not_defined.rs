//! A document without a server.

use client::server_endpoint_not_defined::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Server_Endpoint_NotDefined");
    trial.succeeds("valid", client.valid());
    Ok(())
}
