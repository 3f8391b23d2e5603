//! [`UreqTransport`]: the built-in transport of blocking calls, on ureq.

mod connection;

use std::fmt;
use std::io::Read;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Method, Request, Uri};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, BodyReader};

use self::connection::{Connecting, Resolving, until};
use super::blocking::Sleep;
use super::{
    BoxFuture, Config, HttpRequest, HttpResponse, ResponseBody, Transport, TransportError,
};

/// How long a connection may wait for the next request. Load balancers and servers give up after
/// a minute or less, some after five seconds; whoever sends at that moment learns nothing.
const IDLE: Duration = Duration::from_secs(10);

/// The most connections that are kept for the next requests.
const KEPT: usize = 32;

/// The largest head of a response in bytes, which is as much as a connection holds in memory.
const HEAD: usize = 128 * 1024;

/// How much of a body is read at once, in bytes.
const CHUNK: usize = 16 * 1024;

/// Times beyond this are cut to it, so that instants cannot overflow.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The built-in transport of blocking calls: HTTP/1.1 over TLS 1.2 or newer, with the platform's
/// certificates.
///
/// It follows no redirects, keeps no cookies, does not decompress and sends nothing twice. It goes
/// through the proxies that the environment names (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, but
/// for `NO_PROXY`), as other programs do.
///
/// Its futures do all their work when they are polled, and block the thread meanwhile: `send_blocking`
/// is what it is made for. No async runtime is needed, and none is in the way; but inside of one, the
/// thread that it blocks runs no other task.
///
/// What ureq sends and receives it also logs, credentials included, at the level `trace` of the
/// crate `log`, under the targets `ureq` and `ureq_proto`. Keep that level off.
#[derive(Clone)]
pub struct UreqTransport {
    agent: Agent,
}

impl UreqTransport {
    /// A transport with the connect time-out of a configuration.
    pub fn new(config: &Config) -> Self {
        let connect = Some(config.connect_timeout.min(LONGEST));
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .timeout_resolve(connect)
            .timeout_connect(connect)
            .max_idle_age(IDLE)
            .max_idle_connections(KEPT)
            .max_idle_connections_per_host(KEPT)
            .input_buffer_size(HEAD)
            .max_response_header_size(HEAD)
            .tls_config(tls.build())
            .build();
        Self {
            agent: Agent::with_parts(config, Connecting::default(), Resolving::default()),
        }
    }

    fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let started = Instant::now();
        let mut head = Request::builder()
            .method(request.method)
            .uri(unchanged(&request.url)?)
            .body(())
            .map_err(|error| TransportError::not_sent(error.to_string()).permanent())?;
        *head.headers_mut() = request.headers;
        let takes_body = matches!(*head.method(), Method::POST | Method::PUT | Method::PATCH);
        let limits = request.limits;
        let (result, handed_over) = until(started.checked_add(limits.head), || {
            if takes_body || !request.body.is_empty() {
                self.agent.run(head.map(|()| &*request.body))
            } else {
                self.agent.run(head)
            }
        });
        let (head, body) = result
            .map_err(|error| transport_error(error, handed_over))?
            .into_parts();
        Ok(HttpResponse {
            status: head.status,
            headers: head.headers,
            body: Box::new(Body {
                reader: body.into_reader(),
                idle: limits.idle,
                ends: started.checked_add(limits.total),
            }),
        })
    }
}

impl Transport for UreqTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move { self.exchange(request) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(Sleep::new(duration))
    }
}

struct Body {
    reader: BodyReader<'static>,
    idle: Duration,
    ends: Option<Instant>,
}

impl Body {
    fn read(&mut self) -> Result<Option<Bytes>, TransportError> {
        let silent = Instant::now().checked_add(self.idle);
        let deadline = [silent, self.ends].into_iter().flatten().min();
        let mut chunk = vec![0; CHUNK];
        let (result, _) = until(deadline, || self.reader.read(&mut chunk));
        let length = result.map_err(|error| transport_error(error.into(), true))?;
        chunk.truncate(length);
        Ok((length > 0).then(|| Bytes::from(chunk)))
    }
}

impl ResponseBody for Body {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { self.read() })
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("UreqTransport")
            .finish_non_exhaustive()
    }
}

/// Parses a URL and makes sure that it is sent as it is.
fn unchanged(url: &str) -> Result<Uri, TransportError> {
    let refused = |fact: String| TransportError::not_sent(fact).permanent();
    let parsed: Uri = url
        .parse()
        .map_err(|error| refused(format!("the URL cannot be sent: {error}")))?;
    if parsed.scheme().is_none() || parsed.authority().is_none() {
        return Err(refused("the URL names no server".to_owned()));
    }
    let sent = parsed.to_string();
    if sent == url || sent.strip_suffix('/') == Some(url) {
        return Ok(parsed);
    }
    Err(refused(
        "the URL would be rewritten on its way, so that it could address something else".to_owned(),
    ))
}

/// `handed_over` says whether a connection was given any byte of the request.
fn transport_error(error: ureq::Error, handed_over: bool) -> TransportError {
    let message = error.to_string();
    let failure = match (handed_over, &error) {
        (false, _) => TransportError::not_sent(&*message),
        (true, ureq::Error::Timeout(_)) => TransportError::timed_out(),
        (true, _) => TransportError::unknown(&*message),
    };
    let failure = match !handed_over && message.contains("invalid peer certificate") {
        true => failure.permanent(),
        false => failure,
    };
    failure.with_source(error)
}
