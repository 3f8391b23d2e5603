//! Layering: the modules of the generator know each other only as ARCHITECTURE.md says.

use std::collections::{BTreeMap, BTreeSet};

use castiron_tests::workspace;
use toml_edit::{DocumentMut, Item};

use crate::references::{Source, sources};

/// A row of the table of modules.
struct Row {
    module: String,
    /// What it imports of ours.
    modules: Vec<String>,
    /// Which crates it uses. `std` is free to all.
    crates: Vec<String>,
}

/// The table of modules in ARCHITECTURE.md: who puts the stages together, what all of them speak
/// of, and the stages in the order of the pipeline.
fn table() -> Vec<Row> {
    let document = workspace::text("ARCHITECTURE.md");
    let (_, section) = document.split_once("\n## Modules\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, module, _, modules, crates, _] = cells[..] else {
            panic!("a row of the table of modules has four cells: {line}");
        };
        Row {
            module: module.trim_matches('`').to_owned(),
            modules: listed(modules),
            crates: listed(crates),
        }
    })
    .collect()
}

fn listed(cell: &str) -> Vec<String> {
    match cell {
        "–" => Vec::new(),
        cell => cell.split(", ").map(str::to_owned).collect(),
    }
}

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
    let of_some_systems = manifest["target"].as_table().unwrap().iter();
    let mut tables: Vec<&Item> = of_some_systems
        .map(|(_, system)| &system["dependencies"])
        .collect();
    tables.push(&manifest["dependencies"]);
    tables
        .iter()
        .flat_map(|table| table.as_table().unwrap().iter())
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
    let mut expected: Vec<String> = table()
        .iter()
        .map(|row| {
            let modules = row.modules.iter().map(String::as_str);
            shown(&row.module, modules, row.crates.iter().map(String::as_str))
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
            "correct the code, or the table in ARCHITECTURE.md"
        );
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn stages_do_not_know_later_ones() {
    let rows = table();
    let stages = rows
        .iter()
        .skip_while(|row| row.module != "pipeline")
        .skip(1);
    let mut earlier: Vec<&String> = Vec::new();
    for row in stages {
        let later: Vec<&String> = row
            .modules
            .iter()
            .filter(|known| !earlier.contains(known))
            .collect();
        assert!(later.is_empty(), "`{}` knows {later:?}", row.module);
        earlier.push(&row.module);
    }
    assert_eq!(earlier.last().map(|last| last.as_str()), Some("output"));
}
