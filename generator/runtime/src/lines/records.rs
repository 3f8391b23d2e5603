//! The records of a JSON text sequence (RFC 7464).

use bytes::{Bytes, BytesMut};

use super::super::framed::TooLong;
use super::Text;

/// What every record begins with.
const SEPARATOR: u8 = 0x1E;

/// Finds the records.
///
/// A record ends with its last line, so that it can be handed out before the next one comes: brackets
/// and quotes are followed to know which line that is.
pub(super) struct RecordFrames {
    buffer: BytesMut,
    /// How many bytes of the buffer were followed.
    searched: usize,
    limit: usize,
    /// Whether what is in the buffer stands behind a separator.
    begun: bool,
    depth: usize,
    in_string: bool,
    escaped: bool,
    blank: bool,
}

impl RecordFrames {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            buffer: BytesMut::new(),
            searched: 0,
            limit,
            begun: false,
            depth: 0,
            in_string: false,
            escaped: false,
            blank: true,
        }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    pub(super) fn next(&mut self, ended: bool) -> Result<Option<Text>, TooLong> {
        while let Some(byte) = self.buffer.get(self.searched).copied() {
            if self.searched > self.limit {
                return Err(TooLong);
            }
            let text = match byte {
                SEPARATOR => self.take(true),
                b'\n' if self.is_complete() => {
                    self.searched += 1;
                    self.take(false)
                }
                byte => {
                    self.follow(byte);
                    None
                }
            };
            if text.is_some() {
                return Ok(text);
            }
        }
        if self.buffer.len() > self.limit {
            return Err(TooLong);
        }
        Ok(ended.then(|| self.take(false)).flatten())
    }

    /// Takes a record out of the buffer, and the separator behind it.
    fn take(&mut self, separated: bool) -> Option<Text> {
        let record = self.buffer.split_to(self.searched).freeze();
        let _ = self.buffer.split_to(usize::from(separated));
        let begun = self.begun;
        *self = Self {
            buffer: std::mem::take(&mut self.buffer),
            begun: separated,
            ..Self::new(self.limit)
        };
        judged(record, begun)
    }

    fn is_complete(&self) -> bool {
        !self.blank && self.depth == 0 && !self.in_string
    }

    fn follow(&mut self, byte: u8) {
        self.searched += 1;
        self.blank &= byte.is_ascii_whitespace();
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            _ if self.in_string => {}
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

/// A record, unless there is nothing in it.
fn judged(record: Bytes, begun: bool) -> Option<Text> {
    let first = record.trim_ascii().first()?;
    let last = record.last().copied().unwrap_or_default();
    Some(if !begun {
        Err("a text of the stream does not begin with a record separator")
    } else if !b"{[\"".contains(first) && !last.is_ascii_whitespace() {
        // Where `12` ends, there may have been a `3`.
        Err("a text of the stream may be a part of one")
    } else {
        Ok(record)
    })
}
