//! Where the probes are.

use std::env;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use castiron_tests::workspace;

/// Where the probes are, unless the variable of this name says otherwise.
const PROBES: (&str, &str) = ("CASTIRON_PROBES", "../shared/conformance/probes");

/// Files beside the documents: the payloads, and what a document refers to.
const NO_PROBES: [&str; 2] = ["PAYLOADS", "o40_common"];

/// A document.
pub struct Probe {
    /// The module of its client.
    pub name: String,
    /// Where it is.
    pub path: String,
}

/// The folder of the probes; if there is none, that is said where no test runner hides it.
pub fn folder() -> Option<PathBuf> {
    let (variable, usual) = PROBES;
    let given = env::var_os(variable).map(PathBuf::from);
    let folder = given.unwrap_or_else(|| workspace::root().join(usual));
    if folder.is_dir() {
        return Some(folder);
    }
    let said = format!("not tested: there are no probes at {usual}, nor where {variable} says\n");
    std::io::stderr().write_all(said.as_bytes()).unwrap();
    None
}

/// All probes, in order.
pub fn probes() -> Option<Vec<Probe>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder()?)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|it| it == "json" || it == "yaml")
        })
        .collect();
    paths.sort();
    let probes = paths.iter().map(|path| Probe {
        name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        path: path.to_str().unwrap().to_owned(),
    });
    Some(
        probes
            .filter(|probe| !NO_PROBES.contains(&probe.name.as_str()))
            .collect(),
    )
}
