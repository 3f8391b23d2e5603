//! A property that the second version has made a text.

use client::versioning_type_changed_from_v2::{Client, models::TestModel};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let url = format!(
        "{}/versioning/type-changed-from/api-version:v2",
        trial.url()
    );
    let client = Client::builder().base_url(url).build()?;

    trial.group("Versioning_TypeChangedFrom");
    let body = TestModel::new("foo", "bar");
    trial.returns("test", client.test("baz", &body), body.clone());
    Ok(())
}
