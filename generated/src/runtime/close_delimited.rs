//! [`CloseDelimited`]: a body that ends where the connection does.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, header};

use super::{BoxFuture, ResponseBody, TransportError};

/// A body of HTTP/1 that ends where the connection does, because nothing gives its length (RFC
/// 9112, section 6.3).
///
/// Whether all of it came is known to its content alone: JSON that is cut does not parse, but for
/// a number, of which any beginning is one. So a bare number is refused here.
pub(super) struct CloseDelimited {
    body: Box<dyn ResponseBody>,
    first: Option<u8>,
    last: Option<u8>,
    can_be_json: bool,
}

impl CloseDelimited {
    /// Whether the headers of a response of HTTP/1 say of its body neither how long it is nor how
    /// it ends.
    pub(super) fn is_one(headers: &HeaderMap) -> bool {
        !headers.contains_key(header::CONTENT_LENGTH)
            && !headers.contains_key(header::TRANSFER_ENCODING)
    }

    pub(super) fn new(headers: &HeaderMap, body: Box<dyn ResponseBody>) -> Self {
        let content_type = headers.get(header::CONTENT_TYPE);
        Self {
            body,
            first: None,
            last: None,
            can_be_json: content_type.is_none_or(|value| {
                let value = value.as_bytes().to_ascii_lowercase();
                value.windows(4).any(|part| part == b"json")
            }),
        }
    }

    fn look_at(&mut self, chunk: &[u8]) {
        let first = chunk.iter().find(|byte| !byte.is_ascii_whitespace());
        self.first = self.first.or(first.copied());
        self.last = chunk.last().copied().or(self.last);
    }

    /// Whether what came could be the beginning of a longer number.
    fn may_be_cut(&self) -> bool {
        let begins = |byte: u8| byte == b'-' || byte.is_ascii_digit();
        let goes_on = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
        self.can_be_json && self.first.is_some_and(begins) && self.last.is_some_and(goes_on)
    }
}

impl ResponseBody for CloseDelimited {
    fn within(&mut self, time: Duration) {
        self.body.within(time);
    }

    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            let chunk = self.body.chunk().await?;
            match &chunk {
                Some(bytes) => self.look_at(bytes),
                None if self.may_be_cut() => {
                    return Err(TransportError::unknown(
                        "the body is a number, and nothing says where it ends: it may have been cut",
                    ));
                }
                None => {}
            }
            Ok(chunk)
        })
    }
}
