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

use serde_json::Value;
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

/// The document as `inspect` prints it with these flags, and what is said of it; `null` where it is refused.
fn inspected(folder: &Path, flags: &[&str]) -> (Value, String) {
    let arguments = [&["inspect", "openapi.yaml", "--stage", "document"], flags].concat();
    let output = castiron(folder, &arguments);
    let document = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let said = String::from_utf8(output.stderr).unwrap();
    (document, said.trim_end().to_owned())
}

fn workspace() -> TempDir {
    holding(&[("castiron.toml", CONFIG), ("specs/pets/openapi.yaml", SPEC)])
}

/// A folder with a spec, and with a `castiron.toml` that says more of its API.
fn configured(spec: &str, more: &str) -> TempDir {
    let config = format!(
        "package = {{ name = 'clients', out = 'generated' }}\n\
         [[api]]\nname = 'pets'\nspec = 'openapi.yaml'\n{more}"
    );
    holding(&[("castiron.toml", &config), ("openapi.yaml", spec)])
}

/// A folder with these files.
fn holding(files: &[(&str, &str)]) -> TempDir {
    let folder = empty();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn empty() -> TempDir {
    tempfile::tempdir().unwrap()
}
