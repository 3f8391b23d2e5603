//! Each document by itself, cast by the command.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::Outcome;
use crate::documents::Document;

/// However slow the machine, no document takes longer.
const TIME_AT_MOST: Duration = Duration::from_secs(120);

/// What became of a document.
#[derive(Debug, Default)]
pub struct Cast {
    /// How much of it arrived; `None` if nothing was written.
    pub arrived: Option<Arrived>,
    /// Why nothing was written, in the command's first words of it.
    pub fault: Option<String>,
    /// Findings by severity.
    pub findings: BTreeMap<String, usize>,
    /// How long it took.
    pub time: Duration,
    /// Lines of Rust below the module.
    pub lines: usize,
}

/// What the command says of a document that it cast.
#[derive(Debug, Default, Clone, Copy)]
pub struct Arrived {
    pub operations: u64,
    pub operations_total: u64,
    pub types: u64,
    pub untyped_fields: u64,
}

/// The command, built as this program was.
pub fn build() -> Outcome<PathBuf> {
    let folder = std::env::current_exe()?;
    let folder = folder.parent().ok_or("this program is in no folder")?;
    let target = folder
        .parent()
        .ok_or("this program is in no target folder")?;
    // Cargo names the folder for the profile, but for this one.
    let profile = match folder.file_name().and_then(OsStr::to_str) {
        Some("debug") | None => "dev",
        Some(profile) => profile,
    };
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "-p", "castiron", "--profile", profile])
        .arg("--target-dir")
        .arg(target)
        .status()?;
    if !status.success() {
        return Err("the command does not compile".into());
    }
    Ok(folder.join("castiron"))
}

/// What becomes of documents, each cast into a folder of its own below `folder`.
pub fn cast_all(command: &Path, documents: &[Document], folder: &Path) -> Outcome<Vec<Cast>> {
    fs::create_dir_all(folder)?;
    let next = AtomicUsize::new(0);
    let casts: Mutex<BTreeMap<usize, Result<Cast, String>>> = Mutex::default();
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(document) = documents.get(index) else {
                        break;
                    };
                    let cast = cast(command, document, folder).map_err(|error| error.to_string());
                    if let Ok(mut casts) = casts.lock() {
                        casts.insert(index, cast);
                    }
                }
            });
        }
    });
    let casts = casts.into_inner().map_err(|error| error.to_string())?;
    Ok(casts.into_values().collect::<Result<_, _>>()?)
}

fn cast(command: &Path, document: &Document, folder: &Path) -> Outcome<Cast> {
    let out = folder.join(&document.module);
    let (records, errors) = (
        folder.join(format!("{}.json", document.module)),
        folder.join(format!("{}.err", document.module)),
    );
    let start = Instant::now();
    let mut child = Command::new(command)
        .arg("generate")
        .arg(&document.path)
        .arg("--out")
        .arg(&out)
        .args(["--name", "api", "--message-format", "json"])
        .stdout(File::create(&records)?)
        .stderr(File::create(&errors)?)
        .spawn()?;
    let status = wait(&mut child, start)?;
    let mut cast = Cast {
        time: start.elapsed(),
        ..Cast::default()
    };
    for line in fs::read_to_string(&records)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        cast.read(&record);
    }
    match status {
        Some(0) => cast.lines = lines(&out.join("src/api"))?,
        Some(1) => {
            cast.arrived = None;
            cast.fault.get_or_insert_with(|| "refused".to_owned());
        }
        other => {
            cast.arrived = None;
            let words = fs::read_to_string(&errors)?;
            let words = words.lines().next().unwrap_or_default();
            cast.fault = Some(match other {
                Some(code) => format!("exit code {code}: {words}"),
                None => format!("killed, or longer than {TIME_AT_MOST:?}: {words}"),
            });
        }
    }
    Ok(cast)
}

impl Cast {
    fn read(&mut self, record: &Value) {
        let text = |key: &str| record.get(key).and_then(Value::as_str);
        let number = |key: &str| record.get(key).and_then(Value::as_u64).unwrap_or_default();
        if let Some(severity) = text("severity") {
            *self.findings.entry(severity.to_owned()).or_default() += 1;
            if severity == "error" && self.fault.is_none() {
                let message = text("message").unwrap_or_default();
                let code = text("code").unwrap_or_default();
                self.fault = Some(format!("{code}: {message}"));
            }
        }
        if text("reason") == Some("cast") {
            self.arrived = Some(Arrived {
                operations: number("operations"),
                operations_total: number("operations_total"),
                types: number("types"),
                untyped_fields: number("untyped_fields"),
            });
        }
    }
}

/// The exit code; `None` if the process has none, as when it takes too long.
fn wait(child: &mut Child, start: Instant) -> Outcome<Option<i32>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.code());
        }
        if start.elapsed() > TIME_AT_MOST {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(5));
    }
}

fn lines(folder: &Path) -> Outcome<usize> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        count += if path.is_dir() {
            lines(&path)?
        } else {
            fs::read_to_string(&path)?.lines().count()
        };
    }
    Ok(count)
}
