//! The documents that mutants are made of.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use castiron::diagnostics::Diagnostics;
use castiron::source::Sources;
use serde_json::Value;

/// Documents of the corpus that are larger, in bytes, are left out.
const BYTES_AT_MOST: u64 = 200_000;

/// A document that mutants are made of.
pub struct Original {
    pub tree: Value,
    /// How large its text is, in bytes.
    pub bytes: usize,
}

/// All of them, in an order that never changes.
pub struct Originals {
    pub own: Vec<Original>,
    pub corpus: Vec<Original>,
}

impl Originals {
    /// Reads the accepted fixtures and the corpus.
    pub fn read() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut own = vec![here.join("tests/sample.yaml")];
        own.extend(files(&here.join("../tests/fixtures/accept")));
        let corpus = env::var_os("CASTIRON_CORPUS").map(PathBuf::from);
        let corpus = files(&corpus.unwrap_or_else(|| here.join("../../shared/corpus")));
        let originals = Self {
            own: own.iter().filter_map(|path| original(path)).collect(),
            corpus: corpus.iter().filter_map(|path| original(path)).collect(),
        };
        println!(
            "{} documents of ours, {} of the corpus",
            originals.own.len(),
            originals.corpus.len()
        );
        assert!(originals.own.len() >= 30);
        originals
    }
}

fn original(path: &Path) -> Option<Original> {
    let text = fs::read_to_string(path).ok()?;
    let bytes = text.len();
    let name = path.file_name()?.to_str()?;
    let document = Sources::new().parse(name, text, &mut Diagnostics::new())?;
    let tree = document.root().clone();
    tree.is_object().then_some(Original { tree, bytes })
}

/// The documents below a folder that are small enough, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).into_iter().flatten();
    for path in entries.map(|entry| entry.unwrap().path()) {
        let is_document = path.extension().is_some_and(|extension| {
            ["json", "yaml", "yml"]
                .iter()
                .any(|known| extension == *known)
        });
        if path.is_dir() {
            found.extend(files(&path));
        } else if is_document && fs::metadata(&path).unwrap().len() < BYTES_AT_MOST {
            found.push(path);
        }
    }
    found.sort();
    found
}
