//! A hierarchy with a discriminator on each level.

use std::collections::BTreeMap;

use client::runtime::RawJson;
use client::type_model_inheritance_nested_discriminator::Client;
use client::type_model_inheritance_nested_discriminator::models::{
    Fish, GoblinShark, Salmon, SawShark, Shark,
};

use crate::trial::{Outcome, Trial};

pub fn call(trial: &mut Trial) -> Outcome {
    let client = Client::builder().base_url(trial.url()).build()?;

    trial.group("Type_Model_Inheritance_NestedDiscriminator");
    let shark = goblin(1);
    trial.succeeds("putModel", client.put_model(&shark));
    trial.returns("getModel", client.get_model(), shark);

    let salmon = Fish::from(recursive());
    trial.succeeds("putRecursiveModel", client.put_recursive_model(&salmon));
    trial.returns("getRecursiveModel", client.get_recursive_model(), salmon);

    let missing = Fish::Unknown(RawJson::parse(r#"{"age":1}"#)?);
    trial.returns(
        "getMissingDiscriminator",
        client.get_missing_discriminator(),
        missing,
    );
    let wrong = Fish::Unknown(RawJson::parse(r#"{"age":1,"kind":"wrongKind"}"#)?);
    trial.returns(
        "getWrongDiscriminator",
        client.get_wrong_discriminator(),
        wrong,
    );
    Ok(())
}

fn recursive() -> Salmon {
    let inner = Salmon::new(2).partner(Salmon::new(3)).hate(keyed([
        ("key1", Salmon::new(4).into()),
        ("key2", goblin(2)),
    ]));
    let last = Salmon::new(2).friends(vec![Salmon::new(1).into(), goblin(4)]);
    Salmon::new(1)
        .partner(saw(2))
        .friends(vec![inner.into(), goblin(3)])
        .hate(keyed([("key3", saw(3)), ("key4", last.into())]))
}

fn goblin(age: i32) -> Fish {
    Shark::from(GoblinShark::new(age)).into()
}

fn saw(age: i32) -> Fish {
    Shark::from(SawShark::new(age)).into()
}

fn keyed<const N: usize>(fish: [(&str, Fish); N]) -> BTreeMap<String, Fish> {
    fish.into_iter()
        .map(|(key, fish)| (key.to_owned(), fish))
        .collect()
}
