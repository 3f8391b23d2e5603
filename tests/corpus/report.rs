//! The table of all documents, and what is wrong with them.

use std::fmt::Write;

use crate::answers::Answers;
use crate::cast::Cast;
use crate::compile::Said;
use crate::documents::Document;

/// How many messages about a document are shown.
const SHOWN_AT_MOST: usize = 20;

/// What became of a document.
#[derive(Debug)]
pub struct Row {
    pub document: Document,
    pub cast: Cast,
    /// What compilers say, if it was compiled.
    pub said: Option<Said>,
    /// What became of its answers, if it compiles.
    pub answers: Option<Answers>,
}

impl Row {
    /// A document that was cast and not compiled.
    pub fn new((document, cast): (Document, Cast)) -> Self {
        Self {
            document,
            cast,
            said: None,
            answers: None,
        }
    }

    /// Whether it was cast, compiles without a warning, and loses nothing of an answer.
    pub fn is_good(&self) -> bool {
        self.faults().is_empty()
    }

    fn faults(&self) -> Vec<&String> {
        let said = self.said.iter();
        let said = said.flat_map(|said| said.errors.iter().chain(&said.warnings));
        let lost = self.answers.iter().flat_map(|answers| &answers.lost);
        self.cast.fault.iter().chain(said).chain(lost).collect()
    }

    fn wrong_answers(&self) -> Vec<&String> {
        self.answers
            .iter()
            .flat_map(|answers| &answers.wrong)
            .collect()
    }

    fn undeclared_properties(&self) -> Vec<&String> {
        self.answers
            .iter()
            .flat_map(|answers| &answers.undeclared)
            .collect()
    }

    fn finding(&self, severity: &str) -> usize {
        self.cast
            .findings
            .get(severity)
            .copied()
            .unwrap_or_default()
    }
}

/// The table, totals, and what is wrong, as Markdown.
pub fn markdown(rows: &[Row]) -> String {
    let mut text = "# Corpus\n\n\
        | Document | Version | Operations | Types | Raw fields | Errors | Warnings | Notes | Seconds | Compiler's errors | Compiler's warnings | Answers |\n\
        | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    for row in rows {
        line(&mut text, row);
    }
    totals(&mut text, rows);
    list(&mut text, "Faults", rows, Row::faults);
    list(
        &mut text,
        "Answers that their schema does not allow",
        rows,
        Row::wrong_answers,
    );
    list(
        &mut text,
        "Answers with properties that their schema does not declare",
        rows,
        Row::undeclared_properties,
    );
    let incomplete: Vec<&Row> = rows
        .iter()
        .filter(|row| {
            row.cast
                .arrived
                .is_some_and(|arrived| arrived.operations < arrived.operations_total)
        })
        .collect();
    if !incomplete.is_empty() {
        text += "\n## Operations left out\n\n";
        for row in incomplete {
            let arrived = row.cast.arrived.unwrap_or_default();
            let left = arrived.operations_total - arrived.operations;
            let _ = writeln!(text, "- `{}`: {left}", row.document.label);
        }
    }
    text
}

fn line(text: &mut String, row: &Row) {
    let arrived = row.cast.arrived;
    let or_dash = |number: Option<String>| number.unwrap_or_else(|| "–".to_owned());
    let operations =
        arrived.map(|arrived| format!("{}/{}", arrived.operations, arrived.operations_total));
    let answers = row.answers.as_ref().map(|answers| {
        let all =
            answers.back + answers.wrong.len() + answers.undeclared.len() + answers.lost.len();
        format!("{}/{all}", answers.back)
    });
    let _ = writeln!(
        text,
        "| {} | {} | {} | {} | {} | {} | {} | {} | {:.1} | {} | {} | {} |",
        row.document.label,
        row.document.version,
        or_dash(operations),
        or_dash(arrived.map(|arrived| arrived.types.to_string())),
        or_dash(arrived.map(|arrived| arrived.untyped_fields.to_string())),
        row.finding("error"),
        row.finding("warning"),
        row.finding("note"),
        row.cast.time.as_secs_f64(),
        or_dash(row.said.as_ref().map(|said| said.errors.len().to_string())),
        or_dash(
            row.said
                .as_ref()
                .map(|said| said.warnings.len().to_string())
        ),
        or_dash(answers),
    );
}

fn totals(text: &mut String, rows: &[Row]) {
    let sum = |count: &dyn Fn(&Row) -> u64| rows.iter().map(count).sum::<u64>();
    let arrived = |row: &Row| row.cast.arrived.unwrap_or_default();
    let is_cast = |row: &Row| u64::from(row.cast.arrived.is_some());
    let answers = |count: fn(&Answers) -> usize| {
        sum(&|row| {
            row.answers
                .as_ref()
                .map_or(0, |answers| count(answers) as u64)
        })
    };
    let said = |count: fn(&Said) -> usize| {
        sum(&|row| row.said.as_ref().map_or(0, |said| count(said) as u64))
    };
    let found = |severity: &str| sum(&|row| row.finding(severity) as u64);
    let seconds: f64 = rows.iter().map(|row| row.cast.time.as_secs_f64()).sum();
    let _ = write!(
        text,
        "\n{} of {} documents cast in {seconds:.0} s; {} of {} operations, {} types, {} fields left as raw JSON, \
         {} lines; {} errors, {} warnings and {} notes about documents.\n\
         {} compiled, with {} errors and {} warnings; {} answers came back, {} are not of their schema, {} have properties that it does not declare, {} lost something.\n",
        sum(&is_cast),
        rows.len(),
        sum(&|row| arrived(row).operations),
        sum(&|row| arrived(row).operations_total),
        sum(&|row| arrived(row).types),
        sum(&|row| arrived(row).untyped_fields),
        sum(&|row| row.cast.lines as u64),
        found("error"),
        found("warning"),
        found("note"),
        sum(&|row| u64::from(row.said.is_some())),
        said(|said| said.errors.len()),
        said(|said| said.warnings.len()),
        answers(|answers| answers.back),
        answers(|answers| answers.wrong.len()),
        answers(|answers| answers.undeclared.len()),
        answers(|answers| answers.lost.len()),
    );
}

fn list<'r>(
    text: &mut String,
    title: &str,
    rows: &'r [Row],
    of: impl Fn(&'r Row) -> Vec<&'r String>,
) {
    let mut lines = String::new();
    for row in rows {
        let of = of(row);
        for message in of.iter().take(SHOWN_AT_MOST) {
            let message = message.replace('\n', " ");
            let _ = writeln!(lines, "- {}: {message}", row.document.label);
        }
        if let Some(more) = of.len().checked_sub(SHOWN_AT_MOST).filter(|more| *more > 0) {
            let _ = writeln!(lines, "- {}: and {more} more", row.document.label);
        }
    }
    if !lines.is_empty() {
        let _ = write!(text, "\n## {title}\n\n{lines}");
    }
}
