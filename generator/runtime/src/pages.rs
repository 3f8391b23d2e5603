//! [`Pages`]: a list that comes in pages, each of them a call of its own.

#[cfg(feature = "blocking")]
mod blocking;
mod course;
mod follow;
mod items;
mod link;
mod link_header;
mod paging;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

#[cfg(feature = "blocking")]
pub use self::blocking::{BlockingItems, BlockingPages};
use self::course::{Course, Page};
pub use self::items::Items;
pub use self::paging::{Next, Paging};
use super::{
    Completed, Decoder, Effect, Error, ErrorKind, Pending, Received, Report, RequestParts, Response,
};

/// The pages of a list, fetched one after the other, each when it is asked for.
///
/// Every page is a call of its own, with the client's time-outs, repeats and credentials. It is a
/// [`Stream`], and has [`next`](Pages::next) for those who need no more than that. Dropping it
/// gives up the page on its way and asks for no other.
///
/// An error ends the stream; [`resume`](Pages::resume) takes it up again at the page that failed.
/// These are errors too, of [`ErrorKind::Pagination`], because the rest of a list that ends early
/// or never would be lost without a word: a cursor, link or page that comes again, a link that
/// leads to another origin, and more pages than [`max_pages`](Pages::max_pages) allows.
#[must_use = "no page is fetched until it is asked for"]
pub struct Pages<P, I, E> {
    parts: Box<RequestParts>,
    success: Decoder<P>,
    failure: Decoder<E>,
    paging: Paging<P, I>,
    course: Course,
    pending: Option<Pending<P, E>>,
    stopped: bool,
    needs_items: bool,
}

impl<P, I, E> Pages<P, I, E> {
    fn new(
        parts: Box<RequestParts>,
        success: Decoder<P>,
        failure: Decoder<E>,
        paging: Paging<P, I>,
    ) -> Self {
        Self {
            parts,
            success,
            failure,
            course: Course::new(paging.next.parameter()),
            paging,
            pending: None,
            stopped: false,
            needs_items: false,
        }
    }

    /// How many pages may be fetched before one more is an error: 10,000 unless set.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.course.max_pages(pages);
        self
    }

    /// The entries of all pages.
    pub fn items(mut self) -> Items<P, I, E> {
        self.needs_items = true;
        Items::new(self)
    }

    /// Takes the list up again after an error, at the page that failed; does nothing otherwise.
    ///
    /// Where the error is that there is no sensible next page, it comes again.
    pub fn resume(&mut self) {
        self.stopped = false;
    }

    /// The next page, or `None` after the last one and after an error.
    ///
    /// Dropping the future loses nothing: the page is still on its way for the next call.
    ///
    /// # Errors
    ///
    /// The call for the page failed, or there is no telling which page is next
    /// ([`ErrorKind::Pagination`]).
    pub async fn next(&mut self) -> Option<Result<Response<P>, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The request for the next page.
    fn ask(&mut self) -> Option<Result<Box<RequestParts>, Error<E>>> {
        if self.stopped {
            return None;
        }
        let parts = self.course.ask(&self.parts)?;
        Some(parts.map_err(|message| {
            self.stopped = true;
            self.refusal(Effect::NotSent, message)
        }))
    }

    /// Takes in what came for that request.
    fn arrived(
        &mut self,
        outcome: Result<(P, Box<Completed>), Error<E>>,
    ) -> Result<Response<P>, Error<E>> {
        let checked =
            outcome.and_then(|(page, completed)| self.checked(page, completed.into_received()));
        self.stopped = checked.is_err();
        checked
    }

    fn checked(&mut self, mut page: P, received: Received) -> Result<Response<P>, Error<E>> {
        let items = (self.paging.items)(&mut page).map(|items| items.len());
        if self.needs_items
            && let Some(message) = self.lack(&page, items)
        {
            return Err(self.unusable(received, message.to_owned()));
        }
        let seen = Page {
            items: items.unwrap_or_default(),
            more: (self.paging.more)(&page),
            received: &received,
        };
        let next = self.paging.next.read(&page);
        match self.course.arrived(&self.parts, &seen, next) {
            Ok(()) => Ok(Response::new(page, received)),
            Err(message) => Err(self.unusable(received, message)),
        }
    }

    /// Why the items of a page are not all that it should have.
    fn lack(&self, page: &P, items: Option<usize>) -> Option<&'static str> {
        if (self.paging.errors)(page).is_some_and(|errors| errors > 0) {
            return Some("the page reports errors");
        }
        items.is_none().then_some("the page has no list of items")
    }

    /// What a page holds.
    fn take(&self, page: Response<P>) -> Vec<I> {
        let mut page = page.into_inner();
        let items = (self.paging.items)(&mut page);
        items.map(std::mem::take).unwrap_or_default()
    }

    fn refusal(&self, effect: Effect, message: String) -> Error<E> {
        Error::new(self.report(effect, message), None)
    }

    fn unusable(&self, received: Received, message: String) -> Error<E> {
        let mut report = self.report(Effect::Applied, message);
        report.status = Some(received.status);
        report.headers = Some(received.headers);
        report.body = Some(received.body);
        report.attempts = 1;
        Error::new(report, None)
    }

    fn report(&self, effect: Effect, message: String) -> Report {
        Report::new(
            self.parts.operation(),
            ErrorKind::Pagination,
            effect,
            message,
        )
    }
}

impl<P, I, E> Stream for Pages<P, I, E> {
    type Item = Result<Response<P>, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.pending.is_none() {
            let parts = match self.ask() {
                Some(Ok(parts)) => parts,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            self.pending = Some(parts.send(self.success, self.failure));
        }
        let Some(pending) = &mut self.pending else {
            return Poll::Ready(None);
        };
        let outcome = ready!(pending.poll_completed(context));
        self.pending = None;
        Poll::Ready(Some(self.arrived(outcome)))
    }
}

/// Nothing in it is ever pinned.
impl<P, I, E> Unpin for Pages<P, I, E> {}

/// Shows the operation only.
impl<P, I, E> fmt::Debug for Pages<P, I, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Pages")
            .field("request", &self.parts)
            .finish_non_exhaustive()
    }
}
