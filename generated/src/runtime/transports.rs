//! [`Transports`]: what carries the calls of one client, by the way in which they are made.

use std::sync::Arc;

use super::{BuildError, Config, Transport};

/// Who drives a call on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// An executor, which polls it.
    Async,
    /// The thread that made it, which waits for it.
    #[cfg(feature = "blocking")]
    Blocking,
}

/// A transport for each mode.
pub(super) struct Transports {
    asynchronous: Arc<dyn Transport>,
    #[cfg(feature = "blocking")]
    blocking: Arc<dyn Transport>,
}

impl Transports {
    /// One transport for all calls.
    pub(super) fn only(transport: Arc<dyn Transport>) -> Self {
        Self {
            #[cfg(feature = "blocking")]
            blocking: Arc::clone(&transport),
            asynchronous: transport,
        }
    }

    /// The built-in transports.
    pub(super) fn built_in(config: &Config) -> Result<Self, BuildError> {
        Ok(Self {
            asynchronous: asynchronous(config)?,
            #[cfg(feature = "blocking")]
            blocking: Arc::new(super::UreqTransport::new(config)),
        })
    }

    pub(super) fn of(&self, mode: Mode) -> &Arc<dyn Transport> {
        match mode {
            Mode::Async => &self.asynchronous,
            #[cfg(feature = "blocking")]
            Mode::Blocking => &self.blocking,
        }
    }
}

#[cfg(feature = "reqwest")]
fn asynchronous(config: &Config) -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(super::ReqwestTransport::new(config)?))
}

#[cfg(all(not(feature = "reqwest"), feature = "blocking"))]
fn asynchronous(_config: &Config) -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(absent::Absent))
}

#[cfg(not(any(feature = "reqwest", feature = "blocking")))]
fn asynchronous(_config: &Config) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::new(
        "there is nothing to send requests with: turn on the feature `reqwest` or `blocking`, or set a `transport`",
    ))
}

/// What stands for the transport of async calls where there are only blocking ones.
#[cfg(all(not(feature = "reqwest"), feature = "blocking"))]
mod absent {
    use std::time::Duration;

    use super::super::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};

    pub(super) struct Absent;

    impl Transport for Absent {
        fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
            let error = TransportError::not_sent(
                "there is nothing to send async requests with: turn on the feature `reqwest`, set a \
                 `transport`, or call `send_blocking`",
            );
            Box::pin(async { Err(error.permanent()) })
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
            Box::pin(std::future::pending())
        }
    }
}
