//! The recorded and composed bodies in `specs/<api>/samples`.

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::Outcome;

/// The folder of an API under `specs`.
pub fn folder(api: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../specs")
        .join(api)
}

/// The plain JSON request sample of an operation.
pub fn request<T: DeserializeOwned>(api: &str, operation: &str) -> Outcome<T> {
    body(api, &format!("{operation}.request.json"))
}

/// Every JSON request sample of an operation, fragments left out.
pub fn requests<T: DeserializeOwned>(api: &str, operation: &str) -> Outcome<Vec<T>> {
    let prefix = format!("{operation}.request.");
    let mut names = Vec::new();
    for entry in fs::read_dir(folder(api).join("samples"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let json = name.starts_with(&prefix) && name.ends_with(".json");
        if json && !name.contains(".fragment.") {
            names.push(name);
        }
    }
    names.sort();
    if names.is_empty() {
        return Err(format!("`{operation}` of {api} has no JSON request sample").into());
    }
    names.iter().map(|name| body(api, name)).collect()
}

/// The text of one sample.
pub fn text(api: &str, name: &str) -> Outcome<String> {
    let path = folder(api).join("samples").join(name);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()).into())
}

fn body<T: DeserializeOwned>(api: &str, name: &str) -> Outcome<T> {
    serde_json::from_str(&text(api, name)?).map_err(|error| format!("{name}: {error}").into())
}
