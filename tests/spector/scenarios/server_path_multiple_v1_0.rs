//! A version in the URL of the server.

use client::server_path_multiple_v1_0::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let url = format!("{}/server/path/multiple/v1.0", trial.url());
    let client = Client::builder().base_url(url).build()?;

    trial.group("Server_Path_Multiple");
    trial.succeeds("noOperationParams", client.no_operation_params());
    let call = client.with_operation_path_param("test");
    trial.succeeds("withOperationPathParam", call);
    Ok(())
}
