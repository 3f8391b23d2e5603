//! An answer that the second version has made a text.

use client::versioning_return_type_changed_from_v2::Client;

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let url = format!(
        "{}/versioning/return-type-changed-from/api-version:v2",
        trial.url()
    );
    let client = Client::builder().base_url(url).build()?;

    trial.group("Versioning_ReturnTypeChangedFrom");
    trial.returns("test", client.test("test"), "test");
    Ok(())
}
