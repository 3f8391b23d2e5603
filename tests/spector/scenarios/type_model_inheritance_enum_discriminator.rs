//! Hierarchies whose discriminator is an enum.

use client::runtime::RawJson;
use client::type_model_inheritance_enum_discriminator::Client;
use client::type_model_inheritance_enum_discriminator::models::{Cobra, Dog, Golden, Snake};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Model_Inheritance_EnumDiscriminator");
    let golden = Dog::from(Golden::new(10));
    trial.succeeds("putExtensibleModel", client.put_extensible_model(&golden));
    trial.returns("getExtensibleModel", client.get_extensible_model(), golden);

    let missing = Dog::Unknown(RawJson::parse(r#"{"weight":10}"#)?);
    trial.returns(
        "getExtensibleModelMissingDiscriminator",
        client.get_extensible_model_missing_discriminator(),
        missing,
    );
    let wrong = Dog::Unknown(RawJson::parse(r#"{"weight":8,"kind":"wrongKind"}"#)?);
    trial.returns(
        "getExtensibleModelWrongDiscriminator",
        client.get_extensible_model_wrong_discriminator(),
        wrong,
    );

    let cobra = Snake::from(Cobra::new(10));
    trial.succeeds("putFixedModel", client.put_fixed_model(&cobra));
    trial.returns("getFixedModel", client.get_fixed_model(), cobra);

    let missing = Snake::Unknown(RawJson::parse(r#"{"length":10}"#)?);
    trial.returns(
        "getFixedModelMissingDiscriminator",
        client.get_fixed_model_missing_discriminator(),
        missing,
    );
    let wrong = Snake::Unknown(RawJson::parse(r#"{"length":8,"kind":"wrongKind"}"#)?);
    trial.returns(
        "getFixedModelWrongDiscriminator",
        client.get_fixed_model_wrong_discriminator(),
        wrong,
    );
    Ok(())
}
