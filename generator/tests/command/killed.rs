//! A run that is killed leaves what was there, or all that is new.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{SPEC, command, empty};

/// Runs that are killed.
const RUNS: u64 = 200;

/// The files of the output folder, but for what is staged; `None` if it is not there.
type Files = Option<BTreeMap<String, String>>;

fn files(out: &Path) -> Files {
    fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() && !name.starts_with(".castiron-") {
                collect(&path, &format!("{name}/"), found);
            } else if path.is_file() {
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    out.exists().then(|| {
        let mut found = BTreeMap::new();
        collect(out, "", &mut found);
        found
    })
}

fn start(folder: &Path, spec: &str) -> Child {
    command(folder, &["generate", spec, "--out", "client"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Numbers that look drawn, the same ones in every run.
fn drawn(index: u64) -> u64 {
    let mixed = (index + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33
}

#[test]
fn a_run_that_is_killed_leaves_all_or_nothing_of_it() {
    let folder = empty();
    let folder = folder.path();
    // Other operations, and other crates to depend on.
    let other = SPEC
        .replace("listPets", "listCats")
        .replace("204", "203")
        .replace(
            "None }",
            "None, content: { application/json: { schema: { type: string, format: date } } } }",
        );
    let specs = [("one.yaml", SPEC), ("two.yaml", other.as_str())];
    let out = folder.join("client");
    let mut wholes = Vec::new();
    // The first run may have waited for the disk; of moments after its end there would be too many.
    let mut shortest = Duration::MAX;
    for (name, text) in specs {
        fs::write(folder.join(name), text).unwrap();
        let began = Instant::now();
        assert!(start(folder, name).wait().unwrap().success());
        shortest = shortest.min(began.elapsed());
        wholes.push(files(&out));
    }
    assert_ne!(wholes[0], wholes[1]);

    let (mut old, mut killed, mut changed) = (wholes[1].clone(), 0, 0);
    for index in 0..RUNS {
        if index % 5 == 0 && out.exists() {
            fs::remove_dir_all(&out).unwrap();
            old = None;
        }
        let new = usize::from(old == wholes[0]);
        let mut child = start(folder, specs[new].0);
        // Half of the moments are of the whole run, half of the part of it that changes the disk.
        let mut moments = shortest;
        if index % 2 == 1 {
            while child.try_wait().unwrap().is_none() && !is_staged(folder) {
                thread::sleep(Duration::from_micros(50));
            }
            moments /= 10;
        }
        thread::sleep(moments.mul_f64(drawn(index) as f64 / f64::from(u32::MAX >> 1)));
        if index % 10 == 8 {
            // On a busy machine no other might come to its end.
            child.wait().unwrap();
        }
        killed += u64::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let found = files(&out);
        let differs = |whole: &Files| -> Vec<String> {
            let (one, other) = (
                found.clone().unwrap_or_default(),
                whole.clone().unwrap_or_default(),
            );
            let mut paths: Vec<&String> = one.keys().chain(other.keys()).collect();
            paths.retain(|path| one.get(*path) != other.get(*path));
            paths.into_iter().cloned().collect()
        };
        assert!(
            found == old || found == wholes[new],
            "run {index} left neither what was there nor what is new:\n{:?}\n{:?}",
            differs(&old),
            differs(&wholes[new])
        );
        changed += u64::from(found != old);
        old = found;
    }
    assert!(killed > RUNS / 4, "{killed} of {RUNS} runs were killed");
    assert!(
        changed > 0,
        "every run was killed before it changed anything"
    );

    assert!(start(folder, "one.yaml").wait().unwrap().success());
    assert_eq!(files(&out), wholes[0]);
    assert!(!is_staged(folder));
}

fn is_staged(folder: &Path) -> bool {
    let stages = [".castiron-stage-of-client", "client/.castiron-stage"];
    stages.iter().any(|stage| folder.join(stage).exists())
}
