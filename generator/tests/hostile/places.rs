//! The places of documents that take a text: marked as `@name=harmless@` in the documents of `documents/`.

use std::fs;

use serde_json::{Map, Value};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hostile/documents");

/// Stands for half of a surrogate pair, which JSON can spell and no text of Rust can hold.
pub const LONE_SURROGATE: &str = "\u{e000}";

/// A place of a document.
pub struct Place {
    pub name: String,
    document: Value,
}

/// Every place of every document.
pub fn documents() -> Vec<Place> {
    let mut places = Vec::new();
    let files = fs::read_dir(FOLDER).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        let document: Value = serde_yaml::from_str(&text).unwrap();
        let mut names: Vec<String> = text
            .split('@')
            .skip(1)
            .step_by(2)
            .map(|mark| mark.split_once('=').unwrap().0.to_owned())
            .collect();
        names.sort();
        names.dedup();
        places.extend(names.into_iter().map(|name| Place {
            name,
            document: document.clone(),
        }));
    }
    places
}

impl Place {
    /// The document with `text` in this place, and harmless texts in the others.
    pub fn with(&self, version: &str, text: &str) -> String {
        let mut document = self.filled(&self.document, text, false);
        document["openapi"] = version.into();
        document.to_string().replace(LONE_SURROGATE, "\\ud800")
    }

    fn filled(&self, value: &Value, text: &str, is_reference: bool) -> Value {
        match value {
            Value::String(marked) => self.text(marked, text, is_reference).into(),
            Value::Array(elements) => elements
                .iter()
                .map(|element| self.filled(element, text, false))
                .collect(),
            Value::Object(members) => {
                let members = members.iter().map(|(key, member)| {
                    let is_reference = key == "$ref";
                    (
                        self.text(key, text, false),
                        self.filled(member, text, is_reference),
                    )
                });
                members.collect::<Map<_, _>>().into()
            }
            scalar => scalar.clone(),
        }
    }

    fn text(&self, marked: &str, text: &str, is_reference: bool) -> String {
        let parts = marked.split('@').enumerate().map(|(index, part)| {
            if index % 2 == 0 {
                return part.to_owned();
            }
            let (name, harmless) = part.split_once('=').unwrap();
            // A reference names a key as a pointer does.
            match (name == self.name, is_reference && name != "reference") {
                (false, _) => harmless.to_owned(),
                (true, false) => text.to_owned(),
                (true, true) => text
                    .replace('~', "~0")
                    .replace('/', "~1")
                    .replace('%', "%25"),
            }
        });
        parts.collect()
    }
}
