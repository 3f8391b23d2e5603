//! The sample bodies beside the specs.
#![allow(clippy::expect_used, reason = "only tests call these functions")]

use std::fs;
use std::path::PathBuf;

/// A sample body: `sample("payrix", "getSessions.200.json")`.
pub fn sample(api: &str, name: &str) -> String {
    fs::read_to_string(folder(api).join(name)).expect("a sample of that name")
}

/// The names of all samples of an API, sorted.
pub fn sample_names(api: &str) -> Vec<String> {
    let entries = fs::read_dir(folder(api)).expect("a folder of samples");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.into_string().expect("a name in Unicode"))
        .collect();
    names.sort();
    names
}

fn folder(api: &str) -> PathBuf {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    tests.join("../specs").join(api).join("samples")
}
