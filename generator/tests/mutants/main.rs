//! Mutants: documents of which something was replaced, moved, doubled, cut out or spoilt. Each is cast, or
//! refused with the place of what is wrong; none makes castiron panic or hang, and what is cast compiles.
//!
//! `CASTIRON_MUTANTS=100000` sets how many there are, and `CASTIRON_MUTANTS_SEED=7` from which seed; without
//! one, half of them are always the same and half those of the day. `CASTIRON_MUTANT=7:41` tries a single
//! one, of that seed and index. Half of the originals are those of `../shared/corpus` that are small enough,
//! or of the folder that `CASTIRON_CORPUS` names; where there is none, all are fixtures.
#![cfg(test)]

mod aimed;
mod compiled;
mod judge;
mod mutate;
mod originals;
mod places;
mod shrink;

use std::collections::BTreeMap;
use std::env;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use judge::{Fault, Verdict, judged};
use mutate::Mutator;
use originals::Originals;

/// Mutants of a run of all tests.
const MUTANTS: u64 = 1_000;

/// The seed of those that are always the same.
const FIXED: u64 = 1;

/// How long a mutant may keep the program from going on; a machine may be busy with other things.
const HANGS_AFTER: Duration = Duration::from_secs(120);

/// The memory that the whole test may need: 2 GiB, in the kilobytes of Linux.
const MEMORY_AT_MOST: u64 = 2 * 1024 * 1024;

/// What became of all mutants.
#[derive(Default)]
struct Tally {
    refused: usize,
    /// Mutants that were cast, by seed and index; of most, only the number counts.
    accepted: Vec<(u64, u64)>,
    faults: Vec<(u64, u64, Fault)>,
}

#[test]
fn mutants_are_cast_or_refused() {
    let mutator = Mutator::new(Originals::read());
    let mut faults = Vec::new();
    let mut accepted = Vec::new();
    for (seed, indices) in chosen() {
        let began = Instant::now();
        let tally = tried(&mutator, seed, &indices);
        println!(
            "CASTIRON_MUTANTS_SEED={seed}: {} mutants in {:.0} s: {} cast, {} refused, {} with a fault",
            indices.len(),
            began.elapsed().as_secs_f64(),
            tally.accepted.len(),
            tally.refused,
            tally.faults.len()
        );
        faults.extend(tally.faults);
        accepted.extend(tally.accepted);
    }
    if !faults.is_empty() {
        panic!("{}", shown(&mutator, &faults));
    }
    aimed::hold();
    if let Some(peak) = peak_memory() {
        println!("{} MiB of memory at most", peak / 1024);
        assert!(peak < MEMORY_AT_MOST);
    }
    compiled::compile(&mutator, &accepted);
}

/// The seeds of a run, each with the indices of its mutants.
fn chosen() -> Vec<(u64, Vec<u64>)> {
    let given = |name: &str| env::var(name).ok();
    let number = |text: &str| text.parse::<u64>().expect("a number");
    if let Some(one) = given("CASTIRON_MUTANT") {
        let (seed, index) = one.split_once(':').expect("a seed and an index");
        return vec![(number(seed), vec![number(index)])];
    }
    let mutants = given("CASTIRON_MUTANTS").map_or(MUTANTS, |text| number(&text));
    if let Some(seed) = given("CASTIRON_MUTANTS_SEED") {
        return vec![(number(&seed), (0..mutants).collect())];
    }
    // The days since 1970, and so the same seed for all runs of a day.
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let today = now.expect("it is later than that").as_secs() / 86_400;
    let half = mutants.div_ceil(2);
    [FIXED, today]
        .map(|seed| (seed, (0..half).collect()))
        .into()
}

/// Tries the mutants of a seed, on every processor.
fn tried(mutator: &Mutator, seed: u64, indices: &[u64]) -> Tally {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let tally = Mutex::new(Tally::default());
    // For each worker, when it will have to be done with its mutant, in milliseconds, and its position.
    let began = Instant::now();
    let busy: Vec<(AtomicU64, AtomicUsize)> = (0..workers).map(|_| Default::default()).collect();
    thread::scope(|scope| {
        let work = |(until, position): &(AtomicU64, AtomicUsize)| {
            loop {
                let taken = next.fetch_add(1, Ordering::Relaxed);
                let Some(index) = indices.get(taken) else {
                    until.store(0, Ordering::Relaxed);
                    break;
                };
                position.store(taken, Ordering::Relaxed);
                let limit = (began.elapsed() + HANGS_AFTER).as_millis();
                until.store(u64::try_from(limit).unwrap(), Ordering::Relaxed);
                let verdict = judged(&mutator.mutant(seed, *index));
                let mut tally = tally.lock().unwrap();
                match verdict {
                    Verdict::Refused => tally.refused += 1,
                    Verdict::Cast => tally.accepted.push((seed, *index)),
                    Verdict::Faulty(fault) => tally.faults.push((seed, *index, fault)),
                }
            }
        };
        let workers: Vec<_> = busy
            .iter()
            .map(|busy| scope.spawn(move || work(busy)))
            .collect();
        while workers.iter().any(|worker| !worker.is_finished()) {
            thread::sleep(Duration::from_millis(20));
            let now = u64::try_from(began.elapsed().as_millis()).unwrap();
            for (until, position) in &busy {
                let until = until.load(Ordering::Relaxed);
                if until != 0 && until < now {
                    let index = indices[position.load(Ordering::Relaxed)];
                    let mutant = mutator.mutant(seed, index);
                    eprintln!("CASTIRON_MUTANT={seed}:{index} hangs\n{}", mutant.text);
                    std::process::abort();
                }
            }
        }
    });
    let mut tally = tally.into_inner().unwrap();
    tally.accepted.sort_unstable();
    tally
}

/// One fault of each kind, with the smallest document that has it.
fn shown(mutator: &Mutator, faults: &[(u64, u64, Fault)]) -> String {
    let mut kinds: BTreeMap<String, Vec<&(u64, u64, Fault)>> = BTreeMap::new();
    for fault in faults {
        kinds.entry(fault.2.kind()).or_default().push(fault);
    }
    let mut shown = format!("{} faults of {} kinds", faults.len(), kinds.len());
    for (kind, faults) in kinds.iter().take(25) {
        let (seed, index, fault) = faults[0];
        let smallest = shrink::shrunk(&mutator.mutant(*seed, *index), kind);
        shown.push_str(&format!(
            "\n\n{} times, such as CASTIRON_MUTANT={seed}:{index}: {}\n{}",
            faults.len(),
            fault.text,
            smallest.text
        ));
    }
    shown
}

/// The most memory that this process has had, in kilobytes, where the system tells it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse().ok()
}
