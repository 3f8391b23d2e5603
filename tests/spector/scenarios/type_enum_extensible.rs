//! Enums that may grow.

use client::type_enum_extensible::Client;
use client::type_enum_extensible::models::DaysOfWeekExtensibleEnum;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Enum_Extensible_String");
    let known = DaysOfWeekExtensibleEnum::Monday;
    let unknown = DaysOfWeekExtensibleEnum::from("Weekend");
    trial.succeeds("putKnownValue", client.string_put_known_value(&known));
    trial.succeeds("putUnknownValue", client.string_put_unknown_value(&unknown));
    trial.returns("getKnownValue", client.string_get_known_value(), known);
    trial.returns(
        "getUnknownValue",
        client.string_get_unknown_value(),
        unknown,
    );
    Ok(())
}
