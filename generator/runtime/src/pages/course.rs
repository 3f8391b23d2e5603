//! [`Course`]: which page of a list is next, and whether it may be asked for.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::{Received, RequestParts, style};
use super::link::{self, Link};
use super::link_header;
use super::paging::Said;

/// How many pages are fetched unless the caller says otherwise.
const MAX_PAGES: u64 = 10_000;

/// Where a walk over the pages of a list is.
pub(super) struct Course {
    /// The parameter that asks for a page, and the number to begin with where it takes one.
    parameter: Option<(&'static str, Option<u64>)>,
    next: Target,
    /// The number that the last request asked for.
    number: u64,
    /// The URL of the last request, without its query.
    address: String,
    fetched: u64,
    max_pages: u64,
    /// Hashes of what must not come again: what was asked for, and the bodies of numbered pages.
    seen: BTreeSet<u64>,
}

/// What to ask for next.
enum Target {
    First,
    Number(u64),
    Cursor(String),
    Link(Link),
    /// There is more, and a reason not to ask for it.
    Refused(String),
    End,
}

/// What counts of a page, whatever it holds.
pub(super) struct Page<'a> {
    pub(super) items: usize,
    pub(super) more: Option<bool>,
    pub(super) received: &'a Received,
}

impl Course {
    pub(super) fn new(parameter: Option<(&'static str, Option<u64>)>) -> Self {
        Self {
            parameter,
            next: Target::First,
            number: 0,
            address: String::new(),
            fetched: 0,
            max_pages: MAX_PAGES,
            seen: BTreeSet::new(),
        }
    }

    pub(super) fn max_pages(&mut self, pages: u64) {
        self.max_pages = pages;
    }

    /// The request for the next page, if there is one; `first` is what the caller has put
    /// together.
    pub(super) fn ask(
        &mut self,
        first: &RequestParts,
    ) -> Option<Result<Box<RequestParts>, String>> {
        if matches!(self.next, Target::End) {
            return None;
        }
        if self.fetched >= self.max_pages {
            let most = self.max_pages;
            return Some(Err(format!(
                "the list has more than {most} pages: raise `max_pages` to fetch them"
            )));
        }
        let mut request = Box::new(first.clone());
        Some(self.aim(&mut request).map(|()| {
            // Where there is no address, sending the request says why.
            self.address = request.address().unwrap_or_default();
            request
        }))
    }

    fn aim(&mut self, request: &mut RequestParts) -> Result<(), String> {
        match (&self.next, self.parameter) {
            (Target::First, parameter) => self.begin(request, parameter)?,
            (Target::Number(number), Some((name, _))) => {
                self.number = *number;
                request.query(name, number);
            }
            (Target::Cursor(cursor), Some((name, _))) => request.query(name, cursor),
            (Target::Link(link), _) => request.follow(link),
            (Target::Refused(message), _) => return Err(message.clone()),
            (Target::Number(_) | Target::Cursor(_), None) | (Target::End, _) => {}
        }
        Ok(())
    }

    /// The first page is the one that the caller asks for.
    fn begin(
        &mut self,
        request: &mut RequestParts,
        parameter: Option<(&'static str, Option<u64>)>,
    ) -> Result<(), String> {
        let key = match parameter {
            Some((name, Some(first))) => {
                let number = request.asked(name).map(|text| text.parse().ok());
                self.number = number.unwrap_or(Some(first)).ok_or_else(|| {
                    format!("the query parameter `{name}` has no number to count from")
                })?;
                request.query(name, &self.number);
                self.number.to_string()
            }
            Some((name, None)) => request.asked(name).unwrap_or_default().to_owned(),
            None => request.with_query(request.address().unwrap_or_default()),
        };
        self.seen.insert(hash(&key));
        Ok(())
    }

    /// Takes in a page, and finds out what follows it.
    ///
    /// # Errors
    ///
    /// It has come before; what is next stays as it is.
    pub(super) fn arrived(
        &mut self,
        parts: &RequestParts,
        page: &Page<'_>,
        said: Said,
    ) -> Result<(), String> {
        let is_numbered = matches!(said, Said::Last(_) | Said::Offset);
        if let Some((name, _)) = self.parameter.filter(|_| is_numbered && page.items > 0)
            && !self.seen.insert(hash(&page.received.body))
        {
            return Err(format!(
                "the page is the same as one before it: the API does not seem to go by `{name}`"
            ));
        }
        self.fetched += 1;
        self.next = self.after(parts, page, said);
        self.refuse_repeat();
        Ok(())
    }

    fn after(&self, parts: &RequestParts, page: &Page<'_>, said: Said) -> Target {
        if page.more == Some(false) {
            return Target::End;
        }
        let link = |text: String| {
            let base_url = parts.base_url().map_err(|error| error.to_string());
            let link = base_url.and_then(|base_url| link::resolve(&base_url, &self.address, &text));
            link.map_or_else(Target::Refused, Target::Link)
        };
        let target = match said {
            Said::Last(last) => self.next_number(page, last).map(Target::Number),
            Said::Offset => self.next_offset(page).map(Target::Number),
            Said::Cursor(cursor) => cursor.map(Target::Cursor),
            Said::Link(text) => text.map(link),
            Said::InHeader => match link_header::next(&page.received.headers) {
                Ok(text) => text.map(link),
                Err(message) => Some(Target::Refused(message)),
            },
        };
        match target {
            Some(target) => target,
            None if page.more == Some(true) => {
                Target::Refused("the page says that there is more, but not where".to_owned())
            }
            None => Target::End,
        }
    }

    /// A page with fewer items than were asked for is not taken for the last: servers lower the
    /// size that they are asked for, and filter pages after cutting them.
    fn next_number(&self, page: &Page<'_>, last: Option<i128>) -> Option<u64> {
        let is_before_last = last.map(|last| i128::from(self.number) < last);
        let goes_on = page.more.or(is_before_last).unwrap_or(page.items > 0);
        goes_on.then(|| self.number.checked_add(1)).flatten()
    }

    fn next_offset(&self, page: &Page<'_>) -> Option<u64> {
        let items = u64::try_from(page.items).ok()?;
        let goes_on = page.more.unwrap_or(items > 0);
        goes_on.then(|| self.number.checked_add(items)).flatten()
    }

    /// What has been asked for already would be asked for without end.
    fn refuse_repeat(&mut self) {
        let (what, key) = match &self.next {
            Target::Number(number) => ("number", number.to_string()),
            Target::Cursor(cursor) => ("cursor", style::encode(cursor).into_owned()),
            Target::Link(link) => ("link", link.text()),
            Target::First | Target::Refused(_) | Target::End => return,
        };
        if !self.seen.insert(hash(&key)) {
            let parameter = self.parameter.map(|(name, _)| format!(" for `{name}`"));
            let parameter = parameter.unwrap_or_default();
            self.next = Target::Refused(format!(
                "the {what}{parameter} of the next page has come before, so the list has no end"
            ));
        }
    }
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
