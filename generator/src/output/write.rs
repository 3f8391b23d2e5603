//! Brings an output folder up to date, and touches nothing that is already right.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::{OutputError, check};

/// What a run changed in its output folder; paths are relative, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or whose bytes changed.
    pub written: Vec<String>,
    /// How many files were right already; they keep their modification time.
    pub unchanged: usize,
    /// Files of a former run that were deleted.
    pub removed: Vec<String>,
}

/// Makes the folder `root` hold `files`.
///
/// Every new content is completely on disk, beside its destination, before the first file is
/// replaced; each file is replaced in one step. Files of a former run that are not in `files` are
/// deleted, and then the folders that this empties. Files that castiron did not write stay.
///
/// Fails before it changes anything when the folder is neither empty nor ours, when a path would
/// leave it, and when a link or the wrong kind of thing is in the way.
pub fn write(root: &Path, files: &BTreeMap<String, String>) -> Result<Written, OutputError> {
    let drift = check(root, files)?;
    let stale: BTreeSet<&String> = drift.missing.iter().chain(&drift.changed).collect();
    let replaced: BTreeMap<&String, &String> = files
        .iter()
        .filter(|(path, _)| stale.contains(path))
        .collect();
    replace(root, &replaced)?;
    remove(root, &drift.orphaned)?;
    Ok(Written {
        unchanged: files.len() - replaced.len(),
        written: replaced.into_keys().cloned().collect(),
        removed: drift.orphaned,
    })
}

fn replace(root: &Path, files: &BTreeMap<&String, &String>) -> Result<(), OutputError> {
    if files.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(root).map_err(OutputError::io("create", root))?;
    // Inside the output folder, because a rename must not cross file systems. It is deleted on every way out.
    let stage = tempfile::Builder::new()
        .prefix(".castiron-")
        .tempdir_in(root)
        .map_err(OutputError::io("write in", root))?;
    let staged = |number: usize| stage.path().join(number.to_string());
    for (number, contents) in files.values().enumerate() {
        let file = staged(number);
        fs::write(&file, contents).map_err(OutputError::io("write", &file))?;
    }
    for (number, path) in files.keys().enumerate() {
        let file = root.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(OutputError::io("create", folder))?;
        }
        fs::rename(staged(number), &file).map_err(OutputError::io("replace", &file))?;
    }
    Ok(())
}

fn remove(root: &Path, orphaned: &[String]) -> Result<(), OutputError> {
    for path in orphaned {
        let file = root.join(path);
        fs::remove_file(&file).map_err(OutputError::io("delete", &file))?;
        let folders = file
            .ancestors()
            .skip(1)
            .take_while(|folder| *folder != root);
        for folder in folders {
            // A folder that still holds something refuses, and so do its parents.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
    Ok(())
}
