//! Properties that may be absent.

use client::type_property_optionality::{Client, models};
use jiff::civil::Date;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Property_Optional_String");
    let default = models::StringProperty::new();
    let all = models::StringProperty::new().property("hello");
    trial.returns("getDefault", client.string_get_default(), default.clone());
    trial.returns("getAll", client.string_get_all(), all.clone());
    trial.succeeds("putDefault", client.string_put_default(&default));
    trial.succeeds("putAll", client.string_put_all(&all));

    trial.group("Type_Property_Optional_Bytes");
    let default = models::BytesProperty::new();
    let all = models::BytesProperty::new().property(b"hello, world!".to_vec());
    trial.returns("getDefault", client.bytes_get_default(), default.clone());
    trial.returns("getAll", client.bytes_get_all(), all.clone());
    trial.succeeds("putDefault", client.bytes_put_default(&default));
    trial.succeeds("putAll", client.bytes_put_all(&all));

    trial.group("Type_Property_Optional_Datetime");
    let default = models::DatetimeProperty::new();
    let all = models::DatetimeProperty::new().property("2022-08-26T18:38:00Z".parse()?);
    trial.returns("getDefault", client.datetime_get_default(), default.clone());
    trial.returns("getAll", client.datetime_get_all(), all.clone());
    trial.succeeds("putDefault", client.datetime_put_default(&default));
    trial.succeeds("putAll", client.datetime_put_all(&all));

    trial.group("Type_Property_Optional_Duration");
    let default = models::DurationProperty::new();
    let all = models::DurationProperty::new().property("P123DT22H14M12.011S".parse()?);
    trial.returns("getDefault", client.duration_get_default(), default.clone());
    trial.returns("getAll", client.duration_get_all(), all.clone());
    trial.succeeds("putDefault", client.duration_put_default(&default));
    trial.succeeds("putAll", client.duration_put_all(&all));

    trial.group("Type_Property_Optional_PlainDate");
    let default = models::PlainDateProperty::new();
    let all = models::PlainDateProperty::new().property(Date::constant(2022, 12, 12));
    trial.returns(
        "getDefault",
        client.plain_date_get_default(),
        default.clone(),
    );
    trial.returns("getAll", client.plain_date_get_all(), all.clone());
    trial.succeeds("putDefault", client.plain_date_put_default(&default));
    trial.succeeds("putAll", client.plain_date_put_all(&all));

    trial.group("Type_Property_Optional_PlainTime");
    let default = models::PlainTimeProperty::new();
    let all = models::PlainTimeProperty::new().property("13:06:12".parse()?);
    trial.returns(
        "getDefault",
        client.plain_time_get_default(),
        default.clone(),
    );
    trial.returns("getAll", client.plain_time_get_all(), all.clone());
    trial.succeeds("putDefault", client.plain_time_put_default(&default));
    trial.succeeds("putAll", client.plain_time_put_all(&all));

    trial.group("Type_Property_Optional_CollectionsByte");
    let default = models::CollectionsByteProperty::new();
    let all = models::CollectionsByteProperty::new().property(vec![b"hello, world!".to_vec(); 2]);
    trial.returns(
        "getDefault",
        client.collections_byte_get_default(),
        default.clone(),
    );
    trial.returns("getAll", client.collections_byte_get_all(), all.clone());
    trial.succeeds("putDefault", client.collections_byte_put_default(&default));
    trial.succeeds("putAll", client.collections_byte_put_all(&all));

    trial.group("Type_Property_Optional_CollectionsModel");
    let default = models::CollectionsModelProperty::new();
    let all = models::CollectionsModelProperty::new().property(
        ["hello", "world"]
            .map(|text| models::StringProperty::new().property(text))
            .to_vec(),
    );
    trial.returns(
        "getDefault",
        client.collections_model_get_default(),
        default.clone(),
    );
    trial.returns("getAll", client.collections_model_get_all(), all.clone());
    trial.succeeds("putDefault", client.collections_model_put_default(&default));
    trial.succeeds("putAll", client.collections_model_put_all(&all));

    trial.group("Type_Property_Optional_StringLiteral");
    let default = models::StringLiteralProperty::new();
    let all =
        models::StringLiteralProperty::new().property(models::StringLiteralPropertyProperty::Hello);
    trial.returns(
        "getDefault",
        client.string_literal_get_default(),
        default.clone(),
    );
    trial.returns("getAll", client.string_literal_get_all(), all.clone());
    trial.succeeds("putDefault", client.string_literal_put_default(&default));
    trial.succeeds("putAll", client.string_literal_put_all(&all));

    trial.group("Type_Property_Optional_IntLiteral");
    let default = models::IntLiteralProperty::new();
    let all =
        models::IntLiteralProperty::new().property(models::IntLiteralPropertyProperty::Value1);
    trial.returns(
        "getDefault",
        client.int_literal_get_default(),
        default.clone(),
    );
    trial.returns("getAll", client.int_literal_get_all(), all.clone());
    trial.succeeds("putDefault", client.int_literal_put_default(&default));
    trial.succeeds("putAll", client.int_literal_put_all(&all));

    trial.group("Type_Property_Optional_FloatLiteral");
    let default = models::FloatLiteralProperty::new();
    let all = models::FloatLiteralProperty::new()
        .property(models::FloatLiteralPropertyProperty::Value1Point25);
    trial.returns(
        "getDefault",
        client.float_literal_get_default(),
        default.clone(),
    );
    trial.returns("getAll", client.float_literal_get_all(), all.clone());
    trial.succeeds("putDefault", client.float_literal_put_default(&default));
    trial.succeeds("putAll", client.float_literal_put_all(&all));

    trial.group("Type_Property_Optional_BooleanLiteral");
    let default = models::BooleanLiteralProperty::new();
    let all = models::BooleanLiteralProperty::new().property(true);
    trial.returns(
        "getDefault",
        client.boolean_literal_get_default(),
        default.clone(),
    );
    trial.returns("getAll", client.boolean_literal_get_all(), all.clone());
    trial.succeeds("putDefault", client.boolean_literal_put_default(&default));
    trial.succeeds("putAll", client.boolean_literal_put_all(&all));

    trial.group("Type_Property_Optional_UnionStringLiteral");
    let default = models::UnionStringLiteralProperty::new();
    let all = models::UnionStringLiteralProperty::new()
        .property(models::UnionStringLiteralPropertyProperty::World);
    trial.returns(
        "getDefault",
        client.union_string_literal_get_default(),
        default.clone(),
    );
    trial.returns("getAll", client.union_string_literal_get_all(), all.clone());
    trial.succeeds(
        "putDefault",
        client.union_string_literal_put_default(&default),
    );
    trial.succeeds("putAll", client.union_string_literal_put_all(&all));

    trial.group("Type_Property_Optional_UnionIntLiteral");
    let default = models::UnionIntLiteralProperty::new();
    let all = models::UnionIntLiteralProperty::new()
        .property(models::UnionIntLiteralPropertyProperty::Value2);
    trial.returns(
        "getDefault",
        client.union_int_literal_get_default(),
        default.clone(),
    );
    trial.returns("getAll", client.union_int_literal_get_all(), all.clone());
    trial.succeeds("putDefault", client.union_int_literal_put_default(&default));
    trial.succeeds("putAll", client.union_int_literal_put_all(&all));

    trial.group("Type_Property_Optional_UnionFloatLiteral");
    let default = models::UnionFloatLiteralProperty::new();
    let all = models::UnionFloatLiteralProperty::new()
        .property(models::UnionFloatLiteralPropertyProperty::Value2Point375);
    trial.returns(
        "getDefault",
        client.union_float_literal_get_default(),
        default.clone(),
    );
    trial.returns("getAll", client.union_float_literal_get_all(), all.clone());
    trial.succeeds(
        "putDefault",
        client.union_float_literal_put_default(&default),
    );
    trial.succeeds("putAll", client.union_float_literal_put_all(&all));

    trial.group("Type_Property_Optional_RequiredAndOptional");
    let required = models::RequiredAndOptionalProperty::new(42);
    let all = models::RequiredAndOptionalProperty::new(42).optional_property("hello");
    trial.returns(
        "getRequiredOnly",
        client.required_and_optional_get_required_only(),
        required.clone(),
    );
    trial.returns(
        "getAll",
        client.required_and_optional_get_all(),
        all.clone(),
    );
    trial.succeeds(
        "putRequiredOnly",
        client.required_and_optional_put_required_only(&required),
    );
    trial.succeeds("putAll", client.required_and_optional_put_all(&all));
    Ok(())
}
