//! [`RequestView`]: what a hook sees of a request, and what it can change.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use super::super::security::header_value;
use super::super::{Idempotency, Operation, Secret};

/// A request on its way to the transport, as an `on_request` hook sees it.
///
/// Headers that carry credentials, cookies or other secrets show as `[redacted]`; URL, arguments and
/// body do not show at all. What a hook sets holds for this one attempt: each attempt begins with
/// the headers of the call.
pub struct RequestView<'a> {
    operation: &'static Operation,
    attempt: u32,
    headers: &'a mut HeaderMap,
    secrets: Vec<Secret>,
    fault: Option<String>,
}

impl<'a> RequestView<'a> {
    pub(super) fn new(
        operation: &'static Operation,
        attempt: u32,
        headers: &'a mut HeaderMap,
    ) -> Self {
        Self {
            operation,
            attempt,
            headers,
            secrets: Vec::new(),
            fault: None,
        }
    }

    /// The spec's `operationId`, or the name made for it.
    pub fn operation_id(&self) -> &'static str {
        self.operation.id
    }

    /// The HTTP method.
    pub fn method(&self) -> &'static Method {
        &self.operation.method
    }

    /// The path template as the spec has it: `/sessions/{id}`.
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// Which attempt of the call this is: 1 for the first.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The value of a header, `[redacted]` for one that is secret; `None` without the header, and
    /// where its value is no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(shown)
    }

    /// The names of all headers, in lower case and in no particular order.
    pub fn header_names(&self) -> impl Iterator<Item = &str> {
        self.headers.keys().map(HeaderName::as_str)
    }

    /// Sets a header in place of whatever it was.
    ///
    /// The value is taken for a secret where the header carried one, or carries credentials by its
    /// name. The call fails, and nothing is sent, where HTTP cannot carry name or value, where the
    /// header belongs to the connection (`Host`, `Content-Length` and the like), and where it is
    /// the one that carries the idempotency key: a key that changed between two attempts would let
    /// the request take effect twice.
    pub fn set_header(&mut self, name: &str, value: &str) {
        let secret = self.is_secret(name);
        self.put(name, value, secret);
    }

    /// Sets a header to a secret: no later hook sees it, and messages of errors have `[redacted]`
    /// where the server quotes it. Otherwise as [`set_header`](Self::set_header).
    pub fn set_secret_header(&mut self, name: &str, value: impl Into<Secret>) {
        self.put(name, value.into().expose(), true);
    }

    /// The secrets that were set, or the first fault.
    pub(super) fn finish(self) -> Result<Vec<Secret>, String> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(self.secrets),
        }
    }

    fn put(&mut self, name: &str, value: &str, secret: bool) {
        match self.checked(name, value) {
            Ok((name, mut header)) => {
                header.set_sensitive(secret);
                self.headers.insert(name, header);
            }
            Err(fault) => {
                self.fault.get_or_insert(fault);
            }
        }
        if secret {
            // Servers quote the credentials without the scheme before them.
            let bare = value.split_once(' ').map(|(_, rest)| rest);
            self.secrets.extend(bare.map(Secret::from));
            self.secrets.push(value.into());
        }
    }

    fn checked(&self, name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
        let refused = |reason: &str| format!("an `on_request` hook set {reason}");
        let header = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| refused("a header whose name HTTP cannot carry"))?;
        if OF_CONNECTIONS.contains(&header.as_str()) {
            return Err(refused(&format!(
                "the header `{header}`, which belongs to the connection"
            )));
        }
        if matches!(self.operation.idempotency, Idempotency::Header(carrier, _)
            if carrier.eq_ignore_ascii_case(name))
        {
            return Err(refused(&format!(
                "the header `{header}`, which carries the idempotency key: set that on the request"
            )));
        }
        let value = header_value(value)
            .ok_or_else(|| refused(&format!("the header `{header}` to what HTTP cannot carry")))?;
        Ok((header, value))
    }

    fn is_secret(&self, name: &str) -> bool {
        let was = self
            .headers
            .get(name)
            .is_some_and(HeaderValue::is_sensitive);
        let by_name = [
            header::AUTHORIZATION,
            header::PROXY_AUTHORIZATION,
            header::COOKIE,
        ];
        let mut schemes = self.operation.security.iter().copied().flatten();
        was || by_name
            .iter()
            .any(|secret| secret.as_str().eq_ignore_ascii_case(name))
            || schemes.any(|scheme| scheme.is_sent_in(name))
    }
}

/// Shows the operation and the names of headers.
impl fmt::Debug for RequestView<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The iterator over the names shows the values with them.
        let names: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        formatter
            .debug_struct("RequestView")
            .field("operation_id", &self.operation.id)
            .field("attempt", &self.attempt)
            .field("header_names", &names)
            .finish_non_exhaustive()
    }
}

/// Headers that say how a message is framed or where it goes: RFC 9110, 7.2 and 7.6.1; RFC 9112, 6.
const OF_CONNECTIONS: [&str; 9] = [
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

fn shown(value: &HeaderValue) -> Option<&str> {
    if value.is_sensitive() {
        return Some("[redacted]");
    }
    value.to_str().ok()
}
