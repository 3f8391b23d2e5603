//! The pipeline: from the files of specs to the files of a crate, all in memory.

use std::path::PathBuf;

use crate::analyze::{self, Extent};
use crate::config::{Api, Package};
use crate::diagnostics::{Code, Diagnostics, Place};
use crate::dialect::{self, Translated};
use crate::emit::{self, Analyzed, FileTree};
use crate::lower;
use crate::model;
use crate::names;
use crate::overlay;
use crate::resolve;
use crate::source::{Document, Sources};

/// What to cast, and into what.
#[derive(Clone, Debug)]
pub struct Request {
    /// The APIs, in the order in which they are told about.
    pub apis: Vec<Api>,
    /// The crate that is made of them.
    pub package: Package,
    /// Whether a warning refuses a spec.
    pub strict: bool,
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
    /// Operations that the spec has, as far as they are selected.
    pub operations_total: usize,
    /// Operations that it has besides.
    pub operations_excluded: usize,
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
    cast_from(request, Sources::new())
}

/// Casts every API of the request, with what `sources` [hold](Sources::hold) in place of files.
pub fn cast_from(request: &Request, mut sources: Sources) -> Outcome {
    let package = emit::Package {
        name: request.package.name.clone(),
        description: request.package.description.clone(),
        workspace: request.package.workspace,
        types_only: request.package.types_only,
    };
    let mut diagnostics = Diagnostics::new();
    let mut apis = Vec::new();
    let mut summaries = Vec::new();
    for request in &request.apis {
        let analyzed = with_document(
            request,
            &mut sources,
            &mut diagnostics,
            |translated, found| {
                let api = model(&request.name, &translated.document, found)?;
                if request.tag_features == Some(true) && api.groups.is_empty() {
                    tell_of_no_tags(&translated.document, found);
                }
                let extent = Extent {
                    types_only: package.types_only,
                    tag_features: request.tag_features,
                };
                let analyzed = analyzed(api, extent, found);
                Some((analyzed, translated.excluded_operations))
            },
        );
        let Some((analyzed, operations_excluded)) = analyzed else {
            continue;
        };
        summaries.push(ApiSummary {
            name: request.name.clone(),
            spec: request.spec.clone(),
            operations: analyzed.api.operations.len(),
            operations_total: analyzed.api.declared_operations,
            operations_excluded,
            types: analyzed.facts.emitted().count(),
            untyped_fields: analyzed.facts.untyped,
        });
        apis.push(analyzed);
    }
    let tree = (!diagnostics.is_refused(request.strict)).then(|| emit::emit(&package, &apis));
    Outcome {
        apis: summaries,
        diagnostics,
        sources,
        tree,
    }
}

/// Takes one spec as far as `stage`.
pub fn inspect(api: &Api, stage: Stage) -> Inspection {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let text = with_document(
        api,
        &mut sources,
        &mut diagnostics,
        |Translated { document, .. }, found| {
            if stage == Stage::Document {
                return Some(format!("{:#}\n", document.root()));
            }
            let model = model(&api.name, document, found)?;
            if stage == Stage::Model {
                let text = serde_json::to_string_pretty(&model).ok()?;
                return Some(text + "\n");
            }
            let names = names::assign_names(&model, found);
            Some(names::table(&model, &names))
        },
    );
    Inspection {
        diagnostics,
        sources,
        text,
    }
}

/// Reads a spec and does something with it as OpenAPI 3.0; what is found is placed where the author
/// wrote it.
fn with_document<T>(
    api: &Api,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    work: impl FnOnce(&Translated, &mut Diagnostics) -> Option<T>,
) -> Option<T> {
    if let Some(root) = api.ref_root.as_deref().filter(|root| !root.is_dir()) {
        let place = Place::new(root.to_string_lossy(), "");
        diagnostics
            .error(
                Code::UnreadableFile,
                &place,
                "the folder that `$ref`s may read is not there",
            )
            .help("correct `--ref-root`, or `ref-root` in `castiron.toml`");
        return None;
    }
    sources.let_references_lead_below(api.ref_root.clone());
    let document = sources.read(&api.spec, diagnostics)?;
    let document = overlay::apply(document, &api.overlays, sources, diagnostics);
    let translated = dialect::translate_selected(document, &api.selection, sources, diagnostics)?;
    let mut found = Diagnostics::new();
    let result = work(&translated, &mut found);
    found.relocate(|place| translated.document.written(place));
    diagnostics.append(found);
    result
}

/// The model of a document of OpenAPI 3.0; `None` if nothing of it can be read.
fn model(name: &str, document: &Document, diagnostics: &mut Diagnostics) -> Option<model::Api> {
    let resolved = resolve::resolve(document, diagnostics)?;
    Some(lower::lower(name, &resolved, diagnostics))
}

fn tell_of_no_tags(document: &Document, diagnostics: &mut Diagnostics) {
    diagnostics
        .note(
            Code::IdleTagFeatures,
            &document.place(""),
            "`tag-features` is asked for, and no operation has a tag",
        )
        .effect("the API has one feature for all of its operations");
}

/// A model with what follows from it.
fn analyzed(api: model::Api, extent: Extent, diagnostics: &mut Diagnostics) -> Analyzed {
    let facts = analyze::analyze(&api, extent);
    let names = names::assign_names(&api, diagnostics);
    Analyzed { api, facts, names }
}
