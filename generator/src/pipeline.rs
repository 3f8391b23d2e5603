//! The pipeline: from the files of specs to the files of a crate, all in memory.

use std::path::PathBuf;

use crate::analyze;
use crate::config::Package;
use crate::diagnostics::Diagnostics;
use crate::dialect;
use crate::emit::{self, Analyzed, FileTree};
use crate::lower;
use crate::model::Api;
use crate::names;
use crate::resolve;
use crate::source::{Document, Sources};

/// What to cast, and into what.
#[derive(Clone, Debug)]
pub struct Request {
    /// The APIs, in the order in which they are told about.
    pub apis: Vec<ApiRequest>,
    /// The crate that is made of them.
    pub package: Package,
    /// Whether a warning refuses a spec.
    pub strict: bool,
}

/// One API and where its spec is.
#[derive(Clone, Debug)]
pub struct ApiRequest {
    /// The name of its module and feature.
    pub name: String,
    /// The file of its spec; findings and emitted files name it as it is written here.
    pub spec: PathBuf,
}

/// What became of a request.
#[derive(Debug)]
pub struct Outcome {
    /// How much of each spec arrived.
    pub apis: Vec<ApiSummary>,
    /// What was found.
    pub diagnostics: Diagnostics,
    /// The texts in which it was found.
    pub sources: Sources,
    /// The crate; `None` when a finding refuses it.
    pub tree: Option<FileTree>,
}

/// How much of one spec arrived in the crate.
#[derive(Clone, Debug)]
pub struct ApiSummary {
    /// The name of its module.
    pub name: String,
    /// The file of its spec.
    pub spec: PathBuf,
    /// Operations that can be called.
    pub operations: usize,
    /// Operations that the spec has.
    pub operations_total: usize,
    /// Named types.
    pub types: usize,
    /// Values left as raw JSON that no free-form schema asks for.
    pub untyped_fields: usize,
}

/// A stage whose result can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The spec as OpenAPI 3.0.
    Document,
    /// Its operations and types.
    Model,
    /// The Rust identifiers given to them.
    Names,
}

/// What one stage made of one spec.
#[derive(Debug)]
pub struct Inspection {
    /// What was found on the way there.
    pub diagnostics: Diagnostics,
    /// The texts in which it was found.
    pub sources: Sources,
    /// The result, ending in a line break; `None` when the stage was not reached.
    pub text: Option<String>,
}

/// Casts every API of the request.
pub fn cast(request: &Request) -> Outcome {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let mut apis = Vec::new();
    let mut summaries = Vec::new();
    for request in &request.apis {
        let Some(document) = read(request, &mut sources, &mut diagnostics) else {
            continue;
        };
        let Some(api) = model(&request.name, &document, &mut diagnostics) else {
            continue;
        };
        let analyzed = analyzed(api, &mut diagnostics);
        summaries.push(ApiSummary {
            name: request.name.clone(),
            spec: request.spec.clone(),
            operations: analyzed.api.operations.len(),
            operations_total: analyzed.api.declared_operations,
            types: analyzed.api.types.len(),
            untyped_fields: analyzed.facts.untyped,
        });
        apis.push(analyzed);
    }
    let package = emit::Package {
        name: request.package.name.clone(),
        description: request.package.description.clone(),
        workspace: request.package.workspace,
    };
    let tree = (!diagnostics.is_refused(request.strict)).then(|| emit::emit(&package, &apis));
    Outcome {
        apis: summaries,
        diagnostics,
        sources,
        tree,
    }
}

/// Takes one spec as far as `stage`.
pub fn inspect(api: &ApiRequest, stage: Stage) -> Inspection {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let text = read(api, &mut sources, &mut diagnostics).and_then(|document| match stage {
        Stage::Document => Some(format!("{:#}\n", document.root())),
        Stage::Model => {
            let model = model(&api.name, &document, &mut diagnostics)?;
            let text = serde_json::to_string_pretty(&model).ok()?;
            Some(text + "\n")
        }
        Stage::Names => {
            let model = model(&api.name, &document, &mut diagnostics)?;
            let names = names::assign_names(&model, &mut diagnostics);
            Some(names::table(&model, &names))
        }
    });
    Inspection {
        diagnostics,
        sources,
        text,
    }
}

fn read(
    api: &ApiRequest,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let document = sources.read(&api.spec, diagnostics)?;
    dialect::translate(document, diagnostics)
}

/// The model of a document of OpenAPI 3.0; `None` if nothing of it can be read.
fn model(name: &str, document: &Document, diagnostics: &mut Diagnostics) -> Option<Api> {
    let resolved = resolve::resolve(document, diagnostics)?;
    Some(lower::lower(name, &resolved, diagnostics))
}

/// A model with what follows from it.
fn analyzed(api: Api, diagnostics: &mut Diagnostics) -> Analyzed {
    let facts = analyze::analyze(&api);
    let names = names::assign_names(&api, diagnostics);
    Analyzed { api, facts, names }
}
