//! [`Transport`]: what carries requests, and the clock and timer that go with it.

use std::fmt;
use std::pin::Pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use super::Body;

/// A boxed future, for traits that are used as objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries one request to a server and brings the response back.
///
/// Implemented by `ReqwestTransport` (feature `reqwest`) and `UreqTransport` (feature `blocking`),
/// by fakes in tests, and by anyone with an HTTP stack of their own. A transport sends exactly what it is
/// given, once: it follows no redirects, repeats nothing, and adds no cookies or credentials. It
/// reads the [`Body`] while it sends, and breaks the connection off when that fails.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and resolves when the status and headers are there.
    ///
    /// Dropping the future gives the request up. One that blocks cannot be dropped meanwhile, so it
    /// has to end by itself, [`within`](HttpRequest::within) the time that it is given.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;

    /// Resolves after a time.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// The time by the clock that [`Transport::sleep`] follows.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// A request, ready for the wire.
#[derive(Clone)]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The whole URL, encoded; to be sent as it is, byte for byte.
    pub url: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty when there is none. Its copies share what can be read only once.
    pub body: Body,
    /// How long the status and headers may take, for transports whose futures block until those are
    /// there. The others need not look: who awaits them stops in time.
    pub within: Duration,
}

/// Shows the method only: URLs and headers carry credentials.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// A response whose body is still to be read.
pub struct HttpResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Box<dyn ResponseBody>,
}

impl HttpResponse {
    /// A response whose body is there already.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers,
            body: Box::new(Some(body.into())),
        }
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("HttpResponse")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// A body that arrives in chunks.
pub trait ResponseBody: Send {
    /// Says how long the next chunk may take, for bodies whose futures block until it is there. The
    /// others need not listen: who awaits them stops in time.
    fn within(&mut self, _time: Duration) {}

    /// Whether nothing more comes, as far as that is known without asking for another chunk.
    fn is_complete(&self) -> bool {
        false
    }

    /// The next chunk, or `None` at the end.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// A body of one chunk.
impl ResponseBody for Option<Bytes> {
    fn is_complete(&self) -> bool {
        self.is_none()
    }

    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let chunk = self.take();
        Box::pin(async move { Ok(chunk) })
    }
}

/// How far a failed request got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Provably nothing reached the server.
    NotSent,
    /// The server may have it.
    Unknown,
}

/// Why no response came.
#[derive(Debug)]
pub struct TransportError {
    sent: Sent,
    permanent: bool,
    timed_out: bool,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    /// The request provably never reached the server: no address, no connection.
    ///
    /// The message is shown to users; it must hold no URL and no credentials.
    pub fn not_sent(message: impl Into<String>) -> Self {
        Self::new(Sent::NotSent, message)
    }

    /// The server may have the request: the connection broke after it was handed over.
    ///
    /// The message is shown to users; it must hold no URL and no credentials.
    pub fn unknown(message: impl Into<String>) -> Self {
        Self::new(Sent::Unknown, message)
    }

    /// The time for an answer or a chunk of it has passed, and the server may have the request.
    pub fn timed_out() -> Self {
        Self {
            timed_out: true,
            ..Self::unknown("the time for it has passed")
        }
    }

    fn new(sent: Sent, message: impl Into<String>) -> Self {
        Self {
            sent,
            permanent: false,
            timed_out: false,
            message: message.into(),
            source: None,
        }
    }

    /// Says that another try cannot help: the server's certificate is refused, the address is no URL,
    /// the body cannot be read.
    #[must_use]
    pub fn permanent(mut self) -> Self {
        self.permanent = true;
        self
    }

    /// Adds the error beneath, whose texts must hold no URL and no credentials either.
    #[must_use]
    pub fn with_source(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.source = Some(source.into());
        self
    }

    /// How far the request got.
    pub fn sent(&self) -> Sent {
        self.sent
    }

    /// Whether another try cannot help.
    pub fn is_permanent(&self) -> bool {
        self.permanent
    }

    /// Whether the time for an answer or a chunk of it has passed.
    pub fn is_timeout(&self) -> bool {
        self.timed_out
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
