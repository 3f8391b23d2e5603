//! [`Items`]: the entries of all pages of a list, one by one.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec::IntoIter;

use futures_core::Stream;

use super::super::Error;
use super::Pages;

/// The entries of a list, whose pages are fetched as they are needed; see [`Pages`].
///
/// What else a page says is not seen here; so a page that lacks its list is an error, and one that
/// reports errors where the API's description says that it may. Its body is on the [`Error`].
#[must_use = "no page is fetched until an item is asked for"]
pub struct Items<P, I, E> {
    pub(super) pages: Pages<P, I, E>,
    pub(super) ready: IntoIter<I>,
}

impl<P, I, E> Items<P, I, E> {
    pub(super) fn new(pages: Pages<P, I, E>) -> Self {
        Self {
            pages,
            ready: Vec::new().into_iter(),
        }
    }

    /// How many pages may be fetched before one more is an error: 10,000 unless set.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// Takes the list up again after an error, at the page that failed; does nothing otherwise.
    ///
    /// No item comes twice: those of the pages before have been handed out.
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    /// The next entry, or `None` after the last one and after an error.
    ///
    /// Dropping the future loses nothing: the page is still on its way for the next call.
    ///
    /// # Errors
    ///
    /// Those of [`Pages::next`], a page without its list of items, and one that reports errors.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<P, I, E> Stream for Items<P, I, E> {
    type Item = Result<I, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.ready = self.pages.take(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Nothing in it is ever pinned.
impl<P, I, E> Unpin for Items<P, I, E> {}

/// Shows the operation only.
impl<P, I, E> fmt::Debug for Items<P, I, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
