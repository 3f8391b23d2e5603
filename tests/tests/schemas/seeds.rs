//! Seeds: which schemas are drawn, and how many.

use std::env;
use std::time::SystemTime;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Schemas of a run of all tests.
const SCHEMAS: usize = 520;

/// The seed of those that are always the same.
const FIXED: u64 = 1;

/// Seeds, and how many schemas to draw from each.
pub fn runs() -> Vec<(u64, usize)> {
    let given = |name: &str| env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let schemas =
        given("CASTIRON_SCHEMAS").map_or(SCHEMAS, |schemas| usize::try_from(schemas).unwrap());
    if let Some(seed) = given("CASTIRON_SCHEMAS_SEED") {
        return vec![(seed, schemas)];
    }
    vec![(FIXED, schemas.div_ceil(2)), (today(), schemas.div_ceil(2))]
}

/// The days since 1970, and so the same seed for all runs of a day.
fn today() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.unwrap().as_secs() / 86_400
}

/// A source of random values.
pub fn runner(seed: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}
