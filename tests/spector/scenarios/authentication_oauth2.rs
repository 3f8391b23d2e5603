//! An access token.

use client::authentication_oauth2::{Client, models::InvalidAuth};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    trial.group("Authentication_OAuth2");
    let client = Client::builder()
        .base_url(trial.url())
        .oauth2_auth("https://security.microsoft.com/.default")
        .build()?;
    trial.succeeds("valid", client.valid());
    let error = InvalidAuth::new("invalid-grant");
    trial.fails("invalid", client.invalid(), 403, error);
    Ok(())
}
