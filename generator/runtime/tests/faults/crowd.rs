//! Many calls at a time, each of which may meet any fault.

use std::fs;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use castiron_runtime::{Config, Core, ReqwestTransport, RetryPolicy};
use tokio::runtime::Builder;

use crate::bench::Tally;
use crate::clock::Clock;
use crate::fault::{End, Fault};
use crate::server::Server;
use crate::subject;
use crate::subject::{CLASSES, Class, Make, Outcome, call};

/// Calls at a time; each has a connection with two ends.
const CALLS: usize = 1_000;

/// The same faults are dealt out in each run, though not to the same calls.
const SEED: u64 = 7;

/// No call is applied more often than it may be, none is told otherwise, none gets the answer of
/// another; and in the end nothing is left open.
pub fn calls(_make: Make, tally: &Tally) {
    let before = descriptors();
    let server = Server::start(Clock::new());
    server.plan(faults());
    let outcomes = call_all(&server);
    for (class, nonce, outcome) in &outcomes {
        let received = server.state.ledger.receipts(nonce).len();
        let ledger = &server.state.ledger;
        ledger.judge(*class, nonce, u32::try_from(received).unwrap(), outcome);
    }
    let received = server.state.ledger.len() as u64;
    tally.calls.fetch_add(CALLS as u64, Ordering::Relaxed);
    tally.received.fetch_add(received, Ordering::Relaxed);
    let struck = CALLS.min(server.begun() as usize);
    tally.faults.fetch_add(struck as u64, Ordering::Relaxed);
    drop(server);
    let began = Instant::now();
    while descriptors() > before {
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "descriptors are left open"
        );
        thread::yield_now();
    }
}

/// A fault for as many requests as there are calls; repeats find nothing in their way.
fn faults() -> Vec<Fault> {
    let mut random = fastrand::Rng::with_seed(SEED);
    let Fault::Answer { bytes, .. } = Fault::good(End::Keep) else {
        panic!("a good server answers");
    };
    let mut fault = || {
        let end = match random.u8(..8) {
            0 => End::Stall,
            1..4 => End::Reset,
            _ => End::Close,
        };
        match random.bool() {
            true => Fault::Unread {
                after: random.usize(..200),
                end,
            },
            false => Fault::raw(&bytes[..random.usize(..bytes.len())], end),
        }
    };
    (0..CALLS).map(|_| fault()).collect()
}

fn call_all(server: &Server) -> Vec<(Class, String, Outcome)> {
    let core = core(&server.url());
    let runtime = Builder::new_multi_thread().enable_all().build().unwrap();
    let calls: Vec<_> = (0..CALLS)
        .map(|index| {
            let (core, class) = (core.clone(), CLASSES[index % CLASSES.len()]);
            runtime.spawn(async move {
                let nonce = (10_000_000 + index).to_string();
                let outcome = call(&core, class, &nonce).await;
                (class, nonce, outcome)
            })
        })
        .collect();
    let calls = calls
        .into_iter()
        .map(|call| runtime.block_on(call).unwrap());
    calls.collect()
}

fn core(url: &str) -> Core {
    let soon = Duration::from_millis(1);
    let config = Config::new()
        .head_timeout(Duration::from_secs(5))
        .idle_timeout(Duration::from_secs(5))
        // Nothing else limits the answer to a streamed body.
        .total_timeout(Duration::from_secs(15))
        .retry(RetryPolicy::new().backoff(soon, soon));
    let transport = ReqwestTransport::new(&config).unwrap();
    subject::core(url, &config, transport)
}

/// How many descriptors this process has open.
fn descriptors() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}
