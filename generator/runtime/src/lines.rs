//! [`Lines`]: a body of JSON texts that are handed out as they arrive.

mod records;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use self::records::RecordFrames;
use super::framed::{Framed, Frames, ItemDecoder, TooLong};
use super::incoming::Incoming;
use super::{Decoder, Error, ErrorKind};

/// A body of JSON texts, one on each line, that are handed out as they arrive.
///
/// So are `application/jsonl`, `application/x-ndjson` and `application/stream+json` read: blank lines
/// are skipped, and the last line needs no end. In `application/json-seq` (RFC 7464) each text begins
/// with the record separator instead, and may have several lines.
///
/// The body is there as soon as the status and headers are. [`Config::total_timeout`] and the attempts
/// of the call end with them; [`Config::idle_timeout`] bounds each wait for more, and [`Lines::within`]
/// all that is to come. No text may be larger than [`Config::body_limit`]; so much is kept at most,
/// and what the transport hands over at once.
///
/// A text that does not read as documented is an error in its place, and the next may be read after
/// it. All other errors are the last: a connection that breaks, or a body that is shorter than
/// announced, is never taken for the end. Dropping it closes the connection.
///
/// [`Config::total_timeout`]: super::Config::total_timeout
/// [`Config::idle_timeout`]: super::Config::idle_timeout
/// [`Config::body_limit`]: super::Config::body_limit
pub struct Lines<T> {
    framed: Framed<Framing>,
    decoder: ItemDecoder<T>,
}

/// How the texts are told apart.
enum Framing {
    Lines(LineFrames),
    Records(RecordFrames),
}

/// A text, or why it cannot be one.
type Text = Result<Bytes, &'static str>;

impl<T> Lines<T> {
    pub(super) fn of_lines(incoming: Incoming, decode: Decoder<T>) -> Self {
        let make = |limit| Framing::Lines(LineFrames::new(limit));
        Self::new(incoming, decode, make)
    }

    pub(super) fn of_records(incoming: Incoming, decode: Decoder<T>) -> Self {
        let make = |limit| Framing::Records(RecordFrames::new(limit));
        Self::new(incoming, decode, make)
    }

    fn new(incoming: Incoming, decode: Decoder<T>, make: impl FnOnce(usize) -> Framing) -> Self {
        Self {
            decoder: ItemDecoder::new(&incoming, decode),
            framed: Framed::new(incoming, make),
        }
    }

    /// Bounds the time for all that is still to come, which is not bounded otherwise.
    pub fn within(&mut self, time: Duration) {
        self.framed.incoming().within(time);
    }

    /// The next value; `None` when all of the body was there.
    ///
    /// Dropping the future before it is ready loses nothing.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Waits for the next value on this thread.
    #[cfg(feature = "blocking")]
    pub fn next_blocking(&mut self) -> Option<Result<T, Error>> {
        super::blocking::wait(Box::pin(poll_fn(|context| self.poll(context))))
    }

    /// The values that are still to come, each of which is waited for on this thread.
    #[cfg(feature = "blocking")]
    pub fn iter_blocking(&mut self) -> impl Iterator<Item = Result<T, Error>> {
        std::iter::from_fn(|| self.next_blocking())
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        let Some(text) = ready!(self.framed.poll(context)) else {
            return Poll::Ready(None);
        };
        let incoming = self.framed.incoming();
        Poll::Ready(Some(match text {
            Ok(Ok(text)) => self.decoder.decode(incoming, text),
            Ok(Err(reason)) => {
                Err(incoming
                    .answer()
                    .error(ErrorKind::Decode, reason.to_owned(), None::<Error>))
            }
            Err(error) => Err(error),
        }))
    }
}

impl<T> Stream for Lines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

/// Shows how much has arrived.
impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Lines").field(&self.framed).finish()
    }
}

impl Frames for Framing {
    type Frame = Text;

    fn push(&mut self, bytes: &[u8]) {
        match self {
            Self::Lines(lines) => lines.buffer.extend_from_slice(bytes),
            Self::Records(records) => records.push(bytes),
        }
    }

    fn next(&mut self, ended: bool) -> Result<Option<Text>, TooLong> {
        match self {
            Self::Lines(lines) => lines.next(ended).map(|line| line.map(Ok)),
            Self::Records(records) => records.next(ended),
        }
    }
}

/// Finds the lines that are not blank.
struct LineFrames {
    buffer: BytesMut,
    /// How many bytes of the buffer hold no end of a line.
    searched: usize,
    limit: usize,
}

impl LineFrames {
    fn new(limit: usize) -> Self {
        Self {
            buffer: BytesMut::new(),
            searched: 0,
            limit,
        }
    }

    fn next(&mut self, ended: bool) -> Result<Option<Bytes>, TooLong> {
        loop {
            let rest = self.buffer.get(self.searched..).unwrap_or_default();
            let end = rest.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(self.buffer.len(), |end| self.searched + end);
            if length > self.limit {
                return Err(TooLong);
            }
            self.searched = length;
            if end.is_none() && !ended {
                return Ok(None);
            }
            let line = self.buffer.split_to(length);
            let _ = self.buffer.split_to(usize::from(end.is_some()));
            self.searched = 0;
            match line.trim_ascii().is_empty() {
                false => return Ok(Some(line.freeze())),
                true if end.is_none() => return Ok(None),
                true => {}
            }
        }
    }
}
