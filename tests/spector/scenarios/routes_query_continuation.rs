//! Queries that the path begins and parameters continue.

use std::collections::BTreeMap;

use client::routes_query_continuation::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;
    let array = ["a", "b"];
    let record = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);

    trial.group("Routes_QueryParameters_QueryContinuation_Standard");
    trial.succeeds("primitive", client.standard_primitive(true, "a"));
    trial.succeeds("array", client.standard_array(true, &array));
    trial.succeeds("record", client.standard_record(true, &record));

    trial.group("Routes_QueryParameters_QueryContinuation_Explode");
    trial.succeeds("primitive", client.explode_primitive(true, "a"));
    trial.succeeds("array", client.explode_array(true, &array));
    trial.succeeds("record", client.explode_record(true, &record));
    Ok(())
}
