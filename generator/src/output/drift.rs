//! Compares an output folder with the files that belong there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{MARKER, OutputError, RUNTIME, stage};

/// How an output folder differs from the files that belong there; paths are relative, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files whose bytes differ.
    pub changed: Vec<String>,
    /// Files that a former run wrote and this one would not.
    pub orphaned: Vec<String>,
}

impl Drift {
    /// Whether the folder holds what belongs there, and nothing that is left over.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.orphaned.is_empty()
    }
}

/// Compares the folder `root` with `files` and touches nothing.
///
/// Fails where [`write`](super::write) would refuse: when the folder holds something and is not
/// ours, when a path leaves it, and when a link or the wrong kind of thing is in the way.
pub fn check(root: &Path, files: &BTreeMap<String, String>) -> Result<Drift, OutputError> {
    let found = found_in(root)?;
    let mut drift = Drift::default();
    let mut folders = BTreeSet::new();
    for (path, contents) in files {
        refuse_leaving(path)?;
        refuse_obstacles(root, path, &mut folders)?;
        let file = root.join(path);
        match metadata(&file)? {
            None => drift.missing.push(path.clone()),
            Some(metadata) if metadata.is_symlink() => return Err(OutputError::Link(file)),
            Some(metadata) if !metadata.is_file() => return Err(OutputError::NotAFile(file)),
            Some(metadata) => {
                if !has_bytes(&file, &metadata, contents)? {
                    drift.changed.push(path.clone());
                }
            }
        }
    }
    if found == Found::Ours {
        orphans(root, "", files, &mut drift.orphaned)?;
        drift.orphaned.sort();
    }
    Ok(drift)
}

/// The name of the crate that a former run wrote to the folder `root`; `None` if there is none, or one
/// that is not ours.
pub fn crate_in(root: &Path) -> Option<String> {
    let manifest = root.join("Cargo.toml");
    if !is_marked(&manifest).ok()? {
        return None;
    }
    let text = fs::read_to_string(manifest).ok()?;
    // It is as castiron prints it, and the package comes first.
    let mut names = text
        .lines()
        .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    names.next().map(str::to_owned)
}

/// What an output folder is before a run.
#[derive(PartialEq)]
enum Found {
    Nothing,
    Ours,
}

fn found_in(root: &Path) -> Result<Found, OutputError> {
    let mut entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(OutputError::NotAFolder(root.into()));
        }
        Err(error) => return Err(OutputError::io("read", root)(error)),
    };
    // A repository that was only just begun holds nothing of anyone's; nor does a run that was killed
    // before it changed anything.
    let is_nothing = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| {
            [".git", stage::WITHIN]
                .iter()
                .any(|name| entry.file_name() == *name)
        })
    };
    if entries.all(is_nothing) {
        return Ok(Found::Nothing);
    }
    let manifest = root.join("Cargo.toml");
    match metadata(&manifest)? {
        Some(metadata) if metadata.is_symlink() => Err(OutputError::Link(manifest)),
        Some(metadata) if metadata.is_file() && is_marked(&manifest)? => Ok(Found::Ours),
        _ => Err(OutputError::NotOurs(root.into())),
    }
}

/// Allows what means the same file on every system: parts between `/` that are plain names.
fn refuse_leaving(path: &str) -> Result<(), OutputError> {
    let is_plain =
        |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    if path.split('/').all(is_plain) {
        Ok(())
    } else {
        Err(OutputError::PathLeaves(path.to_owned()))
    }
}

/// Refuses a folder on the way to `path` that is a link or no folder; `folders` are the ones already seen.
fn refuse_obstacles(
    root: &Path,
    path: &str,
    folders: &mut BTreeSet<PathBuf>,
) -> Result<(), OutputError> {
    let mut folder = root.to_path_buf();
    let Some((parents, _)) = path.rsplit_once('/') else {
        return Ok(());
    };
    for part in parents.split('/') {
        folder.push(part);
        if !folders.insert(folder.clone()) {
            continue;
        }
        match metadata(&folder)? {
            None => return Ok(()),
            Some(metadata) if metadata.is_symlink() => return Err(OutputError::Link(folder)),
            Some(metadata) if !metadata.is_dir() => return Err(OutputError::NotAFolder(folder)),
            Some(_) => {}
        }
    }
    Ok(())
}

/// Collects the files below `folder` (`""` or ending in `/`) that are ours and not in `files`.
///
/// Links are neither followed nor removed. Hidden folders and `target` hold nothing of ours,
/// and can be very large.
fn orphans(
    root: &Path,
    folder: &str,
    files: &BTreeMap<String, String>,
    found: &mut Vec<String>,
) -> Result<(), OutputError> {
    let directory = root.join(folder);
    for entry in fs::read_dir(&directory).map_err(OutputError::io("read", &directory))? {
        let entry = entry.map_err(OutputError::io("read", &directory))?;
        // A name that is not UTF-8 is not one that castiron gave.
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = format!("{folder}{name}");
        let kind = entry
            .file_type()
            .map_err(OutputError::io("read", entry.path()))?;
        if kind.is_dir() && !name.starts_with('.') && path != "target" {
            orphans(root, &format!("{path}/"), files, found)?;
        } else if kind.is_file()
            && !files.contains_key(&path)
            && (path.starts_with(RUNTIME) || is_marked(&entry.path())?)
        {
            found.push(path);
        }
    }
    Ok(())
}

/// Whether the first line of a file carries the marker.
fn is_marked(file: &Path) -> Result<bool, OutputError> {
    // A first line of ours is far shorter than this.
    const LONGEST: u64 = 1024;
    let mut start = Vec::new();
    File::open(file)
        .and_then(|opened| opened.take(LONGEST).read_to_end(&mut start))
        .map_err(OutputError::io("read", file))?;
    let first_line = start
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    Ok(String::from_utf8_lossy(first_line).contains(MARKER))
}

fn has_bytes(file: &Path, metadata: &Metadata, contents: &str) -> Result<bool, OutputError> {
    if metadata.len() != contents.len() as u64 {
        return Ok(false);
    }
    let bytes = fs::read(file).map_err(OutputError::io("read", file))?;
    Ok(bytes == contents.as_bytes())
}

/// The metadata of a path itself, not of what it may link to; `None` when nothing is there.
fn metadata(path: &Path) -> Result<Option<Metadata>, OutputError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        // Below a file there is nothing either; the file itself is reported as an obstacle.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(OutputError::io("read", path)(error)),
    }
}
