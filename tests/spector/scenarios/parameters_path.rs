//! Parameters in paths.

use client::parameters_path::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Parameters_Path");
    trial.succeeds("normal", client.normal("foo"));
    Ok(())
}
