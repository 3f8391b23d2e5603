//! The documents of the suite, and one of our own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use castiron_tests::workspace;

use crate::Outcome;

/// Where the suite's documents are, unless the variable of this name says otherwise.
const SUITE: (&str, &str) = ("CASTIRON_SPECTOR", "../shared/conformance/spector");

/// The calls, with documents for scenarios that the suite's documents leave out.
const OURS: &str = "tests/spector/scenarios";

/// A document to cast.
pub struct Document {
    /// The module of its client, and of its calls.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Where its calls are, if there are any yet.
    pub calls: PathBuf,
}

impl Document {
    fn new(name: String, path: PathBuf) -> Self {
        let calls = calls(&name);
        Self { name, path, calls }
    }
}

/// Where the calls of a document are.
pub fn calls(name: &str) -> PathBuf {
    workspace::root().join(OURS).join(format!("{name}.rs"))
}

/// The suite's documents and ours, in order.
pub fn read() -> Outcome<Vec<Document>> {
    let (variable, folder) = SUITE;
    let suite = env::var_os(variable).map_or_else(|| workspace::root().join(folder), PathBuf::from);
    let suite = suite.join("openapi");
    let mut documents = Vec::new();
    for path in yaml_files(&suite)? {
        let name = name(path.strip_prefix(&suite)?);
        documents.push(Document::new(name, path));
    }
    for path in yaml_files(&workspace::root().join(OURS))? {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        documents.push(Document::new(name, path));
    }
    Ok(documents)
}

fn yaml_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("cannot read `{}`: {error}", folder.display()))?;
    let mut entries = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(yaml_files(&path)?);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            files.push(path);
        }
    }
    Ok(files)
}

/// The module of a document: `versioning/madeOptional/openapi.v1.yaml` is `versioning_made_optional_v1`.
fn name(path: &Path) -> String {
    let path = path.to_string_lossy().replace("openapi.", "");
    let mut name = String::new();
    for character in path
        .trim_end_matches("yaml")
        .trim_end_matches(['/', '.'])
        .chars()
    {
        match character {
            'A'..='Z' => name.extend(['_', character.to_ascii_lowercase()]),
            'a'..='z' | '0'..='9' => name.push(character),
            _ => name.push('_'),
        }
    }
    name
}
