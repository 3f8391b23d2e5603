//! Properties that are not declared, with and without a type.

use std::collections::BTreeMap;

use client::runtime::{DateTime, RawJson};
use client::type_property_additional_properties::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;
    unknown(trial, &client)?;
    typed(trial, &client);
    spread(trial, &client);
    unions(trial, &client)?;
    Ok(())
}

fn unknown(trial: &mut Trial, client: &Client) -> Outcome {
    trial.group("Type_Property_AdditionalProperties_ExtendsUnknown");
    let mut value =
        models::ExtendsUnknownAdditionalProperties::new("ExtendsUnknownAdditionalProperties");
    value.additional_properties = properties([
        ("prop1", RawJson::parse("32")?),
        ("prop2", RawJson::parse("true")?),
        ("prop3", RawJson::parse(r#""abc""#)?),
    ]);
    trial.returns("get", client.extends_unknown_get(), value.clone());
    trial.succeeds("put", client.extends_unknown_put(&value));

    trial.group("Type_Property_AdditionalProperties_ExtendsUnknownDerived");
    let mut value = models::ExtendsUnknownAdditionalPropertiesDerived::new(
        "ExtendsUnknownAdditionalProperties",
        314,
    );
    value.age = Some(2.71875);
    value.additional_properties = properties([
        ("prop1", RawJson::parse("32")?),
        ("prop2", RawJson::parse("true")?),
        ("prop3", RawJson::parse(r#""abc""#)?),
    ]);
    trial.returns("get", client.extends_unknown_derived_get(), value.clone());
    trial.succeeds("put", client.extends_unknown_derived_put(&value));

    trial.group("Type_Property_AdditionalProperties_ExtendsUnknownDiscriminated");
    let mut value =
        models::ExtendsUnknownAdditionalPropertiesDiscriminatedDerived::new("Derived", 314);
    value.age = Some(2.71875);
    value.additional_properties = properties([
        ("prop1", RawJson::parse("32")?),
        ("prop2", RawJson::parse("true")?),
        ("prop3", RawJson::parse(r#""abc""#)?),
    ]);
    let value = models::ExtendsUnknownAdditionalPropertiesDiscriminated::from(value);
    trial.returns(
        "get",
        client.extends_unknown_discriminated_get(),
        value.clone(),
    );
    trial.succeeds("put", client.extends_unknown_discriminated_put(&value));

    trial.group("Type_Property_AdditionalProperties_IsUnknown");
    let mut value = models::IsUnknownAdditionalProperties::new("IsUnknownAdditionalProperties");
    value.additional_properties = properties([
        ("prop1", RawJson::parse("32")?),
        ("prop2", RawJson::parse("true")?),
        ("prop3", RawJson::parse(r#""abc""#)?),
    ]);
    trial.returns("get", client.is_unknown_get(), value.clone());
    trial.succeeds("put", client.is_unknown_put(&value));

    trial.group("Type_Property_AdditionalProperties_IsUnknownDerived");
    let mut value =
        models::IsUnknownAdditionalPropertiesDerived::new("IsUnknownAdditionalProperties", 314);
    value.age = Some(2.71875);
    value.additional_properties = properties([
        ("prop1", RawJson::parse("32")?),
        ("prop2", RawJson::parse("true")?),
        ("prop3", RawJson::parse(r#""abc""#)?),
    ]);
    trial.returns("get", client.is_unknown_derived_get(), value.clone());
    trial.succeeds("put", client.is_unknown_derived_put(&value));

    trial.group("Type_Property_AdditionalProperties_IsUnknownDiscriminated");
    let mut value = models::IsUnknownAdditionalPropertiesDiscriminatedDerived::new("Derived", 314);
    value.age = Some(2.71875);
    value.additional_properties = properties([
        ("prop1", RawJson::parse("32")?),
        ("prop2", RawJson::parse("true")?),
        ("prop3", RawJson::parse(r#""abc""#)?),
    ]);
    let value = models::IsUnknownAdditionalPropertiesDiscriminated::from(value);
    trial.returns("get", client.is_unknown_discriminated_get(), value.clone());
    trial.succeeds("put", client.is_unknown_discriminated_put(&value));
    Ok(())
}

fn typed(trial: &mut Trial, client: &Client) {
    trial.group("Type_Property_AdditionalProperties_ExtendsString");
    let mut value =
        models::ExtendsStringAdditionalProperties::new("ExtendsStringAdditionalProperties");
    value.additional_properties = properties([("prop", "abc".to_owned())]);
    trial.returns("get", client.extends_string_get(), value.clone());
    trial.succeeds("put", client.extends_string_put(&value));

    trial.group("Type_Property_AdditionalProperties_IsString");
    let mut value = models::IsStringAdditionalProperties::new("IsStringAdditionalProperties");
    value.additional_properties = properties([("prop", "abc".to_owned())]);
    trial.returns("get", client.is_string_get(), value.clone());
    trial.succeeds("put", client.is_string_put(&value));

    trial.group("Type_Property_AdditionalProperties_ExtendsFloat");
    let mut value = models::ExtendsFloatAdditionalProperties::new(43.125);
    value.additional_properties = properties([("prop", 43.125)]);
    trial.returns("get", client.extends_float_get(), value.clone());
    trial.succeeds("put", client.extends_float_put(&value));

    trial.group("Type_Property_AdditionalProperties_IsFloat");
    let mut value = models::IsFloatAdditionalProperties::new(43.125);
    value.additional_properties = properties([("prop", 43.125)]);
    trial.returns("get", client.is_float_get(), value.clone());
    trial.succeeds("put", client.is_float_put(&value));

    trial.group("Type_Property_AdditionalProperties_ExtendsModel");
    let mut value =
        models::ExtendsModelAdditionalProperties::new(models::ModelForRecord::new("ok"));
    value.additional_properties = properties([("prop", models::ModelForRecord::new("ok"))]);
    trial.returns("get", client.extends_model_get(), value.clone());
    trial.succeeds("put", client.extends_model_put(&value));

    trial.group("Type_Property_AdditionalProperties_IsModel");
    let mut value = models::IsModelAdditionalProperties::new(models::ModelForRecord::new("ok"));
    value.additional_properties = properties([("prop", models::ModelForRecord::new("ok"))]);
    trial.returns("get", client.is_model_get(), value.clone());
    trial.succeeds("put", client.is_model_put(&value));

    trial.group("Type_Property_AdditionalProperties_ExtendsModelArray");
    let mut value = models::ExtendsModelArrayAdditionalProperties::new(vec![
            models::ModelForRecord::new("ok");
            2
        ]);
    value.additional_properties =
        properties([("prop", vec![models::ModelForRecord::new("ok"); 2])]);
    trial.returns("get", client.extends_model_array_get(), value.clone());
    trial.succeeds("put", client.extends_model_array_put(&value));

    trial.group("Type_Property_AdditionalProperties_IsModelArray");
    let mut value =
        models::IsModelArrayAdditionalProperties::new(vec![models::ModelForRecord::new("ok"); 2]);
    value.additional_properties =
        properties([("prop", vec![models::ModelForRecord::new("ok"); 2])]);
    trial.returns("get", client.is_model_array_get(), value.clone());
    trial.succeeds("put", client.is_model_array_put(&value));
}

fn spread(trial: &mut Trial, client: &Client) {
    trial.group("Type_Property_AdditionalProperties_SpreadString");
    let mut value = models::SpreadStringRecord::new("SpreadSpringRecord");
    value.additional_properties = properties([("prop", "abc".to_owned())]);
    trial.returns("get", client.spread_string_get(), value.clone());
    trial.succeeds("put", client.spread_string_put(&value));

    trial.group("Type_Property_AdditionalProperties_SpreadFloat");
    let mut value = models::SpreadFloatRecord::new(43.125);
    value.additional_properties = properties([("prop", 43.125)]);
    trial.returns("get", client.spread_float_get(), value.clone());
    trial.succeeds("put", client.spread_float_put(&value));

    trial.group("Type_Property_AdditionalProperties_SpreadModel");
    let mut value = models::SpreadModelRecord::new(models::ModelForRecord::new("ok"));
    value.additional_properties = properties([("prop", models::ModelForRecord::new("ok"))]);
    trial.returns("get", client.spread_model_get(), value.clone());
    trial.succeeds("put", client.spread_model_put(&value));

    trial.group("Type_Property_AdditionalProperties_SpreadModelArray");
    let mut value = models::SpreadModelArrayRecord::new(vec![models::ModelForRecord::new("ok"); 2]);
    value.additional_properties =
        properties([("prop", vec![models::ModelForRecord::new("ok"); 2])]);
    trial.returns("get", client.spread_model_array_get(), value.clone());
    trial.succeeds("put", client.spread_model_array_put(&value));

    trial.group("Type_Property_AdditionalProperties_SpreadDifferentString");
    let mut value = models::DifferentSpreadStringRecord::new(43.125);
    value.additional_properties = properties([("prop", "abc".to_owned())]);
    trial.returns("get", client.spread_different_string_get(), value.clone());
    trial.succeeds("put", client.spread_different_string_put(&value));

    trial.group("Type_Property_AdditionalProperties_SpreadDifferentFloat");
    let mut value = models::DifferentSpreadFloatRecord::new("abc");
    value.additional_properties = properties([("prop", 43.125)]);
    trial.returns("get", client.spread_different_float_get(), value.clone());
    trial.succeeds("put", client.spread_different_float_put(&value));

    trial.group("Type_Property_AdditionalProperties_SpreadDifferentModel");
    let mut value = models::DifferentSpreadModelRecord::new("abc");
    value.additional_properties = properties([("prop", models::ModelForRecord::new("ok"))]);
    trial.returns("get", client.spread_different_model_get(), value.clone());
    trial.succeeds("put", client.spread_different_model_put(&value));

    trial.group("Type_Property_AdditionalProperties_SpreadDifferentModelArray");
    let mut value = models::DifferentSpreadModelArrayRecord::new("abc");
    value.additional_properties =
        properties([("prop", vec![models::ModelForRecord::new("ok"); 2])]);
    trial.returns(
        "get",
        client.spread_different_model_array_get(),
        value.clone(),
    );
    trial.succeeds("put", client.spread_different_model_array_put(&value));

    trial.group("Type_Property_AdditionalProperties_ExtendsDifferentSpreadString");
    let mut value = models::DifferentSpreadStringDerived::new(43.125, "abc");
    value.additional_properties = properties([("prop", "abc".to_owned())]);
    trial.returns(
        "get",
        client.extends_different_spread_string_get(),
        value.clone(),
    );
    trial.succeeds("put", client.extends_different_spread_string_put(&value));

    trial.group("Type_Property_AdditionalProperties_ExtendsDifferentSpreadFloat");
    let mut value = models::DifferentSpreadFloatDerived::new("abc", 43.125);
    value.additional_properties = properties([("prop", 43.125)]);
    trial.returns(
        "get",
        client.extends_different_spread_float_get(),
        value.clone(),
    );
    trial.succeeds("put", client.extends_different_spread_float_put(&value));

    trial.group("Type_Property_AdditionalProperties_ExtendsDifferentSpreadModel");
    let mut value =
        models::DifferentSpreadModelDerived::new("abc", models::ModelForRecord::new("ok"));
    value.additional_properties = properties([("prop", models::ModelForRecord::new("ok"))]);
    trial.returns(
        "get",
        client.extends_different_spread_model_get(),
        value.clone(),
    );
    trial.succeeds("put", client.extends_different_spread_model_put(&value));

    trial.group("Type_Property_AdditionalProperties_ExtendsDifferentSpreadModelArray");
    let mut value = models::DifferentSpreadModelArrayDerived::new(
        "abc",
        vec![models::ModelForRecord::new("ok"); 2],
    );
    value.additional_properties =
        properties([("prop", vec![models::ModelForRecord::new("ok"); 2])]);
    trial.returns(
        "get",
        client.extends_different_spread_model_array_get(),
        value.clone(),
    );
    trial.succeeds(
        "put",
        client.extends_different_spread_model_array_put(&value),
    );

    trial.group("Type_Property_AdditionalProperties_MultipleSpread");
    let mut value = models::MultipleSpreadRecord::new(true);
    value.additional_properties = properties([
        ("prop1", "abc".to_owned().into()),
        ("prop2", 43.125_f64.into()),
    ]);
    trial.returns("get", client.multiple_spread_get(), value.clone());
    trial.succeeds("put", client.multiple_spread_put(&value));

    trial.group("Type_Property_AdditionalProperties_SpreadRecordUnion");
    let mut value = models::SpreadRecordForUnion::new(true);
    value.additional_properties = properties([
        ("prop1", "abc".to_owned().into()),
        ("prop2", 43.125_f64.into()),
    ]);
    trial.returns("get", client.spread_record_union_get(), value.clone());
    trial.succeeds("put", client.spread_record_union_put(&value));
}

fn unions(trial: &mut Trial, client: &Client) -> Outcome {
    let start: DateTime = "2021-01-01T00:00:00Z".parse()?;
    let end: DateTime = "2021-01-02T00:00:00Z".parse()?;
    let short = models::WidgetData2::new("2021-01-01T00:00:00Z");
    let long = models::WidgetData1::new(start).end(end);

    trial.group("Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion");
    let mut value = models::SpreadRecordForNonDiscriminatedUnion::new("abc");
    value.additional_properties = properties([
        ("prop1", models::WidgetData0::new("abc").into()),
        ("prop2", long.clone().into()),
    ]);
    trial.returns(
        "get",
        client.spread_record_non_discriminated_union_get(),
        value.clone(),
    );
    trial.succeeds(
        "put",
        client.spread_record_non_discriminated_union_put(&value),
    );

    trial.group("Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion2");
    let mut value = models::SpreadRecordForNonDiscriminatedUnion2::new("abc");
    value.additional_properties = properties([
        ("prop1", short.clone().into()),
        ("prop2", long.clone().into()),
    ]);
    trial.returns(
        "get",
        client.spread_record_non_discriminated_union2_get(),
        value.clone(),
    );
    trial.succeeds(
        "put",
        client.spread_record_non_discriminated_union2_put(&value),
    );

    trial.group("Type_Property_AdditionalProperties_SpreadRecordNonDiscriminatedUnion3");
    let mut value = models::SpreadRecordForNonDiscriminatedUnion3::new("abc");
    value.additional_properties =
        properties([("prop1", vec![short; 2].into()), ("prop2", long.into())]);
    trial.returns(
        "get",
        client.spread_record_non_discriminated_union3_get(),
        value.clone(),
    );
    trial.succeeds(
        "put",
        client.spread_record_non_discriminated_union3_put(&value),
    );
    Ok(())
}

fn properties<T, const N: usize>(entries: [(&str, T); N]) -> BTreeMap<String, T> {
    entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
