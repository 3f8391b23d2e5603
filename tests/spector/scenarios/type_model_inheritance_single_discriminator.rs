//! A hierarchy with one discriminator.

use client::runtime::RawJson;
use client::type_model_inheritance_single_discriminator::{Client, models};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Model_Inheritance_SingleDiscriminator");
    let sparrow = models::Bird::from(models::Sparrow::new(1));
    trial.succeeds("putModel", client.put_model(&sparrow));
    trial.returns("getModel", client.get_model(), sparrow.clone());

    let eagle = models::Eagle::new(5)
        .partner(models::Goose::new(2))
        .friends(vec![models::SeaGull::new(2).into()])
        .hate([("key3".to_owned(), sparrow)].into());
    let eagle = models::Bird::from(eagle);
    trial.succeeds("putRecursiveModel", client.put_recursive_model(&eagle));
    trial.returns("getRecursiveModel", client.get_recursive_model(), eagle);

    let missing = models::Bird::Unknown(RawJson::parse(r#"{"wingspan":1}"#)?);
    trial.returns(
        "getMissingDiscriminator",
        client.get_missing_discriminator(),
        missing,
    );
    let wrong = models::Bird::Unknown(RawJson::parse(r#"{"wingspan":1,"kind":"wrongKind"}"#)?);
    trial.returns(
        "getWrongDiscriminator",
        client.get_wrong_discriminator(),
        wrong,
    );

    let rex = models::Dinosaur::from(models::TRex::new(20));
    trial.returns("getLegacyModel", client.get_legacy_model(), rex);
    Ok(())
}
