//! From CSV to the JSON of a list.
//!
//! A cell that does not fit is written as JSON that does not fit either. So the error of the type says
//! what was expected, and at which path.

use ::csv::{ErrorKind, Position, ReaderBuilder, StringRecord};

use super::super::plain::{self, Members};
use super::{Cell, Column, Columns};

/// Where the cells of a column belong.
enum Place<'t> {
    Declared(&'static Column),
    Additional(&'t str, Cell),
    Unknown,
}

/// The JSON of a list of records. The first row names the columns, in any order; rows have as many
/// cells as it, and end with line breaks of any kind.
pub(in super::super) fn to_json(text: &str, columns: &'static Columns) -> Result<String, String> {
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let names = reader.headers().map_err(unreadable)?.clone();
    let places = places(&names, columns)?;
    let mut json = String::from("[");
    for (index, row) in reader.records().enumerate() {
        let row = row.map_err(unreadable)?;
        if index > 0 {
            json.push(',');
        }
        record(&mut json, &places, &row);
    }
    json.push(']');
    Ok(json)
}

fn unreadable(error: ::csv::Error) -> String {
    match error.kind() {
        ErrorKind::UnequalLengths {
            pos,
            expected_len,
            len,
        } => {
            let line = pos.as_ref().map_or(0, Position::line);
            format!("line {line} has {len} cells, and the names of the columns are {expected_len}")
        }
        _ => error.to_string(),
    }
}

fn places<'t>(
    names: &'t StringRecord,
    columns: &'static Columns,
) -> Result<Vec<Place<'t>>, String> {
    let mut places = Vec::with_capacity(names.len());
    let mut known: Vec<&str> = Vec::new();
    for name in names {
        let declared = columns.declared.iter().find(|column| column.name == name);
        let place = match (declared, columns.additional) {
            (Some(column), _) => Place::Declared(column),
            (None, Some(cell)) => Place::Additional(name, cell),
            (None, None) => Place::Unknown,
        };
        if !matches!(place, Place::Unknown) {
            if known.contains(&name) {
                return Err(format!("there are two columns `{}`", name.escape_debug()));
            }
            known.push(name);
        }
        places.push(place);
    }
    let mut required = columns.declared.iter().filter(|column| column.required);
    if let Some(missing) = required.find(|column| !known.contains(&column.name)) {
        return Err(format!("there is no column `{}`", missing.name));
    }
    if known.is_empty() {
        return Err("none of its columns is known".to_owned());
    }
    Ok(places)
}

fn record(json: &mut String, places: &[Place<'_>], row: &StringRecord) {
    let mut members = Members::begin(json);
    for (place, text) in places.iter().zip(row) {
        match place {
            Place::Declared(column) => declared(&mut members, column, text),
            Place::Additional(name, cell) if !text.is_empty() => {
                members.member(name, |json| value(json, *cell, text));
            }
            Place::Additional(..) | Place::Unknown => {}
        }
    }
    members.end();
}

fn declared(members: &mut Members<'_>, column: &Column, text: &str) {
    let is_text = column.required && column.cell == Cell::Text;
    match text {
        "" if column.nullable => members.member(column.name, |json| json.push_str("null")),
        "" if !is_text => {}
        text => members.member(column.name, |json| value(json, column.cell, text)),
    }
}

fn value(json: &mut String, cell: Cell, text: &str) {
    match cell {
        Cell::Text => plain::text(json, text),
        Cell::Number => plain::number(json, text),
        // Spreadsheets write `TRUE`, and others `False`.
        Cell::Boolean => plain::boolean(json, &text.to_ascii_lowercase()),
    }
}
