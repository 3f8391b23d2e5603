//! Bodies that may be left out.

use client::parameters_body_optionality::{Client, models::BodyModel};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Parameters_BodyOptionality");
    let body = BodyModel::new("foo");
    trial.succeeds("requiredExplicit", client.required_explicit(&body));
    trial.succeeds("requiredImplicit", client.required_implicit(&body));
    trial.scenario("OptionalExplicit", async move {
        client.optional_explicit_set().body(&body).await?;
        client.optional_explicit_omit().await?;
        Ok(())
    });
    Ok(())
}
