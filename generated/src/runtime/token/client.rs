//! [`TokenClient`]: what a token source sends its requests with.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{HeaderMap, HeaderValue, Method, header};

use super::super::exchange::exchange;
use super::super::guard::limited;
use super::super::retry::{Class, Repeats, RetryBudget};
use super::super::transports::Mode;
use super::super::{Attempt, Config, Core, HttpRequest, Received, Transport, address};
use super::TokenError;

/// Sends token requests over the transport of an API's client, without any of its credentials.
#[derive(Clone)]
pub struct TokenClient {
    transport: Arc<dyn Transport>,
    config: Config,
    budget: Arc<RetryBudget>,
    user_agent: HeaderValue,
    ends: Option<Instant>,
}

/// How much of an answer is read, in bytes. How much of the API's own errors is kept has nothing to
/// do with how long a token may be.
const LONGEST_ANSWER: usize = 64 * 1024;

impl TokenClient {
    /// `within` is what the call has left. Only a blocking one needs it: an async one is stopped in
    /// time, and others who wait for the same token drive it on.
    pub(in super::super) fn new(core: &Core, mode: Mode, within: Duration) -> Self {
        let transport = core.shared.transports.of(mode);
        let ends = transport.now().checked_add(within);
        Self {
            transport: Arc::clone(transport),
            ends: ends.filter(|_| mode != Mode::Async),
            config: core.shared.config.clone(),
            budget: Arc::clone(&core.shared.budget),
            user_agent: core.shared.user_agent.clone(),
        }
    }

    /// Posts a form and gives the answer whatever its status.
    ///
    /// The server gets it once at most: it is sent again, as often and as soon as the client's
    /// [`RetryPolicy`](super::super::RetryPolicy) has it, only when it provably never left.
    ///
    /// # Errors
    ///
    /// The URL is not `https`, or no answer came.
    pub async fn post_form(
        &self,
        url: &str,
        authorization: Option<HeaderValue>,
        form: String,
    ) -> Result<Received, TokenError> {
        let request = HttpRequest {
            method: Method::POST,
            url: self.checked(url)?,
            headers: self.headers(authorization),
            body: form.into(),
            within: Duration::MAX,
        };
        let started = self.now();
        let budget = Arc::clone(&self.budget);
        let mut repeats = Repeats::new(self.config.retry, budget, fastrand::u64(..));
        loop {
            let attempt = self.attempt(&request, self.left(started));
            let outcome = exchange(&*self.transport, attempt).await;
            match repeats.wait(Class::Unsafe, &outcome, self.left(started)) {
                Some(wait) => self.transport.sleep(wait).await,
                None => return outcome.map_err(TokenError::unanswered),
            }
        }
    }

    /// The time by the clock of the transport.
    pub(super) fn now(&self) -> Instant {
        self.transport.now()
    }

    /// How long fetching a token may take at most.
    pub(super) fn patience(&self) -> Duration {
        let total = self.config.total_timeout;
        let left = |ends: Instant| ends.saturating_duration_since(self.now());
        self.ends.map_or(total, |ends| total.min(left(ends)))
    }

    /// Whether the call that began this has no more time, though others that wait may have.
    pub(super) fn is_over(&self) -> bool {
        // Time-outs of an operating system may come a little early.
        let left = |ends: Instant| ends.saturating_duration_since(self.now());
        self.ends
            .is_some_and(|ends| left(ends) < Duration::from_millis(1))
    }

    /// The result of a future, or an error when it takes too long.
    pub(super) async fn within<T>(
        &self,
        limit: Duration,
        future: impl Future<Output = Result<T, TokenError>>,
    ) -> Result<T, TokenError> {
        let result = limited(&*self.transport, limit, future).await;
        result.unwrap_or_else(|| Err(TokenError::late(limit)))
    }

    fn left(&self, started: Instant) -> Duration {
        let passed = self.now().saturating_duration_since(started);
        let left = self.config.total_timeout.saturating_sub(passed);
        left.min(self.patience())
    }

    fn attempt(&self, request: &HttpRequest, within: Duration) -> Box<Attempt> {
        Box::new(Attempt {
            request: request.clone(),
            head_timeout: self.config.head_timeout,
            idle_timeout: self.config.idle_timeout,
            within,
            body_limit: LONGEST_ANSWER,
            error_body_limit: LONGEST_ANSWER,
        })
    }

    fn headers(&self, authorization: Option<HeaderValue>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::USER_AGENT, self.user_agent.clone());
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        let content_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(header::CONTENT_TYPE, content_type);
        if let Some(authorization) = authorization {
            headers.insert(header::AUTHORIZATION, authorization);
        }
        headers
    }

    /// The rules of the base URL hold for the token URL too, but it may have a query.
    fn checked(&self, url: &str) -> Result<String, TokenError> {
        let (address, query) = match url.split_once('?') {
            Some((address, query)) => (address, format!("?{query}")),
            None => (url, String::new()),
        };
        let address = address::checked("token URL", address, self.config.allow_http)
            .map_err(|error| TokenError::new(error.to_string()).permanent())?;
        Ok(address + &query)
    }
}

impl fmt::Debug for TokenClient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenClient")
            .finish_non_exhaustive()
    }
}
