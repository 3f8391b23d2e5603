//! The page "What castiron understands", made of the table and of what castiron answers.

use super::proof::Answer;
use super::table::{DIALECTS, Row};
use super::words::{Word, words};

/// The text above the tables.
const INTRODUCTION: &str = "\
# What castiron understands

<!-- Written by `CASTIRON_WRITE=1 cargo test -p castiron-tests --test understands`; do not edit. -->

Every keyword of OpenAPI is either supported, which the code that is emitted because of it proves, or answered by a
finding that names it and says what follows. Each line below is a row of `tests/understands/`, with the smallest
document of its dialect that has the keyword; the test casts it with the keyword and without. A keyword that the
generator's tables or the list of Swagger 2.0 (`tests/understands/2.0.yaml`) have and the table lacks fails the test.

Extensions of other tools (`x-…`) mean nothing to castiron, and it says nothing of them.
";

/// The whole page.
pub fn page(answers: &[(&Row, Answer)]) -> String {
    let supported = answers.iter().filter(|(_, answer)| answer.supported);
    let supported = supported.count();
    let mut page = INTRODUCTION.to_owned();
    page += &format!(
        "\n**{} rows: {supported} supported, {} answered by a finding.**\n",
        answers.len(),
        answers.len() - supported
    );
    let words = words();
    for dialect in &DIALECTS {
        let answers = answers
            .iter()
            .filter(|(row, _)| row.dialect.name == dialect.name);
        let answers: Vec<_> = answers.collect();
        let supported = answers.iter().filter(|(_, answer)| answer.supported);
        page += &format!(
            "\n## {}\n\n{} of {} supported.\n",
            headline(dialect.name),
            supported.count(),
            answers.len()
        );
        for object in objects(&words, &answers) {
            let rows = answers.iter().filter(|(row, _)| row.object == *object);
            let rows: String = rows.map(|(row, answer)| line(row, answer)).collect();
            if !object.is_empty() {
                page += &format!("\n### {object}\n");
            }
            page += "\n| Keyword | | What follows |\n| --- | --- | --- |\n";
            page += &rows;
        }
    }
    page
}

fn headline(dialect: &str) -> &str {
    match dialect {
        "castiron" => "Extensions of castiron",
        other => other,
    }
}

/// The objects that some rows are about, in the order of the tables.
fn objects<'w>(words: &'w [Word], answers: &[&(&Row, Answer)]) -> Vec<&'w String> {
    let mut objects = Vec::new();
    for object in words.iter().map(|word| &word.object) {
        let has_row = answers.iter().any(|(row, _)| row.object == *object);
        if has_row && !objects.contains(&object) {
            objects.push(object);
        }
    }
    objects
}

fn line(row: &Row, answer: &Answer) -> String {
    let keyword = match (&row.value, &row.of) {
        (Some(value), Some(of)) => format!("`{}: {value}` ({of})", row.keyword),
        (Some(value), None) => format!("`{}: {value}`", row.keyword),
        (None, Some(of)) => format!("`{}` ({of})", row.keyword),
        (None, None) => format!("`{}`", row.keyword),
    };
    let found = answer.finding.as_ref().map(|found| {
        let (severity, code) = (found.severity.as_str(), found.code.as_str());
        let effect = found.effect.as_deref().unwrap_or("nothing is written");
        (
            format!("{severity} {code}"),
            format!("{}: {effect}", found.message),
        )
    });
    let (mark, meaning) = match (answer.supported, found) {
        (true, Some((code, said))) => {
            let means = row.means.clone().unwrap_or_default();
            (format!("yes, {code}"), format!("{means} ({said})"))
        }
        (true, None) => ("yes".to_owned(), row.means.clone().unwrap_or_default()),
        (false, found) => found.unwrap_or_default(),
    };
    format!("| {keyword} | {mark} | {} |\n", meaning.replace('|', "\\|"))
}
