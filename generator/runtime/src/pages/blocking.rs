//! [`BlockingPages`] and [`BlockingItems`]: a list in pages, for callers who wait on their thread.

use std::fmt;
use std::vec::IntoIter;

use super::super::success::Success;
use super::super::transports::Mode;
use super::super::{Error, Response};
use super::{Items, Pages};

/// The pages of a list, fetched one after the other, each when it is asked for; like [`Pages`],
/// but an iterator whose thread waits for each page.
#[must_use = "no page is fetched until it is asked for"]
pub struct BlockingPages<P, I, E> {
    pages: Pages<P, I, E>,
}

/// The entries of a list, whose pages are fetched as they are needed; like [`Items`], but an
/// iterator whose thread waits for each page.
#[must_use = "no page is fetched until an item is asked for"]
pub struct BlockingItems<P, I, E> {
    pages: BlockingPages<P, I, E>,
    ready: IntoIter<I>,
}

impl<P, I, E> Pages<P, I, E> {
    /// The same pages, for a thread that waits for each. A page on its way is given up.
    pub fn blocking(mut self) -> BlockingPages<P, I, E> {
        self.pending = None;
        BlockingPages { pages: self }
    }
}

impl<P, I, E> Items<P, I, E> {
    /// The same entries, for a thread that waits for each page. A page on its way is given up.
    pub fn blocking(self) -> BlockingItems<P, I, E> {
        BlockingItems {
            pages: self.pages.blocking(),
            ready: self.ready,
        }
    }
}

impl<P, I, E> BlockingPages<P, I, E> {
    /// How many pages may be fetched before one more is an error: 10,000 unless set.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// Takes the list up again after an error, at the page that failed; does nothing otherwise.
    pub fn resume(&mut self) {
        self.pages.resume();
    }
}

impl<P, I, E> BlockingItems<P, I, E> {
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
}

/// Ends behind the last page, and behind an error.
impl<P, I, E> Iterator for BlockingPages<P, I, E> {
    type Item = Result<Response<P>, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let pages = &mut self.pages;
        let parts = match pages.ask()? {
            Ok(parts) => parts,
            Err(error) => return Some(Err(error)),
        };
        let page = parts.pending(Mode::Blocking, Success::Whole(pages.success), pages.failure);
        Some(pages.arrived(page.wait_completed()))
    }
}

/// Ends behind the last entry, and behind an error.
impl<P, I, E> Iterator for BlockingItems<P, I, E> {
    type Item = Result<I, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.ready = self.pages.pages.take(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// Shows the operation only.
impl<P, I, E> fmt::Debug for BlockingPages<P, I, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BlockingPages")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

/// Shows the operation only.
impl<P, I, E> fmt::Debug for BlockingItems<P, I, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("BlockingItems")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
