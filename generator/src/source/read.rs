//! Reading documents and remembering their texts.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::document::Document;
use super::fault::Fault;
use super::mended::mended;
use super::text::{Notation, Text};
use super::tree::{Slip, Tree};
use super::{encoding, json, yaml};
use crate::diagnostics::{Code, Diagnostics, Locate, Location, Place, pointer_keys};

/// The largest document that is read, in bytes: 64 MiB.
pub const BYTES_AT_MOST: usize = 64 * 1024 * 1024;

/// The texts of all documents of a run, kept to show findings in them.
#[derive(Debug, Default)]
pub struct Sources {
    texts: BTreeMap<String, Arc<Text>>,
    held: BTreeMap<PathBuf, String>,
    reference_root: Option<PathBuf>,
}

/// Why a file that a document refers to was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unopened {
    /// It is not below the folder that references may lead to; nobody has looked whether it is there.
    Outside,
    /// The system does not give it, with the reason.
    Missing(String),
    /// It is no YAML or JSON; the diagnostics say why.
    Faulty,
}

impl Sources {
    /// No texts yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Holds `text` for the file at `path`, which is then read in place of what the disk has there.
    ///
    /// References to other documents lead to files only.
    pub fn hold(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) {
        self.held.insert(path.into(), text.into());
    }

    /// Lets references lead to every file below this folder; without one, below the folder of the
    /// document that they are in.
    pub fn let_references_lead_below(&mut self, root: Option<PathBuf>) {
        self.reference_root = root;
    }

    /// Reads a file that `document` refers to, if it is below the folder that references may lead to,
    /// links of the file system followed.
    pub fn open(
        &mut self,
        document: &Document,
        path: &Path,
        diagnostics: &mut Diagnostics,
    ) -> Result<Document, Unopened> {
        let own = Path::new(document.name()).parent();
        let root = self
            .reference_root
            .as_deref()
            .or(own)
            .unwrap_or(Path::new(""));
        let missing = |error: io::Error| Unopened::Missing(reason(&error));
        let (folder, file) = (absolute(root), absolute(path));
        if !file.map_err(missing)?.starts_with(folder.map_err(missing)?) {
            return Err(Unopened::Outside);
        }
        let file = path.canonicalize().map_err(missing)?;
        let root = if root == Path::new("") {
            Path::new(".")
        } else {
            root
        };
        if !file.starts_with(root.canonicalize().map_err(missing)?) {
            return Err(Unopened::Outside);
        }
        // A pipe would have to be waited for.
        if !file.is_file() && !file.is_dir() {
            return Err(Unopened::Missing("it is not a file".to_owned()));
        }
        self.read(path, diagnostics).ok_or(Unopened::Faulty)
    }

    /// Reads the file at `path`; the path as given becomes the document's name.
    ///
    /// `None` if it could not be read; `diagnostics` then says why.
    pub fn read(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<Document> {
        let name = path
            .to_string_lossy()
            .replace(std::path::MAIN_SEPARATOR, "/");
        if let Some(text) = self.held.get(path).cloned() {
            return self.parse(&name, text, diagnostics);
        }
        let bytes = match read_at_most(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let message = format!("the file cannot be read: {}", reason(&error));
                let is_url = name.starts_with("https://") || name.starts_with("http://");
                let place = Place::new(name, "");
                let finding = diagnostics.error(Code::UnreadableFile, &place, message);
                if is_url {
                    finding.help("castiron opens no connection: download the document first");
                }
                return None;
            }
        };
        let decoded = encoding::decode(bytes);
        if let Some((offset, fact, effect)) = decoded.odd {
            diagnostics
                .warning(
                    Code::NotUtf8,
                    &Place::at_offset(name.as_str(), offset),
                    fact,
                )
                .effect(effect)
                .help("save the file as UTF-8");
        }
        self.parse(&name, decoded.text, diagnostics)
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
        if text.content().trim_start().starts_with('<') {
            diagnostics
                .error(
                    Code::NotAMapping,
                    &Place::at_offset(name, 0),
                    "the document is a page of HTML or XML",
                )
                .help("download the OpenAPI document itself, not the page that shows it or says why it is not there");
            return None;
        }
        let tree = match text.notation() {
            Notation::Json => json::read(text.content()),
            Notation::Yaml => yaml::read(text.content()),
        };
        let (text, tree) = match tree {
            Ok(tree) => (text, Ok(tree)),
            Err(fault) => self.mended(text, fault, diagnostics),
        };
        match tree {
            Ok(Tree { root, slips }) => {
                for (pointer, slip) in &slips {
                    report_slip(&Place::new(name, pointer.as_str()), *slip, diagnostics);
                }
                Some(Document::new(text, root))
            }
            Err(fault) => {
                fault.report(name, diagnostics);
                None
            }
        }
    }

    /// A text that cannot be read as it is, read as it can only be meant; with the same fault, if that
    /// cannot be read either.
    fn mended(
        &mut self,
        text: Arc<Text>,
        fault: Fault,
        diagnostics: &mut Diagnostics,
    ) -> (Arc<Text>, Result<Tree, Fault>) {
        let Some(mended) = mended(text.content(), &fault) else {
            return (text, Err(fault));
        };
        let meant = Text::yaml(text.name(), mended.content);
        let read = meant.content().get(..mended.until).unwrap_or_default();
        match yaml::read(read) {
            Ok(tree) if tree.root.is_object() => {
                let name = text.name().to_owned();
                fault.tell(&name, diagnostics).effect(mended.effect);
                let meant = Arc::new(meant);
                self.texts.insert(name, Arc::clone(&meant));
                (meant, Ok(tree))
            }
            _ => (text, Err(fault)),
        }
    }

    fn remember(&mut self, name: &str, content: String) -> Arc<Text> {
        let text = Arc::new(Text::new(name, content));
        self.texts.insert(name.to_owned(), Arc::clone(&text));
        text
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

fn report_slip(place: &Place, slip: Slip, diagnostics: &mut Diagnostics) {
    match slip {
        Slip::Repeated => {
            let keys = pointer_keys(place.pointer());
            let key = keys.last().unwrap_or_default();
            let message = format!("the key `{key}` stands twice in one mapping");
            diagnostics
                .warning(Code::DuplicateKey, &place.key(), message)
                .effect("its last value is read")
                .help("remove or rename one of them");
        }
        Slip::NotJson(text) => {
            let message = format!("`{text}` is not a value that JSON can hold");
            diagnostics
                .warning(Code::NotJsonValue, place, message)
                .effect("it is read as a text")
                .help(
                    "leave out a bound that there is not, or put what is meant as text in quotes",
                );
        }
        Slip::MergeOfNoMapping => {
            let message = "the value of the merge key `<<` is neither a mapping nor a list of them";
            diagnostics
                .warning(Code::YamlSyntax, &place.key(), message)
                .effect("nothing is merged of it")
                .help("name a mapping after `<<`, such as `*anchor`");
        }
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

/// The path from the root of the file system, with `..` taken by its word: what the author meant,
/// before anything of it is looked up.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    let mut steps = PathBuf::new();
    let path = if path == Path::new("") {
        Path::new(".")
    } else {
        path
    };
    for step in std::path::absolute(path)?.components() {
        match step {
            Component::ParentDir => {
                steps.pop();
            }
            Component::CurDir => {}
            step => steps.push(step),
        }
    }
    Ok(steps)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}
