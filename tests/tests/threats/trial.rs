//! What becomes of a document: it is cast, and each finding is held to its place.

use castiron::config::{Api, Package};
use castiron::diagnostics::{Diagnostic, Diagnostics, Severity, render_all};
use castiron::output;
use castiron::pipeline::{self, Outcome, Request};
use castiron::source::Sources;
use castiron_tests::casting::Files;

use crate::places::placed;

/// The name of a document whose place on the disk does not matter.
const FILE: &str = "case.yaml";

/// What became of a document.
pub struct Trial {
    /// The severities and codes of what is found, each once, in order; `accepted` where nothing is.
    pub answer: String,
    /// What is found, as a person reads it.
    pub findings: String,
    /// What depends on the document of the crate that is emitted, if it is not refused.
    pub files: Option<Files>,
}

impl Trial {
    /// Whether the emitted code holds a text.
    pub fn holds(&self, text: &str) -> bool {
        let mut files = self.files.iter().flat_map(Files::values);
        files.any(|file| file.contains(text))
    }
}

/// Casts documents, each the text of an API by its name.
pub fn cast(documents: &[(String, &str)]) -> Outcome {
    let mut sources = Sources::new();
    let apis = documents.iter().map(|(name, text)| {
        let file = format!("{name}.yaml");
        sources.hold(&file, *text);
        Api::new(name.as_str(), file)
    });
    let apis = apis.collect();
    let request = Request {
        apis,
        package: Package::new("client", "client"),
        strict: false,
    };
    pipeline::cast_from(&request, sources)
}

/// Casts a document; an error where castiron breaks a promise that it gives of every document.
pub fn trial(text: &str) -> Result<Trial, String> {
    let Outcome {
        diagnostics,
        sources,
        tree,
        ..
    } = cast(&[("case".to_owned(), text)]);
    let findings = render_all(&diagnostics, &sources, false);
    let whole = Sources::new().parse(FILE, text, &mut Diagnostics::new());
    for diagnostic in diagnostics.iter() {
        placed(diagnostic, &sources, whole.as_ref())
            .map_err(|fault| format!("{fault}\n{findings}"))?;
        if diagnostic.severity != Severity::Error && diagnostic.effect.is_none() {
            return Err(format!("a finding does not say what it costs:\n{findings}"));
        }
    }
    if tree.is_none() != diagnostics.has_errors() {
        return Err(format!("refused, but for no error:\n{findings}"));
    }
    let own = tree.map(|tree| {
        let own = tree
            .into_iter()
            .filter(|(path, _)| !path.starts_with(output::RUNTIME));
        output::format(own.collect())
            .map_err(|error| format!("{}: {}", error.message, error.excerpt))
    });
    Ok(Trial {
        answer: answer(&diagnostics),
        findings,
        files: own.transpose()?,
    })
}

fn answer(diagnostics: &Diagnostics) -> String {
    let said = |found: &Diagnostic| format!("{} {}", found.severity.as_str(), found.code.as_str());
    let mut answers: Vec<String> = diagnostics.iter().map(said).collect();
    answers.sort();
    answers.dedup();
    match answers.as_slice() {
        [] => "accepted".to_owned(),
        answers => answers.join(", "),
    }
}
