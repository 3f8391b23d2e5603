//! Connections that the server closes at the moment at which the client wants them again.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use castiron_runtime::Effect;

use crate::bench::{Bench, Tally};
use crate::fault::{End, Fault};
use crate::subject::{Class, Make};

const ROUNDS: u32 = 5_000;
const BENCHES: u32 = 4;

/// Server and client each wait up to this long.
const JITTER: u64 = 5_000;

/// News of this age has reached the client.
const KNOWN: Duration = Duration::from_millis(1);

/// What may be repeated always succeeds. What may not is applied once at most, and fails only when
/// it is sent just as the connection is closed: not when the client could know.
pub fn idle(make: Make, tally: &Tally) {
    let (lost, needless) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        for seed in 0..BENCHES {
            let (lost, needless) = (&lost, &needless);
            scope.spawn(move || rounds(make, tally, seed, lost, needless));
        }
    });
    let (lost, needless) = (lost.into_inner(), needless.into_inner());
    println!("         {lost} of {ROUNDS} lost to the race, {needless} without need");
    assert!(needless <= ROUNDS / 1_000);
}

fn rounds(make: Make, tally: &Tally, seed: u32, lost: &AtomicU32, needless: &AtomicU32) {
    let mut random = fastrand::Rng::with_seed(u64::from(seed));
    let mut bench = Bench::new(make, tally);
    for round in 0..ROUNDS / BENCHES {
        let class = [Class::Once, Class::Once, Class::Keyed, Class::Read][round as usize % 4];
        let end = End::After(random.u64(..JITTER));
        let (began, closed) = (Instant::now(), bench.server.closed());
        let (outcome, _) = bench.call(class, vec![Fault::good(end)]);
        tally.faults.fetch_add(1, Ordering::Relaxed);
        if let Err(failure) = outcome {
            assert_eq!(
                (class, failure.effect),
                (Class::Once, Effect::Unknown),
                "{failure:?}"
            );
            lost.fetch_add(1, Ordering::Relaxed);
            let known = closed.is_some_and(|closed| began >= closed + KNOWN);
            needless.fetch_add(u32::from(known), Ordering::Relaxed);
        }
        thread::sleep(Duration::from_micros(random.u64(..JITTER)));
    }
}
