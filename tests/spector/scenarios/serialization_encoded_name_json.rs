//! A property that has another name on the wire.

use client::serialization_encoded_name_json::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Serialization_EncodedName_Json_Property");
    let model = models::PropertyJsonEncodedNameModel::new(true);
    trial.succeeds("send", client.property_send(&model));
    trial.returns("get", client.property_get(), model);
    Ok(())
}
