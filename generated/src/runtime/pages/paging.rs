//! [`Paging`]: what a spec says about the pages of an operation.

use super::super::{Decoder, RequestParts};
use super::Pages;

/// Where a page `P` has its items `I`, and how the next page is asked for.
#[derive(Debug)]
pub struct Paging<P, I> {
    /// The list of items; `None` where a part on the way to it is missing.
    pub items: fn(&mut P) -> Option<&mut Vec<I>>,
    /// Whether there is more, where the page says so itself.
    pub more: fn(&P) -> Option<bool>,
    /// How many errors a page reports beside its items or in place of them.
    pub errors: fn(&P) -> Option<usize>,
    /// How the next page is asked for.
    pub next: Next<P>,
}

/// How the page after a page `P` is asked for. Parameters are those of the query.
#[derive(Debug)]
pub enum Next<P> {
    /// By its number.
    Page {
        /// The parameter that takes it.
        parameter: &'static str,
        /// The number of the first page, unless the caller begins with another.
        first: u64,
        /// The number of the last page, where a page gives it.
        last: fn(&P) -> Option<i128>,
    },
    /// By the number of the items before it.
    Offset {
        /// The parameter that takes it.
        parameter: &'static str,
    },
    /// By the cursor that stands in the page; there is no more where none stands.
    Cursor {
        /// The parameter that takes it.
        parameter: &'static str,
        /// The cursor.
        cursor: fn(&P) -> Option<String>,
    },
    /// By the link that stands in the page; there is no more where none stands.
    Link(fn(&P) -> Option<String>),
    /// By the header `Link` with the relation `next` (RFC 8288).
    LinkHeader,
}

/// What a page says of the next one.
#[derive(Debug)]
pub(super) enum Said {
    /// It says how many pages there are, or nothing.
    Last(Option<i128>),
    /// It is told by the number of items.
    Offset,
    /// A cursor, if there is one.
    Cursor(Option<String>),
    /// A link, if there is one.
    Link(Option<String>),
    /// It is said in the header.
    InHeader,
}

impl<P> Next<P> {
    pub(super) fn read(&self, page: &P) -> Said {
        // An empty text is how some APIs say that there is none.
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        match self {
            Self::Page { last, .. } => Said::Last(last(page)),
            Self::Offset { .. } => Said::Offset,
            Self::Cursor { cursor, .. } => Said::Cursor(filled(cursor(page))),
            Self::Link(link) => Said::Link(filled(link(page))),
            Self::LinkHeader => Said::InHeader,
        }
    }

    /// The parameter that asks for a page, and the number to begin with where it takes one.
    pub(super) fn parameter(&self) -> Option<(&'static str, Option<u64>)> {
        match self {
            Self::Page {
                parameter, first, ..
            } => Some((parameter, Some(*first))),
            Self::Offset { parameter } => Some((parameter, Some(0))),
            Self::Cursor { parameter, .. } => Some((parameter, None)),
            Self::Link(_) | Self::LinkHeader => None,
        }
    }
}

impl RequestParts {
    /// Sends the request for page after page, each when it is asked for.
    pub fn pages<P, I, E>(
        self: Box<Self>,
        success: Decoder<P>,
        failure: Decoder<E>,
        paging: Paging<P, I>,
    ) -> Pages<P, I, E> {
        Pages::new(self, success, failure, paging)
    }
}
