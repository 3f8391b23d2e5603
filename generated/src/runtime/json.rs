//! Reading JSON: checked as a whole before any type sees it, with errors that name the place.

mod clean;
mod exact;
mod integer;
mod keys;
mod locate;
mod scan;
mod tokens;
mod watch;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed};

use self::exact::Exact;
pub(super) use self::integer::is_whole;
pub(super) use self::watch::KeyText;
use self::watch::Watch;

/// The deepest nesting of objects and lists that can be read, or written.
pub const MAX_DEPTH: usize = 128;

/// What is said of a value that is nested deeper than [`MAX_DEPTH`].
pub(super) const TOO_DEEP: &str = "nested deeper than 128 levels";

/// Why a text could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    path: String,
    message: String,
}

impl JsonError {
    fn new(path: String, message: impl Into<String>) -> Self {
        Self {
            path,
            message: message.into(),
        }
    }

    /// The path to the place: `$.response.data[3].public`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there; never a value from the text.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for JsonError {}

/// Reads a value from bytes that came over the wire.
///
/// One leading byte order mark is skipped. The whole text is checked first, the parts that `T`
/// does not look at included: no nesting deeper than `max_depth` (at most [`MAX_DEPTH`]), no key
/// twice in an object, no half of a surrogate pair, nothing after the value.
///
/// Where `T` asks for an integer, every whole number will do: `5`, `5.0` and `5e0`.
///
/// # Errors
///
/// The bytes are not such a text, or the value is not a `T`.
pub fn from_slice<T: DeserializeOwned>(bytes: &[u8], max_depth: usize) -> Result<T, JsonError> {
    let text = text(bytes)?;
    let max_depth = max_depth.min(MAX_DEPTH);
    // What fails is read anew, with a better eye for keys and numbers. Only here: values inside of
    // others that did so too would be read twice for each level.
    reading(text, PhantomData, Some(&Watch::new(max_depth))).or_else(|_| {
        check(text, max_depth)?;
        read(text)
    })
}

/// Reads a value from text that is not nested deeper than [`MAX_DEPTH`] and needs no other check
/// as a whole.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    read_seed(text, PhantomData)
}

/// [`read`] for what is not read by its type alone.
pub(super) fn read_seed<'t, S: DeserializeSeed<'t>>(
    text: &'t str,
    seed: S,
) -> Result<S::Value, JsonError> {
    reading(text, seed, None).map_err(|error| locate::describe(text, &error))
}

fn reading<'t, S: DeserializeSeed<'t>>(
    text: &'t str,
    seed: S,
    watch: Option<&Watch>,
) -> serde_json::Result<S::Value> {
    let mut reader = serde_json::Deserializer::from_str(text);
    // Its own limit is one level short of ours.
    reader.disable_recursion_limit();
    let value = seed.deserialize(Exact(&mut reader, watch))?;
    reader.end().map(|()| value)
}

/// Refuses a text that is JSON, but nested deeper than [`MAX_DEPTH`].
pub(super) fn check_depth(text: &str) -> Result<(), JsonError> {
    match scan::depth(text) > MAX_DEPTH {
        true => Err(JsonError::new("$".to_owned(), TOO_DEEP)),
        false => Ok(()),
    }
}

/// The message of an error inside a value that was kept as text of `length` bytes.
pub(super) fn inside(path: &str, length: usize, message: &str) -> String {
    locate::inside(path, length, message)
}

fn text(bytes: &[u8]) -> Result<&str, JsonError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let message = format!("byte {} is not UTF-8", error.valid_up_to());
        JsonError::new("$".to_owned(), message)
    })
}

fn check(text: &str, max_depth: usize) -> Result<(), JsonError> {
    match clean::is_clean(text, max_depth) {
        true => Ok(()),
        false => scan::scan(text, max_depth),
    }
}
