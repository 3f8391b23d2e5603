//! Manifests: an emitted crate has the runtime's dependencies and features, in the workspace's
//! versions.

use std::collections::BTreeMap;

use castiron::config::Config;
use castiron_tests::{casting, workspace};
use toml_edit::{DocumentMut, Item, Table, TableLike};

fn manifest(text: &str) -> DocumentMut {
    text.parse().unwrap()
}

fn table<'a>(manifest: &'a DocumentMut, name: &str) -> &'a Table {
    manifest.get(name).and_then(Item::as_table).unwrap()
}

/// What a dependency is to be: the keys of its table, with `workspace = true` replaced by what the
/// workspace says.
fn specification(name: &str, item: &Item) -> BTreeMap<String, String> {
    let mut keys = BTreeMap::new();
    if let Some(version) = item.as_str() {
        keys.insert("version".to_owned(), format!("{version:?}"));
    }
    let own: Option<&dyn TableLike> = item.as_table_like();
    for (key, value) in own.into_iter().flat_map(TableLike::iter) {
        if key == "workspace" {
            let root = manifest(&workspace::text("Cargo.toml"));
            let shared = &root["workspace"]["dependencies"][name];
            keys.extend(specification(name, shared));
        } else {
            let value = value.as_value().unwrap().clone().decorated("", "");
            keys.insert(key.to_owned(), value.to_string());
        }
    }
    keys
}

fn dependencies(text: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let manifest = manifest(text);
    table(&manifest, "dependencies")
        .iter()
        .map(|(name, item)| (name.to_owned(), specification(name, item)))
        .collect()
}

fn features(text: &str) -> BTreeMap<String, String> {
    let manifest = manifest(text);
    table(&manifest, "features")
        .iter()
        .map(|(name, item)| {
            (
                name.to_owned(),
                item.as_value()
                    .unwrap()
                    .clone()
                    .decorated("", "")
                    .to_string(),
            )
        })
        .collect()
}

/// The dependency that belongs to a format of values, not to the runtime.
const OF_FORMATS: [&str; 1] = ["uuid"];

#[test]
fn generated_crate_repeats_the_runtimes_dependencies() {
    let runtime = dependencies(&workspace::text("generator/runtime/Cargo.toml"));
    let mut generated = dependencies(&workspace::text("generated/Cargo.toml"));
    generated.retain(|name, _| !OF_FORMATS.contains(&name.as_str()));
    assert_eq!(generated, runtime);
}

#[test]
fn generated_crate_repeats_the_runtimes_features() {
    let runtime = features(&workspace::text("generator/runtime/Cargo.toml"));
    let generated = features(&workspace::text("generated/Cargo.toml"));
    for (name, enabled) in runtime.iter().filter(|(name, _)| *name != "default") {
        assert_eq!(generated.get(name), Some(enabled), "feature `{name}`");
    }
}

#[test]
fn crate_outside_the_workspace_has_the_same_versions() {
    let outside = casting::crate_of(
        &[("formats", "tests/fixtures/accept/string_formats.yaml")],
        true,
    );
    let outside = dependencies(&outside.files.unwrap()["Cargo.toml"]);
    let inside = dependencies(&workspace::text("generated/Cargo.toml"));
    for (name, specification) in &inside {
        assert_eq!(
            outside.get(name),
            Some(specification),
            "`{name}` in `generator/src/emit/manifest.rs`"
        );
    }
    assert_eq!(outside.len(), inside.len());
}

/// Cargo refuses a manifest that has a feature twice.
#[test]
fn no_api_is_called_like_a_feature_of_every_crate() {
    let apis = casting::configuration().apis;
    let features = features(&workspace::text("generated/Cargo.toml"));
    let taken = features
        .keys()
        .filter(|name| apis.iter().all(|api| api.name != **name));
    for name in taken {
        let config = Config::of_one("spec.yaml".into(), "out".into(), name);
        assert!(config.is_err(), "an API may be called `{name}`");
    }
}
