//! The table: rows of `tests/understands`, each a keyword with the smallest document that has it.

use castiron::diagnostics::Diagnostics;
use castiron::source::Sources;
use castiron_tests::workspace;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The folder of the table: a folder for each dialect, a file for each object.
pub const FOLDER: &str = "tests/understands";

/// What stands for the object of a row in the document around it.
const HOLE: &str = "HERE";

/// A dialect: its folder, its name, and the keyword and version by which documents of its rows
/// declare what they follow.
pub struct Dialect {
    pub folder: &'static str,
    pub name: &'static str,
    head: (&'static str, &'static str),
}

/// What words of Swagger 2.0 are called that stand in a document of OpenAPI 3.0.
pub const STRAY_SWAGGER: &str = "Swagger 2.0, in a document of OpenAPI 3.0";

/// All dialects, each judged in a document of its own, and what strays from one into another.
pub const DIALECTS: [Dialect; 7] = [
    Dialect {
        folder: "3.0",
        name: "OpenAPI 3.0",
        head: ("openapi", "3.0.4"),
    },
    Dialect {
        folder: "castiron",
        name: "castiron",
        head: ("openapi", "3.0.4"),
    },
    Dialect {
        folder: "3.1",
        name: "OpenAPI 3.1",
        head: ("openapi", "3.1.1"),
    },
    Dialect {
        folder: "3.2",
        name: "OpenAPI 3.2",
        head: ("openapi", "3.2.0"),
    },
    Dialect {
        folder: "2.0",
        name: "Swagger 2.0",
        head: ("swagger", "2.0"),
    },
    Dialect {
        folder: "3.1-in-3.0",
        name: "OpenAPI 3.1, in a document of OpenAPI 3.0",
        head: ("openapi", "3.0.4"),
    },
    Dialect {
        folder: "2.0-in-3.0",
        name: STRAY_SWAGGER,
        head: ("openapi", "3.0.4"),
    },
];

/// A file of the table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The object, as the specification calls it; nothing for extensions.
    #[serde(default)]
    object: String,
    /// The members of a document that has such an object.
    around: Option<Value>,
    /// The keyword that holds such objects, where a finding answers all that is in them.
    through: Option<String>,
    rows: Vec<Entry>,
}

/// A row as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The keyword.
    keyword: String,
    /// The value that the row is about, where it is about one.
    value: Option<String>,
    /// Where the object stands, if that decides what the keyword means.
    of: Option<String>,
    /// The object.
    here: Value,
    /// The document around it, if it is not that of the file.
    around: Option<Value>,
    /// Code that is there because of the keyword.
    #[serde(default)]
    emits: Vec<String>,
    /// Whether the same code is there without the keyword, because this is what it means to leave
    /// it out.
    #[serde(default)]
    is_default: bool,
    /// What the keyword does, to be read by a user.
    means: Option<String>,
    /// The code of the finding that answers the keyword.
    finding: Option<String>,
    /// The keyword that holds the object, if its finding is the one.
    through: Option<String>,
}

/// A row with all that belongs to it.
pub struct Row {
    pub dialect: &'static Dialect,
    pub object: String,
    pub keyword: String,
    pub value: Option<String>,
    pub of: Option<String>,
    pub emits: Vec<String>,
    pub is_default: bool,
    pub means: Option<String>,
    pub finding: Option<String>,
    /// The words of which a finding has to name one.
    pub named: Vec<String>,
    /// Whether the finding is about the whole that the keyword is in.
    pub is_of_whole: bool,
    /// The document.
    pub document: Value,
    /// The same document without the keyword.
    pub without: Value,
}

impl Row {
    /// The row in words.
    pub fn title(&self) -> String {
        let value = self.value.as_ref().map(|value| format!(": {value}"));
        let of = self.of.as_ref().map(|of| format!(" ({of})"));
        let parts = [value, of].map(Option::unwrap_or_default).concat();
        format!(
            "{} {} `{}{parts}`",
            self.dialect.name, self.object, self.keyword
        )
    }
}

/// All rows, those of one dialect together.
pub fn rows() -> Vec<Row> {
    DIALECTS
        .iter()
        .flat_map(|dialect| {
            let folder = format!("{FOLDER}/{}", dialect.folder);
            let files = workspace::files(&folder);
            files
                .into_iter()
                .flat_map(move |file| read(dialect, &format!("{folder}/{file}")))
        })
        .collect()
}

/// A file of YAML, by its path from the root of the workspace.
pub fn yaml(path: &str) -> Value {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    match sources.read(&workspace::root().join(path), &mut diagnostics) {
        Some(document) => document.root().clone(),
        None => panic!("`{path}` cannot be read: {diagnostics:?}"),
    }
}

fn read(dialect: &'static Dialect, path: &str) -> Vec<Row> {
    let file: File = match serde_json::from_value(yaml(path)) {
        Ok(file) => file,
        Err(error) => panic!("`{path}` is no file of the table: {error}"),
    };
    let row = |entry: Entry| {
        let around = entry.around.or_else(|| file.around.clone());
        let around = around.unwrap_or_else(|| Value::from(HOLE));
        let of_document = around == HOLE;
        let document = document_of(dialect, &around, &entry.here);
        let without = match of_document {
            true => removed(&document, &entry.keyword),
            false => document_of(dialect, &around, &removed(&entry.here, &entry.keyword)),
        };
        let through = entry.through.as_ref().or(file.through.as_ref());
        let is_of_whole = through.is_some();
        let named = [Some(&entry.keyword), entry.value.as_ref(), through];
        let named = named.into_iter().flatten().cloned().collect();
        Row {
            dialect,
            object: file.object.clone(),
            keyword: entry.keyword,
            value: entry.value,
            of: entry.of,
            emits: entry.emits,
            is_default: entry.is_default,
            means: entry.means,
            finding: entry.finding,
            named,
            is_of_whole,
            document,
            without,
        }
    };
    file.rows.into_iter().map(row).collect()
}

/// An object without a keyword; nothing at all for a keyword that stands for names.
fn removed(object: &Value, keyword: &str) -> Value {
    let stands_for_names = keyword.contains('{');
    let mut members = object.as_object().cloned().unwrap_or_default();
    members.retain(|name, _| name != keyword && !stands_for_names);
    Value::Object(members)
}

/// A document with what every document needs, what stands around, and the object in its place.
fn document_of(dialect: &Dialect, around: &Value, here: &Value) -> Value {
    let (keyword, version) = dialect.head;
    let mut document = json!({
        keyword: version,
        "info": { "title": "Case", "version": "1" },
        "paths": {},
    });
    let filled = fill(around, here);
    let (Some(document_members), Some(members)) = (document.as_object_mut(), filled.as_object())
    else {
        return filled;
    };
    document_members.extend(members.clone());
    document
}

fn fill(around: &Value, here: &Value) -> Value {
    match around {
        Value::String(text) if text == HOLE => here.clone(),
        Value::Array(items) => items.iter().map(|item| fill(item, here)).collect(),
        Value::Object(members) => {
            let filled = members
                .iter()
                .map(|(key, value)| (key.clone(), fill(value, here)));
            Value::Object(filled.collect::<Map<_, _>>())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => around.clone(),
    }
}
