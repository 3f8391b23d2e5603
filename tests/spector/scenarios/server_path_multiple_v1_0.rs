//! A version in the URL of the server.

use client::server_path_multiple_v1_0::{Client, Server, ServerApiVersion};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let server = Server::Endpoint {
        endpoint: trial.url().to_owned(),
        api_version: ServerApiVersion::V10,
    };
    let client = Client::builder().server(server).build()?;

    trial.group("Server_Path_Multiple");
    trial.succeeds("noOperationParams", client.no_operation_params());
    let call = client.with_operation_path_param("test");
    trial.succeeds("withOperationPathParam", call);
    Ok(())
}
