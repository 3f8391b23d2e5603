//! A model that extends one that holds it.

use client::type_model_inheritance_recursive::{Client, models::Extension};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Model_Inheritance_Recursive");
    let inner = Extension::new(1).extension(vec![Extension::new(2)]);
    let outer = Extension::new(0).extension(vec![inner, Extension::new(1)]);
    trial.succeeds("put", client.put(&outer));
    trial.returns("get", client.get(), outer);
    Ok(())
}
