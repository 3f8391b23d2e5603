//! Formats: the type that `format` makes of a string or number (OpenAPI's format registry, and names
//! that others have given them).

use super::Lowering;
use super::facets::Facets;
use super::omissions::Omission;
use crate::model::{Base64Form, DecimalForm, IntegerKind, TimestampForm, Type};

/// Formats of whole numbers, and of strings and numbers that are whole.
const WHOLE: &[(&str, IntegerKind)] = &[
    ("int8", IntegerKind::I8),
    ("int16", IntegerKind::I16),
    ("int32", IntegerKind::I32),
    ("int64", IntegerKind::I64),
    ("uint8", IntegerKind::U8),
    ("uint16", IntegerKind::U16),
    ("uint32", IntegerKind::U32),
    ("uint64", IntegerKind::U64),
];

const INTEGERS: &[(&str, Type)] = &[
    ("unixtime", Type::Timestamp(TimestampForm::UnixTime)),
    ("unix-time", Type::Timestamp(TimestampForm::UnixTime)),
];

const NUMBERS: &[(&str, Type)] = &[
    ("decimal", Type::Decimal(DecimalForm::Number)),
    ("decimal128", Type::Decimal(DecimalForm::Number)),
    ("float", Type::Float),
    ("double", Type::Float),
];

const STRINGS: &[(&str, Type)] = &[
    ("date-time", Type::DateTime),
    ("date", Type::Date),
    ("time", Type::Time),
    ("duration", Type::Duration),
    ("http-date", Type::Timestamp(TimestampForm::HttpDate)),
    // What AutoRest calls it.
    (
        "date-time-rfc1123",
        Type::Timestamp(TimestampForm::HttpDate),
    ),
    ("uuid", Type::Uuid),
    ("byte", Type::Base64(Base64Form::Standard)),
    ("base64", Type::Base64(Base64Form::Standard)),
    ("base64url", Type::Base64(Base64Form::Url)),
    ("password", Type::Secret),
    ("decimal", Type::Decimal(DecimalForm::String)),
    ("decimal128", Type::Decimal(DecimalForm::String)),
    // Bytes are bytes only as a whole body or part, which is for `body` and `multipart` to say.
    ("binary", Type::String),
    ("char", Type::String),
    ("commonmark", Type::String),
    ("email", Type::String),
    ("hostname", Type::String),
    ("html", Type::String),
    ("idn-email", Type::String),
    ("idn-hostname", Type::String),
    ("ipv4", Type::String),
    ("ipv6", Type::String),
    ("iri", Type::String),
    ("iri-reference", Type::String),
    ("json-pointer", Type::String),
    ("media-range", Type::String),
    ("regex", Type::String),
    ("relative-json-pointer", Type::String),
    ("uri", Type::String),
    ("uri-reference", Type::String),
    ("uri-template", Type::String),
    ("url", Type::String),
];

/// Every format that is known, each with the `type` that it belongs to.
pub fn formats() -> impl Iterator<Item = (&'static str, &'static str)> {
    let tables = [
        ("string", STRINGS),
        ("number", NUMBERS),
        ("integer", INTEGERS),
    ];
    let own = tables
        .into_iter()
        .flat_map(|(kind, table)| table.iter().map(move |(format, _)| (kind, *format)));
    let whole = ["string", "number", "integer"]
        .into_iter()
        .flat_map(|kind| WHOLE.iter().map(move |(format, _)| (kind, *format)));
    own.chain(whole)
}

/// What `format` makes of a string, if anything.
pub(super) fn string(facets: &Facets) -> Option<Type> {
    find(STRINGS, facets).or_else(|| kind(facets).map(Type::IntegerString))
}

/// The type of a number.
pub(super) fn number(facets: &Facets) -> Type {
    find(NUMBERS, facets)
        .or_else(|| kind(facets).map(Type::Integer))
        .unwrap_or(Type::Float)
}

/// The type of a whole number.
pub(super) fn integer(facets: &Facets) -> Type {
    find(INTEGERS, facets).unwrap_or(Type::Integer(range(facets)))
}

/// The range of an integer.
pub(super) fn range(facets: &Facets) -> IntegerKind {
    kind(facets).unwrap_or(IntegerKind::I64)
}

/// How large a whole number is, if its format says that.
pub(super) fn kind(facets: &Facets) -> Option<IntegerKind> {
    let format = facets.format.as_deref()?;
    let known = WHOLE.iter().find(|(known, _)| *known == format);
    known.map(|(_, kind)| *kind)
}

fn find(table: &[(&str, Type)], facets: &Facets) -> Option<Type> {
    let format = facets.format.as_deref()?;
    let known = table.iter().find(|(known, _)| *known == format);
    known.map(|(_, ty)| ty.clone())
}

impl Lowering<'_, '_, '_> {
    /// Notes each `format` that says nothing to castiron.
    pub(super) fn unknown_formats(&mut self) {
        for pointer in self.resolved.schemas() {
            let Some(raw) = self.resolved.raw(pointer) else {
                continue;
            };
            let word = |keyword| raw.get(keyword).and_then(serde_json::Value::as_str);
            let (Some(kind), Some(format)) = (word("type"), word("format")) else {
                continue;
            };
            if !formats().any(|known| known == (kind, format)) {
                let place = self.resolved.place(pointer).child("format");
                let omission = Omission::Format(kind.to_owned(), format.to_owned());
                self.omissions.add(omission, place);
            }
        }
    }
}
