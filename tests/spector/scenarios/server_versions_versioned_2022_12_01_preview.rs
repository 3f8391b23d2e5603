//! The newer of two versions.

use client::server_versions_versioned_2022_12_01_preview::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let version = "2022-12-01-preview";
    trial.group("Server_Versions_Versioned");
    trial.succeeds("withoutApiVersion", client.without_api_version());
    trial.succeeds("withPathApiVersion", client.with_path_api_version(version));
    trial.succeeds(
        "withQueryApiVersion",
        client.with_query_api_version(version),
    );
    Ok(())
}
