//! The check of a JSON text while a type reads it: what the type looks at is not gone through twice.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, CowStrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, Unexpected, Visitor};

use super::clean::is_clean_value;
use super::keys::{Keys, number};

/// The most levels that are read before it is known how many there are: a text that is refused for
/// its depth takes no more of the stack.
const LEVELS: usize = 12;

/// Refuses whatever [`scan`](super::scan) does, and more; so a refusal only says that somebody has
/// to look closer.
///
/// serde_json refuses by itself what is wrong within the strings that are read, and text after the
/// value.
pub(super) struct Watch {
    keys: RefCell<Keys>,
    /// How many levels may still be opened.
    levels: Cell<usize>,
}

impl Watch {
    pub(super) fn new(max_depth: usize) -> Self {
        Self {
            keys: RefCell::new(Keys::new()),
            levels: Cell::new(max_depth.min(LEVELS)),
        }
    }

    /// Reads an object or list, given where its keys begin.
    pub(super) fn inside<T, E: Error>(
        &self,
        read: impl FnOnce(usize) -> Result<T, E>,
    ) -> Result<T, E> {
        let levels = self.levels.get();
        self.levels.set(allowed(levels.checked_sub(1))?);
        let from = self.keys.borrow().open();
        let value = read(from)?;
        allowed(self.keys.borrow_mut().close(from))?;
        self.levels.set(levels);
        Ok(value)
    }

    /// Looks at the text of a value that nobody takes apart here.
    pub(super) fn text<E: Error>(&self, text: &str) -> Result<(), E> {
        allowed(is_clean_value(text, self.levels.get()).then_some(()))
    }

    /// Reads a key of the object whose keys begin at `from`, of which serde_json has given the text.
    pub(super) fn key<'de, S: DeserializeSeed<'de>, E: Error>(
        &self,
        from: usize,
        key: Cow<'de, str>,
        seed: S,
    ) -> Result<S::Value, E> {
        allowed(self.keys.borrow_mut().add(from, number(&key)))?;
        match key {
            Cow::Borrowed(key) => seed.deserialize(BorrowedStrDeserializer::new(key)),
            Cow::Owned(_) => seed.deserialize(CowStrDeserializer::new(key)),
        }
    }
}

/// The value, or the error that nobody gets to see.
pub(super) fn allowed<T, E: Error>(value: Option<T>) -> Result<T, E> {
    value.ok_or_else(|| E::custom("not for this check to judge"))
}

/// Reads a key as the text it is.
pub(in super::super) struct KeyText;

impl<'de> DeserializeSeed<'de> for KeyText {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeyText {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }

    fn visit_bytes<E: Error>(self, key: &[u8]) -> Result<Self::Value, E> {
        match str::from_utf8(key) {
            Ok(key) => self.visit_str(key),
            Err(_) => Err(E::invalid_value(Unexpected::Bytes(key), &self)),
        }
    }
}
