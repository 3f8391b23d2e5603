//! Pagination: how the pages of a list are asked for, and where they hold what.

use serde::Serialize;

use super::types::{Type, TypeId};

/// How an operation's list comes in pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pagination {
    /// How the next page is asked for.
    pub style: PageStyle,
    /// The way from a page to its list of items; empty if the page is the list.
    pub items: Vec<Step>,
    /// The type of an item.
    pub item: Type,
    /// The way to a boolean that says whether there is more.
    pub more: Option<Vec<Step>>,
    /// The way to a list of errors, which a success has none of.
    pub errors: Option<Vec<Step>>,
}

/// How the next page is asked for. Parameters are those of the query.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PageStyle {
    /// By its number.
    Page {
        /// The parameter that takes it.
        parameter: String,
        /// The number of the first page.
        first: u64,
        /// The way to the number of the last page.
        last: Option<Vec<Step>>,
    },
    /// By the number of the items before it.
    Offset {
        /// The parameter that takes it.
        parameter: String,
    },
    /// By a cursor out of the page before it.
    Cursor {
        /// The parameter that takes it.
        parameter: String,
        /// The way to the cursor.
        next: Vec<Step>,
    },
    /// By a link in the page before it.
    NextLink {
        /// The way to the link.
        next: Vec<Step>,
    },
    /// By the header `Link` of the page before it (RFC 8288).
    LinkHeader,
}

/// One property on the way from a page to what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The structure that has the property.
    pub owner: TypeId,
    /// The index of the property among the structure's fields.
    pub field: usize,
}
