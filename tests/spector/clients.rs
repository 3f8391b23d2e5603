//! The clients of the suite's documents, cast and compiled together with the calls of `scenarios/`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use castiron_tests::{casting, workspace};

use crate::Outcome;
use crate::server::Server;
use crate::verdict::{self, Calls};

/// Where the suite's documents are, unless the variable of this name says otherwise.
const DOCUMENTS: (&str, &str) = ("CASTIRON_SPECTOR", "../shared/conformance/spector");

/// Documents of our own, for scenarios that the suite's documents leave out, and the calls.
const OURS: &str = "tests/spector/scenarios";

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
serde_json = "1"
tokio = { version = "1", default-features = false, features = ["macros", "rt"] }

[dependencies.client]
path = "client"
default-features = false
"#;

/// The compiled calls.
pub struct Program(PathBuf);

struct Document {
    name: String,
    path: PathBuf,
}

/// Casts all documents, and compiles the clients and calls of those that were chosen; if none was, of
/// all but those that are known not to compile. What did not change is not compiled again.
pub fn build(chosen: &[String]) -> Outcome<Program> {
    let documents = documents()?;
    if let Some(unknown) = chosen
        .iter()
        .find(|name| documents.iter().all(|document| document.name != **name))
    {
        return Err(format!("there is no document `{unknown}`").into());
    }
    let target = target()?;
    let folder = target.join("spector");
    cast(&documents, &folder.join("client"))?;

    let known = verdict::known();
    let names: Vec<&str> = documents
        .iter()
        .map(|document| document.name.as_str())
        .filter(|name| match chosen {
            [] => !known.contains(*name),
            chosen => chosen.iter().any(|chosen| chosen == name),
        })
        .collect();
    let called: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| calls_of(name).is_file())
        .collect();
    write(&folder.join("main.rs"), &main(&called))?;
    write(&folder.join("Cargo.toml"), &manifest(&names))?;
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
        let lines = String::from_utf8(output.stdout)?;
        Ok(lines
            .lines()
            .map(|line| match line.split_once('\t') {
                Some((scenario, fault)) => (scenario.to_owned(), Some(fault.to_owned())),
                None => (line.to_owned(), None),
            })
            .collect())
    }
}

fn documents() -> Outcome<Vec<Document>> {
    let (variable, folder) = DOCUMENTS;
    let suite = env::var_os(variable).map_or_else(|| workspace::root().join(folder), PathBuf::from);
    let suite = suite.join("openapi");
    let mut documents = Vec::new();
    for path in yaml_files(&suite)? {
        let name = name(path.strip_prefix(&suite)?);
        documents.push(Document { name, path });
    }
    for path in yaml_files(&workspace::root().join(OURS))? {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        documents.push(Document { name, path });
    }
    Ok(documents)
}

fn yaml_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("cannot read `{}`: {error}", folder.display()))?;
    let mut entries = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(yaml_files(&path)?);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            files.push(path);
        }
    }
    Ok(files)
}

/// The module of a document: `versioning/madeOptional/openapi.v1.yaml` is `versioning_made_optional_v1`.
fn name(path: &Path) -> String {
    let path = path.to_string_lossy().replace("openapi.", "");
    let mut name = String::new();
    for character in path
        .trim_end_matches("yaml")
        .trim_end_matches(['/', '.'])
        .chars()
    {
        match character {
            'A'..='Z' => name.extend(['_', character.to_ascii_lowercase()]),
            'a'..='z' | '0'..='9' => name.push(character),
            _ => name.push('_'),
        }
    }
    name
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

fn calls_of(name: &str) -> PathBuf {
    workspace::root().join(OURS).join(format!("{name}.rs"))
}

fn manifest(names: &[&str]) -> String {
    // Profiles decide whether dependencies have to be compiled again.
    let workspace = workspace::text("Cargo.toml");
    let profiles = workspace
        .find("[profile.")
        .map_or("", |start| &workspace[start..]);
    format!(
        "{MANIFEST}features = {:?}\n\n{profiles}",
        [&["reqwest", "mock"], names].concat()
    )
}

fn main(names: &[&str]) -> String {
    let module = |name: &&str| format!("#[path = {:?}]\nmod {name};\n", calls_of(name));
    let modules: String = names.iter().map(module).collect();
    let trial = module(&"trial");
    let calls: String = names
        .iter()
        .map(|name| format!("    {name}::call(&mut trial)?;\n"))
        .collect();
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

/// The target folder that this program was compiled into, which has most dependencies already.
fn target() -> Outcome<PathBuf> {
    let program = env::current_exe()?;
    program
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .ok_or_else(|| "this program is in no target folder".into())
}
