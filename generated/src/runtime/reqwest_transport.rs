//! [`ReqwestTransport`]: the built-in transport, on reqwest.

use std::error::Error as _;
use std::fmt;
use std::future::{poll_fn, ready};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Version, header};
use http_body::{Frame, SizeHint};
use reqwest::{Client, Request, Url, redirect, tls};
use tokio::runtime::{Handle, Id};

use super::caught::lock;
use super::close_delimited::CloseDelimited;
use super::{
    Body, BodyError, BoxFuture, BuildError, Config, HttpRequest, HttpResponse, OpenBody,
    ResponseBody, Transport, TransportError,
};

/// How long a connection may wait for the next request. Load balancers and servers give up after
/// a minute or less, some after five seconds; whoever sends at that moment learns nothing.
const IDLE: Duration = Duration::from_secs(10);

/// How long after an answer the runtime is taken to know the state of its sockets.
const FRESH: Duration = Duration::from_micros(500);

/// The most headers of a response; the client library's own limit of 100 is met by real APIs.
const HEADERS: usize = 256;

/// The built-in transport: HTTP/1.1 over TLS 1.2 or newer, with the platform's certificates.
///
/// It follows no redirects, sends no referer, keeps no cookies and does not decompress. It goes
/// through the proxies that the environment names (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, but
/// for `NO_PROXY`), as other programs do. It needs a tokio runtime whose I/O and time drivers are
/// on.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: Client,
    /// When and in which runtime the last answer came.
    answered: Arc<Mutex<Option<(Instant, Id)>>>,
    /// Where the first request went, which is where most go: parsing a host takes as long as
    /// parsing the rest of a URL.
    origin: Arc<OnceLock<Url>>,
}

impl ReqwestTransport {
    /// A transport with the connect time-out of a configuration.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up on this machine.
    pub fn new(config: &Config) -> Result<Self, BuildError> {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            // Without the count, a copy is made of each request before it is found that none is wanted.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .referer(false)
            .tls_version_min(tls::Version::TLS_1_2)
            .connect_timeout(config.connect_timeout)
            .pool_idle_timeout(IDLE)
            .http1_max_headers(HEADERS)
            .build()
            .map_err(|error| {
                let error = error.without_url();
                BuildError::new(format!(
                    "the HTTP client cannot be set up: {}",
                    chain(&error)
                ))
            })?;
        Ok(Self::with_client(client))
    }

    /// Uses a client that is set up already, for instance with a proxy or certificates of its own.
    ///
    /// It must not follow redirects: a redirected request carries the API's keys to whoever the
    /// redirect names.
    pub fn with_client(client: Client) -> Self {
        Self {
            client,
            answered: Arc::default(),
            origin: Arc::default(),
        }
    }

    async fn exchange(&self, outgoing: Request) -> Result<HttpResponse, TransportError> {
        let runtime = Handle::try_current().map_err(|_| without_runtime())?;
        if !outgoing.method().is_safe() || !self.was_answered_just_now(runtime.id()) {
            inside(&runtime, notice_closed_connections()).await;
        }
        let response = {
            let _inside = runtime.enter();
            self.client.execute(outgoing)
        };
        let response = inside(&runtime, response).await;
        let mut response = response.map_err(transport_error)?;
        *lock(&self.answered) = Some((Instant::now(), runtime.id()));
        let headers = std::mem::take(response.headers_mut());
        Ok(HttpResponse {
            status: response.status(),
            body: body(response, &headers),
            headers,
        })
    }

    /// The request as reqwest has them.
    fn outgoing(&self, request: HttpRequest) -> Result<Request, TransportError> {
        let mut outgoing = Request::new(request.method, self.parsed(&request.url)?);
        *outgoing.headers_mut() = request.headers;
        *outgoing.body_mut() = match request.body.as_bytes() {
            None => Some(streamed(&request.body)?),
            Some(bytes) if !bytes.is_empty() => Some(bytes.clone().into()),
            Some(_) => {
                say_that_there_is_none(&mut outgoing);
                None
            }
        };
        Ok(outgoing)
    }

    /// Parses a URL and makes sure that the parser has not rewritten path or query.
    fn parsed(&self, url: &str) -> Result<Url, TransportError> {
        let known = self.origin.get().and_then(|origin| below(origin, url));
        if let Some(parsed) = known {
            return Ok(parsed);
        }
        let parsed = Url::parse(url).map_err(|_| {
            TransportError::not_sent("the address of the server is not a URL").permanent()
        })?;
        if !is_unchanged(&parsed, url) {
            return Err(TransportError::not_sent(
                "the URL would be rewritten on its way, so that it could address something else",
            )
            .permanent());
        }
        if let Ok(origin) = parsed.join("/") {
            self.origin.get_or_init(|| origin);
        }
        Ok(parsed)
    }

    fn was_answered_just_now(&self, here: Id) -> bool {
        let answered = *lock(&self.answered);
        answered.is_some_and(|(when, runtime)| runtime == here && when.elapsed() < FRESH)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        match self.outgoing(request) {
            Ok(outgoing) => Box::pin(self.exchange(outgoing)),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Without a runtime `send` fails at once, and nobody waits for this.
        match Handle::try_current() {
            Ok(_) => Box::pin(tokio::time::sleep(duration)),
            Err(_) => Box::pin(std::future::pending()),
        }
    }
}

impl ResponseBody for reqwest::Response {
    /// HTTP/2 says that a body ends after the last of it, and an end that nobody waits for is broken
    /// off.
    fn is_complete(&self) -> bool {
        self.version() < Version::HTTP_2 && self.content_length() == Some(0)
    }

    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { Self::chunk(self).await.map_err(transport_error) })
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ReqwestTransport")
            .finish_non_exhaustive()
    }
}

fn without_runtime() -> TransportError {
    TransportError::not_sent(
        "there is no tokio runtime here: await the request inside one, or set a transport",
    )
    .permanent()
}

/// Polls a future inside of the runtime that began it, because a request for a token may be driven
/// on by a thread outside: one that waits for the same token in a blocking call.
async fn inside<F: Future>(runtime: &Handle, future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|context| {
        let _inside = runtime.enter();
        future.as_mut().poll(context)
    })
    .await
}

/// Where the runtime ran nothing since the last call, no one has noticed yet that a server hung up,
/// and a request sent over that connection is lost without a trace. So the runtime is first made
/// to look at its sockets, and then to run the tasks that wait for them. It has just done both where
/// an answer has come just now; but some servers hang up with their answer, so that only what can do
/// no harm twice goes without another look.
async fn notice_closed_connections() {
    tokio::task::yield_now().await;
    tokio::task::yield_now().await;
}

fn body(response: reqwest::Response, headers: &HeaderMap) -> Box<dyn ResponseBody> {
    let ends_by_closing = response.version() < Version::HTTP_2 && CloseDelimited::is_one(headers);
    if ends_by_closing {
        Box::new(CloseDelimited::new(headers, Box::new(response)))
    } else {
        Box::new(response)
    }
}

/// A URL with an origin that was parsed before; `None` if it has another, or is easily taken for
/// one that has.
fn below(origin: &Url, url: &str) -> Option<Url> {
    let path = url.strip_prefix(origin.as_str().strip_suffix('/')?)?;
    let parsed = origin.join(path).ok()?;
    is_unchanged(&parsed, url).then_some(parsed)
}

fn is_unchanged(parsed: &Url, url: &str) -> bool {
    let sent = parsed.as_str();
    sent == url || sent.strip_suffix('/') == Some(url)
}

/// hyper leaves the length of an empty body out, and there are servers that answer 411 then.
fn say_that_there_is_none(outgoing: &mut Request) {
    if let Method::POST | Method::PUT | Method::PATCH = *outgoing.method() {
        let none = HeaderValue::from_static("0");
        outgoing.headers_mut().insert(header::CONTENT_LENGTH, none);
    }
}

/// A body that is read while it is sent.
fn streamed(body: &Body) -> Result<reqwest::Body, TransportError> {
    let open = body.open().map_err(|error| {
        let failure = TransportError::not_sent(error.to_string()).permanent();
        failure.with_source(error)
    })?;
    Ok(reqwest::Body::wrap(Streamed(Mutex::new(open))))
}

/// reqwest wants bodies that threads could share; nothing waits for the lock.
struct Streamed(Mutex<OpenBody>);

impl http_body::Body for Streamed {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let open = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        let chunk = open.poll_chunk(context);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        lock(&self.0)
            .length()
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

fn transport_error(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if let Some(cause) = body_error(&error) {
        let failure = TransportError::unknown(cause.to_string()).permanent();
        return failure.with_source(error);
    }
    let message = chain(&error);
    let failure = if error.is_connect() || error.is_builder() {
        not_sent(message)
    } else {
        TransportError::unknown(message)
    };
    failure.with_source(error)
}

/// The failure of a body that was being sent.
fn body_error(error: &reqwest::Error) -> Option<&BodyError> {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(failure) = error.downcast_ref() {
            return Some(failure);
        }
        cause = error.source();
    }
    None
}

/// TLS libraries have no error in common, but each names the certificate that it refuses. What is
/// taken for such an error and is none costs an attempt, nothing else.
fn not_sent(message: String) -> TransportError {
    let is_permanent = message.contains("certificate");
    let failure = TransportError::not_sent(message);
    if is_permanent {
        failure.permanent()
    } else {
        failure
    }
}

/// An error and what caused it, on one line; the outermost alone says nothing.
fn chain(error: &reqwest::Error) -> String {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        message.push_str(": ");
        message.push_str(&cause.to_string());
        source = cause.source();
    }
    message
}
