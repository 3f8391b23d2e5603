//! Files that get their name only when they are complete.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::{fmt, io};

use super::super::Error;

/// Why a download was not written.
#[derive(Debug)]
#[non_exhaustive]
pub enum SaveError {
    /// The body did not come to its end.
    Download(Error),
    /// It could not be written.
    Write(io::Error),
}

impl fmt::Display for SaveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Download(error) => error.fmt(formatter),
            Self::Write(error) => write!(formatter, "the body cannot be written: {error}"),
        }
    }
}

impl std::error::Error for SaveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Download(error) => error.source(),
            Self::Write(error) => Some(error),
        }
    }
}

/// A file that is removed when it is dropped, unless it was kept.
pub(super) struct Partial {
    file: File,
    path: PathBuf,
    kept: bool,
}

impl Partial {
    /// A new file in the folder of another, where it can be renamed to it.
    pub(super) fn beside(path: &Path) -> io::Result<Self> {
        let name = path
            .file_name()
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"))?;
        let name = name.to_string_lossy();
        let path = path.with_file_name(format!(".{name}.{:016x}.part", fastrand::u64(..)));
        // Whatever is there already, a link for instance, is not written through.
        let file = File::create_new(&path)?;
        Ok(Self {
            file,
            path,
            kept: false,
        })
    }

    pub(super) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Puts the file in its place, with all that was written.
    pub(super) fn keep(mut self, path: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, path)?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.kept {
            // There is nobody to tell; what stays is hidden and is no whole file.
            let _ = fs::remove_file(&self.path);
        }
    }
}
