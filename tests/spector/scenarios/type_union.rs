//! Values of one of several types, told apart by what they are.

use client::type_union::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Union_StringsOnly");
    let value = models::StringsOnlyGetResponseProp::B;
    trial.returns(
        "get",
        client.strings_only_get(),
        models::StringsOnlyGetResponse::new(value),
    );
    let request = models::StringsOnlySendRequest::new(models::StringsOnlySendRequestProp::B);
    trial.succeeds("send", client.strings_only_send(&request));

    trial.group("Type_Union_StringExtensible");
    let value = "custom";
    trial.returns(
        "get",
        client.string_extensible_get(),
        models::StringExtensibleGetResponse::new(value),
    );
    let request = models::StringExtensibleSendRequest::new(value);
    trial.succeeds("send", client.string_extensible_send(&request));

    trial.group("Type_Union_StringExtensibleNamed");
    let value = "custom";
    trial.returns(
        "get",
        client.string_extensible_named_get(),
        models::StringExtensibleNamedGetResponse::new(value),
    );
    let request = models::StringExtensibleNamedSendRequest::new(value);
    trial.succeeds("send", client.string_extensible_named_send(&request));

    trial.group("Type_Union_IntsOnly");
    let value = models::IntsOnlyGetResponseProp::Value2;
    trial.returns(
        "get",
        client.ints_only_get(),
        models::IntsOnlyGetResponse::new(value),
    );
    let request = models::IntsOnlySendRequest::new(models::IntsOnlySendRequestProp::Value2);
    trial.succeeds("send", client.ints_only_send(&request));

    trial.group("Type_Union_FloatsOnly");
    let value = models::FloatsOnlyGetResponseProp::Value2Point2;
    trial.returns(
        "get",
        client.floats_only_get(),
        models::FloatsOnlyGetResponse::new(value),
    );
    let request =
        models::FloatsOnlySendRequest::new(models::FloatsOnlySendRequestProp::Value2Point2);
    trial.succeeds("send", client.floats_only_send(&request));

    trial.group("Type_Union_ModelsOnly");
    let value = models::Cat::new("test");
    trial.returns(
        "get",
        client.models_only_get(),
        models::ModelsOnlyGetResponse::new(value.clone()),
    );
    let request = models::ModelsOnlySendRequest::new(value);
    trial.succeeds("send", client.models_only_send(&request));

    trial.group("Type_Union_EnumsOnly");
    let value = models::EnumsOnlyCases::new(models::EnumsOnlyCasesLr::Right, models::Ud::Up);
    trial.returns(
        "get",
        client.enums_only_get(),
        models::EnumsOnlyGetResponse::new(value.clone()),
    );
    let request = models::EnumsOnlySendRequest::new(value);
    trial.succeeds("send", client.enums_only_send(&request));

    trial.group("Type_Union_StringAndArray");
    let value = models::StringAndArrayCases::new(
        "test".to_owned(),
        ["test1", "test2"].map(String::from).to_vec(),
    );
    trial.returns(
        "get",
        client.string_and_array_get(),
        models::StringAndArrayGetResponse::new(value.clone()),
    );
    let request = models::StringAndArraySendRequest::new(value);
    trial.succeeds("send", client.string_and_array_send(&request));

    trial.group("Type_Union_MixedLiterals");
    let value = models::MixedLiteralsCases::new(
        models::MixedLiteralsCasesStringLiteral::A,
        models::MixedLiteralsCasesIntLiteral::Value2,
        models::MixedLiteralsCasesFloatLiteral::Value3Point3,
        models::MixedLiteralsCasesBooleanLiteral::True,
    );
    trial.returns(
        "get",
        client.mixed_literals_get(),
        models::MixedLiteralsGetResponse::new(value.clone()),
    );
    let request = models::MixedLiteralsSendRequest::new(value);
    trial.succeeds("send", client.mixed_literals_send(&request));

    trial.group("Type_Union_MixedTypes");
    let value = models::MixedTypesCases::new(
        models::Cat::new("test"),
        models::MixedTypesCasesLiteralValue::A,
        2,
        true,
        vec![
            models::Cat::new("test").into(),
            models::MixedTypesCasesArrayItemValue::A.into(),
            2.into(),
            true.into(),
        ],
    );
    trial.returns(
        "get",
        client.mixed_types_get(),
        models::MixedTypesGetResponse::new(value.clone()),
    );
    let request = models::MixedTypesSendRequest::new(value);
    trial.succeeds("send", client.mixed_types_send(&request));
    Ok(())
}
