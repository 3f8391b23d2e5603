//! Why a `castiron.toml` cannot be used.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;

/// Why a `castiron.toml`, or a command line that stands in for it, cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file as the user named it; empty when the values came from the command line.
    pub file: String,
    /// Line and column of the fault, both from 1, in characters; `None` for the file as a whole.
    pub place: Option<(usize, usize)>,
    /// The fact.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl ConfigError {
    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        let message = format!("cannot read `{}`: {error}", path.display());
        Self {
            file: super::shown(path),
            place: None,
            message,
            help: None,
        }
    }

    pub(super) fn placeless(message: String) -> Self {
        Self {
            file: String::new(),
            place: None,
            message,
            help: None,
        }
    }

    /// `start` is a byte offset into `text`.
    pub(super) fn at(file: &str, text: &str, start: usize, message: String) -> Self {
        let before = text.get(..start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().count()
            - before.get(..line_start).unwrap_or_default().chars().count()
            + 1;
        Self {
            file: file.to_owned(),
            place: Some((line, column)),
            message,
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The fact, then the place on its own line. The help is not part of it.
impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        match self.place {
            Some((line, column)) => write!(formatter, "\n  --> {}:{line}:{column}", self.file),
            None => Ok(()),
        }
    }
}

impl Error for ConfigError {}
