//! Reading documents and remembering their texts.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::document::Document;
use super::text::{Notation, Text};
use super::{json, yaml};
use crate::diagnostics::{Code, Diagnostics, Locate, Location, Place};

/// The largest document that is read, in bytes: 64 MiB.
pub const BYTES_AT_MOST: usize = 64 * 1024 * 1024;

/// The texts of all documents of a run, kept to show findings in them.
#[derive(Debug, Default)]
pub struct Sources {
    texts: BTreeMap<String, Arc<Text>>,
}

impl Sources {
    /// No texts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the file at `path`; the path as given becomes the document's name.
    ///
    /// `None` if it could not be read; `diagnostics` then says why.
    pub fn read(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<Document> {
        let name = path
            .to_string_lossy()
            .replace(std::path::MAIN_SEPARATOR, "/");
        let bytes = match read_at_most(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = format!("the file cannot be read: {}", reason(&error));
                diagnostics.error(Code::UnreadableFile, &Place::new(name, ""), message);
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => self.parse(&name, text, diagnostics),
            Err(error) => {
                self.refuse_bytes(&name, &error, diagnostics);
                None
            }
        }
    }

    /// Reads `text` as the document called `name`.
    ///
    /// YAML or JSON is chosen by the extension of `name`, then by the first character. `None` if
    /// it could not be read; `diagnostics` then says why.
    pub fn parse(
        &mut self,
        name: &str,
        text: impl Into<String>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Document> {
        let text = self.remember(name, text.into());
        if text.content().len() > BYTES_AT_MOST {
            let message = format!(
                "the text is larger than {} MiB",
                BYTES_AT_MOST / 1024 / 1024
            );
            diagnostics.error(Code::InputTooLarge, &Place::new(name, ""), message);
            return None;
        }
        let tree = match text.notation() {
            Notation::Json => json::read(text.content()),
            Notation::Yaml => yaml::read(text.content()),
        };
        match tree {
            Ok(root) => Some(Document::new(text, root)),
            Err(fault) => {
                fault.report(name, diagnostics);
                None
            }
        }
    }

    fn remember(&mut self, name: &str, content: String) -> Arc<Text> {
        let text = Arc::new(Text::new(name, content));
        self.texts.insert(name.to_owned(), Arc::clone(&text));
        text
    }

    fn refuse_bytes(
        &mut self,
        name: &str,
        error: &std::string::FromUtf8Error,
        diagnostics: &mut Diagnostics,
    ) {
        let offset = error.utf8_error().valid_up_to();
        self.remember(name, String::from_utf8_lossy(error.as_bytes()).into_owned());
        diagnostics
            .error(
                Code::NotUtf8,
                &Place::at_offset(name, offset),
                "the text is not UTF-8",
            )
            .help("save the file as UTF-8");
    }
}

impl Locate for Sources {
    fn locate(&self, place: &Place) -> Option<Location> {
        self.texts.get(place.file())?.locate(place)
    }

    fn text(&self, file: &str) -> Option<&str> {
        self.texts.get(file)?.text(file)
    }
}

/// Reads one byte more than is allowed at most, so that a file that grows while it is read, or
/// whose size is not known beforehand, cannot fill the memory.
fn read_at_most(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(BYTES_AT_MOST as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}
