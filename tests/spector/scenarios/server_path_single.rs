//! A server that the caller names.

use client::server_path_single::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Server_Path_Single");
    trial.succeeds("myOp", client.my_op());
    Ok(())
}
