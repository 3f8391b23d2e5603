//! What clippy and rustdoc say of a batch.

use std::process::Command;

use castiron_tests::workspace;
use serde_json::Value;

use crate::Outcome;
use crate::batches::Written;
use crate::report::Row;

/// What a compiler says of the code of a document.
#[derive(Debug, Default)]
pub struct Said {
    pub errors: Vec<String>,
    pub warnings: Vec<String>,
}

/// Compiles a batch with all features, and gives each of its documents what is said of it.
pub fn check(batch: &Written, rows: &mut [Row]) -> Outcome {
    for index in &batch.rows {
        if let Some(row) = rows.get_mut(*index) {
            row.said = Some(Said::default());
        }
    }
    run(batch, rows, &["clippy"])?;
    run(batch, rows, &["doc", "--no-deps"])
}

fn run(batch: &Written, rows: &mut [Row], command: &[&str]) -> Outcome {
    let output = Command::new(env!("CARGO"))
        .args(command)
        .args(["--offline", "--quiet", "--all-features"])
        .args(["--message-format", "json"])
        .arg("--target-dir")
        .arg(workspace::target()?)
        .env("CARGO_INCREMENTAL", "0")
        .current_dir(&batch.folder)
        .output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let mut is_told = false;
    for line in printed.lines() {
        let message: Value = serde_json::from_str(line)?;
        if message.get("reason") == Some(&Value::from("compiler-message")) {
            is_told |= tell(batch, rows, &message);
        }
    }
    if output.status.success() || is_told {
        return Ok(());
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(format!("cargo fails:\n{errors}").into())
}

/// Gives a message to the document that it is about; what is about none goes to the first.
fn tell(batch: &Written, rows: &mut [Row], message: &Value) -> bool {
    let Some(message) = message.get("message") else {
        return false;
    };
    let text = |key: &str| message.get(key).and_then(Value::as_str);
    let (Some(level), Some(words)) = (text("level"), text("message")) else {
        return false;
    };
    let spans = message.get("spans").and_then(Value::as_array);
    let span = spans.and_then(|spans| spans.first());
    // The compiler's last words count what it has said.
    let Some(span) = span else {
        return false;
    };
    let file = span
        .get("file_name")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let line = span
        .get("line_start")
        .and_then(Value::as_u64)
        .unwrap_or_default();
    let is_in = |index: &&usize| {
        let module = rows.get(**index).map_or("", |row| &row.document.module);
        file.contains(&format!("src/{module}/"))
    };
    let index = batch.rows.iter().find(is_in).or(batch.rows.first());
    let Some(said) = index.and_then(|index| rows.get_mut(*index)?.said.as_mut()) else {
        return false;
    };
    let words = format!("{file}:{line}: {words}");
    match level {
        "error" => said.errors.push(words),
        _ => said.warnings.push(words),
    }
    true
}
