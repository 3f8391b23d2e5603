//! The manifest of an emitted crate.

use std::fmt::Write as _;

use super::Analyzed;
use crate::analyze::Needs;

/// What the emitted crate is called, and whether it lives in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The crate's name.
    pub name: String,
    /// What its manifest says about it.
    pub description: Option<String>,
    /// Whether version, edition, lints and dependencies come from the workspace.
    pub workspace: bool,
}

/// The dependencies of the runtime: name, what a crate on its own writes, and the rest of what
/// stands behind `workspace = true`.
///
/// A test holds the versions against the workspace's list.
const DEPENDENCIES: [Dependency; 10] = [
    Dependency::always("bytes", "version = \"1.11\""),
    Dependency::always("http", "version = \"1.4\""),
    Dependency::always("percent-encoding", "version = \"2.3\""),
    Dependency::always("serde", "version = \"1.0\", features = [\"derive\"]"),
    Dependency::always("serde_json", "version = \"1.0\", features = [\"raw_value\"]"),
    Dependency::optional("base64", ""),
    Dependency::optional("jiff", ""),
    Dependency::optional("reqwest", ""),
    Dependency::optional("rust_decimal", ""),
    Dependency::optional("uuid", ""),
];

#[derive(Debug, Clone, Copy)]
struct Dependency {
    name: &'static str,
    source: &'static str,
    optional: bool,
}

impl Dependency {
    const fn always(name: &'static str, source: &'static str) -> Self {
        Self {
            name,
            source,
            optional: false,
        }
    }

    const fn optional(name: &'static str, source: &'static str) -> Self {
        Self {
            name,
            source,
            optional: true,
        }
    }
}

/// `Cargo.toml`
pub(super) fn manifest(package: &Package, apis: &[Analyzed], needs: Needs) -> String {
    let _ = (package, apis, needs);
    let mut text = String::new();
    let _ = writeln!(text);
    text
}
