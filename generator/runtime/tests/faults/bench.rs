//! [`Bench`]: a server and a client that are let down again and again, and must go on.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use castiron_runtime::Config;

use crate::clock::Clock;
use crate::fate::Fate;
use crate::fault::{End, Fault};
use crate::ledger::Receipt;
use crate::server::Server;
use crate::subject::{Class, Make, Outcome, Subject};

/// How long a call may take at most.
const TOTAL: Duration = Duration::from_secs(120);

/// What a proof has done.
#[derive(Debug, Default)]
pub struct Tally {
    pub faults: AtomicU64,
    pub calls: AtomicU64,
    pub received: AtomicU64,
    /// Faults that struck a connection which had carried a request before.
    pub reused: AtomicU64,
}

/// The connection that a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    Fresh,
    Reused,
}

/// What is done to one call.
#[derive(Debug, Clone)]
pub struct Case {
    pub class: Class,
    pub on: On,
    pub faults: Vec<Fault>,
    pub fate: Fate,
}

impl Case {
    /// The same on a fresh and on a used connection.
    pub fn on_both(class: Class, fault: &Fault, fate: Fate) -> [Self; 2] {
        [On::Fresh, On::Reused].map(|on| Self {
            class,
            on,
            faults: vec![fault.clone()],
            fate,
        })
    }
}

/// A server and one client of it.
pub struct Bench<'a> {
    pub server: Server,
    subject: Box<dyn Subject>,
    tally: &'a Tally,
    calls: u64,
    left: On,
}

impl<'a> Bench<'a> {
    pub fn new(make: Make, tally: &'a Tally) -> Self {
        let clock = Clock::new();
        let server = Server::start(clock.clone());
        let subject = make(&server.url(), &Config::new(), clock);
        Self {
            server,
            subject,
            tally,
            calls: 10_000_000,
            left: On::Fresh,
        }
    }

    /// Lets one call down, judges what became of it, and sees that the next call goes well.
    pub fn inject(&mut self, case: Case) {
        if self.left != case.on {
            self.good_call(case.on);
        }
        let (begun, reused) = (self.server.begun(), self.server.reused());
        let planned = case.faults.iter().filter(|fault| !fault.is_good()).count();
        let (outcome, _) = self.call(case.class, case.faults);
        let reused = self.server.reused() - reused;
        let struck = (self.server.begun() - begun).min(planned as u32);
        self.tally
            .faults
            .fetch_add(u64::from(struck), Ordering::Relaxed);
        self.tally
            .reused
            .fetch_add(u64::from(reused), Ordering::Relaxed);
        case.fate.judge(case.class, &outcome);
        self.good_call(case.on);
    }

    /// A call that nothing happens to.
    pub fn good_call(&mut self, leaving: On) {
        let end = match leaving {
            On::Fresh => End::Close,
            On::Reused => End::Keep,
        };
        let (outcome, _) = self.call(Class::Once, vec![Fault::good(end)]);
        outcome.expect("a good call goes well");
        self.left = leaving;
    }

    /// One call, with the ledger's judgement.
    pub fn call(&mut self, class: Class, plan: Vec<Fault>) -> (Outcome, Vec<Receipt>) {
        self.calls += 1;
        let nonce = self.calls.to_string();
        let begun = self.server.begun();
        let shown = format!("{class:?} {plan:?}");
        self.server.plan(plan);
        let scene = Scene(&shown);
        let outcome = self.called(class, &nonce);
        let ledger = &self.server.state.ledger;
        ledger.judge(class, &nonce, self.server.begun() - begun, &outcome);
        std::mem::forget(scene);
        self.tally.calls.fetch_add(1, Ordering::Relaxed);
        (outcome, ledger.receipts(&nonce))
    }
}

impl Bench<'_> {
    /// Calls, and waits until the server has done its part; no time may pass beyond the limit.
    fn called(&mut self, class: Class, nonce: &str) -> Outcome {
        let clock = &self.server.state.clock;
        let began = clock.now();
        clock.calling(true);
        let outcome = self.subject.call(class, nonce);
        clock.calling(false);
        self.server.settle();
        let passed = clock.now() - began;
        assert!(passed <= TOTAL + Duration::from_millis(50), "{passed:?}");
        outcome
    }
}

impl Drop for Bench<'_> {
    fn drop(&mut self) {
        let received = self.server.state.ledger.len() as u64;
        self.tally.received.fetch_add(received, Ordering::Relaxed);
    }
}

/// Says what was done when a judgement fails.
struct Scene<'a>(&'a str);

impl Drop for Scene<'_> {
    fn drop(&mut self) {
        eprintln!("after {}", self.0);
    }
}

/// Runs cases on several benches at a time.
pub fn run(make: Make, tally: &Tally, cases: &[Case]) {
    const BENCHES: usize = 4;
    thread::scope(|scope| {
        for part in cases.chunks(cases.len().div_ceil(BENCHES)) {
            scope.spawn(move || {
                let mut bench = Bench::new(make, tally);
                for case in part {
                    bench.inject(case.clone());
                }
            });
        }
    });
}
