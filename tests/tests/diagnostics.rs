//! The page about all codes: each with a fixture that has the fault, and what castiron says of it.
#![cfg(test)]

use castiron::diagnostics::Code;
use castiron_tests::{casting, workspace};

/// The page that is made of the codes and the fixtures.
const PAGE: &str = "generator/DIAGNOSTICS.md";

const INTRODUCTION: &str = "\
# Diagnostics

<!-- Written by `CASTIRON_WRITE=1 cargo test -p castiron-tests --test diagnostics`; do not edit. -->

Every finding has a code that is never given to another rule. `castiron explain E0204` prints what is below of one. An
`error` is for what leaves nothing sensible to generate; a `warning` costs what its effect says, and refuses the document
with `--strict`; a `note` costs nothing. Each example is a fixture of castiron's tests, with all that is said of it.
";

/// What no document can show: what is at fault is the disk, castiron, or what a run asks for.
const WITHOUT_EXAMPLE: [(Code, &str); 7] = [
    (
        Code::UnreadableFile,
        "The path is that of no file, of a folder, or of a file that this user may not read.",
    ),
    (
        Code::InputTooLarge,
        "Split the document: a `$ref` may lead to other files below its folder.",
    ),
    (
        Code::NotUtf8,
        "Save the file as UTF-8; the finding shows the first bytes that are not.",
    ),
    (
        Code::IdleSelector,
        "What `--include`, `--exclude` or `castiron.toml` names is no operation, tag or path of the document.",
    ),
    (
        Code::UnusableOverlay,
        "An overlay is a document of its own, with `overlay: 1.0.0` and a list of `actions`, each with a `target`.",
    ),
    (
        Code::IdleAction,
        "The target of the action is nowhere in the document, or what it asks for is so already.",
    ),
    (
        Code::IdleTagFeatures,
        "`tag-features` or `--tag-features` asks for a feature for each tag, and no operation has one.",
    ),
];

#[test]
fn every_code_is_explained() {
    workspace::page(PAGE, &page(), "diagnostics");
}

fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    let examples = examples();
    for code in Code::ALL {
        page += &format!("\n## {}: {}\n", code.as_str(), code.title());
        let words = WITHOUT_EXAMPLE.iter().find(|(other, _)| other == code);
        let example = examples.iter().find(|example| example.shows(*code));
        let Example {
            path, text, said, ..
        } = match (example, words) {
            (Some(example), None) => example,
            (None, Some((_, words))) => {
                page += &format!("\n{words}\n");
                continue;
            }
            (None, None) => panic!("no fixture shows {}", code.as_str()),
            (Some(example), Some(_)) => panic!("{} shows {}", example.path, code.as_str()),
        };
        let notation = path.rsplit('.').next().unwrap_or_default();
        page += &format!(
            "\n```{notation}\n{}\n```\n\n```text\n{}\n```\n",
            text.trim_end(),
            said.trim_end()
        );
    }
    page
}

/// A fixture and what is said of it.
struct Example {
    path: String,
    text: String,
    said: String,
    codes: Vec<Code>,
}

impl Example {
    fn shows(&self, code: Code) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        // A rejected fixture is about the code that it is called by.
        self.codes.contains(&code) && (!name.starts_with("E0") || name.starts_with(code.as_str()))
    }
}

/// The fixtures, those that are rejected first, and of one folder the shortest first.
fn examples() -> Vec<Example> {
    let mut examples = Vec::new();
    for folder in ["tests/fixtures/reject", "tests/fixtures/accept"] {
        let files = workspace::files(folder);
        let mut found: Vec<Example> = files
            .iter()
            .filter(|file| !file.contains('/'))
            .map(|file| {
                let path = format!("{folder}/{file}");
                let cast = casting::crate_of(&[("api", &path)], false);
                Example {
                    text: workspace::text(&path),
                    said: cast.findings.replace(&format!("{folder}/"), ""),
                    codes: cast.diagnostics.iter().map(|found| found.code).collect(),
                    path,
                }
            })
            .collect();
        found.sort_by_key(|example| example.text.len());
        examples.extend(found);
    }
    examples
}
