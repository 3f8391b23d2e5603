//! Draws a [`Plan`] from a seed.

use std::time::Duration;

use fastrand::Rng;

use crate::client::OPERATIONS;
use crate::plan::{
    After, Answer, Before, Body, CallPlan, ClientPlan, Flow, Plan, PolicyPlan, Reach, Reaction,
    RetryAfter, TokenAnswer, TokenPlan, TokenReaction,
};

/// How many calls the plan of a seed has.
pub fn size(seed: u64) -> usize {
    let mut random = Rng::with_seed(seed);
    let most = *pick(&mut random, &[1, 3, 5, 10, 20, 50, 200]);
    random.usize(1..=most)
}

pub fn plan(seed: u64) -> Plan {
    let random = &mut Rng::with_seed(!seed);
    let faults = *pick(random, &[0.0, 0.05, 0.3, 0.6, 1.0]);
    let client = client(random);
    let window = milliseconds(*pick(random, &[0, 100, 10_000, 300_000]));
    let tokens = random.bool().then(|| tokens(random, faults));
    let blocking = blocking(random, tokens.is_some());
    let calls = (0..size(seed)).map(|_| call(random, faults, window, blocking));
    let calls = calls.collect();
    Plan {
        seed,
        client,
        calls,
        tokens,
        honours_keys: random.u32(..5) > 0,
        burns_keys: random.bool(),
        jumps: (0..*pick(random, &[0, 0, 1, 3]))
            .map(|_| (window.mul_f64(random.f64()), some_time(random)))
            .collect(),
        spurious_polls: random.u32(..4) == 0,
        hooks: random.bool(),
    }
}

/// The share of calls that block a thread. Where there are tokens, it is all or none: whoever fetches
/// one for others keeps the time-outs of those who asked first, and a thread cannot stop before.
fn blocking(random: &mut Rng, tokens: bool) -> f64 {
    let share = match random.u32(..20) {
        0 => 0.5,
        1 => 1.0,
        _ => 0.0,
    };
    if tokens { f64::round(share) } else { share }
}

fn client(random: &mut Rng) -> ClientPlan {
    ClientPlan {
        total_timeout: milliseconds(*pick(random, &[500, 5_000, 20_000, 120_000, 120_000])),
        head_timeout: milliseconds(*pick(random, &[200, 1_000, 10_000, 60_000])),
        idle_timeout: milliseconds(*pick(random, &[50, 1_000, 10_000, 30_000])),
        policy: policy(random),
    }
}

fn policy(random: &mut Rng) -> PolicyPlan {
    PolicyPlan {
        max_attempts: *pick(random, &[1, 2, 3, 3, 3, 6]),
        first_wait: milliseconds(*pick(random, &[0, 1, 500, 500])),
        longest_wait: milliseconds(*pick(random, &[0, 1_000, 8_000])),
        longest_retry_after: milliseconds(*pick(random, &[0, 5_000, 60_000])),
    }
}

fn call(random: &mut Rng, faults: f64, window: Duration, blocking: f64) -> CallPlan {
    let operation = random.usize(..OPERATIONS.len());
    let keyed = OPERATIONS[operation].takes_key();
    let attempts = random.usize(..8);
    let blocking = random.f64() < blocking;
    CallPlan {
        operation,
        start: window.mul_f64(random.f64()),
        blocking,
        drop_at: (!blocking && random.u32(..10) == 0).then(|| random.u32(..20)),
        key: (keyed && random.u32(..4) == 0).then(|| key(random, operation)),
        body_size: *pick(random, &[0, 1, 100, 2_000]),
        timeout: (random.u32(..8) == 0).then(|| some_time(random)),
        policy: (random.u32(..8) == 0).then(|| policy(random)),
        reactions: (0..attempts).map(|_| reaction(random, faults)).collect(),
    }
}

/// The caller's own key, which some other calls of the same operation have too.
fn key(random: &mut Rng, operation: usize) -> String {
    format!("own-{operation}-{}", random.u32(..6))
}

fn reaction(random: &mut Rng, faults: f64) -> Reaction {
    let travel = some_time(random) / 10;
    let think = some_time(random);
    if random.f64() >= faults {
        return Reaction {
            travel,
            think,
            applies: Some(think.mul_f64(random.f64())),
            before: before(random),
            ..Reaction::FINE
        };
    }
    let answer = answer(random);
    Reaction {
        reach: reach(random),
        travel,
        think,
        applies: applies(random, answer, think),
        answer,
        retry_after: retry_after(random),
        body: body(random),
        before: before(random),
        after: match random.u32(..30) {
            0 => After::Panics,
            _ => After::Looks,
        },
    }
}

fn before(random: &mut Rng) -> Before {
    match random.u32(..40) {
        0..8 => Before::Changes,
        8 => Before::ChangesKey,
        9 => Before::SetsNonsense,
        10 => Before::Panics,
        _ => Before::Looks,
    }
}

fn reach(random: &mut Rng) -> Reach {
    match random.u32(..40) {
        0..6 => Reach::Nowhere { permanent: false },
        6 => Reach::Nowhere { permanent: true },
        7..12 => Reach::Lost,
        12 => Reach::Panic,
        _ => Reach::Server,
    }
}

fn answer(random: &mut Rng) -> Answer {
    const STATUSES: [u16; 24] = [
        200, 201, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 409, 418, 422, 425, 500, 501,
        505, 508, 408, 429, 502, 504,
    ];
    match random.u32(..20) {
        0..4 => Answer::Status(200),
        4..8 => Answer::Status(503),
        8..10 => Answer::Cut,
        10..12 => Answer::Stall,
        12 => Answer::Status(401),
        13 => Answer::Status(429),
        14 => Answer::Status(409),
        _ => Answer::Status(*pick(random, &STATUSES)),
    }
}

/// A server is honest: what it has accepted it applies, and what it refuses it does not. Whatever
/// says neither leaves it open, and may take effect long after everyone has gone.
fn applies(random: &mut Rng, answer: Answer, think: Duration) -> Option<Duration> {
    match answer {
        Answer::Status(200..=299) => Some(think.mul_f64(random.f64())),
        Answer::Status(301 | 302 | 303 | 408 | 500..=599) | Answer::Cut | Answer::Stall => {
            random.bool().then(|| some_time(random) * 3)
        }
        Answer::Status(_) => None,
    }
}

fn retry_after(random: &mut Rng) -> RetryAfter {
    const NONSENSE: [&str; 7] = ["-1", "1.5", "", "soon", "7, 9", "Mon", "\"5\""];
    match random.u32(..16) {
        0 => RetryAfter::Seconds(0),
        1 => RetryAfter::Seconds(random.u64(..10)),
        2 => RetryAfter::Seconds(*pick(random, &[61, 3_600, 99_999_999_999])),
        3 => RetryAfter::Date {
            after: random.u64(..100),
            skewed: random.bool(),
        },
        4 => RetryAfter::Nonsense(NONSENSE[random.usize(..NONSENSE.len())]),
        _ => RetryAfter::None,
    }
}

fn body(random: &mut Rng) -> Body {
    match random.u32(..13) {
        0 => Body::Slow(some_time(random) / 5),
        1..3 => Body::Cut,
        3..5 => Body::Stall,
        5 => Body::Garbage,
        6 => Body::Empty,
        7 => Body::TooLarge,
        8 if random.bool() => Body::Panic,
        _ => Body::Whole,
    }
}

const FLOWS: [Flow; 4] = [
    Flow::Own,
    Flow::ClientCredentials,
    Flow::Password,
    Flow::RefreshToken,
];

fn tokens(random: &mut Rng, faults: f64) -> TokenPlan {
    let count = random.usize(..20);
    TokenPlan {
        flow: *pick(random, &FLOWS),
        reactions: (0..count).map(|_| token(random, faults)).collect(),
    }
}

fn token(random: &mut Rng, faults: f64) -> TokenReaction {
    let announced = *pick(random, &[None, Some(0), Some(1), Some(30), Some(3_600)]);
    let good = TokenAnswer::Grant {
        announced,
        meant: some_time(random) * 50,
    };
    let bad = match random.u32(..12) {
        0..3 => TokenAnswer::Refuse(*pick(random, &[400, 401, 403, 429, 500, 503])),
        3 => TokenAnswer::Garbage,
        4..6 => TokenAnswer::Cut,
        6..8 => TokenAnswer::Stall,
        8 => TokenAnswer::Panic,
        _ => good,
    };
    TokenReaction {
        think: some_time(random),
        answer: if random.f64() < faults { bad } else { good },
    }
}

/// Mostly short, sometimes very long.
fn some_time(random: &mut Rng) -> Duration {
    let most = *pick(
        random,
        &[0, 10, 10, 10, 10, 100, 100, 100, 1_000, 10_000, 100_000],
    );
    milliseconds(random.u64(..=most))
}

fn milliseconds(count: u64) -> Duration {
    Duration::from_millis(count)
}

fn pick<'a, T>(random: &mut Rng, from: &'a [T]) -> &'a T {
    &from[random.usize(..from.len())]
}
