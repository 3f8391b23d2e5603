//! [`TokenClient`]: what a token source sends its requests with.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, header};

use super::super::call::Attempt;
use super::super::driver::{exchange, limited};
use super::super::{Config, Core, ExchangeError, HttpRequest, Received, Sent, Transport, address};
use super::TokenError;

/// Sends token requests over the transport of an API's client, without any of its credentials.
#[derive(Clone)]
pub struct TokenClient {
    transport: Arc<dyn Transport>,
    config: Config,
    user_agent: HeaderValue,
}

/// How long to wait before a request that never left is sent again; a little more at random.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(1)];

impl TokenClient {
    pub(in super::super) fn new(core: &Core) -> Self {
        Self {
            transport: Arc::clone(&core.shared.transport),
            config: core.shared.config.clone(),
            user_agent: core.shared.user_agent.clone(),
        }
    }

    /// Posts a form and gives the answer whatever its status. The server gets it at most once:
    /// only when it provably never left is it sent again, twice at most.
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
            body: Bytes::from(form),
        };
        let started = self.now();
        for pause in PAUSES {
            match exchange(&*self.transport, self.attempt(&request, started)).await {
                Err(error) if never_left(&error) => {}
                answer => return answer.map_err(TokenError::unanswered),
            }
            let pause = pause.mul_f64(1.0 + fastrand::f64() / 2.0);
            self.transport.sleep(pause).await;
        }
        let answer = exchange(&*self.transport, self.attempt(&request, started)).await;
        answer.map_err(TokenError::unanswered)
    }

    /// The time by the clock of the transport.
    pub(super) fn now(&self) -> Instant {
        self.transport.now()
    }

    /// How long fetching a token may take at most.
    pub(super) fn patience(&self) -> Duration {
        self.config.total_timeout
    }

    /// The result of a future, or an error when it takes too long.
    pub(super) async fn within<T>(
        &self,
        limit: Duration,
        future: impl Future<Output = Result<T, TokenError>>,
    ) -> Result<T, TokenError> {
        let late = || {
            Err(TokenError::new(format!(
                "no access token came within {limit:?}"
            )))
        };
        let result = limited(&*self.transport, limit, future).await;
        result.unwrap_or_else(late)
    }

    fn attempt(&self, request: &HttpRequest, started: Instant) -> Attempt {
        let passed = self.now().saturating_duration_since(started);
        Attempt {
            request: request.clone(),
            head_timeout: self.config.head_timeout,
            idle_timeout: self.config.idle_timeout,
            within: self.config.total_timeout.saturating_sub(passed),
            body_limit: self.config.error_body_limit,
            error_body_limit: self.config.error_body_limit,
        }
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

fn never_left(error: &ExchangeError) -> bool {
    matches!(error, ExchangeError::Transport { error, head: None } if error.sent() == Sent::NotSent)
}
