//! Arguments that are spread over path, headers and body.

use client::parameters_spread::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Parameters_Spread_Model");
    let body = models::ModelBodyParameter::new("foo");
    let mix = models::ModelCompositeRequestMix::new("foo");
    trial.succeeds(
        "spreadAsRequestBody",
        client.model_spread_as_request_body(&body),
    );
    let call = client.model_spread_composite_request_only_with_body(&body);
    trial.succeeds("spreadCompositeRequestOnlyWithBody", call);
    let call = client.model_spread_composite_request_without_body("foo", "bar");
    trial.succeeds("spreadCompositeRequestWithoutBody", call);
    let call = client.model_spread_composite_request("foo", "bar", &body);
    trial.succeeds("spreadCompositeRequest", call);
    let call = client.model_spread_composite_request_mix("foo", "bar", &mix);
    trial.succeeds("spreadCompositeRequestMix", call);

    trial.group("Parameters_Spread_Alias");
    let body = models::AliasSpreadAsRequestBodyRequest::new("foo");
    trial.succeeds(
        "spreadAsRequestBody",
        client.alias_spread_as_request_body(&body),
    );
    let body = models::AliasSpreadAsRequestParameterRequest::new("foo");
    let call = client.alias_spread_as_request_parameter("1", "bar", &body);
    trial.succeeds("spreadAsRequestParameter", call);
    let body = models::AliasSpreadWithMultipleParametersRequest::new("foo", vec![1, 2])
        .optional_int(1)
        .optional_string_list(["foo", "bar"].map(String::from).to_vec());
    let call = client.alias_spread_with_multiple_parameters("1", "bar", &body);
    trial.succeeds("spreadWithMultipleParameters", call);
    let body = models::AliasInnerModel::new("foo");
    let call = client.alias_spread_parameter_with_inner_model("1", "bar", &body);
    trial.succeeds("spreadParameterWithInnerModel", call);
    let body = models::AliasSpreadParameterWithInnerAliasRequest::new("foo", 1);
    let call = client.alias_spread_parameter_with_inner_alias("1", "bar", &body);
    trial.succeeds("spreadParameterWithInnerAlias", call);
    Ok(())
}
