//! What the documents of this repository show is what there is: code, findings and files.
#![cfg(test)]

use castiron::diagnostics::{Diagnostics, Severity, render_all};
use castiron::dialect;
use castiron::source::Sources;
use castiron_tests::workspace;

const DOCUMENTS: [&str; 4] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
];

/// The blocks of a document that are marked with `language`, without their fences.
fn blocks<'d>(document: &'d str, language: &str) -> Vec<&'d str> {
    let fence = format!("```{language}\n");
    document
        .split(&fence)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect()
}

#[test]
fn code_is_that_of_the_generated_crate() {
    let readme = workspace::text("README.md");
    let excerpts = blocks(&readme, "rs");
    assert!(!excerpts.is_empty());
    for excerpt in excerpts {
        let (first, code) = excerpt.split_once('\n').unwrap();
        let path = first.strip_prefix("// ").unwrap();
        assert!(
            workspace::text(path).contains(code),
            "`{path}` has another text now than README.md shows:\n{code}"
        );
    }
}

/// A text without the numbers of its lines, which change with every edit of a spec.
fn without_numbers(text: &str) -> String {
    text.replace(|letter: char| letter.is_ascii_digit(), "")
}

#[test]
fn finding_is_what_the_command_prints() {
    const SPEC: &str = "specs/payrix/openapi.yaml";
    let schema = "    SessionsPostRequest:\n";
    let (before, after) = workspace::text(SPEC)
        .split_once(schema)
        .map(|(before, after)| (before.to_owned(), after.to_owned()))
        .unwrap();
    let misspelt = format!(
        "{before}{schema}{}",
        after.replacen("      required:", "      requried:", 1)
    );
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources.parse(SPEC, misspelt, &mut diagnostics).unwrap();
    dialect::translate(document, &mut sources, &mut diagnostics);
    // Notes on other parts of the spec stand around it.
    let mut warnings = Diagnostics::new();
    for diagnostic in diagnostics.iter() {
        if diagnostic.severity != Severity::Note {
            warnings.push(diagnostic.clone());
        }
    }
    let printed = render_all(&warnings, &sources, false);
    let readme = workspace::text("README.md");
    let shown = blocks(&readme, "text")
        .into_iter()
        .find(|block| block.starts_with("warning[E0204]"))
        .unwrap();
    let shown = shown.split("\n\nerror: ").next().unwrap();
    assert_eq!(without_numbers(shown), without_numbers(printed.trim_end()));
}

#[test]
fn links_lead_to_files() {
    for name in DOCUMENTS {
        let document = workspace::text(name);
        let targets = document
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .filter(|target| !target.starts_with('#') && !target.contains("://"));
        for target in targets {
            let path = target.split('#').next().unwrap_or_default();
            assert!(
                workspace::root().join(path).exists(),
                "{name} links to `{path}`, which does not exist"
            );
        }
    }
}
