//! A property of each type.

use client::runtime::RawJson;
use client::type_property_value_types::{Client, models};
use rust_decimal::Decimal;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Property_ValueTypes");
    let value = models::BooleanProperty::new(true);
    trial.returns("Boolean_get", client.boolean_get(), value.clone());
    trial.succeeds("Boolean_put", client.boolean_put(&value));

    let value = models::StringProperty::new("hello");
    trial.returns("String_get", client.string_get(), value.clone());
    trial.succeeds("String_put", client.string_put(&value));

    let value = models::BytesProperty::new(b"hello, world!".to_vec());
    trial.returns("Bytes_get", client.bytes_get(), value.clone());
    trial.succeeds("Bytes_put", client.bytes_put(&value));

    let value = models::IntProperty::new(42);
    trial.returns("Int_get", client.int_get(), value.clone());
    trial.succeeds("Int_put", client.int_put(&value));

    let value = models::FloatProperty::new(43.125);
    trial.returns("Float_get", client.float_get(), value.clone());
    trial.succeeds("Float_put", client.float_put(&value));

    let value = models::DecimalProperty::new(Decimal::new(33_333, 5));
    trial.returns("Decimal_get", client.decimal_get(), value.clone());
    trial.succeeds("Decimal_put", client.decimal_put(&value));

    let value = models::Decimal128Property::new(Decimal::new(33_333, 5));
    trial.returns("Decimal128_get", client.decimal128_get(), value.clone());
    trial.succeeds("Decimal128_put", client.decimal128_put(&value));

    let value = models::DatetimeProperty::new("2022-08-26T18:38:00Z".parse()?);
    trial.returns("Datetime_get", client.datetime_get(), value.clone());
    trial.succeeds("Datetime_put", client.datetime_put(&value));

    let value = models::DurationProperty::new("P123DT22H14M12.011S".parse()?);
    trial.returns("Duration_get", client.duration_get(), value.clone());
    trial.succeeds("Duration_put", client.duration_put(&value));

    let value = models::EnumProperty::new(models::FixedInnerEnum::ValueOne);
    trial.returns("Enum_get", client.enum_get(), value.clone());
    trial.succeeds("Enum_put", client.enum_put(&value));

    let value = models::ExtensibleEnumProperty::new("UnknownValue");
    trial.returns(
        "ExtensibleEnum_get",
        client.extensible_enum_get(),
        value.clone(),
    );
    trial.succeeds("ExtensibleEnum_put", client.extensible_enum_put(&value));

    let value = models::ModelProperty::new(models::InnerModel::new("hello"));
    trial.returns("Model_get", client.model_get(), value.clone());
    trial.succeeds("Model_put", client.model_put(&value));

    let value = models::CollectionsStringProperty::new(["hello", "world"].map(String::from).into());
    trial.returns(
        "CollectionsString_get",
        client.collections_string_get(),
        value.clone(),
    );
    trial.succeeds(
        "CollectionsString_put",
        client.collections_string_put(&value),
    );

    let value = models::CollectionsIntProperty::new(vec![1, 2]);
    trial.returns(
        "CollectionsInt_get",
        client.collections_int_get(),
        value.clone(),
    );
    trial.succeeds("CollectionsInt_put", client.collections_int_put(&value));

    let value = models::CollectionsModelProperty::new(
        ["hello", "world"].map(models::InnerModel::new).into(),
    );
    trial.returns(
        "CollectionsModel_get",
        client.collections_model_get(),
        value.clone(),
    );
    trial.succeeds("CollectionsModel_put", client.collections_model_put(&value));

    let dictionary = [("k1", "hello"), ("k2", "world")]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
    let value = models::DictionaryStringProperty::new(dictionary);
    trial.returns(
        "DictionaryString_get",
        client.dictionary_string_get(),
        value.clone(),
    );
    trial.succeeds("DictionaryString_put", client.dictionary_string_put(&value));

    let never = models::NeverProperty::new();
    trial.returns("Never_get", client.never_get(), never.clone());
    trial.succeeds("Never_put", client.never_put(&never));

    let value = models::UnknownStringProperty::new(RawJson::parse(r#""hello""#)?);
    trial.returns(
        "UnknownString_get",
        client.unknown_string_get(),
        value.clone(),
    );
    trial.succeeds("UnknownString_put", client.unknown_string_put(&value));

    let value = models::UnknownIntProperty::new(RawJson::parse("42")?);
    trial.returns("UnknownInt_get", client.unknown_int_get(), value.clone());
    trial.succeeds("UnknownInt_put", client.unknown_int_put(&value));

    let value = models::UnknownDictProperty::new(RawJson::parse(r#"{"k1":"hello","k2":42}"#)?);
    trial.returns("UnknownDict_get", client.unknown_dict_get(), value.clone());
    trial.succeeds("UnknownDict_put", client.unknown_dict_put(&value));

    let value = models::UnknownArrayProperty::new(RawJson::parse(r#"["hello","world"]"#)?);
    trial.returns(
        "UnknownArray_get",
        client.unknown_array_get(),
        value.clone(),
    );
    trial.succeeds("UnknownArray_put", client.unknown_array_put(&value));

    let value = models::StringLiteralProperty::new();
    trial.returns(
        "StringLiteral_get",
        client.string_literal_get(),
        value.clone(),
    );
    trial.succeeds("StringLiteral_put", client.string_literal_put(&value));

    let value = models::IntLiteralProperty::new();
    trial.returns("IntLiteral_get", client.int_literal_get(), value.clone());
    trial.succeeds("IntLiteral_put", client.int_literal_put(&value));

    let value = models::FloatLiteralProperty::new();
    trial.returns(
        "FloatLiteral_get",
        client.float_literal_get(),
        value.clone(),
    );
    trial.succeeds("FloatLiteral_put", client.float_literal_put(&value));

    let value = models::BooleanLiteralProperty::new();
    trial.returns(
        "BooleanLiteral_get",
        client.boolean_literal_get(),
        value.clone(),
    );
    trial.succeeds("BooleanLiteral_put", client.boolean_literal_put(&value));

    let value =
        models::UnionStringLiteralProperty::new(models::UnionStringLiteralPropertyProperty::World);
    trial.returns(
        "UnionStringLiteral_get",
        client.union_string_literal_get(),
        value.clone(),
    );
    trial.succeeds(
        "UnionStringLiteral_put",
        client.union_string_literal_put(&value),
    );

    let value =
        models::UnionIntLiteralProperty::new(models::UnionIntLiteralPropertyProperty::Value42);
    trial.returns(
        "UnionIntLiteral_get",
        client.union_int_literal_get(),
        value.clone(),
    );
    trial.succeeds("UnionIntLiteral_put", client.union_int_literal_put(&value));

    let value = models::UnionFloatLiteralProperty::new(
        models::UnionFloatLiteralPropertyProperty::Value46Point875,
    );
    trial.returns(
        "UnionFloatLiteral_get",
        client.union_float_literal_get(),
        value.clone(),
    );
    trial.succeeds(
        "UnionFloatLiteral_put",
        client.union_float_literal_put(&value),
    );

    let value = models::UnionEnumValueProperty::new();
    trial.returns(
        "UnionEnumValue_get",
        client.union_enum_value_get(),
        value.clone(),
    );
    trial.succeeds("UnionEnumValue_put", client.union_enum_value_put(&value));
    Ok(())
}
