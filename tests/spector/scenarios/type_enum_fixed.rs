//! Enums that the API does not expect to grow.

use client::runtime::RetryPolicy;
use client::type_enum_fixed::{Client, models::DaysOfWeekEnum};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Enum_Fixed_String");
    let monday = DaysOfWeekEnum::Monday;
    trial.returns(
        "getKnownValue",
        client.string_get_known_value(),
        monday.clone(),
    );
    trial.succeeds("putKnownValue", client.string_put_known_value(&monday));
    let weekend = DaysOfWeekEnum::from("Weekend");
    let refused = client
        .string_put_unknown_value(&weekend)
        .retry(RetryPolicy::never());
    trial.refuses("putUnknownValue", refused, 500);
    Ok(())
}
