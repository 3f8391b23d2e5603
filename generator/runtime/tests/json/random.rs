//! Random values that a seed can bring back.

use std::env;

/// A source of random values, and how often to draw.
pub struct Random {
    pub rounds: u64,
    pub values: fastrand::Rng,
}

/// As often as said here, unless the environment says otherwise.
pub fn random(rounds: u64) -> Random {
    let given = |name| env::var(name).ok().map(|text| text.parse().unwrap());
    let rounds = given("CASTIRON_JSON_ROUNDS").unwrap_or(rounds);
    let seed = given("CASTIRON_JSON_SEED").unwrap_or_else(|| fastrand::u64(..));
    println!("{rounds} rounds; CASTIRON_JSON_SEED={seed}");
    Random {
        rounds,
        values: fastrand::Rng::with_seed(seed),
    }
}
