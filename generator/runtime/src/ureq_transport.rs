//! [`UreqTransport`]: the built-in transport of blocking calls, on ureq.

mod connection;

use std::fmt;
use std::io::{self, Read};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Uri, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, BodyReader, SendBody};

use self::connection::{Connecting, Resolving, until};
use super::blocking::Sleep;
use super::close_delimited::CloseDelimited;
use super::{
    Body, BodyError, BoxFuture, Config, HttpRequest, HttpResponse, OpenBody, ResponseBody,
    Transport, TransportError,
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
/// What ureq sends and receives it also logs, and it cannot be told not to. Where a logger of the crate
/// `log` takes the level `trace`, the target `ureq_proto::util` shows every byte of heads and bodies,
/// credentials included, and `ureq::run` shows paths, queries and the `Location` of answers. At `debug`
/// none of these are shown, so let the logger stop there for both crates, whatever it takes of others:
/// `RUST_LOG=trace,ureq=debug,ureq_proto=debug`.
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
        let mut head = Request::builder()
            .method(request.method)
            .uri(unchanged(&request.url)?)
            .body(())
            .map_err(|error| TransportError::not_sent(error.to_string()).permanent())?;
        *head.headers_mut() = request.headers;
        let deadline = Instant::now().checked_add(request.within);
        let (result, handed_over) = match request.body.as_bytes() {
            Some(bytes) => until(deadline, || self.run(head, bytes)),
            None => {
                let open = opened(&request.body, &mut head)?;
                until(deadline, || self.run_streamed(head, open.until(deadline)))
            }
        };
        let (mut head, body) = result
            .map_err(|error| transport_error(error, handed_over))?
            .into_parts();
        Ok(HttpResponse {
            status: head.status,
            body: readable(
                &head.headers,
                Reading {
                    reader: body.into_reader(),
                    within: Duration::MAX,
                },
            ),
            headers: std::mem::take(&mut head.headers),
        })
    }
}

impl UreqTransport {
    fn run(&self, head: Request<()>, body: &Bytes) -> Result<Answer, ureq::Error> {
        let takes_body = matches!(*head.method(), Method::POST | Method::PUT | Method::PATCH);
        if takes_body || !body.is_empty() {
            self.agent.run(head.map(|()| body.as_ref()))
        } else {
            self.agent.run(head)
        }
    }

    fn run_streamed(&self, head: Request<()>, mut body: OpenBody) -> Result<Answer, ureq::Error> {
        let body = SendBody::from_reader(&mut body);
        self.agent.run(head.map(|()| body))
    }
}

type Answer = http::Response<ureq::Body>;

/// A body that is read while it is sent; its length is said in the head, if it is known.
fn opened(body: &Body, head: &mut Request<()>) -> Result<OpenBody, TransportError> {
    let open = body.open().map_err(|error| {
        let failure = TransportError::not_sent(error.to_string()).permanent();
        failure.with_source(error)
    })?;
    if let Some(length) = open.length() {
        let headers = head.headers_mut();
        headers.insert(header::CONTENT_LENGTH, length.into());
    }
    Ok(open)
}

impl Transport for UreqTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move { self.exchange(request) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(Sleep::new(duration))
    }
}

struct Reading {
    reader: BodyReader<'static>,
    within: Duration,
}

impl Reading {
    fn read(&mut self) -> Result<Option<Bytes>, TransportError> {
        let deadline = Instant::now().checked_add(self.within);
        let mut chunk = vec![0; CHUNK];
        let (result, _) = until(deadline, || self.reader.read(&mut chunk));
        let length = result.map_err(|error| transport_error(error.into(), true))?;
        chunk.truncate(length);
        Ok((length > 0).then(|| Bytes::from(chunk)))
    }
}

impl ResponseBody for Reading {
    fn within(&mut self, time: Duration) {
        self.within = time;
    }

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

fn readable(headers: &HeaderMap, body: Reading) -> Box<dyn ResponseBody> {
    match CloseDelimited::is_one(headers) {
        true => Box::new(CloseDelimited::new(headers, Box::new(body))),
        false => Box::new(body),
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
    let message = match &error {
        ureq::Error::Io(cause) if is_of_body(cause) => cause.to_string(),
        error => error.to_string(),
    };
    let failure = match (handed_over, &error) {
        (true, ureq::Error::Io(cause)) if is_of_body(cause) => {
            TransportError::unknown(&*message).permanent()
        }
        (false, ureq::Error::Io(cause)) if is_of_body(cause) => {
            TransportError::not_sent(&*message).permanent()
        }
        (true, ureq::Error::Io(cause)) if cause.kind() == io::ErrorKind::TimedOut => {
            TransportError::timed_out()
        }
        (false, _) => TransportError::not_sent(&*message),
        (true, ureq::Error::Timeout(_)) => TransportError::timed_out(),
        (true, _) => TransportError::unknown(&*message),
    };
    let failure = match !handed_over && message.contains("certificate") {
        true => failure.permanent(),
        false => failure,
    };
    failure.with_source(error)
}

/// Whether the body that was being sent has failed.
fn is_of_body(error: &io::Error) -> bool {
    let cause = error.get_ref();
    cause.is_some_and(|cause| cause.is::<BodyError>())
}
