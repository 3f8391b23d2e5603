//! Findings as text for a person, in the form rustc uses.

use annotate_snippets::{AnnotationKind, Element, Level, Message, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Locate, PRINTED_AT_MOST, Place, Severity, Tally};
use crate::visible::{masked, visible};

/// Longer lines, in bytes, are shown as a note instead of an excerpt: laying out the excerpt of
/// a minified document would take most of the run.
const EXCERPT_AT_MOST: usize = 10_000;

/// How many characters of such a line are shown before and after the place.
const NEAR: usize = 30;

/// Prints one finding, with an excerpt of the text where `locate` knows it.
///
/// The text ends without a line break.
pub fn render(diagnostic: &Diagnostic, locate: &dyn Locate, color: bool) -> String {
    let message = visible(&diagnostic.message);
    let title = level(diagnostic.severity)
        .primary_title(message)
        .id(diagnostic.code.as_str());

    let mut elements = excerpt(&diagnostic.place, None, locate);
    for (place, label) in &diagnostic.also {
        elements.extend(excerpt(place, Some(label), locate));
    }
    let location = locate.locate(&diagnostic.place);
    // What castiron put into the tree is nowhere in the text.
    let pointer = location
        .as_ref()
        .map_or(diagnostic.place.pointer(), |location| &location.pointer);
    if !pointer.is_empty() {
        elements.push(note("at", &format!("#{pointer}")).into());
    }
    elements.extend(
        diagnostic
            .effect
            .as_deref()
            .map(|effect| note("effect", effect).into()),
    );
    elements.extend(
        diagnostic
            .help
            .as_deref()
            .map(|help| Level::HELP.message(visible(help)).into()),
    );

    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[title.elements(elements)])
}

/// Prints at most [`PRINTED_AT_MOST`] findings by place, a blank line after each, and counts the
/// others. Where there are more, those that cost most are printed.
pub fn render_all(diagnostics: &Diagnostics, locate: &dyn Locate, color: bool) -> String {
    let mut ranked: Vec<_> = diagnostics.sorted(locate).into_iter().enumerate().collect();
    ranked.sort_by_key(|(_, diagnostic)| diagnostic.severity);
    let left_out = ranked.split_off(ranked.len().min(PRINTED_AT_MOST));
    ranked.sort_by_key(|(place, _)| *place);

    let mut printed = String::new();
    for (_, diagnostic) in ranked {
        printed.push_str(&render(diagnostic, locate, color));
        printed.push_str("\n\n");
    }
    if !left_out.is_empty() {
        let severities = left_out.iter().map(|(_, diagnostic)| diagnostic.severity);
        let tally: Tally = severities.collect();
        printed.push_str(&format!("… and {} more: {tally}\n", left_out.len()));
    }
    printed
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn note<'a>(name: &'a str, text: &str) -> Message<'a> {
    Level::NOTE
        .with_name(name)
        .message(visible(text).into_owned())
}

/// The line on which `place` begins, underlined; the bare file name where the text is not known.
fn excerpt<'a>(place: &'a Place, label: Option<&str>, locate: &'a dyn Locate) -> Vec<Element<'a>> {
    let file = visible(place.file());
    let Some((location, text)) = locate.locate(place).zip(locate.text(place.file())) else {
        return vec![Origin::path(file).into()];
    };
    let before = text.get(..location.span.start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text
        .get(line_start..)
        .unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default();
    let column = location.span.start - line_start;
    let end = (location.span.end - line_start).min(line.len()).max(column);

    if line.len() > EXCERPT_AT_MOST {
        let origin = Origin::path(file)
            .line(location.line)
            .char_column(location.column);
        return vec![origin.into(), note("near", &near(line, column)).into()];
    }
    let kind = if label.is_none() {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let label = label.map(|label| visible(label).into_owned());
    let [before, meant, after] = parts(line, column, end).map(masked);
    let annotation = kind
        .span(before.len()..before.len() + meant.len())
        .label(label);
    let snippet = Snippet::source(before + &meant + &after).path(file);
    vec![
        snippet
            .line_start(location.line)
            .annotation(annotation)
            .into(),
    ]
}

/// The line before, within and after the span.
fn parts(line: &str, start: usize, end: usize) -> [&str; 3] {
    let (before, rest) = line.split_at_checked(start).unwrap_or((line, ""));
    let length = end.saturating_sub(start);
    let (meant, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
    [before, meant, after]
}

fn near(line: &str, column: usize) -> String {
    let (before, after) = line.split_at_checked(column).unwrap_or((line, ""));
    let start = before
        .char_indices()
        .rev()
        .nth(NEAR)
        .map_or(0, |(index, _)| index);
    let shown_before = before.get(start..).unwrap_or_default();
    let shown_after: String = after.chars().take(NEAR).collect();
    format!("…{shown_before}{shown_after}…")
}
