//! Errors by ranges of statuses.

use client::response_status_code_range::operations::ungrouped::{
    ErrorResponseStatusCode404Error, ErrorResponseStatusCodeInRangeError,
};
use client::response_status_code_range::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Response_StatusCodeRange");
    let call = client.error_response_status_code_in_range();
    let error = models::ErrorInRange::new("request-header-too-large", "Request header too large");
    let error = ErrorResponseStatusCodeInRangeError::Status4XX(Box::new(error));
    trial.fails("errorResponseStatusCodeInRange", call, 494, error);

    let call = client.error_response_status_code404();
    let error = models::NotFoundError::new("not-found", "resource1");
    let error = ErrorResponseStatusCode404Error::Status404(Box::new(error));
    trial.fails("errorResponseStatusCode404", call, 404, error);
    Ok(())
}
