//! A model that extends another, which extends a third.

use client::type_model_inheritance_not_discriminated::{Client, models::Siamese};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Model_Inheritance_NotDiscriminated");
    let cat = Siamese::new("abc", 32, true);
    trial.succeeds("postValid", client.post_valid(&cat));
    trial.returns("getValid", client.get_valid(), cat.clone());
    trial.returns("putValid", client.put_valid(&cat), cat.clone());
    Ok(())
}
