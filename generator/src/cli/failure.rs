//! Why a run ends without its result, and the exit status that says so.

use std::io;

use castiron::config::ConfigError;
use castiron::output::{FormatError, OutputError};

/// Why a run ends without its result.
pub(super) enum Failure {
    /// The reason stands on the console already: findings about a spec, or drift.
    Told,
    /// Something outside the specs is wrong.
    Fault(Fault),
    /// The command line asks for something that does not exist.
    CommandLine(Fault),
    /// Whoever read standard output has gone away, or the disk behind it is full.
    Output(io::Error),
}

/// A fact, its place if it has one, and the way out.
#[derive(Default)]
pub(super) struct Fault {
    pub(super) message: String,
    /// File, line and column, the latter two from 1.
    pub(super) place: Option<(String, usize, usize)>,
    pub(super) help: Option<String>,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            place: None,
            help: Some(help.into()),
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let ConfigError {
            file,
            place,
            message,
            help,
        } = error;
        Self::Fault(Fault {
            message,
            place: place.map(|(line, column)| (file, line, column)),
            help,
        })
    }
}

impl From<FormatError> for Failure {
    fn from(error: FormatError) -> Self {
        let message = format!(
            "castiron made Rust that does not parse: {}: `{}`",
            error.message, error.excerpt
        );
        Self::Fault(Fault {
            message,
            place: Some((error.file, error.line, error.column)),
            help: Some(
                "this is a fault of castiron, please report it with the spec; nothing was written"
                    .to_owned(),
            ),
        })
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        let help = error.help().map(str::to_owned);
        Self::Fault(Fault {
            message: error.to_string(),
            place: None,
            help,
        })
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
