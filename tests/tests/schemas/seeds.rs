//! Seeds: which documents are drawn, and which values of them.

use std::env;
use std::time::SystemTime;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::draw;
use crate::schema::Document;

/// Schemas of a run of all tests.
const SCHEMAS: usize = 520;

/// The seed of those that are always the same.
const FIXED: u64 = 1;

/// A document, and what its values are drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pub document: Document,
    seed: u64,
    index: u64,
}

impl Sample {
    /// Another document with the same source of values.
    pub fn with(&self, document: Document) -> Self {
        Self {
            document,
            ..self.clone()
        }
    }

    /// A source of values that is always the same.
    pub fn runner(&self) -> TestRunner {
        runner(self.seed, self.index)
    }
}

/// The samples of a run, with as many schemas as are asked for.
pub fn samples() -> Vec<Sample> {
    let given = |name: &str| {
        let text = env::var(name).ok();
        text.map(|text| text.parse::<u64>().expect(name))
    };
    let schemas = given("CASTIRON_SCHEMAS").map_or(SCHEMAS, |schemas| {
        usize::try_from(schemas).expect("a number of schemas")
    });
    if let Some(seed) = given("CASTIRON_SCHEMAS_SEED") {
        return drawn(seed, schemas);
    }
    let mut samples = drawn(FIXED, schemas.div_ceil(2));
    samples.extend(drawn(today(), schemas.div_ceil(2)));
    samples
}

fn drawn(seed: u64, schemas: usize) -> Vec<Sample> {
    println!("{schemas} schemas; CASTIRON_SCHEMAS_SEED={seed}");
    let strategy = draw::document();
    let mut samples: Vec<Sample> = Vec::new();
    let mut count = 0;
    for index in 0.. {
        if count >= schemas {
            break;
        }
        let document = strategy.new_tree(&mut runner(seed, index));
        let document = document.expect("nothing is filtered").current();
        count += document.components.len();
        samples.push(Sample {
            document,
            seed,
            index,
        });
    }
    samples
}

/// The days since 1970, and so the same seed for all runs of a day.
fn today() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    now.expect("it is later than that").as_secs() / 86_400
}

fn runner(seed: u64, index: u64) -> TestRunner {
    let mut bytes = [0; 32];
    let numbers = seed.to_le_bytes().into_iter().chain(index.to_le_bytes());
    for (byte, value) in bytes.iter_mut().zip(numbers) {
        *byte = value;
    }
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}
