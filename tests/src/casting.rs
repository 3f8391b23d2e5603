//! Specs → crates: the library, called as the command calls it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use castiron::config::{Api, Config, Package};
use castiron::diagnostics::{Diagnostics, render_all};
use castiron::model;
use castiron::names::{self, Names};
use castiron::pipeline::{self, Outcome, Request};
use castiron::source::{Document, Sources};
use castiron::{dialect, lower, output, resolve};

use crate::workspace;

/// The files of a crate: relative path → contents.
pub type Files = BTreeMap<String, String>;

/// A cast and what was found on the way.
#[derive(Debug)]
pub struct Cast {
    /// The files; `None` if a finding refused them.
    pub files: Option<Files>,
    /// The findings as a person reads them.
    pub findings: String,
    /// The findings.
    pub diagnostics: Diagnostics,
}

/// The `castiron.toml` of the workspace.
pub fn configuration() -> Config {
    match Config::parse("castiron.toml", &workspace::text("castiron.toml")) {
        Ok(config) => config,
        Err(error) => panic!("castiron.toml is refused: {}", error.message),
    }
}

/// What `generated/` has to hold: the specs of the workspace, cast now.
pub fn workspace_files() -> Files {
    let config = configuration();
    let Cast {
        files, findings, ..
    } = cast(&Request {
        apis: config.apis,
        package: config.package,
        strict: config.strict,
    });
    files.unwrap_or_else(|| panic!("the specs are refused:\n{findings}"))
}

/// Casts documents, each a name and a path from the root of the workspace, into one crate that
/// stands outside of any workspace.
pub fn crate_of(documents: &[(&str, &str)], strict: bool) -> Cast {
    cast(&Request {
        strict,
        ..request(documents)
    })
}

/// The same without clients.
pub fn types_of(documents: &[(&str, &str)]) -> Cast {
    let mut request = request(documents);
    request.package.types_only = true;
    cast(&request)
}

/// The same with a feature for each tag of the documents called so.
pub fn with_tag_features(documents: &[(&str, &str)], tagged: &str) -> Cast {
    let mut request = request(documents);
    for api in &mut request.apis {
        api.tag_features = Some(api.name == tagged);
    }
    cast(&request)
}

fn request(documents: &[(&str, &str)]) -> Request {
    let apis = documents
        .iter()
        .map(|(name, path)| Api::new(*name, path))
        .collect();
    Request {
        apis,
        package: Package {
            name: "client".to_owned(),
            out: PathBuf::from("client"),
            description: None,
            workspace: false,
            types_only: false,
        },
        strict: false,
    }
}

fn cast(request: &Request) -> Cast {
    workspace::enter();
    let Outcome {
        diagnostics,
        sources,
        tree,
        ..
    } = pipeline::cast(request);
    let files = tree.map(|tree| match output::format(tree) {
        Ok(files) => files,
        Err(error) => panic!("{error}"),
    });
    Cast {
        files,
        findings: render_all(&diagnostics, &sources, false),
        diagnostics,
    }
}

/// A spec as one tree of OpenAPI 3.0, whatever was found in it.
pub fn translated(path: &Path) -> Document {
    workspace::enter();
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    read(path, &mut sources, &mut diagnostics)
        .unwrap_or_else(|| panic!("`{}` is refused", path.display()))
}

fn read(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Document> {
    let document = sources.read(path, diagnostics)?;
    dialect::translate(document, sources, diagnostics)
}

/// The model of a spec, and the names in it.
pub fn named(name: &str, path: &Path) -> (model::Api, Names) {
    workspace::enter();
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = read(path, &mut sources, &mut diagnostics);
    let api = document.as_ref().and_then(|document| {
        let resolved = resolve::resolve(document, &mut diagnostics)?;
        Some(lower::lower(name, &resolved, &mut diagnostics))
    });
    let Some(api) = api else {
        panic!(
            "`{}` is refused:\n{}",
            path.display(),
            render_all(&diagnostics, &sources, false)
        );
    };
    let names = names::assign_names(&api, &mut diagnostics);
    (api, names)
}
