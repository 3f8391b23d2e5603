//! Patches that say what is to go with `null`.

use std::collections::BTreeMap;

use client::payload_json_merge_patch::{Client, models};
use client::runtime::Nullable;

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

    let patch = models::ResourcePatch::new()
        .description(Nullable::Null)
        .map(BTreeMap::from([
            (
                "key".to_owned(),
                Some(models::InnerModelPatch::new().description(Nullable::Null)),
            ),
            ("key2".to_owned(), None),
        ]))
        .array(Nullable::Null)
        .int_value(Nullable::Null)
        .float_value(Nullable::Null)
        .inner_model(Nullable::Null)
        .int_array(Nullable::Null);
    let left = models::Resource::new("Madge").map(BTreeMap::from([(
        "key".to_owned(),
        models::InnerModel::new().name("InnerMadge"),
    )]));
    trial.returns(
        "updateResource",
        client.update_resource(&patch),
        left.clone(),
    );
    let call = client.update_optional_resource().body(&patch);
    trial.returns("updateOptionalResource", call, left);
    Ok(())
}
