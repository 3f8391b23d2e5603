//! CSV: which columns a structure has.

use serde::Serialize;

use super::parts::Scalar;

/// How a structure is written as a record in CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Csv {
    /// What is in the cell of each property, in the order of the fields.
    pub cells: Vec<CsvCell>,
    /// What is in the cell of an undeclared property, if those are kept.
    pub additional: Option<CsvCell>,
}

/// What is in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CsvCell {
    /// What JSON has as a string.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
}

impl From<Scalar> for CsvCell {
    fn from(scalar: Scalar) -> Self {
        match scalar {
            Scalar::Text => Self::Text,
            Scalar::Integer | Scalar::Number => Self::Number,
            Scalar::Boolean => Self::Boolean,
        }
    }
}
