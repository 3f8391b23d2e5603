//! Batches: documents that are compiled as one crate, because the runtime takes longer to compile than
//! most of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use castiron_tests::workspace;

use crate::Outcome;
use crate::report::Row;

/// A crate of more lines has a single document.
const LINES_AT_MOST: usize = 40_000;

/// Documents of one crate, as indices of the rows.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    pub rows: Vec<usize>,
}

/// A crate of a batch on the disk.
#[derive(Debug)]
pub struct Written {
    pub rows: Vec<usize>,
    pub folder: PathBuf,
}

impl Batch {
    /// The chosen rows that were cast, small ones first.
    pub fn of(rows: &[Row], chosen: &[usize]) -> Vec<Self> {
        let lines = |index: usize| rows.get(index).map_or(0, |row| row.cast.lines);
        let is_cast = |index: &usize| {
            rows.get(*index)
                .is_some_and(|row| row.cast.arrived.is_some())
        };
        let mut chosen: Vec<usize> = chosen.iter().copied().filter(is_cast).collect();
        chosen.sort_by_key(|index| lines(*index));
        let mut batches: Vec<Self> = Vec::new();
        let mut filled = usize::MAX;
        for index in chosen {
            filled = filled.saturating_add(lines(index));
            match batches.last_mut() {
                Some(batch) if filled <= LINES_AT_MOST => batch.rows.push(index),
                _ => {
                    filled = lines(index);
                    batches.push(Self { rows: vec![index] });
                }
            }
        }
        batches
    }

    /// Its documents, for a person who waits.
    pub fn shown(&self, rows: &[Row]) -> String {
        let labels = self.rows.iter().filter_map(|index| rows.get(*index));
        let labels: Vec<&str> = labels.map(|row| row.document.label.as_str()).collect();
        labels.join(", ")
    }

    /// Casts its documents into one crate below `folder`, always the same one, so that its
    /// dependencies are compiled once.
    pub fn write(&self, command: &Path, rows: &[Row], folder: &Path) -> Outcome<Written> {
        let folder = folder.join("batch");
        fs::create_dir_all(&folder)?;
        let mut config = "[package]\nname = \"client\"\nout = \"client\"\n".to_owned();
        for row in self.rows.iter().filter_map(|index| rows.get(*index)) {
            let (name, spec) = (&row.document.module, row.document.path.to_string_lossy());
            config += &format!("\n[[api]]\nname = {name:?}\nspec = {spec:?}\n");
        }
        let config_path = folder.join("castiron.toml");
        fs::write(&config_path, config)?;
        let output = Command::new(command)
            .args(["generate", "--quiet", "--config"])
            .arg(&config_path)
            .output()?;
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{} cannot be one crate:\n{errors}", self.shown(rows)).into());
        }
        fs::copy(
            workspace::root().join("Cargo.lock"),
            folder.join("Cargo.lock"),
        )?;
        // Profiles decide whether dependencies have to be compiled again.
        let own = workspace::text("Cargo.toml");
        let profiles = own.find("[profile.").map_or("", |start| &own[start..]);
        fs::write(
            folder.join("Cargo.toml"),
            format!("[workspace]\nresolver = \"3\"\nmembers = [\"client\"]\n\n{profiles}"),
        )?;
        Ok(Written {
            rows: self.rows.clone(),
            folder,
        })
    }
}
