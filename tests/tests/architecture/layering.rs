//! Layering: the modules of the generator know each other only as ARCHITECTURE.md says.

use std::collections::{BTreeMap, BTreeSet};

use castiron_tests::workspace;
use toml_edit::DocumentMut;

use crate::references::{Source, sources};

/// Module, what it imports of ours, and which crates it uses. `std` is free to all.
type Row = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

/// The table of modules in ARCHITECTURE.md: who puts the stages together, what all of them speak
/// of, and the stages in the order of the pipeline.
const TABLE: [Row; 15] = [
    ("main", &[], &[]),
    (
        "cli",
        &["config", "diagnostics", "emit", "output", "pipeline"],
        &["clap", "serde_json"],
    ),
    ("lib", &[], &[]),
    (
        "pipeline",
        &[
            "analyze",
            "config",
            "diagnostics",
            "dialect",
            "emit",
            "lower",
            "model",
            "names",
            "resolve",
            "source",
        ],
        &["serde_json"],
    ),
    (
        "diagnostics",
        &[],
        &["annotate_snippets", "serde_json", "strsim"],
    ),
    ("model", &[], &["serde", "serde_json"]),
    ("config", &["diagnostics"], &["syn", "toml_edit"]),
    (
        "source",
        &["diagnostics"],
        &["saphyr_parser", "serde", "serde_json", "serde_yaml"],
    ),
    ("dialect", &["diagnostics", "source"], &["serde_json"]),
    (
        "resolve",
        &["diagnostics", "source"],
        &["openapiv3", "serde", "serde_json"],
    ),
    (
        "lower",
        &["diagnostics", "model", "resolve"],
        &[
            "indexmap",
            "openapiv3",
            "pulldown_cmark",
            "serde",
            "serde_json",
        ],
    ),
    ("analyze", &["model"], &[]),
    (
        "names",
        &["diagnostics", "model"],
        &["heck", "proc_macro2", "unicode_ident"],
    ),
    (
        "emit",
        &["analyze", "model", "names"],
        &["proc_macro2", "quote", "serde_json"],
    ),
    (
        "output",
        &["emit"],
        &["prettyplease", "proc_macro2", "rayon", "syn", "tempfile"],
    ),
];

/// What the code says in the place of a row.
#[derive(Default)]
struct Found {
    modules: BTreeSet<String>,
    crates: BTreeSet<String>,
}

fn found() -> BTreeMap<String, Found> {
    let crates = dependencies();
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for source in sources() {
        let stage = source.stage().to_owned();
        let row = found.entry(stage.clone()).or_default();
        row.modules
            .extend(modules(&source).filter(|module| *module != stage));
        let named = source.paths.iter().filter_map(|path| path.first());
        row.crates
            .extend(named.filter(|name| crates.contains(*name)).cloned());
    }
    found
}

/// The modules of the crate that a file refers to.
fn modules(source: &Source) -> impl Iterator<Item = String> {
    source
        .paths
        .iter()
        .filter(|path| path.first().is_some_and(|first| first == "crate"))
        .filter_map(|path| path.get(1).cloned())
}

/// The generator's dependencies as code names them.
fn dependencies() -> BTreeSet<String> {
    let manifest: DocumentMut = workspace::text("generator/Cargo.toml").parse().unwrap();
    let table = manifest["dependencies"].as_table().unwrap();
    table
        .iter()
        .map(|(name, _)| name.replace('-', "_"))
        .collect()
}

/// A row as a person compares it.
fn shown<'a>(
    module: &str,
    modules: impl IntoIterator<Item = &'a str>,
    crates: impl IntoIterator<Item = &'a str>,
) -> String {
    let list = |names: Vec<&str>| match names.as_slice() {
        [] => "nothing".to_owned(),
        names => names.join(", "),
    };
    format!(
        "`{module}` imports {}; it uses {}",
        list(modules.into_iter().collect()),
        list(crates.into_iter().collect())
    )
}

#[test]
fn modules_know_what_the_table_says() {
    let mut expected: Vec<String> = TABLE
        .iter()
        .map(|(module, modules, crates)| {
            shown(module, modules.iter().copied(), crates.iter().copied())
        })
        .collect();
    expected.sort();
    let found: Vec<String> = found()
        .iter()
        .map(|(module, row)| {
            let modules = row.modules.iter().map(String::as_str);
            shown(module, modules, row.crates.iter().map(String::as_str))
        })
        .collect();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(
            found, expected,
            "correct the code, or the table here and the one in ARCHITECTURE.md"
        );
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn stages_do_not_know_later_ones() {
    let stages = TABLE
        .iter()
        .skip_while(|(module, ..)| *module != "pipeline")
        .skip(1);
    let mut earlier: Vec<&str> = Vec::new();
    for (module, modules, _) in stages {
        let later: Vec<&&str> = modules
            .iter()
            .filter(|known| !earlier.contains(known))
            .collect();
        assert!(later.is_empty(), "`{module}` knows {later:?}");
        earlier.push(module);
    }
}
