//! Batches: documents that are cast into one crate, compiled, and given values.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use castiron::analyze::{self, Extent};
use castiron::diagnostics::{Code, Severity};
use castiron::model::{TypeName, TypeShape};
use castiron_tests::casting;
use castiron_tests::emitted::{Back, Emitted, Model};
use castiron_tests::wire::{Json, json};
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::plain::Pair;
use crate::seeds::Sample;
use crate::values::Values;
use crate::written::written;

/// Lawful values for each type.
const VALUES: usize = 12;

/// Values for each type that it has to refuse, and as many that break a limit.
const SPOILT: usize = 4;

/// What is wrong with a document's types.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The index of the document.
    pub document: usize,
    pub kind: Kind,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// castiron complains of it.
    Finding,
    /// What is emitted does not compile.
    Code,
    /// A value is not given back.
    Value,
}

/// What a batch was.
#[derive(Debug, Default)]
pub struct Outcome {
    pub schemas: usize,
    /// Types that were given values: a schema has two if what is sent differs from what is received.
    pub types: usize,
    pub values: usize,
    pub faults: Vec<Fault>,
}

impl Outcome {
    pub fn add(&mut self, other: Self) {
        self.schemas += other.schemas;
        self.types += other.types;
        self.values += other.values;
        self.faults.extend(other.faults);
    }
}

/// Casts, compiles and tries documents.
pub fn run(samples: &[Sample]) -> Outcome {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemas");
    let specs = folder.join("specs");
    fs::create_dir_all(&specs).unwrap();
    let mut outcome = Outcome {
        schemas: samples
            .iter()
            .map(|sample| sample.document.components.len())
            .sum(),
        ..Outcome::default()
    };
    let specs: Vec<(String, PathBuf)> = (0..samples.len())
        .map(|index| (module(index), specs.join(format!("{}.json", module(index)))))
        .collect();
    for (sample, (_, path)) in samples.iter().zip(&specs) {
        fs::write(path, written(&sample.document)).unwrap();
    }
    // What does not compile is left out, so that the rest can be tried.
    let mut left: Vec<usize> = (0..samples.len()).collect();
    while !left.is_empty() {
        let chosen: Vec<(&str, &str)> = left
            .iter()
            .map(|index| (specs[*index].0.as_str(), specs[*index].1.to_str().unwrap()))
            .collect();
        let cast = casting::crate_of(&chosen, false);
        for diagnostic in cast.diagnostics.iter() {
            if diagnostic.severity != Severity::Note && diagnostic.code != Code::CollidingNames {
                let name = Path::new(diagnostic.place.file()).file_stem().unwrap();
                outcome.faults.push(Fault {
                    document: name.to_str().unwrap()[1..].parse().unwrap(),
                    kind: Kind::Finding,
                    text: format!("{}: {}", diagnostic.place.pointer(), diagnostic.message),
                });
            }
        }
        let Some(files) = cast.files else {
            return outcome;
        };
        let mut calls: Vec<Call> = Vec::new();
        for index in &left {
            calls.extend(self::calls(*index, &samples[*index], &specs[*index].1));
        }
        let mut types: Vec<Model> = calls.iter().map(|call| call.model.clone()).collect();
        types.dedup();
        let features: Vec<&str> = chosen.iter().map(|(name, _)| *name).collect();
        let emitted = Emitted::write(folder.join("crate"), files, &features, &types);
        let texts: Vec<(&str, String)> = calls
            .iter()
            .map(|call| (call.model.path.as_str(), call.sent.to_string()))
            .collect();
        match emitted.through(&texts) {
            Ok(answers) => {
                outcome.types = types.len();
                outcome.values = answers.len();
                outcome.faults.extend(
                    calls
                        .iter()
                        .zip(answers)
                        .filter_map(|(call, answer)| call.fault(answer)),
                );
                return outcome;
            }
            Err(output) => {
                let found = uncompiled(&output);
                assert!(!found.is_empty(), "{output}");
                left.retain(|index| !found.contains_key(index));
                outcome
                    .faults
                    .extend(found.into_iter().map(|(document, text)| Fault {
                        document,
                        kind: Kind::Code,
                        text,
                    }));
            }
        }
    }
    outcome
}

/// The module of a document.
fn module(index: usize) -> String {
    format!("s{index:04}")
}

/// The errors of a compiler by the documents in whose modules they are.
fn uncompiled(output: &str) -> BTreeMap<usize, String> {
    let mut found = BTreeMap::new();
    for error in output.split("\n\n") {
        let module = error
            .split_once("src/s")
            .and_then(|(_, rest)| rest.get(..4));
        if let Some(Ok(index)) = module.map(str::parse) {
            found.entry(index).or_insert_with(|| error.to_owned());
        }
    }
    found
}

/// A value for a type.
struct Call {
    document: usize,
    model: Model,
    sent: Json,
    expected: Expected,
}

/// What is to become of a value.
enum Expected {
    /// It comes back so, and is within its limits.
    Back(Json),
    /// It is no value of the type.
    Refused,
    /// What is at this pointer is beyond its limits.
    Broken(String),
}

impl Call {
    fn fault(&self, answer: Result<Back, String>) -> Option<Fault> {
        let sent = &self.sent;
        let found = match (&self.expected, answer) {
            (Expected::Back(back), Ok(answer)) if json(&answer.written) != *back => {
                format!("came back as {}\n     instead of {back}", answer.written)
            }
            (Expected::Back(_), Ok(answer)) if !answer.faults.is_empty() => {
                format!("is within its limits, but not for {:?}", answer.faults)
            }
            (Expected::Broken(pointer), Ok(answer)) if !answer.faults.contains(pointer) => {
                format!(
                    "is beyond its limits at {pointer:?}, but for {:?}",
                    answer.faults
                )
            }
            (Expected::Back(_) | Expected::Broken(_), Err(error)) => format!("is refused: {error}"),
            (Expected::Refused, Ok(answer)) => {
                format!("is not refused, but comes back as {}", answer.written)
            }
            (Expected::Back(_) | Expected::Broken(_), Ok(_)) | (Expected::Refused, Err(_)) => {
                return None;
            }
        };
        Some(Fault {
            document: self.document,
            kind: Kind::Value,
            text: format!("{}: {sent}\n     {found}", self.model.path),
        })
    }
}

/// Values for the types of a document's components.
fn calls(index: usize, sample: &Sample, spec: &Path) -> Vec<Call> {
    let document = &sample.document;
    let runner = &mut sample.runner();
    let (api, names) = casting::named(&module(index), spec);
    let facts = analyze::analyze(&api, Extent::default());
    let mut calls = Vec::new();
    for sent in [false, true] {
        let values = Values::new(document, sent);
        for (component, declared) in document.components.iter().enumerate() {
            let mut types = api
                .types()
                .filter(|(_, def)| !matches!(def.shape, TypeShape::Alias(_)));
            let found = types.find(|(_, def)| match &def.name {
                TypeName::Schema(key) => !sent && *key == declared.name,
                TypeName::Part { owner, part } => {
                    sent && part == "Request"
                        && api.find_type(*owner).is_some_and(|owner| {
                            owner.name == TypeName::Schema(declared.name.clone())
                                && owner.origin == def.origin
                        })
                }
                TypeName::OperationPart { .. } => false,
            });
            let (Some((id, _)), Some(strategy)) = (found, values.of(component)) else {
                continue;
            };
            let model = Model {
                path: format!("{}::models::{}", module(index), names.of(id).name),
                limited: facts.of(id).limited,
            };
            let mut call = |sent: Json, expected: Expected| {
                calls.push(Call {
                    document: index,
                    model: model.clone(),
                    sent,
                    expected,
                });
            };
            for _ in 0..VALUES {
                let Pair { sent, back } = drawn(&strategy, runner);
                call(sent, Expected::Back(back));
            }
            if let Some(strategy) = values.spoilt(component) {
                for _ in 0..SPOILT {
                    call(drawn(&strategy, runner), Expected::Refused);
                }
            }
            if let Some(strategy) = values.broken(component) {
                for _ in 0..SPOILT {
                    let (sent, pointer) = drawn(&strategy, runner);
                    call(sent, Expected::Broken(pointer));
                }
            }
        }
    }
    calls
}

fn drawn<T: Debug>(strategy: &BoxedStrategy<T>, runner: &mut TestRunner) -> T {
    strategy.new_tree(runner).unwrap().current()
}
