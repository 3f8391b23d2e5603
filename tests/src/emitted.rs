//! Emitted crates: documents cast into a folder that stays, compiled, and given values to read and
//! write.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;

use crate::casting::Files;
use crate::workspace;

/// The program in an emitted crate that reads JSON as one of its types, and writes it.
const PROGRAM: &str = "values";

/// What the program has above its table of types.
const THROUGH: &str = r#"//! Reads lines, each the index of a type and JSON, and writes what the type makes of it.

use std::io::{BufRead, Write};

use client::runtime::{RawJson, Validate, json};
use serde::Serialize;
use serde::de::DeserializeOwned;

type Through = fn(&str) -> Result<(String, Vec<String>), String>;

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    json::from_slice(text.as_bytes(), json::MAX_DEPTH).map_err(|error| error.to_string())
}

fn written<T: Serialize>(value: &T) -> Result<String, String> {
    let json = RawJson::from_value(value).map_err(|error| error.to_string())?;
    Ok(json.to_string())
}

#[allow(dead_code, reason = "there may be limits to all types")]
fn through<T: Serialize + DeserializeOwned>(text: &str) -> Result<(String, Vec<String>), String> {
    Ok((written(&read::<T>(text)?)?, Vec::new()))
}

#[allow(dead_code, reason = "there may be limits to no type")]
fn checked<T: Serialize + DeserializeOwned + Validate>(text: &str) -> Result<(String, Vec<String>), String> {
    let value = read::<T>(text)?;
    let faults = value.validate().err().map_or(Vec::new(), |errors| {
        errors.faults().iter().map(|fault| fault.pointer().to_owned()).collect()
    });
    Ok((written(&value)?, faults))
}

fn main() -> std::io::Result<()> {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (index, json) = line.split_once(' ').expect("an index and JSON");
        let answer = TYPES[index.parse::<usize>().expect("an index")](json);
        writeln!(output, "{}", serde_json::to_string(&answer)?)?;
    }
    Ok(())
}
"#;

/// A type of an emitted crate, to be given values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Its path in the crate: `pets::models::Cat`.
    pub path: String,
    /// Whether it can be checked against limits.
    pub limited: bool,
}

/// What a type makes of JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Back {
    /// What it writes of the value that it has read.
    pub written: String,
    /// The pointers to what is beyond its limits.
    pub faults: Vec<String>,
}

/// A crate of cast documents, in a folder that stays, so that its dependencies are compiled once.
#[derive(Debug)]
pub struct Emitted {
    folder: PathBuf,
    features: String,
    /// The types that values can be given to, by their paths in the crate.
    types: BTreeMap<String, usize>,
}

impl Emitted {
    /// Writes a crate that was cast, with a program for values of some of its types.
    pub fn write(folder: PathBuf, mut files: Files, features: &[&str], types: &[Model]) -> Self {
        if let Some(manifest) = files.get_mut("Cargo.toml") {
            // The crate is a member of no workspace, though it lies below one.
            manifest.push_str(
                "\n[workspace]\n\n[lints.rust]\nwarnings = \"deny\"\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            );
        }
        files.insert(format!("examples/{PROGRAM}.rs"), program(types));
        castiron::output::write(&folder, &files).expect("the folder is ours");
        // The versions that the workspace was tested with, and no look at the network.
        let lock = workspace::root().join("Cargo.lock");
        fs::copy(lock, folder.join("Cargo.lock")).expect("the folder is there");
        Self {
            folder,
            // The program checks limits.
            features: format!("validate,{}", features.join(",")),
            types: types
                .iter()
                .map(|model| model.path.clone())
                .zip(0..)
                .collect(),
        }
    }

    /// The folder of the crate.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs cargo on the crate.
    ///
    /// # Errors
    ///
    /// What cargo printed when it failed.
    pub fn cargo(&self, arguments: &[&str]) -> Result<(), String> {
        self.cargo_with(&self.features, arguments)
    }

    /// Runs cargo on the crate with these features alone.
    ///
    /// # Errors
    ///
    /// What cargo printed when it failed.
    pub fn cargo_with(&self, features: &str, arguments: &[&str]) -> Result<(), String> {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet", "--no-default-features"])
            .args(["--features", features])
            .arg("--target-dir")
            .arg(self.target())
            .current_dir(&self.folder)
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .expect("cargo runs");
        if output.status.success() {
            return Ok(());
        }
        Err(printed(&output))
    }

    /// What types make of JSON texts, in the order of the calls: what is written of the value that was
    /// read, or why it is refused. After a type that panics there are no more answers.
    ///
    /// # Errors
    ///
    /// The crate does not compile.
    pub fn through(&self, calls: &[(&str, String)]) -> Result<Vec<Result<Back, String>>, String> {
        self.cargo(&["build", "--example", PROGRAM])?;
        let program = self.target().join("debug/examples").join(PROGRAM);
        let calls: Vec<(usize, &str)> = calls
            .iter()
            .map(|(ty, json)| (self.index(ty), json.as_str()))
            .collect();
        Ok(ask(&program, &calls))
    }

    fn index(&self, ty: &str) -> usize {
        match self.types.get(ty) {
            Some(index) => *index,
            None => panic!("`{ty}` is not in the program"),
        }
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }
}

/// What types make of JSON texts, each named by its place in the list that the program was written for,
/// in the order of the calls. After a type that panics there are no more answers.
pub fn ask(program: &Path, calls: &[(usize, &str)]) -> Vec<Result<Back, String>> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut input = child.stdin.take().expect("its input is a pipe");
    let lines: String = calls
        .iter()
        .map(|(index, json)| format!("{index} {json}\n"))
        .collect();
    let writer = thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("the program ends");
    let _ = writer.join();
    let answers = String::from_utf8_lossy(&output.stdout);
    let answers = answers.lines().map(|line| {
        let answer: Result<(String, Vec<String>), String> =
            serde_json::from_str(line).expect("the program answers so");
        answer.map(|(written, faults)| Back { written, faults })
    });
    let mut answers: Vec<_> = answers.collect();
    if !output.status.success() {
        answers.push(Err(printed_errors(&output)));
    }
    answers
}

/// The text of the program that reads JSON as one of these types, and writes it; it stands in the
/// folder of examples of a crate called `client`, which has the feature `validate`.
pub fn program(types: &[Model]) -> String {
    let types = types.iter().map(|model| {
        let through = if model.limited { "checked" } else { "through" };
        format!("    {through}::<client::{}>,\n", model.path)
    });
    let types: String = types.collect();
    format!("{THROUGH}\nconst TYPES: &[Through] = &[\n{types}];\n")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &printed_errors(output)
}

fn printed_errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
