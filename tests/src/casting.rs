//! Specs → crates: the library, called as the command calls it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use castiron::config::{Config, Package};
use castiron::diagnostics::{Diagnostics, render_all};
use castiron::model::Api;
use castiron::names::{self, Names};
use castiron::pipeline::{self, ApiRequest, Outcome, Request};
use castiron::source::Sources;
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
    let apis = config
        .apis
        .iter()
        .map(|api| ApiRequest {
            name: api.name.clone(),
            spec: api.spec.clone(),
        })
        .collect();
    let Cast {
        files, findings, ..
    } = cast(&Request {
        apis,
        package: config.package,
        strict: config.strict,
    });
    files.unwrap_or_else(|| panic!("the specs are refused:\n{findings}"))
}

/// Casts documents, each a name and a path from the root of the workspace, into one crate that
/// stands outside of any workspace.
pub fn crate_of(documents: &[(&str, &str)], strict: bool) -> Cast {
    let apis = documents
        .iter()
        .map(|(name, path)| ApiRequest {
            name: (*name).to_owned(),
            spec: PathBuf::from(path),
        })
        .collect();
    cast(&Request {
        apis,
        package: Package {
            name: "client".to_owned(),
            out: PathBuf::from("client"),
            description: None,
            workspace: false,
        },
        strict,
    })
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

/// The model of a spec, and the names in it.
pub fn named(name: &str, path: &Path) -> (Api, Names) {
    workspace::enter();
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources
        .read(path, &mut diagnostics)
        .and_then(|document| dialect::translate(document, &mut diagnostics));
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
