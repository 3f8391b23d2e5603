//! Findings as text for a person, in the form rustc uses.

use std::iter;

use annotate_snippets::{AnnotationKind, Element, Level, Message, Origin, Renderer, Snippet};

use super::alike::Alike;
use super::{Diagnostic, Diagnostics, Locate, Location, Place, Severity, Tally};
use crate::visible::{masked, visible};

/// How many findings are printed before the rest is only counted; those of one text are one.
const PRINTED_AT_MOST: usize = 50;

/// How many further places of one text are listed before the rest is only counted.
const PLACES_AT_MOST: usize = 20;

/// Longer lines, in bytes, are shown as a note instead of an excerpt: laying out the excerpt of
/// a minified document would take most of the run.
const EXCERPT_AT_MOST: usize = 10_000;

/// How many characters of such a line are shown before and after the place.
const NEAR: usize = 30;

/// Prints one finding, with an excerpt of the text where `locate` knows it.
///
/// The text ends without a line break.
pub fn render(diagnostic: &Diagnostic, locate: &dyn Locate, color: bool) -> String {
    let alone = Alike {
        first: diagnostic,
        others: Vec::new(),
    };
    render_alike(&alone, locate, color)
}

fn render_alike(alike: &Alike<'_>, locate: &dyn Locate, color: bool) -> String {
    let diagnostic = alike.first;
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
    if !alike.others.is_empty() {
        elements.push(note("also", &places(alike, locate)).into());
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

/// Prints at most 50 findings by place, a blank line after each, and counts the others. Where there
/// are more, those that cost most are printed.
///
/// Of many that say the same, the first is printed, with the places of the others.
pub fn render_all(diagnostics: &Diagnostics, locate: &dyn Locate, color: bool) -> String {
    let all = Alike::all(diagnostics, locate).into_iter();
    let mut ranked: Vec<_> = all.enumerate().collect();
    ranked.sort_by_key(|(_, alike)| alike.first.severity);
    let left_out = ranked.split_off(ranked.len().min(PRINTED_AT_MOST));
    ranked.sort_by_key(|(place, _)| *place);

    let mut printed = String::new();
    for (_, alike) in ranked {
        printed.push_str(&render_alike(&alike, locate, color));
        printed.push_str("\n\n");
    }
    if !left_out.is_empty() {
        let severities: Vec<_> = left_out
            .iter()
            .flat_map(|(_, alike)| iter::repeat_n(alike.first.severity, alike.count()))
            .collect();
        let count = severities.len();
        let tally: Tally = severities.into_iter().collect();
        printed.push_str(&format!("… and {count} more: {tally}\n"));
    }
    printed
}

/// Whether [`render_all`] names the place of every finding.
pub fn is_printed_whole(diagnostics: &Diagnostics, locate: &dyn Locate) -> bool {
    let all = Alike::all(diagnostics, locate);
    let has_all_places = |alike: &Alike<'_>| alike.others.len() <= PLACES_AT_MOST;
    all.len() <= PRINTED_AT_MOST && all.iter().all(has_all_places)
}

/// Where else a finding is, each by line and column, and by its file where that is another one.
fn places(alike: &Alike<'_>, locate: &dyn Locate) -> String {
    let own = alike.first.place.file();
    let place = |diagnostic: &&Diagnostic| {
        let place = &diagnostic.place;
        let file = Some(place.file()).filter(|file| *file != own);
        match (file, locate.locate(place)) {
            (None, Some(Location { line, column, .. })) => format!("{line}:{column}"),
            (Some(file), Some(Location { line, column, .. })) => format!("{file}:{line}:{column}"),
            (_, None) => place.file().to_owned(),
        }
    };
    let listed = alike.others.iter().take(PLACES_AT_MOST).map(place);
    let mut places = listed.collect::<Vec<_>>().join(", ");
    match alike.others.len().saturating_sub(PLACES_AT_MOST) {
        0 => {}
        more => places += &format!(" and {more} more"),
    }
    format!("{} times, at {places}", alike.others.len())
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
