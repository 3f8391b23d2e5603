//! Many runs: how many, from which seed on, and what is shown of them.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::counts::Counts;
use crate::draw;
use crate::judge::Violation;
use crate::run::play;
use crate::server::Mistake;
use crate::shrink::shrink;

/// What a short run plays.
const CALLS: usize = 100_000;

/// The first seed of a short run.
const FIRST: u64 = 1;

/// The seeds to play: so many that their calls are at least as many as wanted.
fn seeds(first: u64, calls: usize) -> Vec<u64> {
    let mut missing = calls;
    let mut seeds = Vec::new();
    while missing > 0 {
        let seed = first.wrapping_add(seeds.len() as u64);
        missing = missing.saturating_sub(draw::size(seed));
        seeds.push(seed);
    }
    seeds
}

fn chosen() -> Vec<u64> {
    let number = |name| {
        let text = std::env::var(name).ok()?;
        Some(text.parse::<u64>().expect("a number"))
    };
    let (calls, seed) = (
        number("CASTIRON_SIMULATION_CALLS"),
        number("CASTIRON_SIMULATION_SEED"),
    );
    match (calls, seed) {
        (None, None) => seeds(FIRST, CALLS),
        (None, Some(seed)) => vec![seed],
        (Some(calls), seed) => {
            let first = seed.unwrap_or_else(|| fastrand::Rng::new().u64(..));
            seeds(first, calls as usize)
        }
    }
}

/// Plays all seeds on all processors; the violation of the lowest seed, if there is one.
fn play_all(seeds: &[u64]) -> (Counts, Option<(u64, Violation)>) {
    let next = AtomicUsize::new(0);
    let found = Mutex::new((Counts::default(), None));
    let worker = || {
        let mut counts = Counts::default();
        while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Err(violation) = play(&draw::plan(*seed), None, &mut counts) {
                next.store(seeds.len(), Ordering::Relaxed);
                let first = &mut found.lock().unwrap().1;
                if first.as_ref().is_none_or(|(known, _)| seed < known) {
                    *first = Some((*seed, violation));
                }
            }
        }
        found.lock().unwrap().0.merge(counts);
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(worker);
        }
    });
    found.into_inner().unwrap()
}

#[test]
fn every_rule_holds_in_every_run() {
    let seeds = chosen();
    let began = Instant::now();
    let (counts, violation) = play_all(&seeds);
    println!("{counts}");
    let (first, last) = (seeds[0], seeds[seeds.len() - 1]);
    println!("seeds {first} to {last} in {:?}", began.elapsed());
    if let Some((seed, violation)) = violation {
        println!("seed {seed}: {violation:?}");
        let (plan, smallest) = shrink(draw::plan(seed), violation.clone(), None);
        panic!(
            "seed {seed} breaks the rule `{}` after {} calls: {}\n\
             the same in a smaller run: {}\n{plan:#?}\n\
             CASTIRON_SIMULATION_SEED={seed} cargo test -p castiron-runtime --features blocking \
             --test simulation",
            violation.rule,
            counts.of("calls", "all"),
            violation.words,
            smallest.words,
        );
    }
    if seeds.len() > 1000 {
        assert_all_happened(&counts);
    }
}

/// A simulation in which nothing happens proves nothing.
fn assert_all_happened(counts: &Counts) {
    let table: [(&str, &[&str]); 6] = [
        (
            "faults",
            &[
                "not sent",
                "not sent, for ever",
                "closed before it arrived",
                "closed after it arrived",
                "no answer",
                "slower than a time-out",
                "panic of the transport",
                "panic in a body",
                "body slow",
                "body cut",
                "body silent",
                "body of something else",
                "body empty",
                "body too large",
            ],
        ),
        (
            "tokens",
            &[
                "refused",
                "answered with something else",
                "closed",
                "no answer",
                "panic of the source",
                "refresh tokens replaced",
            ],
        ),
        ("calls", &["blocking"]),
        (
            "hooks",
            &[
                "header changed",
                "key changed",
                "header of nonsense",
                "panic before",
                "panic after",
            ],
        ),
        ("effects", &["not sent", "answered", "unknown", "applied"]),
        (
            "ends",
            &[
                "success",
                "given up by the caller",
                "error, Token",
                "error, Hook",
                "error, Timeout",
            ],
        ),
    ];
    for (group, names) in table {
        for name in names {
            assert!(counts.of(group, name) > 50, "{group}: {name}");
        }
    }
}

#[test]
fn a_run_is_the_same_each_time() {
    for seed in 1..50 {
        let shown = || {
            let mut counts = Counts::default();
            play(&draw::plan(seed), None, &mut counts).unwrap();
            counts.to_string()
        };
        assert_eq!(shown(), shown(), "seed {seed}");
    }
}

/// The first seed in which a mistake shows, made small: the rule that it breaks, and how many calls
/// and reactions it takes.
fn found(mistake: Mistake) -> (&'static str, usize, usize) {
    let mut counts = Counts::default();
    for seed in 1.. {
        let plan = draw::plan(seed);
        if let Err(violation) = play(&plan, Some(mistake), &mut counts) {
            let (plan, violation) = shrink(plan, violation, Some(mistake));
            let reactions = plan.calls.iter().map(|call| call.reactions.len());
            return (violation.rule, plan.calls.len(), reactions.sum());
        }
    }
    ("none", 0, 0)
}

#[test]
fn a_transport_that_sends_twice_is_found_out() {
    assert_eq!(found(Mistake::Repeats), ("once", 1, 1));
}

#[test]
fn a_client_that_gives_up_is_found_out() {
    assert_eq!(found(Mistake::GivesUp), ("persistence", 1, 1));
}

#[test]
fn a_transport_that_denies_what_it_sent_is_found_out() {
    assert_eq!(found(Mistake::Belittles), ("ledger", 1, 1));
}
