//! The async client over `ReqwestTransport`, as a subject.

use std::time::Duration;

use castiron_runtime::{Config, ReqwestTransport};
use tokio::runtime::{Builder, Runtime};

use crate::clock::{Clock, Clocked};
use crate::subject::{Class, Outcome, Subject, builder, call};

/// Longer than any call takes, however busy the machine.
const HANGS: Duration = Duration::from_secs(60);

struct ReqwestClient {
    runtime: Runtime,
    url: String,
    config: Config,
    transport: Clocked<ReqwestTransport>,
}

pub fn make(url: &str, config: &Config, clock: Clock) -> Box<dyn Subject> {
    let transport = ReqwestTransport::new(config).unwrap();
    Box::new(ReqwestClient {
        runtime: runtime(),
        url: url.to_owned(),
        config: config.clone(),
        transport: Clocked { transport, clock },
    })
}

pub fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

impl Subject for ReqwestClient {
    /// The connections are the transport's, and stay; what the client spares for repeats would
    /// soon be spent, and is new for each call.
    fn call(&mut self, class: Class, nonce: &str) -> Outcome {
        let mut builder = builder(&self.url, &self.config);
        builder.transport(self.transport.clone());
        let core = builder.build().unwrap();
        let limited = async { tokio::time::timeout(HANGS, call(&core, class, nonce)).await };
        self.runtime.block_on(limited).expect("a call hangs")
    }
}
