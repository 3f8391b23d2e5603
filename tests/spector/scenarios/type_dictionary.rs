//! Objects with any keys as bodies.

use std::collections::BTreeMap;

use client::runtime::RawJson;
use client::type_dictionary::{Client, models::InnerModel};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Dictionary_Int32Value");
    let value = dictionary([("k1", 1), ("k2", 2)]);
    trial.returns("get", client.int32_value_get(), value.clone());
    trial.succeeds("put", client.int32_value_put(&value));

    trial.group("Type_Dictionary_Int64Value");
    let value = dictionary([
        ("k1", 9_007_199_254_740_991),
        ("k2", -9_007_199_254_740_991),
    ]);
    trial.returns("get", client.int64_value_get(), value.clone());
    trial.succeeds("put", client.int64_value_put(&value));

    trial.group("Type_Dictionary_BooleanValue");
    let value = dictionary([("k1", true), ("k2", false)]);
    trial.returns("get", client.boolean_value_get(), value.clone());
    trial.succeeds("put", client.boolean_value_put(&value));

    trial.group("Type_Dictionary_StringValue");
    let value = dictionary([("k1", "hello".to_owned()), ("k2", String::new())]);
    trial.returns("get", client.string_value_get(), value.clone());
    trial.succeeds("put", client.string_value_put(&value));

    trial.group("Type_Dictionary_Float32Value");
    let value = dictionary([("k1", 43.125)]);
    trial.returns("get", client.float32_value_get(), value.clone());
    trial.succeeds("put", client.float32_value_put(&value));

    trial.group("Type_Dictionary_DatetimeValue");
    let value = dictionary([("k1", "2022-08-26T18:38:00Z".parse()?)]);
    trial.returns("get", client.datetime_value_get(), value.clone());
    trial.succeeds("put", client.datetime_value_put(&value));

    trial.group("Type_Dictionary_DurationValue");
    let value = dictionary([("k1", "P123DT22H14M12.011S".parse()?)]);
    trial.returns("get", client.duration_value_get(), value.clone());
    trial.succeeds("put", client.duration_value_put(&value));

    trial.group("Type_Dictionary_UnknownValue");
    let value = dictionary([
        ("k1", RawJson::parse("1")?),
        ("k2", RawJson::parse(r#""hello""#)?),
        ("k3", RawJson::parse("null")?),
    ]);
    trial.returns("get", client.unknown_value_get(), value.clone());
    trial.succeeds("put", client.unknown_value_put(&value));

    trial.group("Type_Dictionary_ModelValue");
    let value = dictionary([
        ("k1", InnerModel::new("hello")),
        ("k2", InnerModel::new("world")),
    ]);
    trial.returns("get", client.model_value_get(), value.clone());
    trial.succeeds("put", client.model_value_put(&value));

    trial.group("Type_Dictionary_RecursiveModelValue");
    let value = dictionary([
        ("k1", InnerModel::new("hello").children(BTreeMap::new())),
        (
            "k2",
            InnerModel::new("world")
                .children(dictionary([("k2.1", InnerModel::new("inner world"))])),
        ),
    ]);
    trial.returns("get", client.recursive_model_value_get(), value.clone());
    trial.succeeds("put", client.recursive_model_value_put(&value));

    trial.group("Type_Dictionary_NullableFloatValue");
    let value = dictionary([("k1", Some(1.25)), ("k2", Some(0.5)), ("k3", None)]);
    trial.returns("get", client.nullable_float_value_get(), value.clone());
    trial.succeeds("put", client.nullable_float_value_put(&value));
    Ok(())
}

fn dictionary<T, const N: usize>(entries: [(&str, T); N]) -> BTreeMap<String, T> {
    entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}
