//! The `castiron` command as a user runs it: help, exit status, and which stream says what.
#![cfg(test)]

mod check;
mod explain;
mod files;
mod generate;
mod help;
mod inspect;
mod killed;
mod odd_paths;
mod overlay;
mod refused;
mod repository;
mod selection;
mod surroundings;
mod types_only;
mod wrong_command_line;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const SPEC: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "204": { description: None }
"#;

const CONFIG: &str = r#"
[package]
name = "clients"
out = "generated"

[[api]]
name = "pets"
spec = "specs/pets/openapi.yaml"
"#;

fn castiron(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_castiron"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("CARGO_PKG_NAME");
    command
}

/// Exit status, standard output and standard error, with the folder's own path cut out.
fn told(folder: &Path, arguments: &[&str]) -> String {
    shown(folder, &castiron(folder, arguments))
}

fn shown(folder: &Path, output: &Output) -> String {
    let mut shown = format!("status {}\n", output.status.code().unwrap());
    for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        let text = String::from_utf8(bytes.clone()).unwrap();
        if !text.is_empty() {
            shown += &format!("--- {name}\n{}\n", text.trim_end());
        }
    }
    shown.replace(folder.to_str().unwrap(), "FOLDER")
}

/// Runs with a reader of standard output that is gone at once.
fn unread(folder: &Path, arguments: &[&str]) -> Output {
    let mut child = command(folder, arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.wait_with_output().unwrap()
}

fn workspace() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("specs/pets")).unwrap();
    fs::write(folder.path().join("castiron.toml"), CONFIG).unwrap();
    fs::write(folder.path().join("specs/pets/openapi.yaml"), SPEC).unwrap();
    folder
}

fn empty() -> TempDir {
    tempfile::tempdir().unwrap()
}
