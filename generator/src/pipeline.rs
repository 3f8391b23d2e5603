//! The pipeline: from the files of specs to the files of a crate, all in memory.

use std::path::PathBuf;

use crate::analyze;
use crate::diagnostics::Diagnostics;
use crate::dialect;
use crate::emit::{self, Analyzed, FileTree, Package};
use crate::lower;
use crate::model::Api;
use crate::names;
use crate::resolve;
use crate::source::{Document, Sources};

/// What is to be cast.
#[derive(Debug, Clone)]
pub struct Request {
    /// The APIs, in the order of their modules.
    pub apis: Vec<ApiRequest>,
    /// The crate that is emitted.
    pub package: Package,
    /// Whether a warning refuses a spec.
    pub strict: bool,
}

/// One API and where its spec is.
#[derive(Debug, Clone)]
pub struct ApiRequest {
    /// The name of its module and feature.
    pub name: String,
    /// The file of its spec.
    pub spec: PathBuf,
}

/// What became of a request.
#[derive(Debug)]
pub struct Outcome {
    /// The APIs that could be read, in order.
    pub apis: Vec<ApiSummary>,
    /// Everything that was found on the way.
    pub diagnostics: Diagnostics,
    /// The texts that the findings are in.
    pub sources: Sources,
    /// The files of the crate; `None` if a spec was refused.
    pub tree: Option<FileTree>,
}

/// How much of a spec arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiSummary {
    /// The name of the API.
    pub name: String,
    /// The file of its spec.
    pub spec: PathBuf,
    /// Operations that are emitted.
    pub operations: usize,
    /// Operations that the spec declares.
    pub operations_total: usize,
    /// Types that are emitted.
    pub types: usize,
    /// Values that are left as raw JSON without the spec asking for that.
    pub untyped: usize,
}

/// Casts specs into the files of a crate.
pub fn cast(request: &Request) -> Outcome {
    let mut diagnostics = Diagnostics::new();
    let mut sources = Sources::new();
    let mut apis = Vec::new();
    let mut analyzed = Vec::new();
    for ApiRequest { name, spec } in &request.apis {
        let Some(document) = sources.read(spec, &mut diagnostics) else {
            continue;
        };
        let Some(api) = model(name, document, &mut diagnostics) else {
            continue;
        };
        let api = analyzed_api(api, &mut diagnostics);
        apis.push(ApiSummary {
            name: name.clone(),
            spec: spec.clone(),
            operations: api.api.operations.len(),
            operations_total: api.api.declared_operations,
            types: api.api.types.len(),
            untyped: api.facts.untyped,
        });
        analyzed.push(api);
    }
    let tree = (!diagnostics.is_refused(request.strict))
        .then(|| emit::emit(&request.package, &analyzed));
    Outcome {
        apis,
        diagnostics,
        sources,
        tree,
    }
}

/// The model of a document; `None` if nothing of it can be read.
pub fn model(name: &str, document: Document, diagnostics: &mut Diagnostics) -> Option<Api> {
    let document = dialect::translate(document, diagnostics)?;
    let resolved = resolve::resolve(&document, diagnostics)?;
    Some(lower::lower(name, &resolved, diagnostics))
}

/// A model with what follows from it.
pub fn analyzed_api(api: Api, diagnostics: &mut Diagnostics) -> Analyzed {
    let facts = analyze::analyze(&api);
    let names = names::assign_names(&api, diagnostics);
    Analyzed { api, facts, names }
}
