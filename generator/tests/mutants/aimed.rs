//! How often a finding names the node that was spoilt.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use castiron::diagnostics::{Diagnostics, Locate};
use castiron::source::Sources;
use serde_json::Value;

use crate::judge::cast;
use crate::mutate::{Mutant, Planted};

static FOUND: AtomicUsize = AtomicUsize::new(0);
static AIMED: AtomicUsize = AtomicUsize::new(0);

/// Of a hundred mutants, how many have to be told where their fault is: the others have one that only a
/// place far from it tells of. Fewer mutants say too little.
const AIMED_AT_LEAST: usize = 90;

/// Holds that of the mutants with one fault of which something new is said, most are told of at the node
/// that was spoilt, at what holds it, in what stands below it, or at what refers to it.
pub fn hold() {
    let (aimed, found) = (AIMED.load(Ordering::Relaxed), FOUND.load(Ordering::Relaxed));
    println!(
        "of {found} mutants with one fault of which something is said, {aimed} are told where it is"
    );
    assert!(
        found < 100 || aimed * 100 >= found * AIMED_AT_LEAST,
        "of {found} mutants with one fault, only {aimed} are told where it is"
    );
}

/// Counts a mutant.
pub fn note(fault: &Planted, found: &Diagnostics, sources: &Sources, whole: Option<&Value>) {
    let before = Mutant {
        file: "api.json",
        text: fault.before.clone(),
        fault: None,
    };
    let before = cast(&[("api", &before)]);
    let before: BTreeSet<String> = said(&before.diagnostics, &before.sources)
        .map(|(said, _)| said)
        .collect();
    let new: Vec<String> = said(found, sources)
        .filter(|(said, _)| !before.contains(said))
        .map(|(_, pointer)| pointer)
        .collect();
    if new.is_empty() {
        return;
    }
    FOUND.fetch_add(1, Ordering::Relaxed);
    if new
        .iter()
        .any(|pointer| is_about(pointer, &fault.pointer, whole))
    {
        AIMED.fetch_add(1, Ordering::Relaxed);
    }
}

/// What is said, with the pointers where it is.
fn said<'a>(
    found: &'a Diagnostics,
    sources: &'a Sources,
) -> impl Iterator<Item = (String, String)> + 'a {
    found.iter().map(|finding| {
        let pointer = sources.locate(&finding.place).unwrap_or_else(|| {
            panic!("{} has no place", finding.code.as_str());
        });
        let said = format!(
            "{} {} {}",
            finding.code.as_str(),
            pointer.pointer,
            finding.message
        );
        (said, pointer.pointer)
    })
}

/// Whether a pointer is that of a node, of what holds it, of something below it, or of a reference
/// that leads to one of them.
fn is_about(pointer: &str, node: &str, whole: Option<&Value>) -> bool {
    let near = |pointer: &str| {
        let above = node.rsplit_once('/').map_or("", |(above, _)| above);
        pointer == above
            || pointer == node
            || pointer.starts_with(&format!("{node}/"))
            || pointer.starts_with(&format!("{above}/"))
                && pointer.matches('/').count() == node.matches('/').count()
    };
    let target = whole.and_then(|whole| {
        let found = whole.pointer(pointer)?;
        let reference = found.as_str().or_else(|| found.get("$ref")?.as_str());
        reference?.strip_prefix('#').map(str::to_owned)
    });
    let leads_there = |target: &str| near(target) || node.starts_with(&format!("{target}/"));
    near(pointer) || target.is_some_and(|target| leads_there(&target))
}
