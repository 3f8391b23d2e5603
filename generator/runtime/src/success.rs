//! [`Streaming`] and [`Success`]: how the body of a success becomes the result of an operation.

use std::fmt;

use http::StatusCode;

use super::answer::media_type;
use super::incoming::Incoming;
use super::{DecodeError, Decoder, Download, Events, HttpResponse, Lines, Received, decode};

/// How the body of a success becomes the result.
pub(super) enum Success<T> {
    /// By reading all of it.
    Whole(Decoder<T>),
    /// By handing it out while it arrives.
    Streamed(Streaming<T>),
}

/// How the body of a success is handed out while it arrives.
pub struct Streaming<T> {
    streamed: Streamed,
    open: Opener<T>,
}

/// Makes a result of a body that is still to be read.
type Opener<T> = Box<dyn Fn(Incoming) -> T + Send + Sync>;

impl Streaming<Download> {
    /// As bytes.
    pub fn download() -> Self {
        Self {
            streamed: Streamed::any(),
            open: Box::new(Download::new),
        }
    }
}

impl<T: 'static> Streaming<Lines<T>> {
    /// As JSON texts, one on each line, each of which `line` reads.
    pub fn lines(line: Decoder<T>) -> Self {
        Self {
            streamed: Streamed::any(),
            open: Box::new(move |incoming| Lines::of_lines(incoming, line)),
        }
    }

    /// As a JSON text sequence (RFC 7464), whose texts `record` reads.
    pub fn records(record: Decoder<T>) -> Self {
        Self {
            streamed: Streamed::any(),
            open: Box::new(move |incoming| Lines::of_records(incoming, record)),
        }
    }
}

impl<T: 'static> Streaming<Events<T>> {
    /// As server-sent events, whose data `data` reads. A body of another media type is an error.
    pub fn events(data: Decoder<T>) -> Self {
        Self {
            streamed: Streamed::only("text/event-stream"),
            open: Box::new(move |incoming| Events::new(incoming, data)),
        }
    }
}

/// Shows what the body has to be.
impl<T> fmt::Debug for Streaming<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Streaming")
            .field("only", &self.streamed.only)
            .finish_non_exhaustive()
    }
}

/// Which bodies are handed out while they arrive.
#[derive(Debug, Clone, Copy)]
pub(super) struct Streamed {
    /// The only media type whose bodies are; others are read as a whole, for the error.
    only: Option<&'static str>,
}

impl Streamed {
    /// Bodies of every media type.
    fn any() -> Self {
        Self { only: None }
    }

    /// Bodies of one media type; others are an error.
    fn only(media_type: &'static str) -> Self {
        Self {
            only: Some(media_type),
        }
    }

    /// Whether the body of a response is to be left on its way.
    pub(super) fn fits(self, response: &HttpResponse) -> bool {
        let media_type = media_type(&response.headers);
        response.status.is_success()
            && self.only.is_none_or(|only| {
                media_type.is_some_and(|media_type| media_type.eq_ignore_ascii_case(only))
                    || response.status == StatusCode::NO_CONTENT
            })
    }
}

impl<T> Success<T> {
    /// Which bodies are handed out while they arrive, if any.
    pub(super) fn streamed(&self) -> Option<Streamed> {
        match self {
            Self::Whole(_) => None,
            Self::Streamed(streaming) => Some(streaming.streamed),
        }
    }

    pub(super) fn read(
        &self,
        received: &Received,
        incoming: Option<Incoming>,
    ) -> Result<T, DecodeError> {
        match (self, incoming) {
            (Self::Whole(decode), _) => decode(received),
            (Self::Streamed(streaming), Some(incoming)) => Ok((streaming.open)(incoming)),
            (Self::Streamed(streaming), None) => Err(DecodeError::other(format!(
                "expected `{}`, got {}",
                streaming.streamed.only.unwrap_or("*/*"),
                decode::unexpected(received)
            ))),
        }
    }
}
