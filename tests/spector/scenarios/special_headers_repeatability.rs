//! Headers by which the server knows a request that it has seen.

use client::special_headers_repeatability::Client;
use jiff::Timestamp;

use crate::trial::{Outcome, Trial, same};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("SpecialHeaders_Repeatability");
    let call = client.immediate_success(
        "2378d9bc-1726-11ee-be56-0242ac120002",
        "2022-11-15T12:45:26Z".parse::<Timestamp>()?,
    );
    trial.scenario("immediateSuccess", async move {
        let response = call.await?;
        let result = response.headers().get("repeatability-result");
        same(
            &result.map(|result| result.as_bytes()),
            &Some(b"accepted".as_slice()),
        )
    });
    Ok(())
}
