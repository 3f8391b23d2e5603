//! The blocking client over `UreqTransport`, as a subject.

use std::time::Duration;

use castiron_runtime::{Config, RetryPolicy, UreqTransport};

use crate::clock::Clock;
use crate::subject::{Class, Outcome, Subject, call_blocking, core};

struct UreqClient {
    url: String,
    config: Config,
    transport: UreqTransport,
}

/// By the clock of the machine, which is the only one that blocks. No fault that it meets is silence,
/// so its limits end nothing but what a busy machine holds up for longer than any call takes.
pub fn make(url: &str, config: &Config, _clock: Clock) -> Box<dyn Subject> {
    let soon = Duration::from_millis(1);
    let silent = Duration::from_secs(30);
    let config = config.clone().head_timeout(silent).idle_timeout(silent);
    let config = config.retry(RetryPolicy::new().backoff(soon, soon));
    Box::new(UreqClient {
        url: url.to_owned(),
        transport: UreqTransport::new(&config),
        config,
    })
}

impl Subject for UreqClient {
    /// The connections are the transport's, and stay; what the client spares for repeats would
    /// soon be spent, and is new for each call.
    fn call(&mut self, class: Class, nonce: &str) -> Outcome {
        let core = core(&self.url, &self.config, self.transport.clone());
        call_blocking(&core, class, nonce)
    }
}
