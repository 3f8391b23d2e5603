//! An API without versions.

use client::server_versions_not_versioned::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Server_Versions_NotVersioned");
    trial.succeeds("withoutApiVersion", client.without_api_version());
    trial.succeeds("withPathApiVersion", client.with_path_api_version("v1.0"));
    trial.succeeds("withQueryApiVersion", client.with_query_api_version("v1.0"));
    Ok(())
}
