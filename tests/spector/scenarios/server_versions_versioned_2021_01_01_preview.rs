//! The older of two versions.

use client::server_versions_versioned_2021_01_01_preview::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Server_Versions_Versioned");
    let call = client.with_query_old_api_version("2021-01-01-preview");
    trial.succeeds("withQueryOldApiVersion", call);
    Ok(())
}
