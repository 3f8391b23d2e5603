//! Properties that only some methods have.

use std::collections::BTreeMap;

use client::type_model_visibility::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Model_Visibility");
    let empty = models::VisibilityModelRequest::new();
    let read = models::VisibilityModel::new("abc");
    trial.returns("getModel", client.get_model(123, &empty), read);
    trial.succeeds("headModel", client.head_model(123, &empty));

    let names = || ["foo", "bar"].map(String::from).to_vec();
    let create = models::VisibilityModelCreate::new(names());
    let update = models::VisibilityModelUpdate::new().update_prop(vec![1, 2]);
    let either = models::VisibilityModelCreateOrUpdate::new(names(), vec![1, 2]);
    let delete = models::VisibilityModelDelete::new(true);
    trial.succeeds("postModel", client.post_model(&create));
    trial.succeeds("patchModel", client.patch_model(&update));
    trial.succeeds("putModel", client.put_model(&either));
    trial.succeeds("deleteModel", client.delete_model(&delete));

    let record = [("k1", "value1"), ("k2", "value2")];
    let record: BTreeMap<_, _> = record
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
    let answer = models::ReadOnlyModel::new()
        .optional_nullable_int_list(vec![1, 2, 3])
        .optional_string_record(record);
    let sent = models::ReadOnlyModel::new();
    trial.returns(
        "putReadOnlyModel",
        client.put_read_only_model(&sent),
        answer,
    );
    Ok(())
}
