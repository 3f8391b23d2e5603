//! [`RequestParts`]: a request being put together, argument by argument.

mod body;
mod credentials;
mod json;
mod key;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde::Serialize;

use super::call::CallParts;
use super::pairs::Pairs;
use super::redaction::Secrets;
use super::security::header_value;
use super::style::{self, Escape};
use super::success::{Streaming, Success};
use super::transports::Mode;
use super::{
    Body, Call, Core, Decoder, Effect, EncodeError, ErrorKind, Hidden, HttpRequest, Idempotency,
    Limits, Operation, Pending, Report, RetryPolicy, Style, Value, address, path,
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
    cookies: Pairs,
    headers: HeaderMap,
    body: Body,
    key: Option<String>,
    timeout: Option<Duration>,
    retry: Option<RetryPolicy>,
    secrets: Secrets,
    fault: Option<String>,
}

impl RequestParts {
    /// A request without arguments.
    pub fn new(core: &Core, operation: &'static Operation) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, core.shared.user_agent.clone());
        if !operation.accept.is_empty() {
            headers.insert(header::ACCEPT, HeaderValue::from_static(operation.accept));
        }
        Self {
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
            fault: None,
        }
    }

    /// Sets a path parameter in style `simple`. Empty values are refused, and those that make the
    /// segment `.` or `..`.
    pub fn path<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.path_styled(name, Style::Simple, false, value);
    }

    /// Sets a path parameter that stands where other operations have a literal: `taken` are the
    /// values that would address one of those.
    pub fn path_except<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        taken: &[&'static str],
    ) {
        self.path(name, value);
        let text = self.path.iter().find(|(known, _)| *known == name);
        let taken = taken
            .iter()
            .find(|taken| text.is_some_and(|(_, text)| *text == style::encode(taken)));
        if let Some(taken) = taken {
            self.fail(format!(
                "the path parameter `{name}` cannot be `{taken}`, which would address another \
                 operation"
            ));
        }
    }

    /// Sets a path parameter in another style: `simple`, `label` or `matrix`.
    pub fn path_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        let value = Value::of(value);
        self.hide(Hidden::Path(name), &value);
        let text =
            value.and_then(|value| style::expand(name, style, explode, Escape::Unreserved, &value));
        if let Some(text) = self.kept("path parameter", name, text) {
            self.path.retain(|(known, _)| *known != name);
            self.path.push((name, text.unwrap_or_default()));
        }
    }

    /// Sets a query parameter in style `form`, exploded. An absent value is left out.
    pub fn query<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.put_query(
            name,
            Style::Form,
            true,
            Escape::Unreserved,
            Value::of(value),
        );
    }

    /// Sets a query parameter in another style. A part of a list or object that holds the style's
    /// separator is refused, because it would be read as two.
    pub fn query_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.put_query(name, style, explode, Escape::Unreserved, Value::of(value));
    }

    /// Sets a query parameter whose reserved characters stay as they are (`allowReserved`), but for
    /// `#`, `&`, `+` and `'`, which would come out as something else.
    pub fn query_reserved<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.put_query(name, style, explode, Escape::Reserved, Value::of(value));
    }

    /// Sets a header in style `simple`, as it is: printable ASCII and tabs, without white space at the
    /// ends; everything else is refused. An absent value is left out, and so is an empty list.
    pub fn header<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.header_styled(name, false, value);
    }

    /// Sets a header in style `simple`, exploded or not. Parts that hold the comma between them are
    /// refused.
    pub fn header_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        explode: bool,
        value: &T,
    ) {
        let value = Value::of(value);
        self.hide(Hidden::Header(name), &value);
        if let Some(value) = self.kept("header", name, value) {
            self.put_header(name, explode, &value);
        }
    }

    /// Sets a cookie in style `form`: percent-encoded, so that it carries any text. An absent value is
    /// left out.
    pub fn cookie<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.cookie_styled(name, true, value);
    }

    /// Sets a cookie in style `form`, exploded or not.
    pub fn cookie_styled<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        explode: bool,
        value: &T,
    ) {
        let value = Value::of(value);
        self.hide(Hidden::Cookie(name), &value);
        let pairs = value.and_then(|value| {
            style::named_pairs(name, Style::Form, explode, Escape::Unreserved, &value)
        });
        if let Some(pairs) = self.kept("cookie", name, pairs) {
            self.cookies.set(name, pairs);
        }
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

    /// Asks for another media type than the operation's own.
    pub fn accept(&mut self, media_type: &'static str) {
        self.headers
            .insert(header::ACCEPT, HeaderValue::from_static(media_type));
    }

    /// Sends the request when the future is awaited.
    pub fn send<T, E>(self, success: Decoder<T>, failure: Decoder<E>) -> Pending<T, E> {
        self.pending(Mode::Async, Success::Whole(success), failure)
    }

    /// Sends the request when the future is awaited, and hands out the body of a success as it
    /// arrives.
    pub fn stream<T, E>(self, success: Streaming<T>, failure: Decoder<E>) -> Pending<T, E> {
        self.pending(Mode::Async, Success::Streamed(success), failure)
    }

    /// Sends the request, and waits for the answer on this thread.
    ///
    /// # Errors
    ///
    /// Whatever the future of [`send`](RequestParts::send) ends with.
    #[cfg(feature = "blocking")]
    pub fn send_blocking<T, E>(
        self,
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
        self,
        success: Streaming<T>,
        failure: Decoder<E>,
    ) -> Result<super::Response<T>, super::Error<E>> {
        let pending = self.pending(Mode::Blocking, Success::Streamed(success), failure);
        pending.wait()
    }

    pub(super) fn pending<T, E>(
        self,
        mode: Mode,
        success: Success<T>,
        failure: Decoder<E>,
    ) -> Pending<T, E> {
        let core = self.core.clone();
        Pending::new(core, mode, self.into_call(), success, failure)
    }

    fn put_query(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        escape: Escape,
        value: Result<Value, EncodeError>,
    ) {
        self.hide(Hidden::Query(name), &value);
        if let (Idempotency::Query(carrier, _), Ok(Value::Scalar(text))) =
            (self.operation.idempotency, &value)
            && carrier == name
        {
            self.key = Some(text.clone());
        }
        let pairs =
            value.and_then(|value| style::named_pairs(name, style, explode, escape, &value));
        if let Some(pairs) = self.kept("query parameter", name, pairs) {
            self.query.set(name, pairs);
        }
    }

    fn put_header(&mut self, name: &'static str, explode: bool, value: &Value) {
        let text = style::expand(name, Style::Simple, explode, Escape::Nothing, value);
        let Some(text) = self.kept("header", name, text) else {
            return;
        };
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.fail(unusable_name(name));
        };
        match text.as_deref().map(header_value) {
            None => {
                self.headers.remove(header);
            }
            Some(Some(mut value)) => {
                value.set_sensitive(self.secrets.hides(Hidden::Header(name)));
                self.headers.insert(header, value);
            }
            Some(None) => self.fail(format!(
                "the header `{name}` cannot carry its value: HTTP allows neither line breaks, nor \
                 white space at the ends, nor characters beyond ASCII"
            )),
        }
        if let Idempotency::Header(carrier, _) = self.operation.idempotency
            && carrier == name
        {
            self.key = text;
        }
    }

    /// Keeps an argument out of every message, when the spec says that nobody may see it.
    fn hide(&mut self, part: Hidden, value: &Result<Value, EncodeError>) {
        if let Ok(value) = value
            && self.secrets.hides(part)
        {
            self.secrets.add(value);
        }
    }

    fn kept<T>(&mut self, what: &str, name: &str, value: Result<T, EncodeError>) -> Option<T> {
        value
            .map_err(|error| self.fail(format!("the {what} `{name}` cannot be written: {error}")))
            .ok()
    }

    fn fail(&mut self, message: String) {
        self.fault.get_or_insert(message);
    }

    /// The finished call, or why there is none.
    fn into_call(mut self) -> Result<Call, Box<Report>> {
        let operation = self.operation;
        let refuse = |kind, message: String| {
            Box::new(Report::new(operation, kind, Effect::NotSent, message))
        };
        if let Some(fault) = self.fault.take() {
            return Err(refuse(ErrorKind::Request, fault));
        }
        let key = self
            .place_key()
            .map_err(|error| refuse(ErrorKind::Request, error.to_string()))?;
        let address = self
            .address()
            .map_err(|error| refuse(ErrorKind::Request, error.to_string()))?;
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
            limits: Limits::default(),
        };
        let mut config = self.core.shared.config.clone();
        config.total_timeout = self.timeout.unwrap_or(config.total_timeout);
        config.retry = self.retry.unwrap_or(config.retry);
        Ok(Call::new(CallParts {
            operation,
            request,
            tokens,
            secrets: self.secrets,
            key,
            config,
            budget: Arc::clone(&self.core.shared.budget),
            hooks: self.core.shared.hooks.clone(),
            seed: fastrand::u64(..),
        }))
    }

    /// The URL without its query.
    pub(super) fn address(&self) -> Result<String, EncodeError> {
        match &self.link {
            Some(link) => Ok(link.clone()),
            None => {
                let base_url = &self.core.shared.base_url;
                path::fill(base_url, self.operation.path, &self.path)
            }
        }
    }

    fn url(&self, address: String) -> Result<String, String> {
        let mut url = address;
        if let Some(query) = self.query.joined("query", "&")? {
            url.push('?');
            url.push_str(&query);
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

fn unusable_name(name: &str) -> String {
    format!("`{name}` cannot be the name of an HTTP header")
}
