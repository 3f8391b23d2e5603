//! The fields of an event stream, and the events that they make up.

use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};

use super::super::framed::{Frames, TooLong};
use super::ServerEvent;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Finds the events.
pub(super) struct EventFrames {
    buffer: BytesMut,
    /// How many bytes of the buffer hold no end of a line.
    searched: usize,
    limit: usize,
    /// Whether a byte order mark may follow.
    at_start: bool,
    /// Whether the last line ended with CR, and an LF would belong to that end.
    after_return: bool,
    last_id: Option<String>,
    event: Vec<u8>,
    data: BytesMut,
    retry: Option<Duration>,
}

impl EventFrames {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            buffer: BytesMut::new(),
            searched: 0,
            limit,
            at_start: true,
            after_return: false,
            last_id: None,
            event: Vec::new(),
            data: BytesMut::new(),
            retry: None,
        }
    }

    pub(super) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// Skips what is no part of the line to come; `false` if more has to be there to know.
    fn trim(&mut self) -> bool {
        if self.at_start {
            if self.buffer.len() < 3 && BYTE_ORDER_MARK.starts_with(&self.buffer) {
                return false;
            }
            if self.buffer.starts_with(BYTE_ORDER_MARK) {
                self.buffer.advance(3);
            }
            self.at_start = false;
        }
        if self.after_return && !self.buffer.is_empty() {
            self.after_return = false;
            if self.buffer.starts_with(b"\n") {
                self.buffer.advance(1);
            }
        }
        true
    }

    /// The next line without its end: CR, LF or both.
    fn line(&mut self) -> Option<BytesMut> {
        if !self.trim() {
            return None;
        }
        let rest = self.buffer.get(self.searched..).unwrap_or_default();
        let Some(end) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) else {
            self.searched = self.buffer.len();
            return None;
        };
        let line = self.buffer.split_to(self.searched + end);
        self.searched = 0;
        // The CR may be all that has come of CRLF, but nothing has to be waited for.
        self.after_return = self.buffer.get_u8() == b'\r';
        Some(line)
    }

    fn field(&mut self, line: &[u8]) {
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"event" => self.event = value.to_vec(),
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.extend_from_slice(b"\n");
            }
            b"id" if !value.contains(&0) => {
                self.last_id = Some(String::from_utf8_lossy(value).into_owned());
            }
            b"retry" => self.retry = milliseconds(value).or(self.retry),
            // Comments have no name; other fields mean nothing.
            _ => {}
        }
    }

    /// The event that ends with a blank line, if it has data.
    fn dispatch(&mut self) -> Option<ServerEvent<Bytes>> {
        let event = std::mem::take(&mut self.event);
        let retry = self.retry.take();
        let mut data = self.data.split();
        data.truncate(data.len().checked_sub(1)?);
        Some(ServerEvent {
            event: (!event.is_empty()).then(|| String::from_utf8_lossy(&event).into_owned()),
            data: data.freeze(),
            id: self.last_id.clone(),
            retry,
        })
    }

    fn check(&self, line: usize) -> Result<(), TooLong> {
        let id = self.last_id.as_ref().map_or(0, String::len);
        let kept = line + self.data.len() + self.event.len() + id;
        if kept > self.limit {
            return Err(TooLong);
        }
        Ok(())
    }
}

impl Frames for EventFrames {
    type Frame = ServerEvent<Bytes>;

    fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// An event that the end of the body cuts off is dropped: its fields may be cut, too.
    fn next(&mut self, _ended: bool) -> Result<Option<ServerEvent<Bytes>>, TooLong> {
        while let Some(line) = self.line() {
            self.check(line.len())?;
            if !line.is_empty() {
                self.field(&line);
            } else if let Some(event) = self.dispatch() {
                return Ok(Some(event));
            }
        }
        self.check(self.buffer.len())?;
        Ok(None)
    }
}

/// A time of ASCII digits only.
fn milliseconds(value: &[u8]) -> Option<Duration> {
    let digits = std::str::from_utf8(value).ok()?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_number.then(|| digits.parse().ok()).flatten()?;
    Some(Duration::from_millis(number))
}
