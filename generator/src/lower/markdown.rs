//! Description text: any Markdown in, Markdown that is safe as rustdoc out.
//!
//! Nothing of a description is copied through. It is read into the small tree below, and the tree is
//! written anew; what the tree cannot say (a code block that rustdoc would compile, a heading, raw
//! HTML, an intra-doc link) cannot be written either.

mod clean;
mod html;
mod read;
mod sentence;
mod url;
mod write;

#[cfg(test)]
mod tests;

/// Rewrites a description so that rustdoc shows it, warns of nothing in it and runs none of it.
///
/// Lines are at most 96 characters long where the text has a space to break at, and are meant to
/// stand behind one space each in a doc comment. Blank text gives an empty string. Rewriting twice
/// is the same as rewriting once.
pub(crate) fn rewrite(text: &str) -> String {
    write::document(&read::blocks(text))
}

/// Returns the first sentence of a description as one line of Markdown, as safe as a rewritten one.
///
/// A sentence of more than about 120 visible characters ends at a space, with `…`. Empty if there is
/// no text, or nothing but code.
pub(crate) fn first_sentence(text: &str) -> String {
    sentence::first(&read::blocks(text))
        .map(write::line)
        .unwrap_or_default()
}

/// Returns a link as one line of Markdown, as safe as a rewritten description. A target that leads
/// nowhere from generated documentation is shown as code.
pub(crate) fn link(target: &str, text: Option<&str>) -> String {
    let text = text.map(plain_line).filter(|text| !text.is_empty());
    let line = match (url::target(target), text) {
        (Some(url), Some(text)) => vec![Inline::Link {
            url,
            text: vec![Inline::Text(text)],
        }],
        (Some(url), None) => vec![Inline::Autolink(url)],
        (None, Some(text)) => vec![
            Inline::Text(format!("{text}: ")),
            Inline::Code(plain_line(target)),
        ],
        (None, None) => vec![Inline::Code(plain_line(target))],
    };
    write::line(line)
}

/// The words of a text on one line.
fn plain_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Clone, Debug, PartialEq)]
enum Block {
    Paragraph(Vec<Inline>),
    Quote(Vec<Block>),
    List(List),
    /// Lines of code of any language, shown and never compiled.
    Code(String),
    Table(Table),
}

#[derive(Clone, Debug, PartialEq)]
struct List {
    /// The number of the first item; `None` for bullets.
    start: Option<u64>,
    items: Vec<Vec<Block>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Table {
    alignments: Vec<pulldown_cmark::Alignment>,
    /// Rows of cells; the first row is the head.
    rows: Vec<Vec<Vec<Inline>>>,
}

#[derive(Clone, Debug, PartialEq)]
enum Inline {
    Text(String),
    Code(String),
    Styled(Style, Vec<Inline>),
    Link {
        url: String,
        text: Vec<Inline>,
    },
    /// A URL, or an address behind `mailto:`, that is its own text.
    Autolink(String),
    Break,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Emphasis,
    Strong,
    Strikethrough,
}

/// Returns the text without style, links and line breaks.
fn plain(inlines: &[Inline]) -> String {
    inlines.iter().map(plain_inline).collect()
}

fn plain_inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Styled(_, children) | Inline::Link { text: children, .. } => plain(children),
        Inline::Autolink(url) => url.strip_prefix("mailto:").unwrap_or(url).to_owned(),
        Inline::Break => " ".to_owned(),
    }
}

/// Appends to a line of text so that no two neighbours would be read back as one.
fn push(line: &mut Vec<Inline>, next: Inline) {
    match (line.last_mut(), next) {
        (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
        (Some(Inline::Styled(last, children)), Inline::Styled(style, more)) if *last == style => {
            more.into_iter().for_each(|inline| push(children, inline));
        }
        (Some(Inline::Code(_)), code @ Inline::Code(_)) => {
            line.extend([Inline::Text(" ".to_owned()), code]);
        }
        (_, next) => line.push(next),
    }
}

/// Takes emphasis away, at every depth.
fn unstyled(inlines: &[Inline]) -> Vec<Inline> {
    let mut line = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Styled(_, children) => {
                unstyled(children)
                    .into_iter()
                    .for_each(|inline| push(&mut line, inline));
            }
            Inline::Link { url, text } => {
                line.push(Inline::Link {
                    url: url.clone(),
                    text: unstyled(text),
                });
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Autolink(_) | Inline::Break => {
                push(&mut line, inline.clone());
            }
        }
    }
    line
}
