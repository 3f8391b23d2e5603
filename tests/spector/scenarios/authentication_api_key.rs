//! A key in a header, which a hook has to send: the document declares it, but no operation asks for it.

use client::authentication_api_key::{Client, models::InvalidAuth};
use client::runtime::BuildError;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    trial.group("Authentication_ApiKey");
    let client = |key: &'static str| -> Result<Client, BuildError> {
        Client::builder()
            .base_url(trial.url())
            .on_request(move |request| request.set_secret_header("x-ms-api-key", key))
            .build()
    };
    let (valid, invalid) = (client("valid-key")?, client("invalid-key")?);
    trial.succeeds("valid", valid.valid());
    let error = InvalidAuth::new("invalid-api-key");
    trial.fails("invalid", invalid.invalid(), 403, error);
    Ok(())
}
