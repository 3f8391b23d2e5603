//! Lists in queries and headers.

use client::parameters_collection_format::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let colors = ["blue", "red", "green"];
    trial.group("Parameters_CollectionFormat_Query");
    trial.succeeds("multi", client.query_multi(&colors));
    trial.succeeds("csv", client.query_csv(&colors));
    trial.succeeds("ssv", client.query_ssv(&colors));
    trial.succeeds("pipes", client.query_pipes(&colors));
    trial.group("Parameters_CollectionFormat_Header");
    trial.succeeds("csv", client.header_csv(&colors));
    Ok(())
}
