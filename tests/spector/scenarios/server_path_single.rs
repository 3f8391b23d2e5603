//! A server that the caller names.

use client::server_path_single::{Client, Server};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let endpoint = trial.url().to_owned();
    let server = Server::TestserverEndpoint { endpoint };
    let client = Client::builder().server(server).build()?;

    trial.group("Server_Path_Single");
    trial.succeeds("myOp", client.my_op());
    Ok(())
}
