//! Why an output folder cannot be compared or written.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why an output folder cannot be compared or written.
///
/// All but a failing disk are found before the first byte is written.
#[derive(Debug)]
pub enum OutputError {
    /// The folder holds files, and its `Cargo.toml` does not say that castiron wrote it.
    NotOurs(PathBuf),
    /// A path of the tree would lead out of the output folder, or means different things on different systems.
    PathLeaves(String),
    /// A symbolic link stands where a file or folder would be written.
    Link(PathBuf),
    /// Something else stands where a folder is needed.
    NotAFolder(PathBuf),
    /// Something else stands where a file is needed.
    NotAFile(PathBuf),
    /// The operating system refused.
    Io {
        /// What was tried, as in "cannot `read`".
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// The reason the system gave.
        reason: io::Error,
    },
}

impl OutputError {
    /// Names what was tried on `path` when the system refused.
    pub(super) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |reason| Self::Io {
            action,
            path,
            reason,
        }
    }

    /// What the user can do about it.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::NotOurs(_) => {
                Some("choose an empty folder, or empty this one if nothing in it is needed")
            }
            Self::PathLeaves(_) => Some("this is a fault of castiron, please report it"),
            Self::Link(_) => {
                Some("castiron does not write through links; replace it by a real file or folder")
            }
            Self::NotAFolder(_) | Self::NotAFile(_) => Some("move it out of the output folder"),
            Self::Io { .. } => None,
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOurs(path) => write!(
                formatter,
                "`{}` is not empty, and castiron did not write it: it has no `Cargo.toml` with the line `{}`",
                path.display(),
                super::MARKER
            ),
            Self::PathLeaves(path) => write!(
                formatter,
                "the path `{}` leaves the output folder",
                path.escape_debug()
            ),
            Self::Link(path) => write!(formatter, "`{}` is a symbolic link", path.display()),
            Self::NotAFolder(path) => write!(
                formatter,
                "`{}` is in the place of a folder",
                path.display()
            ),
            Self::NotAFile(path) => {
                write!(formatter, "`{}` is in the place of a file", path.display())
            }
            Self::Io {
                action,
                path,
                reason,
            } => write!(formatter, "cannot {action} `{}`: {reason}", path.display()),
        }
    }
}

impl Error for OutputError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { reason, .. } => Some(reason),
            Self::NotOurs(_)
            | Self::PathLeaves(_)
            | Self::Link(_)
            | Self::NotAFolder(_)
            | Self::NotAFile(_) => None,
        }
    }
}
