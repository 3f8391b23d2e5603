//! Dispatch: how the branches of a union are told apart where no discriminator does.

mod profile;

use std::collections::{BTreeMap, BTreeSet};

use profile::{Profile, Profiles};

use super::Lowering;
use crate::diagnostics::Code;
use crate::model::{Dispatch, JsonKind, Origin, Test, TypeDef, TypeId, TypeShape};

impl Lowering<'_, '_, '_> {
    /// Finds tests for the branches of all unions without a discriminator.
    pub(super) fn dispatch(&mut self) {
        for (id, tests) in self.found_tests() {
            let Some(TypeDef {
                shape: TypeShape::Union(union),
                ..
            }) = self.types.get(id.0)
            else {
                continue;
            };
            let conflicts: Vec<(Origin, String, Origin, String)> = tests
                .conflicts
                .iter()
                .filter_map(|&(first, second)| {
                    let first = union.branches.get(first)?;
                    let second = union.branches.get(second)?;
                    Some((
                        first.origin.clone(),
                        first.label.clone(),
                        second.origin.clone(),
                        second.label.clone(),
                    ))
                })
                .collect();
            for (first, first_label, second, second_label) in conflicts {
                self.diagnostics
                    .warning(
                        Code::IndistinguishableBranches,
                        &self.resolved.place(&second.0),
                        format!("nothing tells `{second_label}` from `{first_label}`"),
                    )
                    .also_at(&self.resolved.place(&first.0), "the other branch")
                    .effect(format!(
                        "a value that could be either is read as `{first_label}`"
                    ))
                    .help(
                        "add a `discriminator`, or a required property that only one of them has",
                    );
            }
            self.fill(id, |def| {
                if let TypeShape::Union(union) = &mut def.shape {
                    union.dispatch = Dispatch::Shape(tests.tests);
                }
            });
        }
    }

    /// The tests for the branches of each union without a discriminator.
    fn found_tests(&self) -> Vec<(TypeId, Tests)> {
        let mut profiles = Profiles::new(&self.types);
        let mut found = Vec::new();
        for (index, def) in self.types.iter().enumerate() {
            if let TypeShape::Union(union) = &def.shape
                && let Dispatch::Shape(tests) = &union.dispatch
                && tests.is_empty()
            {
                let branches = union.branches.iter();
                let profiles: Vec<_> = branches.map(|branch| profiles.of(&branch.ty)).collect();
                let mut tests = Tests::default();
                tests.find(
                    &profiles
                        .iter()
                        .map(|profile| &**profile)
                        .collect::<Vec<_>>(),
                );
                found.push((TypeId(index), tests));
            }
        }
        found
    }
}

/// Finds, kind by kind, the tests that tell branches apart.
#[derive(Default)]
struct Tests {
    tests: Vec<(Test, usize)>,
    /// Branches that the tests cannot tell apart.
    conflicts: Vec<(usize, usize)>,
}

impl Tests {
    fn find(&mut self, profiles: &[&Profile]) {
        for kind in [
            JsonKind::String,
            JsonKind::Integer,
            JsonKind::Number,
            JsonKind::Boolean,
            JsonKind::Array,
            JsonKind::Object,
        ] {
            let candidates: Vec<(usize, &Profile)> = profiles
                .iter()
                .copied()
                .enumerate()
                .filter(|(_, profile)| profile.kinds.contains(&kind))
                .collect();
            let candidates = self.constants(kind, candidates);
            match candidates.as_slice() {
                [] => {}
                [(only, profile)] => self.add(Test::Kind(kind), *only, profile),
                several => match kind {
                    JsonKind::String => self.strings(several),
                    JsonKind::Integer => self.narrowest(kind, several),
                    JsonKind::Object => self.objects(several),
                    JsonKind::Number | JsonKind::Boolean | JsonKind::Array => {
                        self.first(Test::Kind(kind), several);
                    }
                },
            }
        }
    }

    /// Tells branches of a single value by it; gives the others.
    fn constants<'p>(
        &mut self,
        kind: JsonKind,
        candidates: Vec<(usize, &'p Profile)>,
    ) -> Vec<(usize, &'p Profile)> {
        let mut others = Vec::new();
        for (index, profile) in candidates {
            match profile.only.clone() {
                Some(only) if kind == JsonKind::String => {
                    self.tests.push((Test::OneOf(vec![only]), index));
                }
                Some(only) => self.tests.push((Test::Text(only), index)),
                None => others.push((index, profile)),
            }
        }
        others
    }

    /// Adds a test for a branch; what the branch would refuse is not of it.
    fn add(&mut self, test: Test, index: usize, profile: &Profile) {
        let mut all = vec![test];
        let refusing = profile.refusing.iter();
        all.extend(
            refusing.map(|(property, only)| Test::Constant(property.clone(), vec![only.clone()])),
        );
        let test = match <[Test; 1]>::try_from(all) {
            Ok([only]) => only,
            Err(all) => Test::All(all),
        };
        self.tests.push((test, index));
    }

    /// Closed lists before open strings.
    fn strings(&mut self, candidates: &[(usize, &Profile)]) {
        let (closed, open): (Vec<_>, Vec<_>) = candidates
            .iter()
            .partition(|(_, profile)| profile.values.is_some());
        for (index, profile) in &closed {
            let values = profile.values.clone().unwrap_or_default();
            self.tests.push((Test::OneOf(values), *index));
        }
        let last = if open.is_empty() { &closed } else { &open };
        if open.is_empty() {
            // A value that no list has is of the first branch, which keeps it as unknown.
            if let Some((index, _)) = last.first() {
                self.tests.push((Test::Kind(JsonKind::String), *index));
            }
        } else {
            // A string that may be anything reads every other kind of string, too.
            let mut widest = last.clone();
            widest.sort_by_key(|(_, profile)| !profile.any_string);
            self.first(Test::Kind(JsonKind::String), &widest);
        }
    }

    /// The branch that allows the fewest kinds: an integer before a number.
    fn narrowest(&mut self, kind: JsonKind, candidates: &[(usize, &Profile)]) {
        let fewest = candidates
            .iter()
            .map(|(_, profile)| profile.kinds.len())
            .min()
            .unwrap_or_default();
        let narrow: Vec<_> = candidates
            .iter()
            .filter(|(_, profile)| profile.kinds.len() == fewest)
            .copied()
            .collect();
        self.first(Test::Kind(kind), &narrow);
    }

    fn objects(&mut self, candidates: &[(usize, &Profile)]) {
        if let Some(property) = constant_property(candidates) {
            for (index, profile) in candidates {
                let values = profile
                    .constants
                    .iter()
                    .find(|(name, _)| *name == property)
                    .map(|(_, values)| values.clone())
                    .unwrap_or_default();
                self.tests
                    .push((Test::Constant(property.clone(), values), *index));
            }
            return;
        }
        let mut declared: BTreeMap<&str, usize> = BTreeMap::new();
        for key in candidates.iter().flat_map(|(_, profile)| &profile.known) {
            *declared.entry(key).or_default() += 1;
        }
        let is_own = |key: &&String| declared.get(key.as_str()) == Some(&1);
        let mut rest = Vec::new();
        for (index, profile) in candidates {
            match profile.required.iter().find(is_own) {
                Some(key) => self.add(Test::Keys(vec![key.clone()]), *index, profile),
                None => rest.push((*index, *profile)),
            }
        }
        // A key that only one of them has tells it as well, though it need not be there.
        for (index, profile) in &rest {
            for key in profile.known.iter().filter(is_own) {
                let mut keys = profile.required.clone();
                keys.insert(key.clone());
                self.add(Test::Keys(keys.into_iter().collect()), *index, profile);
            }
        }
        // The more keys a branch requires, the earlier it is tried.
        rest.sort_by_key(|(_, profile)| std::cmp::Reverse(profile.required.len()));
        let mut tried: Vec<(usize, &Profile)> = Vec::new();
        for (index, profile) in rest {
            let covered = tried
                .iter()
                .find(|(_, earlier)| earlier.required.is_subset(&profile.known));
            match covered {
                Some((earlier, _)) => self.conflicts.push((*earlier, index)),
                None if profile.required.is_empty() => {
                    self.add(Test::Kind(JsonKind::Object), index, profile);
                }
                None => {
                    let keys = profile.required.iter().cloned().collect();
                    self.add(Test::Keys(keys), index, profile);
                }
            }
            tried.push((index, profile));
        }
    }

    /// The first branch wins; that the others lose is a conflict.
    fn first(&mut self, test: Test, candidates: &[(usize, &Profile)]) {
        let Some(((first, _), others)) = candidates.split_first() else {
            return;
        };
        self.tests.push((test, *first));
        for (other, _) in others {
            if !self.conflicts.contains(&(*first, *other)) {
                self.conflicts.push((*first, *other));
            }
        }
    }
}

/// A property that is a constant in every branch, another one in each.
fn constant_property(candidates: &[(usize, &Profile)]) -> Option<String> {
    let (_, first) = candidates.first()?;
    first
        .constants
        .iter()
        .map(|(property, _)| property)
        .find(|property| {
            let mut seen = BTreeSet::new();
            candidates.iter().all(|(_, profile)| {
                profile
                    .constants
                    .iter()
                    .find(|(name, _)| name == *property)
                    .is_some_and(|(_, values)| {
                        values.iter().all(|value| seen.insert(value.clone()))
                    })
            })
        })
        .cloned()
}
