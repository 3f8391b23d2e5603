//! From the JSON of a list to CSV.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use ::csv::{Terminator, WriterBuilder};
use serde_json::value::RawValue;

use super::super::EncodeError;
use super::super::plain::{members, parsed, text_of};
use super::super::raw_json::Kind;
use super::Columns;

/// The rows of a list of records, from its JSON: the names of the columns first, all of them, and then
/// undeclared properties in alphabetical order. What is absent or `null` is an empty cell, and only
/// what needs quotes has them.
pub(in super::super) fn from_json(
    json: &[u8],
    columns: &'static Columns,
) -> Result<Vec<u8>, EncodeError> {
    let json = std::str::from_utf8(json).map_err(|error| EncodeError::new(error.to_string()))?;
    let records: Vec<&RawValue> = parsed(json)?;
    let records = records.into_iter().map(|record| members(record.get()));
    let records = records.collect::<Result<Vec<_>, _>>()?;
    let names = names(&records, columns);
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let failed = |error: ::csv::Error| EncodeError::new(error.to_string());
    writer.write_record(&names).map_err(failed)?;
    for record in &records {
        let cells = names.iter().map(|name| cell(record.get(*name).copied()));
        let cells = cells.collect::<Result<Vec<_>, _>>()?;
        let cells = cells.iter().map(|cell| cell.as_bytes());
        writer.write_record(cells).map_err(failed)?;
    }
    writer
        .into_inner()
        .map_err(|error| EncodeError::new(error.to_string()))
}

fn names<'r>(
    records: &'r [BTreeMap<Cow<'_, str>, &RawValue>],
    columns: &'static Columns,
) -> Vec<&'r str> {
    let declared = columns.declared.iter().map(|column| column.name);
    let is_declared = |name: &str| declared.clone().any(|declared| declared == name);
    let undeclared: BTreeSet<&str> = match columns.additional {
        Some(_) => records
            .iter()
            .flat_map(BTreeMap::keys)
            .map(AsRef::as_ref)
            .filter(|name| !is_declared(name))
            .collect(),
        None => BTreeSet::new(),
    };
    declared.chain(undeclared).collect()
}

fn cell(json: Option<&RawValue>) -> Result<Cow<'_, str>, EncodeError> {
    match json.map(RawValue::get) {
        Some(json) if Kind::of(json) != Kind::Null => text_of(json),
        Some(_) | None => Ok(Cow::Borrowed("")),
    }
}
