//! The async client over `ReqwestTransport`, as a subject.

use std::fmt::Debug;
use std::time::Duration;

use castiron_runtime::{Config, ReqwestTransport, RetryPolicy, Transport};
use tokio::runtime::{Builder, Runtime};

use crate::clock::{Clock, Clocked};
use crate::subject::{Class, Outcome, Subject, call, core};

/// Longer than any call takes, however busy the machine.
const HANGS: Duration = Duration::from_secs(60);

struct ReqwestClient<T> {
    runtime: Runtime,
    url: String,
    config: Config,
    transport: T,
}

/// On a runtime that runs while there is a call, and only then.
pub fn make(url: &str, config: &Config, clock: Clock) -> Box<dyn Subject> {
    let transport = ReqwestTransport::new(config).unwrap();
    make_on(
        Builder::new_current_thread(),
        url,
        config,
        Clocked { transport, clock },
    )
}

/// On a runtime with a thread of its own, by the clock of the machine.
///
/// Now and then, when a connection ends in the very moment of its reuse, nobody ever answers the
/// call, and the time-out has to. That is hyper's (1.12.0, on tokio 1.54.1), and happens without
/// reqwest and without us: tokio's unbounded channel counts a message before it holds it, so a
/// request that is sent while the task of the connection ends can get into hyper's channel after
/// that was emptied for the last time. There it stays as long as the sender lives, which hyper-util
/// keeps until the answer comes. Of 20,000 requests that hyper's `try_send_request` was given by
/// itself, against peers that hung up at that moment, 2 got no answer in 15 seconds, and the error
/// "connection closed" as soon as the sender was dropped. Known as
/// <https://github.com/hyperium/hyper/issues/4122>, whose mend is not merged:
/// <https://github.com/hyperium/hyper/pull/4150>. The request was not sent, but nobody can tell, so
/// the call says that nobody knows.
pub fn make_threaded(url: &str, config: &Config, _clock: Clock) -> Box<dyn Subject> {
    let soon = Duration::from_millis(1);
    let config = config.clone().head_timeout(Duration::from_secs(2));
    let config = config.retry(RetryPolicy::new().backoff(soon, soon));
    let transport = ReqwestTransport::new(&config).unwrap();
    let mut runtime = Builder::new_multi_thread();
    runtime.worker_threads(1);
    make_on(runtime, url, &config, transport)
}

/// With roots of trust of its own.
pub fn make_trusting(url: &str, root: &[u8]) -> Box<dyn Subject> {
    let root = reqwest::Certificate::from_der(root).unwrap();
    make_with(url, reqwest::Client::builder().tls_certs_only([root]))
}

/// Through a proxy.
pub fn make_through(url: &str, proxy: &str) -> Box<dyn Subject> {
    let proxy = reqwest::Proxy::all(proxy).unwrap();
    make_with(url, reqwest::Client::builder().proxy(proxy))
}

fn make_with(url: &str, client: reqwest::ClientBuilder) -> Box<dyn Subject> {
    let transport = ReqwestTransport::with_client(client.build().unwrap());
    let clock = Clock::new();
    make_on(
        Builder::new_current_thread(),
        url,
        &Config::new(),
        Clocked { transport, clock },
    )
}

fn make_on<T: Transport + Clone + Debug>(
    mut runtime: Builder,
    url: &str,
    config: &Config,
    transport: T,
) -> Box<dyn Subject> {
    Box::new(ReqwestClient {
        runtime: runtime.enable_all().build().unwrap(),
        url: url.to_owned(),
        config: config.clone(),
        transport,
    })
}

impl<T: Transport + Clone + Debug> Subject for ReqwestClient<T> {
    /// The connections are the transport's, and stay; what the client spares for repeats would
    /// soon be spent, and is new for each call.
    fn call(&mut self, class: Class, nonce: &str) -> Outcome {
        let core = core(&self.url, &self.config, self.transport.clone());
        let limited = async { tokio::time::timeout(HANGS, call(&core, class, nonce)).await };
        self.runtime.block_on(limited).expect("a call hangs")
    }
}
