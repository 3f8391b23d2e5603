//! Single values as bodies, and decimals, which must not pass through a binary fraction.

use client::runtime::RawJson;
use client::type_scalar::Client;
use rust_decimal::Decimal;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Scalar");
    trial.returns("String_get", client.string_get(), "test");
    trial.succeeds("String_put", client.string_put("test"));
    trial.returns("Boolean_get", client.boolean_get(), true);
    trial.succeeds("Boolean_put", client.boolean_put(true));
    let unknown = RawJson::parse(r#""test""#)?;
    trial.returns("Unknown_get", client.unknown_get(), unknown.clone());
    trial.succeeds("Unknown_put", client.unknown_put(&unknown));

    trial.group("Type_Scalar_DecimalType");
    let third = Decimal::new(33_333, 5);
    trial.returns("responseBody", client.decimal_type_response_body(), third);
    trial.succeeds("requestBody", client.decimal_type_request_body(third));
    trial.succeeds(
        "requestParameter",
        client.decimal_type_request_parameter(third),
    );

    trial.group("Type_Scalar_Decimal128Type");
    trial.returns(
        "responseBody",
        client.decimal128_type_response_body(),
        third,
    );
    trial.succeeds("requestBody", client.decimal128_type_request_body(third));
    trial.succeeds(
        "requestParameter",
        client.decimal128_type_request_parameter(third),
    );

    let tenth = Decimal::new(1, 1);
    let parts = [tenth; 3];
    let sum: Decimal = parts.iter().sum();
    trial.group("Type_Scalar_DecimalVerify");
    trial.returns(
        "prepareVerify",
        client.decimal_verify_prepare_verify(),
        parts,
    );
    trial.succeeds("verify", client.decimal_verify_verify(sum));
    trial.group("Type_Scalar_Decimal128Verify");
    trial.returns(
        "prepareVerify",
        client.decimal128_verify_prepare_verify(),
        parts,
    );
    trial.succeeds("verify", client.decimal128_verify_verify(sum));
    Ok(())
}
