//! `castiron.toml`: which specs are cast into which crate.

mod error;
mod read;
#[cfg(test)]
mod tests;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

pub use error::ConfigError;

use crate::diagnostics::nearest;
use crate::selection::Selection;

/// The name of the file.
pub const FILE: &str = "castiron.toml";

/// What to cast, and into what. Every path is relative to the folder of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Whether a warning refuses a spec.
    pub strict: bool,
    /// The crate that is written.
    pub package: Package,
    /// The APIs in the order of the file; at least one, no two of one name.
    pub apis: Vec<Api>,
}

/// The crate that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// The folder that it is written to.
    pub out: PathBuf,
    /// What its manifest says about it.
    pub description: Option<String>,
    /// Whether it is a member of a workspace, from which its manifest inherits.
    pub workspace: bool,
    /// Whether it has the types of its APIs alone, without clients.
    pub types_only: bool,
}

/// One API and where its spec is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// The name of its module and feature: lower-case letters, digits and `_`.
    pub name: String,
    /// The file of its spec; findings and emitted files name it as it is written here.
    pub spec: PathBuf,
    /// The folder below which the spec may refer to other files; the folder of the spec if not set.
    pub ref_root: Option<PathBuf>,
    /// The overlays that change it, in the order in which they are applied.
    pub overlays: Vec<PathBuf>,
    /// The operations of it that are cast, with the types that they need.
    pub selection: Selection,
    /// Whether each of its tags has a feature; what is not said depends on how many operations it has.
    pub tag_features: Option<bool>,
}

impl Api {
    /// An API with nothing but a name and a spec.
    pub fn new(name: impl Into<String>, spec: impl Into<PathBuf>) -> Self {
        Self {
            name: name.into(),
            spec: spec.into(),
            ref_root: None,
            overlays: Vec::new(),
            selection: Selection::default(),
            tag_features: None,
        }
    }
}

impl Config {
    /// Finds the file in `folder` or the nearest of its parents.
    pub fn find(folder: &Path) -> Option<PathBuf> {
        folder
            .ancestors()
            .map(|folder| folder.join(FILE))
            .find(|file| file.is_file())
    }

    /// Reads the file at `path`.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text =
            fs::read_to_string(path).map_err(|error| ConfigError::unreadable(path, &error))?;
        Self::parse(&shown(path), &text)
    }

    /// Reads the text of a file; `name` is what errors call it.
    pub fn parse(name: &str, text: &str) -> Result<Self, ConfigError> {
        read::config(name, text)
    }

    /// A crate of one API, named alike, for a spec without a `castiron.toml`.
    ///
    /// `name` is the name of the crate; that of the module has `_` for `-`.
    pub fn of_one(spec: PathBuf, out: PathBuf, name: &str) -> Result<Self, ConfigError> {
        read::check_package_name(name).map_err(ConfigError::placeless)?;
        let module = name.to_lowercase().replace('-', "_");
        read::check_api_name(&module).map_err(ConfigError::placeless)?;
        Ok(Self {
            strict: false,
            package: Package {
                name: name.to_owned(),
                out,
                description: None,
                workspace: false,
                types_only: false,
            },
            apis: vec![Api::new(module, spec)],
        })
    }

    /// The API of that name.
    pub fn api(&self, name: &str) -> Option<&Api> {
        self.apis.iter().find(|api| api.name == name)
    }

    /// The name of an API that `name` may be a misspelling of.
    pub fn nearest_api(&self, name: &str) -> Option<&str> {
        nearest(name, self.apis.iter().map(|api| api.name.as_str()))
    }
}

/// A path as a user would write it from the current folder.
fn shown(path: &Path) -> String {
    let current = env::current_dir().unwrap_or_default();
    path.strip_prefix(current)
        .unwrap_or(path)
        .display()
        .to_string()
}
