//! Lists as bodies.

use client::runtime::{DateTime, Duration, RawJson};
use client::type_array::{Client, models::InnerModel};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Array_Int32Value");
    let value = [1, 2];
    trial.returns("get", client.int32_value_get(), value);
    trial.succeeds("put", client.int32_value_put(&value));

    trial.group("Type_Array_Int64Value");
    let value = [9_007_199_254_740_991, -9_007_199_254_740_991];
    trial.returns("get", client.int64_value_get(), value);
    trial.succeeds("put", client.int64_value_put(&value));

    trial.group("Type_Array_BooleanValue");
    let value = [true, false];
    trial.returns("get", client.boolean_value_get(), value);
    trial.succeeds("put", client.boolean_value_put(&value));

    trial.group("Type_Array_StringValue");
    let value = ["hello", ""];
    trial.returns("get", client.string_value_get(), value.map(String::from));
    trial.succeeds("put", client.string_value_put(&value));

    trial.group("Type_Array_Float32Value");
    let value = [43.125];
    trial.returns("get", client.float32_value_get(), value);
    trial.succeeds("put", client.float32_value_put(&value));

    trial.group("Type_Array_DatetimeValue");
    let value: [DateTime; 1] = ["2022-08-26T18:38:00Z".parse()?];
    trial.returns("get", client.datetime_value_get(), value.clone());
    trial.succeeds("put", client.datetime_value_put(&value));

    trial.group("Type_Array_DurationValue");
    let value: [Duration; 1] = ["P123DT22H14M12.011S".parse()?];
    trial.returns("get", client.duration_value_get(), value.clone());
    trial.succeeds("put", client.duration_value_put(&value));

    trial.group("Type_Array_UnknownValue");
    let value = [
        RawJson::parse("1")?,
        RawJson::parse(r#""hello""#)?,
        RawJson::parse("null")?,
    ];
    trial.returns("get", client.unknown_value_get(), value.clone());
    trial.succeeds("put", client.unknown_value_put(&value));

    trial.group("Type_Array_ModelValue");
    let value = ["hello", "world"].map(InnerModel::new);
    trial.returns("get", client.model_value_get(), value.clone());
    trial.succeeds("put", client.model_value_put(&value));

    trial.group("Type_Array_NullableFloatValue");
    let value = [Some(1.25), None, Some(3.0)];
    trial.returns("get", client.nullable_float_value_get(), value);
    trial.succeeds("put", client.nullable_float_value_put(&value));

    trial.group("Type_Array_NullableBooleanValue");
    let value = [Some(true), None, Some(false)];
    trial.returns("get", client.nullable_boolean_value_get(), value);
    trial.succeeds("put", client.nullable_boolean_value_put(&value));

    trial.group("Type_Array_NullableInt32Value");
    let value = [Some(1), None, Some(3)];
    trial.returns("get", client.nullable_int32_value_get(), value);
    trial.succeeds("put", client.nullable_int32_value_put(&value));

    trial.group("Type_Array_NullableStringValue");
    let value = [Some("hello".to_owned()), None, Some("world".to_owned())];
    trial.returns("get", client.nullable_string_value_get(), value.clone());
    trial.succeeds("put", client.nullable_string_value_put(&value));

    trial.group("Type_Array_NullableModelValue");
    let value = [
        Some(InnerModel::new("hello")),
        None,
        Some(InnerModel::new("world")),
    ];
    trial.returns("get", client.nullable_model_value_get(), value.clone());
    trial.succeeds("put", client.nullable_model_value_put(&value));
    Ok(())
}
