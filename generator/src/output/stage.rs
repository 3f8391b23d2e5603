//! A folder where what is new stands completely before it takes the place of what was there.

use std::fs::{self, Permissions};
use std::io;
use std::path::{Path, PathBuf};

use super::OutputError;

/// The stage within an output folder. It is on the same file system, so that files can be moved from it.
pub(super) const WITHIN: &str = ".castiron-stage";

/// A stage; it is deleted when it goes out of scope, with all that is still on it.
pub(super) struct Stage {
    folder: PathBuf,
    /// What was replaced, until the stage is deleted.
    former: PathBuf,
}

/// Deletes the stages of runs that were killed.
pub(super) fn clear(root: &Path) -> Result<(), OutputError> {
    for folder in [root.join(WITHIN), beside(root)] {
        if fs::symlink_metadata(&folder).is_ok_and(|metadata| metadata.is_dir()) {
            fs::remove_dir_all(&folder).map_err(OutputError::io("delete", &folder))?;
        }
    }
    Ok(())
}

/// Where an output folder is made that is not there yet.
fn beside(root: &Path) -> PathBuf {
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    root.with_file_name(format!("{WITHIN}-of-{name}"))
}

impl Stage {
    /// A stage that becomes the output folder itself.
    pub(super) fn beside(root: &Path) -> Result<Self, OutputError> {
        if let Some(folder) = root.parent() {
            fs::create_dir_all(folder).map_err(OutputError::io("create", folder))?;
        }
        Self::create(beside(root))
    }

    /// A stage for what is changed in an output folder that is there.
    pub(super) fn within(root: &Path) -> Result<Self, OutputError> {
        Self::create(root.join(WITHIN))
    }

    fn create(stage: PathBuf) -> Result<Self, OutputError> {
        fs::create_dir(&stage).map_err(OutputError::io("write in", &stage))?;
        Ok(Self {
            former: stage.join("former"),
            folder: stage.join("new"),
        })
    }

    /// Writes a file of the output folder.
    pub(super) fn write(&self, path: &str, contents: &str) -> Result<(), OutputError> {
        let file = self.place(path)?;
        fs::write(&file, contents).map_err(OutputError::io("write", &file))
    }

    /// Takes over a file that is right already, with its modification time.
    pub(super) fn keep(&self, path: &str, file: &Path) -> Result<(), OutputError> {
        let kept = self.place(path)?;
        // Some file systems know no second name of one file.
        fs::hard_link(file, &kept)
            .or_else(|_| copy(file, &kept))
            .map_err(OutputError::io("write", &kept))
    }

    fn place(&self, path: &str) -> Result<PathBuf, OutputError> {
        let file = self.folder.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(OutputError::io("create", folder))?;
        }
        Ok(file)
    }

    /// Makes all that is on the stage the output folder, which is not there yet.
    pub(super) fn appear(self, root: &Path) -> Result<(), OutputError> {
        fs::rename(&self.folder, root).map_err(OutputError::io("create", root))
    }

    /// Lets what is on the stage and the output folder change places, in one step.
    pub(super) fn swap(self, root: &Path, permissions: Permissions) -> io::Result<()> {
        fs::set_permissions(&self.folder, permissions)?;
        exchange(&self.folder, root)
    }

    /// Puts what is at `path` into the output folder, in one step.
    pub(super) fn put(&self, path: &str, root: &Path) -> Result<(), OutputError> {
        let (new, place) = (self.folder.join(path), root.join(path));
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(OutputError::io("create", folder))?;
        }
        let moved = if place.is_dir() {
            exchange(&new, &place).or_else(|_| {
                fs::rename(&place, &self.former)?;
                fs::rename(&new, &place)?;
                fs::remove_dir_all(&self.former)
            })
        } else {
            fs::rename(&new, &place)
        };
        moved.map_err(OutputError::io("replace", &place))
    }

    /// Takes what is at `path` out of the output folder, in one step.
    pub(super) fn take(&self, path: &str, root: &Path) -> Result<(), OutputError> {
        let place = root.join(path);
        let gone = fs::rename(&place, &self.former).and_then(|()| {
            if self.former.is_dir() {
                fs::remove_dir_all(&self.former)
            } else {
                fs::remove_file(&self.former)
            }
        });
        gone.map_err(OutputError::io("delete", &place))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be deleted now, the next run deletes or complains of.
        if let Some(stage) = self.folder.parent() {
            let _ = fs::remove_dir_all(stage);
        }
    }
}

fn copy(file: &Path, to: &Path) -> io::Result<()> {
    fs::copy(file, to)?;
    let modified = fs::metadata(file)?.modified()?;
    fs::File::options()
        .write(true)
        .open(to)?
        .set_modified(modified)
}

/// Lets two folders change places in one step; fails where the system cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    let here = rustix::fs::CWD;
    let swap = rustix::fs::RenameFlags::EXCHANGE;
    Ok(rustix::fs::renameat_with(here, one, here, other, swap)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
