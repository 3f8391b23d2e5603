//! Operations that may be called with credentials and without.

use client::authentication_noauth_union::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    trial.group("Authentication_Noauth_Union");
    let builder = || Client::builder().base_url(trial.url());
    let anonymous = builder().build()?;
    let token = builder()
        .oauth2_auth("https://security.microsoft.com/.default")
        .build()?;
    trial.succeeds("validNoAuth", anonymous.valid_no_auth());
    trial.succeeds("validToken", token.valid_token());
    Ok(())
}
