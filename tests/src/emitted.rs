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

use client::runtime::{RawJson, json};
use serde::Serialize;
use serde::de::DeserializeOwned;

type Through = fn(&str) -> Result<String, String>;

fn through<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, String> {
    let value: T = json::from_slice(text.as_bytes(), json::MAX_DEPTH).map_err(|error| error.to_string())?;
    let json = RawJson::from_value(&value).map_err(|error| error.to_string())?;
    Ok(json.to_string())
}

fn main() -> std::io::Result<()> {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (index, json) = line.split_once(' ').expect("an index and JSON");
        match TYPES[index.parse::<usize>().expect("an index")](json) {
            Ok(written) => writeln!(output, "+{written}")?,
            Err(error) => writeln!(output, "-{}", error.escape_debug())?,
        }
    }
    Ok(())
}
"#;

/// A crate of cast documents, in a folder that stays, so that its dependencies are compiled once.
#[derive(Debug)]
pub struct Emitted {
    folder: PathBuf,
    features: String,
    /// The types that values can be given to, by their paths in the crate.
    types: BTreeMap<String, usize>,
}

impl Emitted {
    /// Writes a crate that was cast, with a program for values of some of its types: `pets::models::Cat`.
    pub fn write(folder: PathBuf, mut files: Files, features: &[&str], types: &[String]) -> Self {
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
            features: features.join(","),
            types: types.iter().cloned().zip(0..).collect(),
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
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet", "--no-default-features"])
            .args(["--features", &self.features])
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
    pub fn through(&self, calls: &[(&str, String)]) -> Result<Vec<Result<String, String>>, String> {
        self.cargo(&["build", "--example", PROGRAM])?;
        let program = self.target().join("debug/examples").join(PROGRAM);
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut input = child.stdin.take().expect("its input is a pipe");
        let lines: String = calls
            .iter()
            .map(|(ty, json)| format!("{} {json}\n", self.index(ty)))
            .collect();
        let writer = thread::spawn(move || input.write_all(lines.as_bytes()));
        let output = child.wait_with_output().expect("the program ends");
        let _ = writer.join();
        let answers = String::from_utf8_lossy(&output.stdout);
        let answers = answers.lines().map(|line| match line.split_at(1) {
            ("+", written) => Ok(written.to_owned()),
            (_, error) => Err(error.to_owned()),
        });
        let mut answers: Vec<_> = answers.collect();
        if !output.status.success() {
            answers.push(Err(printed_errors(&output)));
        }
        Ok(answers)
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

fn program(types: &[String]) -> String {
    let types: String = types
        .iter()
        .map(|ty| format!("    through::<client::{ty}>,\n"))
        .collect();
    format!("{THROUGH}\nconst TYPES: &[Through] = &[\n{types}];\n")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &printed_errors(output)
}

fn printed_errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
