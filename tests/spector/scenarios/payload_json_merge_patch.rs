//! Patches that say what is to go with `null`.

use client::payload_json_merge_patch::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Payload_JsonMergePatch");
    let inner = || {
        models::InnerModel::new()
            .name("InnerMadge")
            .description("innerDesc")
    };
    let resource = models::Resource::new("Madge")
        .description("desc")
        .map([("key".to_owned(), inner())].into())
        .array(vec![inner()])
        .int_value(1)
        .float_value(1.25)
        .inner_model(inner())
        .int_array(vec![1, 2, 3]);
    trial.returns(
        "createResource",
        client.create_resource(&resource),
        resource.clone(),
    );
    Ok(())
}
