//! [`Events`]: a body of server-sent events that are handed out as they arrive.

mod fields;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use self::fields::EventFrames;
use super::framed::{Framed, ItemDecoder};
use super::incoming::Incoming;
use super::{Decoder, Error};

/// A server-sent event.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ServerEvent<T> {
    /// The type of the event; `None` is `message`.
    pub event: Option<String>,
    /// What it brings.
    pub data: T,
    /// The identifier of this event, or of the last one before it that had any.
    pub id: Option<String>,
    /// How long to wait before connecting anew, if the server says so with this event.
    pub retry: Option<Duration>,
}

/// A body of server-sent events that are handed out as they arrive (`text/event-stream`, as the HTML
/// standard of the WHATWG has it).
///
/// The body is there as soon as the status and headers are. [`Config::total_timeout`] and the attempts
/// of the call end with them; [`Config::idle_timeout`] bounds each wait for more, comments included,
/// and [`Events::within`] all that is to come. No event may be larger than [`Config::body_limit`]; so
/// much is kept at most, and what the transport hands over at once.
///
/// An event whose data does not read as documented is an error in its place, and the next may be read
/// after it. All other errors are the last: a connection that breaks is never taken for the end. At
/// the end, an event without the blank line behind it is dropped, as the standard says. Events without
/// data are none. Nothing connects anew by itself. Dropping it closes the connection.
///
/// [`Config::total_timeout`]: super::Config::total_timeout
/// [`Config::idle_timeout`]: super::Config::idle_timeout
/// [`Config::body_limit`]: super::Config::body_limit
pub struct Events<T> {
    framed: Framed<EventFrames>,
    decoder: ItemDecoder<T>,
}

impl<T> Events<T> {
    pub(super) fn new(incoming: Incoming, decode: Decoder<T>) -> Self {
        Self {
            decoder: ItemDecoder::new(&incoming, decode),
            framed: Framed::new(incoming, EventFrames::new),
        }
    }

    /// Bounds the time for all that is still to come, which is not bounded otherwise.
    pub fn within(&mut self, time: Duration) {
        self.framed.incoming().within(time);
    }

    /// The last identifier that an event had, with which an API may let one go on where a stream
    /// broke off.
    pub fn last_id(&self) -> Option<&str> {
        self.framed.frames().last_id()
    }

    /// The next event; `None` when all of the body was there.
    ///
    /// Dropping the future before it is ready loses nothing.
    pub async fn next(&mut self) -> Option<Result<ServerEvent<T>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Waits for the next event on this thread.
    #[cfg(feature = "blocking")]
    pub fn next_blocking(&mut self) -> Option<Result<ServerEvent<T>, Error>> {
        super::blocking::wait(Box::pin(poll_fn(|context| self.poll(context))))
    }

    /// The events that are still to come, each of which is waited for on this thread.
    #[cfg(feature = "blocking")]
    pub fn iter_blocking(&mut self) -> impl Iterator<Item = Result<ServerEvent<T>, Error>> {
        std::iter::from_fn(|| self.next_blocking())
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<ServerEvent<T>, Error>>> {
        let Some(event) = ready!(self.framed.poll(context)) else {
            return Poll::Ready(None);
        };
        Poll::Ready(Some(event.and_then(|event| {
            let data = self.decoder.decode(self.framed.incoming(), event.data)?;
            Ok(ServerEvent {
                event: event.event,
                data,
                id: event.id,
                retry: event.retry,
            })
        })))
    }
}

impl<T> Stream for Events<T> {
    type Item = Result<ServerEvent<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

/// Shows how much has arrived.
impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Events").field(&self.framed).finish()
    }
}
