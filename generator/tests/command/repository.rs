//! This repository, copied: what is committed is what the command writes, wherever it runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::TempDir;

use crate::{castiron, command};

/// A copy of `castiron.toml`, the specs that it names, and the crate.
fn copy() -> TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for part in ["castiron.toml", "specs", "generated"] {
        copy_into(&root.join(part), &folder.path().join(part));
    }
    folder
}

fn copy_into(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy_into(&entry.path(), &to.join(entry.file_name()));
    }
}

/// Every file below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The time at which each file was last written.
fn written_at(folder: &Path) -> Vec<(PathBuf, SystemTime)> {
    let time = |path: PathBuf| {
        let time = path.metadata().unwrap().modified().unwrap();
        (path, time)
    };
    files(folder).into_iter().map(time).collect()
}

/// The text of each file, by its path in the folder.
fn contents(folder: &Path) -> Vec<(PathBuf, String)> {
    let text = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        (path.strip_prefix(folder).unwrap().to_path_buf(), text)
    };
    files(folder).into_iter().map(text).collect()
}

const NONE: Vec<&Path> = Vec::new();

/// The files of which the two lists say different things, and no word of what that is: it may be long.
fn differing<'a, T: PartialEq>(
    before: &'a [(PathBuf, T)],
    after: &'a [(PathBuf, T)],
) -> Vec<&'a Path> {
    let lost = before.iter().filter(|file| !after.contains(file));
    let gained = after.iter().filter(|file| !before.contains(file));
    lost.chain(gained).map(|(path, _)| path.as_path()).collect()
}

fn status(folder: &Path, arguments: &[&str]) -> Option<i32> {
    castiron(folder, arguments).status.code()
}

/// The lines in which `check` names files, once it has refused.
fn drift(folder: &Path) -> Vec<String> {
    let output = castiron(folder, &["check"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    let kinds = ["changed ", "missing ", "orphaned "];
    text.lines()
        .filter(|line| kinds.iter().any(|kind| line.starts_with(kind)))
        .map(str::to_owned)
        .collect()
}

#[test]
fn is_up_to_date_in_any_folder() {
    let folder = copy();
    assert_eq!(status(folder.path(), &["check"]), Some(0));
    // A run begins where the user stands; the files do not say where that was.
    let below = folder.path().join("specs/payrix");
    assert_eq!(status(&below, &["check"]), Some(0));
}

#[test]
fn is_up_to_date_with_any_number_of_threads() {
    let folder = copy();
    for threads in ["1", "8"] {
        let mut check = command(folder.path(), &["check"]);
        let output = check.env("RAYON_NUM_THREADS", threads).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{threads} threads");
    }
}

#[test]
fn second_run_writes_nothing() {
    let folder = copy();
    let generated = folder.path().join("generated");
    let before = written_at(&generated);
    assert_eq!(status(folder.path(), &["generate"]), Some(0));
    assert_eq!(differing(&before, &written_at(&generated)), NONE);
}

#[test]
fn crate_written_anew_is_the_committed_one() {
    let folder = copy();
    let generated = folder.path().join("generated");
    let committed = folder.path().join("committed");
    fs::rename(&generated, &committed).unwrap();
    assert_eq!(status(folder.path(), &["generate"]), Some(0));
    assert_eq!(
        differing(&contents(&committed), &contents(&generated)),
        NONE
    );
}

#[test]
fn one_changed_byte_is_drift() {
    let folder = copy();
    let file = folder.path().join("generated/src/payrix/models/frozen.rs");
    let mut bytes = fs::read(&file).unwrap();
    *bytes.last_mut().unwrap() = b' ';
    fs::write(&file, bytes).unwrap();
    assert_eq!(
        drift(folder.path()),
        ["changed generated/src/payrix/models/frozen.rs"]
    );
}

#[test]
fn one_changed_line_of_a_spec_is_drift() {
    let folder = copy();
    let spec = folder.path().join("specs/bokamera/openapi.yaml");
    let text = fs::read_to_string(&spec).unwrap();
    let version = text
        .lines()
        .find(|line| line.starts_with("  version: "))
        .unwrap();
    fs::write(&spec, text.replacen(version, "  version: '9'", 1)).unwrap();
    assert_eq!(
        drift(folder.path()),
        ["changed generated/src/bokamera/mod.rs"]
    );
}
