//! One of two kinds of credentials.

use client::authentication_union::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    trial.group("Authentication_Union");
    // The document declares the key, but no operation asks for it.
    let key = Client::builder()
        .base_url(trial.url())
        .on_request(|request| request.set_secret_header("x-ms-api-key", "valid-key"))
        .build()?;
    let token = Client::builder()
        .base_url(trial.url())
        .oauth2_auth("https://security.microsoft.com/.default")
        .build()?;
    trial.succeeds("validKey", key.valid_key());
    trial.succeeds("validToken", token.valid_token());
    Ok(())
}
