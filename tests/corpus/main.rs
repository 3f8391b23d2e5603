//! Casts documents that others wrote, compiles what comes out, and says of each how much arrived.
//!
//! ```text
//! cargo run -p castiron-tests --bin corpus -- [--cast | --third] [folders and files]
//! ```
//!
//! Each document is cast by the command, as a user would do it. Those that are cast are compiled, several
//! to a crate, with all features, by clippy and rustdoc; with `--third` those that a stable rule picks,
//! with `--cast` none. Each documented answer goes through its type. The table is printed, and
//! written as Markdown below the target folder. What is refused, panics, takes too long, does not
//! compile, gets a warning, or loses a key of an answer fails the run.
//!
//! Of a folder, all files that say to be OpenAPI or Swagger are taken; what they refer to is not.

mod answers;
mod batches;
mod cast;
mod compile;
mod documents;
mod report;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use castiron_tests::workspace;

use batches::Batch;
use documents::Document;
use report::Row;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Where the documents are, unless arguments or the variable of this name say otherwise.
const CORPUS: (&str, &str) = ("CASTIRON_CORPUS", "../shared/corpus");

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Which of the documents are compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Compiled {
    All,
    Third,
    None,
}

impl Compiled {
    /// Whether a document is. Which third depends on its own name only, so that it stays in it.
    fn includes(self, document: &Document) -> bool {
        match self {
            Self::All => true,
            Self::Third => document.label.bytes().map(u32::from).sum::<u32>() % 3 == 0,
            Self::None => false,
        }
    }
}

/// Whether everything is as it should be.
fn run() -> Outcome<bool> {
    let mut compiled = Compiled::All;
    let mut paths: Vec<PathBuf> = Vec::new();
    for argument in std::env::args_os().skip(1) {
        match argument.to_str() {
            Some("--cast") => compiled = Compiled::None,
            Some("--third") => compiled = Compiled::Third,
            _ => paths.push(PathBuf::from(argument).canonicalize()?),
        }
    }
    if paths.is_empty() {
        let (variable, folder) = CORPUS;
        let folder = std::env::var_os(variable)
            .map_or_else(|| workspace::root().join(folder), PathBuf::from);
        paths.push(folder.canonicalize()?);
    }
    let folder = workspace::target()?.join("corpus");
    let path = folder.join("report.md");
    let documents = documents::find(&paths)?;
    let command = cast::build()?;
    let casts = cast::cast_all(&command, &documents, &folder.join("alone"))?;
    let mut rows: Vec<Row> = documents.into_iter().zip(casts).map(Row::new).collect();

    let chosen = rows.iter().enumerate();
    let chosen = chosen.filter(|(_, row)| compiled.includes(&row.document));
    let chosen: Vec<usize> = chosen.map(|(index, _)| index).collect();
    for batch in Batch::of(&rows, &chosen) {
        let written = batch.write(&command, &rows, &folder)?;
        compile::check(&written, &mut rows)?;
        answers::send_through(&written, &mut rows)?;
        eprintln!("compiled {}", batch.shown(&rows));
        // Whoever does not wait for the end can read what is known.
        std::fs::write(&path, report::markdown(&rows))?;
    }
    let report = report::markdown(&rows);
    std::fs::write(&path, &report)?;
    print!("{report}");
    println!("\nwritten to {}", path.display());
    Ok(rows.iter().all(Row::is_good))
}
