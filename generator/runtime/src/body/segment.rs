//! One piece of an open body: a source of bytes, and how many it has to give.

use std::fs::File;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::Once;
use super::error::BodyError;

/// How much is read from a file or reader at once.
const CHUNK: usize = 64 * 1024;

pub(super) type BoxError = Box<dyn std::error::Error + Send + Sync>;
type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// One source of bytes, and how many it has to give.
pub(super) struct Segment {
    length: Option<u64>,
    left: Option<u64>,
    input: Input,
    /// The last chunk, until it is certain that nothing follows it.
    held: Option<Bytes>,
}

/// Where bytes come from.
pub(super) enum Input {
    Memory(Bytes),
    Reader(Box<dyn Read + Send>),
    Stream(Chunks),
    /// Taken when it is first read.
    Once(Arc<Once>),
    Ended,
}

impl Segment {
    pub(super) fn memory(bytes: Bytes) -> Self {
        let length = u64::try_from(bytes.len()).ok();
        Self::new(Input::Memory(bytes), length)
    }

    pub(super) fn file(file: File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if !metadata.is_file() {
            // A pipe or device has no length.
            return Ok(Self::new(Input::Reader(Box::new(file)), None));
        }
        let length = metadata.len();
        let input = Input::Reader(Box::new(file.take(length)));
        Ok(Self::new(input, Some(length)))
    }

    pub(super) fn once(once: Arc<Once>, length: Option<u64>) -> Self {
        Self::new(Input::Once(once), length)
    }

    fn new(input: Input, length: Option<u64>) -> Self {
        Self {
            length,
            left: length,
            input,
            held: None,
        }
    }

    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    pub(super) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            let chunk = match ready!(self.input.poll_chunk(context)) {
                Some(Ok(chunk)) if chunk.is_empty() => continue,
                Some(Ok(chunk)) => chunk,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(self.end()),
            };
            let Some(left) = self.left else {
                return Poll::Ready(Some(Ok(chunk)));
            };
            let taken = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
            match left.checked_sub(taken) {
                None => return Poll::Ready(Some(Err(BodyError::longer()))),
                Some(0) => {
                    self.left = Some(0);
                    self.held = Some(chunk);
                }
                left => {
                    self.left = left;
                    return Poll::Ready(Some(Ok(chunk)));
                }
            }
        }
    }

    fn end(&mut self) -> Option<Result<Bytes, BodyError>> {
        match (self.held.take(), self.left) {
            (Some(chunk), _) => Some(Ok(chunk)),
            (None, None | Some(0)) => None,
            (None, Some(_)) => Some(Err(BodyError::shorter())),
        }
    }
}

impl Input {
    pub(super) fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::Stream(Box::pin(Converted(Box::pin(stream))))
    }

    /// The next chunk; `None` at the end, and ever after.
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        if let Self::Once(once) = self {
            let input = once.lock().take();
            match input {
                Some(input) => *self = input,
                None => return Poll::Ready(Some(Err(BodyError::spent()))),
            }
        }
        let next = match self {
            Self::Memory(bytes) => Some(Ok(std::mem::take(bytes))).filter(is_something),
            Self::Reader(reader) => piece(reader).map_err(BoxError::from).transpose(),
            Self::Stream(stream) => ready!(stream.as_mut().poll_next(context)),
            Self::Once(_) | Self::Ended => None,
        };
        if next.is_none() {
            *self = Self::Ended;
        }
        Poll::Ready(next.map(|next| next.map_err(BodyError::broken)))
    }
}

fn is_something(chunk: &Result<Bytes, BoxError>) -> bool {
    chunk.as_ref().is_ok_and(|chunk| !chunk.is_empty())
}

/// The next piece of a reader; `None` at its end.
fn piece(reader: &mut dyn Read) -> io::Result<Option<Bytes>> {
    let mut piece = BytesMut::zeroed(CHUNK);
    loop {
        match reader.read(&mut piece) {
            Ok(0) => return Ok(None),
            Ok(length) => {
                piece.truncate(length);
                return Ok(Some(piece.freeze()));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A stream whose items are brought to one type.
struct Converted<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(next.map(|next| next.map(Into::into).map_err(Into::into)))
    }
}
