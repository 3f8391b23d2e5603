//! Mutants that were cast, compiled: a sample of them, as the modules of one crate.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use castiron::output;

use crate::judge::cast;
use crate::mutate::{Mutant, Mutator};

/// Of how many mutants that were cast one is compiled, and how many at least.
const ONE_OF: usize = 100;
const AT_LEAST: usize = 40;
const AT_MOST: usize = 240;

/// Larger documents take long to compile, and have nothing that smaller ones do not.
const BYTES_AT_MOST: usize = 12_000;

/// Compiles a sample of the mutants, given by seed and index.
pub fn compile(mutator: &Mutator, accepted: &[(u64, u64)]) {
    let count = (accepted.len() / ONE_OF).clamp(AT_LEAST, AT_MOST);
    let step = (accepted.len() / count).max(1);
    let mutants: Vec<((u64, u64), Mutant)> = accepted
        .iter()
        .step_by(step)
        .map(|(seed, index)| ((*seed, *index), mutator.mutant(*seed, *index)))
        .filter(|(_, mutant)| mutant.text.len() < BYTES_AT_MOST)
        .collect();
    let names: Vec<String> = (0..mutants.len())
        .map(|index| format!("m{index:04}"))
        .collect();
    let named: Vec<(&str, &Mutant)> = names
        .iter()
        .zip(&mutants)
        .map(|(name, (_, mutant))| (name.as_str(), mutant))
        .collect();
    let tree = cast(&named).tree.expect("each was cast by itself");
    let mut files = output::format(tree).unwrap();
    if let Some(manifest) = files.get_mut("Cargo.toml") {
        manifest.push_str("\n[workspace]\n\n[profile.dev]\ndebug = false\nincremental = false\n");
    }
    let faults = checked(&files, &names);
    println!("{} mutants compiled", mutants.len());
    if let Some((name, error)) = faults.first_key_value() {
        let position = names.iter().position(|other| other == name).unwrap();
        let ((seed, index), mutant) = &mutants[position];
        panic!(
            "{} mutants do not compile, such as CASTIRON_MUTANT={seed}:{index}\n{error}\n{}",
            faults.len(),
            mutant.text
        );
    }
}

/// What the compiler says of each module.
fn checked(files: &BTreeMap<String, String>, names: &[String]) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutants");
    output::write(&folder, files).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--offline",
            "--quiet",
            "--no-default-features",
            "--features",
        ])
        .arg(format!("validate,mock,{}", names.join(",")))
        .arg("--target-dir")
        .arg(folder.join("target"))
        .current_dir(&folder)
        .env("RUSTFLAGS", "-Dwarnings")
        .output()
        .unwrap();
    if output.status.success() {
        return BTreeMap::new();
    }
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut faults = BTreeMap::new();
    for error in printed.split("\n\n") {
        if let Some((_, place)) = error.split_once("src/m") {
            let name = format!("m{}", place.get(..4).unwrap_or_default());
            faults.entry(name).or_insert_with(|| error.to_owned());
        }
    }
    assert!(!faults.is_empty(), "{printed}");
    faults
}
