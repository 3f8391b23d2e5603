//! Lists in pages: what is asked for, where it ends, and what ends it with an error.

#[cfg(feature = "blocking")]
mod blocking;
mod course;
mod link_header;
mod links;
mod repeats;
mod walk;

use castiron_runtime::{
    Core, Error, HttpRequest, Items, Next, Operation, Pages, Paging, RequestParts, decode,
};
use serde::Deserialize;

use crate::fake::{Fake, PLAIN, Reply, json, operation};

/// A page in the shape of all styles.
#[derive(Debug, Deserialize)]
pub struct Page {
    items: Option<Vec<u32>>,
    next: Option<String>,
    more: Option<bool>,
    last: Option<i128>,
    errors: Option<Vec<String>>,
}

pub fn numbered() -> Next<Page> {
    Next::Page {
        parameter: "page",
        first: 1,
        last: |page| page.last,
    }
}

pub fn offset() -> Next<Page> {
    Next::Offset { parameter: "skip" }
}

pub fn cursor() -> Next<Page> {
    Next::Cursor {
        parameter: "after",
        cursor: |page| page.next.clone(),
    }
}

pub fn link() -> Next<Page> {
    Next::Link(|page| page.next.clone())
}

pub const LIST: Operation = Operation {
    path: "/things/{kind}/list",
    ..PLAIN
};

pub fn pages_of(
    core: &Core,
    next: Next<Page>,
    set: impl FnOnce(&mut RequestParts),
) -> Pages<Page, u32, std::convert::Infallible> {
    let mut parts = RequestParts::new(core, operation(LIST));
    parts.path("kind", "red");
    set(&mut parts);
    let paging = Paging {
        items: |page: &mut Page| page.items.as_mut(),
        more: |page| page.more,
        errors: |page| Some(page.errors.as_ref()?.len()),
        next,
    };
    parts.pages(decode::json, decode::none, paging)
}

pub fn items_of(fake: &Fake, next: Next<Page>) -> Items<Page, u32, std::convert::Infallible> {
    pages_of(&fake.core(), next, |_| {}).items()
}

/// The URL without the base.
pub fn target(request: &HttpRequest) -> String {
    let base = "https://api.example.com/v1/things/red/list";
    let url = request.url.as_str();
    url.strip_prefix(base).unwrap_or(url).to_owned()
}

/// What came out of a list, and what was asked for.
#[derive(Debug, PartialEq)]
pub struct Walk {
    pub items: Vec<u32>,
    /// What is said of the error that ended it.
    pub error: Option<String>,
    pub asked: Vec<String>,
}

pub async fn walk_set(
    next: Next<Page>,
    set: impl FnOnce(&mut RequestParts),
    replies: impl IntoIterator<Item = Reply>,
) -> Walk {
    let fake = Fake::new(replies);
    let mut list = pages_of(&fake.core(), next, set).items();
    let (items, error) = collect(&mut list).await;
    let asked = fake.sent().iter().map(target).collect();
    Walk {
        items,
        error: error.map(|error| error.to_string()),
        asked,
    }
}

pub async fn walk(next: Next<Page>, bodies: &[&'static str]) -> Walk {
    walk_set(next, |_| {}, bodies.iter().map(|body| json(200, body))).await
}

/// All items up to the end or an error.
pub async fn collect<E>(list: &mut Items<Page, u32, E>) -> (Vec<u32>, Option<Error<E>>) {
    let mut items = Vec::new();
    while let Some(item) = list.next().await {
        match item {
            Ok(item) => items.push(item),
            Err(error) => return (items, Some(error)),
        }
    }
    (items, None)
}

pub fn done<const N: usize, const M: usize>(items: [u32; N], asked: [&str; M]) -> Walk {
    Walk {
        items: items.into(),
        error: None,
        asked: asked.map(str::to_owned).into(),
    }
}
