//! [`OpenBody`]: a body that is being read, chunk by chunk.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker, ready};
use std::thread::Thread;
use std::time::Instant;

use bytes::{Buf, Bytes};

use super::error::BodyError;
use super::segment::Segment;

/// A body that is being read.
///
/// Async transports ask for chunks, blocking ones use [`Read`].
pub struct OpenBody {
    length: Option<u64>,
    /// What is left, the next at the end.
    segments: Vec<Segment>,
    /// What [`Read`] had no room for.
    unread: Bytes,
    /// Until when [`Read`] waits for a stream.
    deadline: Option<Instant>,
}

impl OpenBody {
    pub(super) fn new(mut segments: Vec<Segment>) -> Self {
        let length = segments
            .iter()
            .try_fold(0_u64, |sum, segment| sum.checked_add(segment.length()?));
        segments.reverse();
        Self {
            length,
            segments,
            unread: Bytes::new(),
            deadline: None,
        }
    }

    /// How many bytes there are from the start to the end, if that is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Has [`Read`] wait no longer than that for a stream; it fails with
    /// [`TimedOut`](io::ErrorKind::TimedOut) then.
    #[must_use]
    pub fn until(mut self, deadline: Option<Instant>) -> Self {
        self.deadline = deadline;
        self
    }

    /// The next chunk, which is not empty, or `None` at the end.
    ///
    /// # Errors
    ///
    /// What the body is read from fails, or has another length than it was said to have. The
    /// request must then be given up in a way that the server cannot take it for complete.
    pub fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BodyError>>> {
        while let Some(segment) = self.segments.last_mut() {
            match ready!(segment.poll_chunk(context)) {
                Some(Ok(chunk)) => return Poll::Ready(Some(Ok(chunk))),
                Some(Err(error)) => {
                    self.segments.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.segments.pop(),
            };
        }
        Poll::Ready(None)
    }
}

/// Blocks the thread where a stream has nothing yet.
impl Read for OpenBody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.unread.is_empty() {
            let next = self.wait()?.transpose().map_err(io::Error::other)?;
            self.unread = next.unwrap_or_default();
        }
        let length = self.unread.len().min(buffer.len());
        let (filled, _) = buffer.split_at_mut(length);
        self.unread.copy_to_slice(filled);
        Ok(length)
    }
}

impl OpenBody {
    fn wait(&mut self) -> io::Result<Option<Result<Bytes, BodyError>>> {
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            if let Poll::Ready(next) = self.poll_chunk(&mut context) {
                return Ok(next);
            }
            match self.deadline {
                None => std::thread::park(),
                Some(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                    std::thread::park_timeout(left);
                }
            }
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

impl fmt::Debug for OpenBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OpenBody")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
