//! The clients of the suite's documents, cast and compiled together with the calls of `scenarios/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use castiron_tests::{casting, workspace};

use crate::Outcome;
use crate::documents::{self, Document};
use crate::server::Server;
use crate::verdict::Calls;

/// The manifest of the program, up to the features of its clients. Versions are those of `Cargo.lock`.
const MANIFEST: &str = r#"[package]
name = "scenarios"
version = "0.0.0"
edition = "2024"

[workspace]
members = ["client"]

[[bin]]
name = "scenarios"
path = "main.rs"

[dependencies]
jiff = { version = "0.2", default-features = false, features = ["std"] }
rust_decimal = { version = "1", default-features = false, features = ["std"] }
tokio = { version = "1", default-features = false, features = ["macros", "rt"] }

[dependencies.client]
path = "client"
default-features = false
"#;

/// The compiled calls.
pub struct Program(PathBuf);

/// Casts all documents, and compiles the clients and calls of those that were chosen; if none was, of
/// all. What did not change is not compiled again.
pub fn build(chosen: &[String]) -> Outcome<Program> {
    let documents = documents::read()?;
    if let Some(unknown) = chosen
        .iter()
        .find(|name| documents.iter().all(|document| document.name != **name))
    {
        return Err(format!("there is no document `{unknown}`").into());
    }
    let target = workspace::target()?;
    let folder = target.join("spector");
    cast(&documents, &folder.join("client"))?;

    let documents: Vec<&Document> = documents
        .iter()
        .filter(|document| chosen.is_empty() || chosen.contains(&document.name))
        .collect();
    write(&folder.join("main.rs"), &main(&documents))?;
    write(&folder.join("Cargo.toml"), &manifest(&documents))?;
    fs::copy(
        workspace::root().join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )?;
    compile(&folder, &target)?;
    Ok(Program(target.join("debug/scenarios")))
}

impl Program {
    /// Calls all scenarios before the server.
    pub fn run(&self, server: &Server) -> Outcome<Calls> {
        let output = Command::new(&self.0)
            .arg(server.url())
            .arg(server.assets())
            .output()?;
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr);
            return Err(format!("the calls ended early:\n{errors}").into());
        }
        let mut calls = Calls::new();
        for line in String::from_utf8(output.stdout)?.lines() {
            let (scenario, fault) = match line.split_once('\t') {
                Some((scenario, fault)) => (scenario, Some(fault.to_owned())),
                None => (line, None),
            };
            if calls.insert(scenario.to_owned(), fault).is_some() {
                return Err(format!("`{scenario}` is called twice").into());
            }
        }
        Ok(calls)
    }
}

fn cast(documents: &[Document], folder: &Path) -> Outcome {
    let paths: Vec<_> = documents
        .iter()
        .map(|document| (document.name.as_str(), document.path.to_string_lossy()))
        .collect();
    let paths: Vec<(&str, &str)> = paths
        .iter()
        .map(|(name, path)| (*name, path.as_ref()))
        .collect();
    let cast = casting::crate_of(&paths, false);
    let mut files = cast
        .files
        .ok_or_else(|| format!("documents are refused:\n{}", cast.findings))?;
    if let Some(manifest) = files.get_mut("Cargo.toml") {
        manifest.push_str("\n[lints.rust]\nwarnings = \"deny\"\n");
    }
    castiron::output::write(folder, &files).map_err(|error| error.to_string())?;
    Ok(())
}

fn manifest(documents: &[&Document]) -> String {
    // Profiles decide whether dependencies have to be compiled again.
    let workspace = workspace::text("Cargo.toml");
    let profiles = workspace
        .find("[profile.")
        .map_or("", |start| &workspace[start..]);
    // Types of responses can be made with `mock` only, and what is expected is made of them.
    let features: Vec<&str> = ["reqwest", "mock"]
        .into_iter()
        .chain(documents.iter().map(|document| document.name.as_str()))
        .collect();
    format!("{MANIFEST}features = {features:?}\n\n{profiles}")
}

fn main(documents: &[&Document]) -> String {
    let module = |name: &str, path: &Path| format!("#[path = {path:?}]\nmod {name};\n");
    let mut modules = String::new();
    let mut calls = String::new();
    for Document {
        name, calls: path, ..
    } in documents
    {
        if path.is_file() {
            modules += &module(name, path);
            calls += &format!("    {name}::call(&mut trial)?;\n");
        }
    }
    let trial = module("trial", &documents::calls("trial"));
    format!(
        "//! Written by castiron's tests; do not edit.\n\n{modules}\n\
         #[allow(dead_code, reason = \"a few documents do not need all of it\")]\n{trial}\n\
         #[tokio::main(flavor = \"current_thread\")]\n\
         async fn main() -> trial::Outcome {{\n    \
         let mut trial = trial::Trial::new(std::env::args());\n\
         {calls}    trial.run().await;\n    Ok(())\n}}\n"
    )
}

fn write(path: &Path, text: &str) -> Outcome {
    if fs::read_to_string(path).is_ok_and(|written| written == text) {
        return Ok(());
    }
    Ok(fs::write(path, text)?)
}

fn compile(folder: &Path, target: &Path) -> Outcome {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "--target-dir"])
        .arg(target)
        .current_dir(folder)
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err("the clients or the calls do not compile".into())
    }
}
