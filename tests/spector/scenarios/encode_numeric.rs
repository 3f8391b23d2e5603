//! Numbers in strings.

use client::encode_numeric::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Encode_Numeric_Property");

    let value = models::PropertySafeintAsStringProperty::new(10_000_000_000);
    trial.returns(
        "safeintAsString",
        client.property_safeint_as_string(&value),
        value.clone(),
    );

    let value = models::PropertyUint32AsStringProperty::new().value(1);
    let call = client.property_uint32_as_string_optional(&value);
    trial.returns("uint32AsStringOptional", call, value.clone());

    let value = models::PropertyUint8AsStringProperty::new(255);
    trial.returns(
        "uint8AsString",
        client.property_uint8_as_string(&value),
        value.clone(),
    );
    Ok(())
}
