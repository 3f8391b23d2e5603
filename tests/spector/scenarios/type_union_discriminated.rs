//! Unions whose kind stands beside the value, or within it.

use client::type_union_discriminated::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    let cat = || models::Cat::new("Whiskers", true);
    trial.group("Type_Union_Discriminated_Envelope_Object_Default");
    let pet = models::PetWithEnvelope::from(models::PetWithEnvelopeCat::new(cat()));
    trial.returns("get", client.default_get(), pet.clone());
    trial.returns("put", client.default_put(&pet), pet.clone());

    trial.group("Type_Union_Discriminated_Envelope_Object_CustomProperties");
    let pet = models::PetWithCustomNames::from(models::PetWithCustomNamesCat::new(cat()));
    trial.returns("get", client.custom_properties_get(), pet.clone());
    trial.returns("put", client.custom_properties_put(&pet), pet.clone());

    trial.group("Type_Union_Discriminated_NoEnvelope_Default");
    let pet = models::PetInline::from(cat());
    trial.returns("get", client.default_get_2(), pet.clone());
    trial.returns("put", client.default_put_2(&pet), pet.clone());

    trial.group("Type_Union_Discriminated_NoEnvelope_CustomDiscriminator");
    let pet = models::PetInlineWithCustomDiscriminator::from(cat());
    trial.returns("get", client.custom_discriminator_get(), pet.clone());
    trial.returns("put", client.custom_discriminator_put(&pet), pet.clone());
    Ok(())
}
