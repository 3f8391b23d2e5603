//! Brings an output folder up to date, and touches nothing that is already right.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;

use super::stage::{self, Stage};
use super::{Drift, OutputError, check};

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

/// What stands side by side in the output folder, and is replaced in one step.
#[derive(Default)]
struct Entry<'a> {
    /// Whether it is a folder.
    is_folder: bool,
    /// All files that belong there, by their paths in the output folder.
    files: BTreeMap<&'a str, &'a str>,
    /// Whether any of them is missing or differs.
    is_stale: bool,
    orphaned: Vec<&'a str>,
}

impl Entry<'_> {
    fn is_changed(&self) -> bool {
        self.is_stale || !self.orphaned.is_empty()
    }
}

/// Makes the folder `root` hold `files`.
///
/// Everything is completely on disk, beside its destination, before the first change, which is one step
/// for the whole folder: a run that is killed leaves all as it was, or all new. Three things take more
/// steps than one, so that such a run may have to be repeated: folders in `root` that castiron did not
/// write, which stay, such as `target` (manifest and sources are then two steps); files of others among
/// the sources (each file is one); and systems that cannot let two folders change places. What a killed
/// run left behind, the next one removes. Runs into one folder wait for each other.
///
/// Fails before it changes anything when the folder is neither empty nor ours, when a path would
/// leave it, and when a link or the wrong kind of thing is in the way.
pub fn write(root: &Path, files: &BTreeMap<String, String>) -> Result<Written, OutputError> {
    let _turn = turn(root);
    let drift = check(root, files)?;
    stage::clear(root)?;
    if !drift.is_empty() {
        change(root, files, &drift)?;
    }
    let mut written = drift.missing;
    written.extend(drift.changed);
    written.sort();
    Ok(Written {
        unchanged: files.len() - written.len(),
        written,
        removed: drift.orphaned,
    })
}

/// Waits until no other run writes beside `root`; where the system knows no locks, nobody waits.
fn turn(root: &Path) -> Option<File> {
    let mut above = root.ancestors().skip(1).map(|folder| match folder {
        folder if folder == Path::new("") => Path::new("."),
        folder => folder,
    });
    let folder = above.find_map(|folder| File::open(folder).ok())?;
    folder.lock().ok()?;
    Some(folder)
}

fn change(root: &Path, files: &BTreeMap<String, String>, drift: &Drift) -> Result<(), OutputError> {
    if !root.exists() {
        let stage = Stage::beside(root)?;
        for (path, contents) in files {
            stage.write(path, contents)?;
        }
        return stage.appear(root);
    }
    let entries = entries(files, drift);
    let changed = || entries.iter().filter(|(_, entry)| entry.is_changed());
    if changed().count() > 1 && is_swapped(root, &entries)? {
        return Ok(());
    }
    let stage = Stage::within(root)?;
    let mut changes = Vec::new();
    for (name, entry) in changed() {
        changes.push((name, entry, staged(root, &stage, name, entry)?));
    }
    // Files first, and so the manifest: a folder with it is known to be ours.
    changes.sort_by_key(|(_, entry, _)| entry.is_folder);
    for (name, entry, change) in changes {
        match change {
            Change::Whole => stage.put(name, root)?,
            Change::Gone => stage.take(name, root)?,
            Change::OneByOne(stale) => {
                for path in stale {
                    stage.put(path, root)?;
                }
                remove(root, &entry.orphaned)?;
            }
        }
    }
    Ok(())
}

/// The files by the first step of their paths.
fn entries<'a>(
    files: &'a BTreeMap<String, String>,
    drift: &'a Drift,
) -> BTreeMap<&'a str, Entry<'a>> {
    let mut entries: BTreeMap<&str, Entry<'_>> = BTreeMap::new();
    let first = |path: &'a str| {
        path.split_once('/')
            .map_or((path, false), |(first, _)| (first, true))
    };
    for (path, contents) in files {
        let (name, is_folder) = first(path);
        let entry = entries.entry(name).or_default();
        entry.is_folder = is_folder;
        entry.files.insert(path, contents);
    }
    for path in drift.missing.iter().chain(&drift.changed) {
        entries.entry(first(path).0).or_default().is_stale = true;
    }
    for path in &drift.orphaned {
        let (name, is_folder) = first(path);
        let entry = entries.entry(name).or_default();
        entry.is_folder |= is_folder;
        entry.orphaned.push(path);
    }
    entries
}

/// Whether the whole folder could be made anew, and take the place of the one that is there.
fn is_swapped(root: &Path, entries: &BTreeMap<&str, Entry<'_>>) -> Result<bool, OutputError> {
    let metadata = fs::symlink_metadata(root).map_err(OutputError::io("read", root))?;
    let Some(others) = others(root, entries)?.filter(|_| metadata.is_dir()) else {
        return Ok(false);
    };
    // There may be no room beside a folder that another file system is put into.
    let Ok(stage) = Stage::beside(root) else {
        return Ok(false);
    };
    for (name, entry) in entries {
        staged(root, &stage, name, entry)?;
    }
    for name in others {
        stage.keep(&name, &root.join(&name))?;
    }
    Ok(stage.swap(root, metadata.permissions()).is_ok())
}

/// The files beside the manifest that castiron did not write; `None` if there is more of others, which
/// cannot be in two places at once.
fn others(
    root: &Path,
    entries: &BTreeMap<&str, Entry<'_>>,
) -> Result<Option<Vec<String>>, OutputError> {
    let mut others = Vec::new();
    for found in fs::read_dir(root).map_err(OutputError::io("read", root))? {
        let found = found.map_err(OutputError::io("read", root))?;
        let Ok(name) = found.file_name().into_string() else {
            return Ok(None);
        };
        let is_known = match entries.get(name.as_str()) {
            Some(entry) => is_ours(root, &name, entry)?,
            None => false,
        };
        if is_known {
            continue;
        }
        if !found.file_type().is_ok_and(|kind| kind.is_file()) {
            return Ok(None);
        }
        others.push(name);
    }
    Ok(Some(others))
}

/// How an entry is changed.
enum Change<'a> {
    /// It is replaced by what is staged.
    Whole,
    /// Nothing of it is left.
    Gone,
    /// These files of it are replaced, and others deleted.
    OneByOne(Vec<&'a str>),
}

fn staged<'a>(
    root: &Path,
    stage: &Stage,
    name: &str,
    entry: &Entry<'a>,
) -> Result<Change<'a>, OutputError> {
    if entry.files.is_empty() && is_ours(root, name, entry)? {
        return Ok(Change::Gone);
    }
    let is_whole = !entry.is_folder || is_ours(root, name, entry)?;
    let mut stale = Vec::new();
    for (path, contents) in &entry.files {
        let file = root.join(path);
        let is_right = fs::read(&file).is_ok_and(|bytes| bytes == contents.as_bytes());
        if !is_right {
            stage.write(path, contents)?;
            stale.push(*path);
        } else if is_whole {
            stage.keep(path, &file)?;
        }
    }
    Ok(if is_whole {
        Change::Whole
    } else {
        Change::OneByOne(stale)
    })
}

/// Whether there is nothing at `path` but what castiron writes or wrote.
fn is_ours(root: &Path, path: &str, entry: &Entry<'_>) -> Result<bool, OutputError> {
    let place = root.join(path);
    let Ok(metadata) = fs::symlink_metadata(&place) else {
        return Ok(true);
    };
    if !metadata.is_dir() {
        let is_known = entry.files.contains_key(path) || entry.orphaned.contains(&path);
        return Ok(metadata.is_file() && is_known);
    }
    let mut is_empty = true;
    for found in fs::read_dir(&place).map_err(OutputError::io("read", &place))? {
        let found = found.map_err(OutputError::io("read", &place))?;
        is_empty = false;
        let Ok(name) = found.file_name().into_string() else {
            return Ok(false);
        };
        if !is_ours(root, &format!("{path}/{name}"), entry)? {
            return Ok(false);
        }
    }
    Ok(!is_empty)
}

fn remove(root: &Path, orphaned: &[&str]) -> Result<(), OutputError> {
    let mut folders = BTreeSet::new();
    for path in orphaned {
        let file = root.join(path);
        fs::remove_file(&file).map_err(OutputError::io("delete", &file))?;
        let above = file.ancestors().skip(1).map(Path::to_path_buf);
        folders.extend(above.take_while(|folder| folder != root));
    }
    for folder in folders.iter().rev() {
        // A folder that still holds something refuses.
        let _ = fs::remove_dir(folder);
    }
    Ok(())
}
