//! Servers: where an API lives.

use serde::Serialize;

use super::{Doc, Origin};

/// A server that the spec names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Server {
    /// The URL, with variables in braces.
    pub url: String,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where the server stands.
    pub origin: Origin,
    /// The description as one plain line, from which a name can be made.
    pub label: Option<String>,
    /// The description.
    pub doc: Option<Doc>,
    /// The variables of the URL, in the order of the URL.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// The URL with the defaults of all variables, if all have one.
    pub fn default_url(&self) -> Option<String> {
        self.variables
            .iter()
            .try_fold(self.url.clone(), |url, variable| {
                let hole = format!("{{{}}}", variable.wire);
                Some(url.replace(&hole, variable.default.as_ref()?))
            })
    }
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServerVariable {
    /// Its name in the URL.
    pub wire: String,
    /// The value if none is given; `None` where the caller has to give one.
    pub default: Option<String>,
    /// The allowed values; empty if any will do.
    pub allowed: Vec<String>,
    /// The description.
    pub doc: Option<Doc>,
    /// Where it is declared.
    pub origin: Origin,
}
