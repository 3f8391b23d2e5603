//! Properties that are required, and may be `null`.

use client::type_property_nullable::Client;
use client::type_property_nullable::models::{
    BytesProperty, CollectionsByteProperty, CollectionsModelProperty, CollectionsStringProperty,
    DatetimeProperty, DurationProperty, InnerModel, StringProperty,
};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Property_Nullable_String");
    let some = StringProperty::new("foo", Some("hello".to_owned()));
    let none = StringProperty::new("foo", None);
    trial.returns("getNonNull", client.string_get_non_null(), some.clone());
    trial.returns("getNull", client.string_get_null(), none.clone());
    trial.succeeds("patchNonNull", client.string_patch_non_null(&some));
    trial.succeeds("patchNull", client.string_patch_null(&none));

    trial.group("Type_Property_Nullable_Bytes");
    let some = BytesProperty::new("foo", Some(b"hello, world!".to_vec()));
    let none = BytesProperty::new("foo", None);
    trial.returns("getNonNull", client.bytes_get_non_null(), some.clone());
    trial.returns("getNull", client.bytes_get_null(), none.clone());
    trial.succeeds("patchNonNull", client.bytes_patch_non_null(&some));
    trial.succeeds("patchNull", client.bytes_patch_null(&none));

    trial.group("Type_Property_Nullable_Datetime");
    let some = DatetimeProperty::new("foo", Some("2022-08-26T18:38:00Z".parse()?));
    let none = DatetimeProperty::new("foo", None);
    trial.returns("getNonNull", client.datetime_get_non_null(), some.clone());
    trial.returns("getNull", client.datetime_get_null(), none.clone());
    trial.succeeds("patchNonNull", client.datetime_patch_non_null(&some));
    trial.succeeds("patchNull", client.datetime_patch_null(&none));

    trial.group("Type_Property_Nullable_Duration");
    let some = DurationProperty::new("foo", Some("P123DT22H14M12.011S".parse()?));
    let none = DurationProperty::new("foo", None);
    trial.returns("getNonNull", client.duration_get_non_null(), some.clone());
    trial.returns("getNull", client.duration_get_null(), none.clone());
    trial.succeeds("patchNonNull", client.duration_patch_non_null(&some));
    trial.succeeds("patchNull", client.duration_patch_null(&none));

    trial.group("Type_Property_Nullable_CollectionsByte");
    let some = CollectionsByteProperty::new("foo", Some(vec![b"hello, world!".to_vec(); 2]));
    let none = CollectionsByteProperty::new("foo", None);
    trial.returns(
        "getNonNull",
        client.collections_byte_get_non_null(),
        some.clone(),
    );
    trial.returns("getNull", client.collections_byte_get_null(), none.clone());
    trial.succeeds(
        "patchNonNull",
        client.collections_byte_patch_non_null(&some),
    );
    trial.succeeds("patchNull", client.collections_byte_patch_null(&none));

    trial.group("Type_Property_Nullable_CollectionsModel");
    let some =
        CollectionsModelProperty::new("foo", Some(["hello", "world"].map(InnerModel::new).into()));
    let none = CollectionsModelProperty::new("foo", None);
    trial.returns(
        "getNonNull",
        client.collections_model_get_non_null(),
        some.clone(),
    );
    trial.returns("getNull", client.collections_model_get_null(), none.clone());
    trial.succeeds(
        "patchNonNull",
        client.collections_model_patch_non_null(&some),
    );
    trial.succeeds("patchNull", client.collections_model_patch_null(&none));

    trial.group("Type_Property_Nullable_CollectionsString");
    let some =
        CollectionsStringProperty::new("foo", Some(["hello", "world"].map(String::from).into()));
    let none = CollectionsStringProperty::new("foo", None);
    trial.returns(
        "getNonNull",
        client.collections_string_get_non_null(),
        some.clone(),
    );
    trial.returns(
        "getNull",
        client.collections_string_get_null(),
        none.clone(),
    );
    trial.succeeds(
        "patchNonNull",
        client.collections_string_patch_non_null(&some),
    );
    trial.succeeds("patchNull", client.collections_string_patch_null(&none));
    Ok(())
}
