//! The files of the workspace.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("the package is a folder of the workspace")
        .to_path_buf()
}

/// The target folder that this program was compiled into, which has most dependencies already.
///
/// # Errors
///
/// The program is in no target folder.
pub fn target() -> io::Result<PathBuf> {
    let program = env::current_exe()?;
    let target = program.ancestors().nth(2).map(Path::to_path_buf);
    target.ok_or_else(|| io::Error::other("this program is in no target folder"))
}

/// Makes the folder of the workspace the current one, as the command does.
///
/// Findings and emitted files name a spec by the path that it was read by.
pub fn enter() {
    let root = root();
    if let Err(error) = env::set_current_dir(&root) {
        panic!("cannot work in `{}`: {error}", root.display());
    }
}

/// The path of a file from the root of the workspace.
pub fn relative(path: &Path) -> String {
    let root = root().canonicalize().expect("the workspace is there");
    let path = path.strip_prefix(&root).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// The text of a file, by its path from the root of the workspace.
pub fn text(path: &str) -> String {
    match fs::read_to_string(root().join(path)) {
        Ok(text) => text,
        Err(error) => panic!("cannot read `{path}`: {error}"),
    }
}

/// Holds a page that is made of a table against what the table says, or writes it if `CASTIRON_WRITE` is
/// set; `test` is the target that holds it.
pub fn page(path: &str, says: &str, test: &str) {
    let file = root().join(path);
    if env::var_os("CASTIRON_WRITE").is_some() {
        return fs::write(file, says).expect("the page can be written");
    }
    assert!(
        fs::read_to_string(file).is_ok_and(|written| written == says),
        "`{path}` is not up to date: CASTIRON_WRITE=1 cargo test -p castiron-tests --test {test}"
    );
}

/// The files below a folder of the workspace, in order, by their paths from that folder.
///
/// Hidden folders and `target` are passed over.
pub fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(&root().join(folder), "", &mut found);
    found.sort();
    found
}

/// Those files of [`files`] that are Rust.
pub fn rust_files(folder: &str) -> Vec<String> {
    let mut files = files(folder);
    files.retain(|path| path.ends_with(".rs"));
    files
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => panic!("cannot read `{}`: {error}", folder.display()),
    };
    for entry in entries {
        let path = entry.expect("a folder can be read to its end").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("names of files are UTF-8");
        if !path.is_dir() {
            found.push(format!("{prefix}{name}"));
        } else if !name.starts_with('.') && name != "target" {
            collect(&path, &format!("{prefix}{name}/"), found);
        }
    }
}
