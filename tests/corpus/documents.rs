//! The documents below folders.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;

/// A document to cast.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its path, from the folder that it was found in.
    pub label: String,
    /// The module of its client, which no other has.
    pub module: String,
    /// Where it is.
    pub path: PathBuf,
    /// The version of OpenAPI or Swagger that it says it follows.
    pub version: String,
}

/// The documents below folders, and those that are named themselves, in order.
pub fn find(paths: &[PathBuf]) -> Outcome<Vec<Document>> {
    let mut found = Vec::new();
    let mut modules = BTreeSet::new();
    for path in paths {
        if path.is_dir() {
            let mut files = Vec::new();
            collect(path, &mut files)?;
            for file in files {
                if let Some(version) = version(&file)? {
                    found.push(document(path, &file, version, &mut modules));
                }
            }
        } else {
            let version = version(path)?.unwrap_or_else(|| "?".to_owned());
            let folder = path.parent().unwrap_or(path);
            found.push(document(folder, path, version, &mut modules));
        }
    }
    if found.is_empty() {
        return Err("there are no documents".into());
    }
    Ok(found)
}

fn document(
    folder: &Path,
    path: &Path,
    version: String,
    modules: &mut BTreeSet<String>,
) -> Document {
    let label = path.strip_prefix(folder).unwrap_or(path);
    let label = label.to_string_lossy().replace('\\', "/");
    let named = module(&label);
    let mut module = named.clone();
    let mut others = 1;
    while !modules.insert(module.clone()) {
        others += 1;
        module = format!("{named}_{others}");
    }
    Document {
        label,
        module,
        path: path.to_owned(),
        version,
    }
}

/// `3.0/box-2024.0.json` is `d3_0_box_2024_0`.
fn module(label: &str) -> String {
    let stem = label.rsplit_once('.').map_or(label, |(stem, _)| stem);
    let mut module = "d".to_owned();
    for character in stem.chars() {
        if character.is_ascii_alphanumeric() {
            module.push(character.to_ascii_lowercase());
        } else if !module.ends_with('_') {
            module.push('_');
        }
    }
    module.trim_end_matches('_').to_owned()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    let mut entries = fs::read_dir(folder)
        .map_err(|error| format!("cannot read `{}`: {error}", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    for path in entries {
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            collect(&path, files)?;
        } else if matches!(extension, Some("yaml" | "yml" | "json")) {
            files.push(path);
        }
    }
    Ok(())
}

/// What stands behind `openapi` or `swagger`, where the text has such a key at its root, or, in JSON,
/// anywhere.
fn version(path: &Path) -> Outcome<Option<String>> {
    let bytes = fs::read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let json = text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .starts_with('{');
    Ok(["openapi", "swagger"].iter().find_map(|key| {
        if json {
            let (_, rest) = text.split_once(&format!("\"{key}\""))?;
            return scalar(rest.trim_start().strip_prefix(':')?);
        }
        text.lines().find_map(|line| {
            let line = line.trim_start_matches('\u{feff}');
            let line = line.trim_start_matches(['"', '\'']).strip_prefix(key)?;
            scalar(
                line.trim_start_matches(['"', '\''])
                    .trim_start()
                    .strip_prefix(':')?,
            )
        })
    }))
}

fn scalar(text: &str) -> Option<String> {
    let text = text.trim_start().trim_start_matches(['"', '\'']);
    let is_part = |character: char| character.is_ascii_alphanumeric() || ".-".contains(character);
    let end = text
        .find(|character| !is_part(character))
        .unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}
