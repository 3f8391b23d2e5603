//! A feature for each tag: each by itself, none and all compile and document themselves without a
//! warning, and what only one tag uses stands apart.

use std::path::Path;
use std::sync::LazyLock;

use castiron_tests::casting::{self, Files};
use castiron_tests::emitted::Emitted;

/// The features of the APIs, to be compiled one by one.
const FEATURES: [&str; 5] = [
    "tagged",
    "tagged-owners",
    "tagged-client",
    "tagged-type",
    "plain",
];

/// A call of each tag and one without, through the mock.
const CALLS: &str = r#"
use client::tagged::mock::Mock;
use client::tagged::models::{About, Owner, OwnerHome, Order};

#[test]
fn every_tag_is_in_the_mock() {
    let mock = Mock::new();
    mock.about().returns(About::new());
    mock.put_owner().returns(());
    mock.list_pets().returns(Vec::new());
    mock.clear().returns(());
    let client = mock.client();
    let owner = Owner::new().home(OwnerHome::new().street("High Street"));
    client.about().send_blocking().unwrap();
    client.owners().put_owner("o1", &owner).send_blocking().unwrap();
    client.client().list_pets(&Order::Age).send_blocking().unwrap();
    client.type_().clear().send_blocking().unwrap();
    assert_eq!(mock.requests().len(), 4);
}
"#;

fn files() -> Files {
    let documents = [
        ("tagged", "tests/fixtures/features/tags.yaml"),
        ("plain", "tests/fixtures/accept/links.yaml"),
    ];
    casting::with_tag_features(&documents, "tagged")
        .files
        .unwrap()
}

static EMITTED: LazyLock<Emitted> = LazyLock::new(|| {
    let mut files = files();
    files.insert("tests/mock.rs".to_owned(), CALLS.to_owned());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tag_features");
    Emitted::write(folder, files, &["tagged", "plain", "mock", "blocking"], &[])
});

fn cargo(features: &str, arguments: &[&str]) {
    if let Err(output) = EMITTED.cargo_with(features, arguments) {
        panic!("with the features `{features}`: {output}");
    }
}

#[test]
fn features_compile_one_by_one() {
    cargo("", &["clippy"]);
    for feature in FEATURES {
        cargo(feature, &["clippy"]);
        cargo(&format!("{feature},mock"), &["clippy"]);
        cargo(feature, &["doc", "--no-deps"]);
    }
}

#[test]
fn all_of_an_api_is_as_without_features() {
    if let Err(output) = EMITTED.cargo(&["test", "--test", "mock"]) {
        panic!("{output}");
    }
}

#[test]
fn models_stand_where_they_are_used() {
    let files = files();
    let models = files.keys().filter_map(|path| {
        let model = path
            .strip_prefix("src/tagged/models/")?
            .strip_suffix(".rs")?;
        (!model.ends_with("mod")).then_some(model)
    });
    let models: Vec<&str> = models.collect();
    insta::assert_snapshot!(models.join("\n"), @r"
    about
    fault
    hours
    of_client/meal
    of_client/of_owners
    of_client/order
    of_client/pet
    of_owners_/owner
    unused_/unused
    ");
}

#[test]
fn one_feature_turns_on_all() {
    let manifest = files().remove("Cargo.toml").unwrap();
    let features = manifest.split("[features]\n").nth(1).unwrap();
    let of_apis = features.split("# The transport").next().unwrap();
    insta::assert_snapshot!(of_apis, @r#"
    default = ["tagged", "plain", "reqwest"]
    # Tags
    tagged = [
        "tagged-owners",
        "tagged-client",
        "tagged-type",
    ]
    # owners
    tagged-owners = ["time", "tagged-client"]
    # client
    tagged-client = ["time"]
    # type
    tagged-type = ["time"]
    # Links
    plain = []
    "#);
}
