//! [`BodyError`]: why a body cannot be read.

use std::{fmt, io};

use super::segment::BoxError;

/// Why a body cannot be read.
///
/// Its text holds what the file, reader or stream says of its failure, and no path.
#[derive(Debug)]
pub struct BodyError {
    message: String,
    source: Option<BoxError>,
}

impl BodyError {
    pub(super) fn unopened(error: io::Error) -> Self {
        let message = format!("the file of the body cannot be opened: {error}");
        Self::new(message, Some(error.into()))
    }

    pub(super) fn spent() -> Self {
        Self::new("the body can be read only once, and was read", None)
    }

    pub(super) fn broken(error: BoxError) -> Self {
        Self::new(format!("the body cannot be read: {error}"), Some(error))
    }

    pub(super) fn shorter() -> Self {
        Self::new("the body is shorter than it was said to be", None)
    }

    pub(super) fn longer() -> Self {
        Self::new("the body is longer than it was said to be", None)
    }

    fn new(message: impl Into<String>, source: Option<BoxError>) -> Self {
        Self {
            message: message.into(),
            source,
        }
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
