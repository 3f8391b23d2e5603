//! [`Success`]: how the body of a success becomes the result of an operation.

use http::header;

use super::incoming::Incoming;
use super::{DecodeError, Decoder, HttpResponse, Received, decode};

/// How the body of a success becomes the result.
pub(super) enum Success<T> {
    /// By reading all of it.
    Whole(Decoder<T>),
    /// By handing it out while it arrives.
    Streamed(Streamed, Opener<T>),
}

/// Makes a result of a body that is still to be read.
type Opener<T> = Box<dyn Fn(Incoming) -> T + Send + Sync>;

/// Which bodies are handed out while they arrive.
#[derive(Debug, Clone, Copy)]
pub(super) struct Streamed {
    /// The only media type whose bodies are; others are read as a whole, for the error.
    only: Option<&'static str>,
}

impl Streamed {
    /// Bodies of every media type.
    pub(super) fn any() -> Self {
        Self { only: None }
    }

    /// Bodies of one media type; others are an error.
    pub(super) fn only(media_type: &'static str) -> Self {
        Self {
            only: Some(media_type),
        }
    }

    /// Whether the body of a response is to be left on its way.
    pub(super) fn fits(self, response: &HttpResponse) -> bool {
        let content_type = response.headers.get(header::CONTENT_TYPE);
        let essence = content_type
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next());
        response.status.is_success()
            && self.only.is_none_or(|only| {
                essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case(only))
                    || response.status == http::StatusCode::NO_CONTENT
            })
    }
}

impl<T> Success<T> {
    /// Which bodies are handed out while they arrive, if any.
    pub(super) fn streamed(&self) -> Option<Streamed> {
        match self {
            Self::Whole(_) => None,
            Self::Streamed(streamed, _) => Some(*streamed),
        }
    }

    pub(super) fn read(
        &self,
        received: &Received,
        incoming: Option<Incoming>,
    ) -> Result<T, DecodeError> {
        match (self, incoming) {
            (Self::Whole(decode), _) => decode(received),
            (Self::Streamed(_, open), Some(incoming)) => Ok(open(incoming)),
            (Self::Streamed(streamed, _), None) => Err(DecodeError::other(format!(
                "expected `{}`, got {}",
                streamed.only.unwrap_or("a stream"),
                decode::unexpected(received)
            ))),
        }
    }
}
