//! [`Config`]: the time-outs and limits of a client.

use std::sync::Arc;
use std::time::Duration;

use super::{RetryPolicy, json};

/// The time-outs and limits of a client; every setting has a default that is safe for payments.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Config {
    pub(super) connect_timeout: Duration,
    pub(super) head_timeout: Duration,
    pub(super) idle_timeout: Duration,
    pub(super) total_timeout: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) body_limit: usize,
    pub(super) error_body_limit: usize,
    pub(super) json_depth: usize,
    pub(super) allow_http: bool,
    pub(super) user_agent: Arc<str>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            head_timeout: Duration::from_secs(60),
            idle_timeout: Duration::from_secs(30),
            total_timeout: Duration::from_secs(120),
            retry: RetryPolicy::default(),
            body_limit: 16 * 1024 * 1024,
            error_body_limit: 64 * 1024,
            json_depth: json::MAX_DEPTH,
            allow_http: false,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).into(),
        }
    }
}

impl Config {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long connecting may take, TLS included: 5 seconds unless set.
    ///
    /// Only for the built-in transport; a transport of your own has its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long one attempt may take until the response's status and headers are there: 60
    /// seconds unless set.
    ///
    /// It is not for requests whose body is read while it is sent, from a file, a reader or a
    /// stream: those have [`Config::total_timeout`] alone.
    pub fn head_timeout(mut self, timeout: Duration) -> Self {
        self.head_timeout = timeout;
        self
    }

    /// How long the server may fall silent within a response body: 30 seconds unless set.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// How long a whole call may take, with tokens and all attempts: 120 seconds unless set.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = timeout;
        self
    }

    /// When a failed request is sent again: [`RetryPolicy::default`] unless set.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The largest response body in bytes: 16 MiB unless set. A larger one is an error.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// How many bytes of an error response's body are read and kept: 64 KiB unless set.
    pub fn error_body_limit(mut self, bytes: usize) -> Self {
        self.error_body_limit = bytes;
        self
    }

    /// The deepest nesting of JSON in a response: 128 unless set, which is also the most.
    pub fn json_depth(mut self, levels: usize) -> Self {
        self.json_depth = levels;
        self
    }

    /// Whether `http://` is accepted for hosts other than this machine: no unless set.
    ///
    /// Everything on such a connection, credentials included, can be read and changed on the way.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// The `User-Agent` header: this crate's name and version unless set.
    pub fn user_agent(mut self, user_agent: impl Into<Arc<str>>) -> Self {
        self.user_agent = user_agent.into();
        self
    }
}
