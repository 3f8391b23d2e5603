//! CSV bodies (RFC 4180): lists of records, from their JSON and to it.
//!
//! The types of an API are serde's as for JSON, so that a value is read and written by the same
//! rules everywhere. A table of constant data says which columns a record has.

mod read;
mod write;

pub(super) use self::read::to_json;
pub(super) use self::write::from_json;

/// A record: a type whose properties are columns.
pub trait Record {
    /// Its columns.
    fn columns() -> &'static Columns;
}

/// The columns of a record.
#[derive(Debug)]
pub struct Columns {
    declared: &'static [Column],
    additional: Option<Cell>,
}

impl Columns {
    /// These columns, in the order in which they are written.
    pub const fn new(declared: &'static [Column]) -> Self {
        Self {
            declared,
            additional: None,
        }
    }

    /// The same with a column for each property that is not declared.
    #[must_use]
    pub const fn additional(mut self, cell: Cell) -> Self {
        self.additional = Some(cell);
        self
    }
}

/// A column.
#[derive(Debug)]
pub struct Column {
    name: &'static str,
    cell: Cell,
    required: bool,
    nullable: bool,
}

/// What is in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// What JSON has as a string.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
}

impl Column {
    /// A column that may be missing. An empty cell is an absent property.
    pub const fn new(name: &'static str, cell: Cell) -> Self {
        Self {
            name,
            cell,
            required: false,
            nullable: false,
        }
    }

    /// A column that has to be there. An empty cell is an empty text, and nothing else.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same where an empty cell is `null`.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }
}
