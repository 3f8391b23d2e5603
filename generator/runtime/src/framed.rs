//! [`Framed`]: the items of a body, cut out of it as it arrives.

use std::fmt;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{HeaderValue, header};

use super::incoming::Incoming;
use super::{Decoder, Error, ErrorKind, Received};

/// Finds the items in a body.
pub(super) trait Frames {
    /// What an item is before it is decoded.
    type Frame;

    /// Takes in more of the body.
    fn push(&mut self, bytes: &[u8]);

    /// The next item that is complete; of a body that has ended, also what may stand without its
    /// end.
    fn next(&mut self, ended: bool) -> Result<Option<Self::Frame>, TooLong>;
}

/// An item is longer than the limit.
#[derive(Debug)]
pub(super) struct TooLong;

/// A body and the items in it.
pub(super) struct Framed<F> {
    incoming: Incoming,
    frames: F,
    progress: Progress,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    Arriving,
    /// All of the body is there.
    Ended,
    /// There was an error, after which nothing is certain.
    Failed,
}

impl<F: Frames> Framed<F> {
    /// `make` is told how many bytes of one item may be kept.
    pub(super) fn new(incoming: Incoming, make: impl FnOnce(usize) -> F) -> Self {
        let frames = make(incoming.answer().limit);
        Self {
            incoming,
            frames,
            progress: Progress::Arriving,
        }
    }

    pub(super) fn incoming(&mut self) -> &mut Incoming {
        &mut self.incoming
    }

    pub(super) fn frames(&self) -> &F {
        &self.frames
    }

    /// The next item; `None` only when all of the body was there.
    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<F::Frame, Error>>> {
        while self.progress != Progress::Failed {
            match self.frames.next(self.progress == Progress::Ended) {
                Ok(Some(frame)) => return Poll::Ready(Some(Ok(frame))),
                Ok(None) if self.progress == Progress::Ended => return Poll::Ready(None),
                Ok(None) => {}
                Err(TooLong) => return Poll::Ready(Some(Err(self.too_long()))),
            }
            match ready!(self.incoming.poll(context)) {
                Some(Ok(chunk)) => self.frames.push(&chunk),
                None => self.progress = Progress::Ended,
                Some(Err(error)) => {
                    self.progress = Progress::Failed;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        Poll::Ready(None)
    }

    fn too_long(&mut self) -> Error {
        self.progress = Progress::Failed;
        self.incoming.close();
        let answer = self.incoming.answer();
        let message = format!(
            "an item of the stream is larger than {} bytes: raise `Config::body_limit` to accept it",
            answer.limit
        );
        answer.error(ErrorKind::TooLarge, message, None::<Error>)
    }
}

/// Shows how much has arrived.
impl<F> fmt::Debug for Framed<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.incoming.fmt(formatter)
    }
}

/// Decodes items as if each were the whole body of a response.
pub(super) struct ItemDecoder<T> {
    received: Received,
    decode: Decoder<T>,
}

impl<T> ItemDecoder<T> {
    pub(super) fn new(incoming: &Incoming, decode: Decoder<T>) -> Self {
        let mut received = incoming.answer().received.clone();
        // The media type is that of the stream; its items are in UTF-8 whatever it says.
        let json = HeaderValue::from_static("application/json");
        received.headers.insert(header::CONTENT_TYPE, json);
        Self { received, decode }
    }

    pub(super) fn decode(&mut self, incoming: &Incoming, item: Bytes) -> Result<T, Error> {
        self.received.body = item;
        let result = (self.decode)(&self.received);
        self.received.body = Bytes::new();
        result.map_err(|error| {
            let message = format!("an item of the stream: {error}");
            incoming
                .answer()
                .error(ErrorKind::Decode, message, Some(error))
        })
    }
}
