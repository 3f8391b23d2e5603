//! HTTP authentication by a scheme of the API's own, which a hook has to send.

use client::authentication_http_custom::{Client, models::InvalidAuth};
use client::runtime::BuildError;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    trial.group("Authentication_Http_Custom");
    let client = |credentials: &'static str| -> Result<Client, BuildError> {
        Client::builder()
            .base_url(trial.url())
            .on_request(move |request| request.set_secret_header("authorization", credentials))
            .build()
    };
    let valid = client("SharedAccessKey valid-key")?;
    let invalid = client("SharedAccessKey invalid-key")?;
    trial.succeeds("valid", valid.valid());
    let error = InvalidAuth::new("invalid-api-key");
    trial.fails("invalid", invalid.invalid(), 403, error);
    Ok(())
}
