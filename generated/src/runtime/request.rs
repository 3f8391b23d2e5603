//! [`RequestParts`]: a request being put together, argument by argument.

mod body;
mod credentials;
mod json;
mod key;
mod parameters;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, header};

pub(super) use self::json::ascii_json;
use super::call::CallParts;
use super::links::Sent;
use super::pairs::Pairs;
use super::redaction::Secrets;
use super::success::{Streaming, Success};
use super::transports::Mode;
use super::{
    Body, Call, Core, Decoder, Effect, EncodeError, ErrorKind, HttpRequest, Operation, Pending,
    Report, RetryPolicy, address, path,
};

/// A request being put together.
///
/// Arguments are encoded as they come. The first that cannot be is kept, and
/// [`send`](RequestParts::send) reports it instead of sending.
#[derive(Clone)]
pub struct RequestParts {
    pub(super) core: Core,
    pub(super) operation: &'static Operation,
    path: Vec<(&'static str, String)>,
    pub(super) query: Pairs,
    /// A URL without query that the API has given, in place of the operation's own.
    pub(super) link: Option<String>,
    /// The URL in place of the default server's.
    server: Option<&'static str>,
    cookies: Pairs,
    headers: HeaderMap,
    body: Body,
    key: Option<String>,
    timeout: Option<Duration>,
    retry: Option<RetryPolicy>,
    secrets: Secrets,
    sent: Option<Sent>,
    fault: Option<String>,
}

impl RequestParts {
    /// A request without arguments; in a box, because each setter of a request moves it twice.
    pub fn new(core: &Core, operation: &'static Operation) -> Box<Self> {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, core.shared.user_agent.clone());
        if !operation.accept.is_empty() {
            headers.insert(header::ACCEPT, HeaderValue::from_static(operation.accept));
        }
        Box::new(Self {
            core: core.clone(),
            operation,
            path: Vec::new(),
            query: Pairs::default(),
            link: None,
            cookies: Pairs::default(),
            headers,
            body: Body::default(),
            key: None,
            timeout: None,
            retry: None,
            secrets: Secrets::new(operation.hidden),
            sent: None,
            server: operation.server,
            fault: None,
        })
    }

    /// Sets the idempotency key, which one is made for otherwise.
    pub fn idempotency_key(&mut self, key: &str) {
        self.key = Some(key.to_owned());
    }

    /// Gives the whole call another time than the configuration says.
    pub fn timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    /// Has the request repeated by another policy than the configuration says.
    pub fn retry(&mut self, policy: RetryPolicy) {
        self.retry = Some(policy);
    }

    /// Keeps what is sent, because the answer has links that ask for it; called first.
    pub fn remember(&mut self) {
        self.sent = Some(Sent::default());
    }

    /// Goes to another server, unless the client is one of another than the default.
    pub fn server(&mut self, url: &'static str) {
        self.server = Some(url);
    }

    /// Asks for another media type than the operation's own.
    pub fn accept(&mut self, media_type: &'static str) {
        self.headers
            .insert(header::ACCEPT, HeaderValue::from_static(media_type));
    }

    /// Sends the request when the future is awaited.
    pub fn send<T, E>(self: Box<Self>, success: Decoder<T>, failure: Decoder<E>) -> Pending<T, E> {
        self.pending(Mode::Async, Success::Whole(success), failure)
    }

    /// Sends the request when the future is awaited, and hands out the body of a success as it
    /// arrives.
    pub fn stream<T, E>(
        self: Box<Self>,
        success: Streaming<T>,
        failure: Decoder<E>,
    ) -> Pending<T, E> {
        self.pending(Mode::Async, Success::Streamed(success), failure)
    }

    /// Sends the request, and waits for the answer on this thread.
    ///
    /// # Errors
    ///
    /// Whatever the future of [`send`](RequestParts::send) ends with.
    #[cfg(feature = "blocking")]
    pub fn send_blocking<T, E>(
        self: Box<Self>,
        success: Decoder<T>,
        failure: Decoder<E>,
    ) -> Result<super::Response<T>, super::Error<E>> {
        let pending = self.pending(Mode::Blocking, Success::Whole(success), failure);
        pending.wait()
    }

    /// Sends the request, and waits for the head of the answer on this thread.
    ///
    /// # Errors
    ///
    /// Whatever the future of [`stream`](RequestParts::stream) ends with.
    #[cfg(feature = "blocking")]
    pub fn stream_blocking<T, E>(
        self: Box<Self>,
        success: Streaming<T>,
        failure: Decoder<E>,
    ) -> Result<super::Response<T>, super::Error<E>> {
        let pending = self.pending(Mode::Blocking, Success::Streamed(success), failure);
        pending.wait()
    }

    pub(super) fn pending<T, E>(
        self: Box<Self>,
        mode: Mode,
        success: Success<T>,
        failure: Decoder<E>,
    ) -> Pending<T, E> {
        let core = self.core.clone();
        Pending::new(core, mode, self.into_call(), success, failure)
    }

    fn fail(&mut self, message: String) {
        self.fault.get_or_insert(message);
    }

    /// The finished call, or why there is none.
    fn into_call(mut self: Box<Self>) -> Result<Box<Call>, Box<Report>> {
        let operation = self.operation;
        let refuse = |kind, message: String| {
            Box::new(Report::new(operation, kind, Effect::NotSent, message))
        };
        let key = self.place_key();
        if let Some(fault) = self.fault.take() {
            return Err(refuse(ErrorKind::Request, fault));
        }
        let key = key.map_err(|error| refuse(ErrorKind::Request, error.to_string()))?;
        let address = self
            .address()
            .map_err(|error| refuse(ErrorKind::Request, error.to_string()))?;
        let sent = self.sent.take().map(|mut sent| {
            let url = self.with_query(address.clone());
            sent.finish(&operation.method, url, self.body.as_bytes());
            Arc::new(sent)
        });
        let tokens = self
            .authenticate()
            .map_err(|message| refuse(ErrorKind::Credentials, message))?;
        let url = self
            .url(address)
            .and_then(|url| self.put_cookies().map(|()| url))
            .map_err(|message| refuse(ErrorKind::Request, message))?;
        let request = HttpRequest {
            method: operation.method.clone(),
            url,
            headers: self.headers,
            body: self.body,
            within: Duration::MAX,
        };
        let mut config = self.core.shared.config.clone();
        config.total_timeout = self.timeout.unwrap_or(config.total_timeout);
        config.retry = self.retry.unwrap_or(config.retry);
        Ok(Call::new(CallParts {
            operation,
            request,
            tokens,
            secrets: self.secrets,
            sent,
            key,
            config,
            budget: Arc::clone(&self.core.shared.budget),
            hooks: self.core.shared.hooks.clone(),
            seed: fastrand::u64(..),
        }))
    }

    /// The URL without the query that is asked for.
    pub(super) fn address(&self) -> Result<String, EncodeError> {
        match &self.link {
            Some(link) => Ok(link.clone()),
            None => path::fill(&self.base_url()?, self.operation.path, &self.path),
        }
    }

    /// What stands before the path: the operation's own server, unless the client is one of another
    /// server than the default.
    pub(super) fn base_url(&self) -> Result<Cow<'_, str>, EncodeError> {
        let shared = &self.core.shared;
        match self.server.filter(|_| shared.is_default_server) {
            None => Ok(Cow::Borrowed(&shared.base_url)),
            Some(server) => {
                let url = address::checked("server", server, shared.config.allow_http)
                    .map_err(|error| EncodeError::new(error.to_string()))?;
                Ok(Cow::Owned(url.strip_suffix('/').unwrap_or(&url).to_owned()))
            }
        }
    }

    fn url(&self, address: String) -> Result<String, String> {
        let mut url = address;
        if !self.query.is_empty() {
            url.push(path::before_query(&url));
            self.query.join("query", "&", &mut url)?;
        }
        address::check_length(&url)?;
        Ok(url)
    }
}

/// Shows the operation only.
impl fmt::Debug for RequestParts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} {}",
            self.operation.method, self.operation.path
        )
    }
}
