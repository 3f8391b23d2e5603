//! Writes a line of text, and escapes what Markdown would read as more than text.

use std::collections::BTreeMap;

use crate::lower::markdown::{Inline, Style};

/// Stands for a space at which no line may be broken. No text contains it: controls are dropped.
pub(super) const FIXED_SPACE: char = '\0';

/// Writes a paragraph as one line, with a `\n` only where the text breaks it.
pub(super) fn paragraph(line: &[Inline]) -> String {
    written(line, false)
}

/// Writes a cell of a table, where `|` is no text.
pub(super) fn cell(line: &[Inline]) -> String {
    written(line, true).replace(FIXED_SPACE, " ")
}

pub(super) fn longest_run_of_backticks(text: &str) -> usize {
    text.split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default()
}

fn written(line: &[Inline], in_cell: bool) -> String {
    let mut writer = Writer {
        out: String::new(),
        delimiters: Delimiters::default(),
        in_cell,
    };
    writer.delimiters.collect(line, ' ');
    writer.line(line, ' ');
    writer.out
}

struct Writer {
    out: String,
    delimiters: Delimiters,
    in_cell: bool,
}

impl Writer {
    /// Writes what stands between two characters that are both `edge`.
    fn line(&mut self, line: &[Inline], edge: char) {
        for (inline, before, after) in neighbours(line, edge) {
            match inline {
                Inline::Text(text) => self.text(text, before, after),
                Inline::Code(code) => self.code(code),
                Inline::Styled(style, children) => self.styled(*style, children),
                Inline::Link { url, text } => self.link(url, text),
                Inline::Autolink(url) => self.autolink(url),
                Inline::Break => self.out.push_str("\\\n"),
            }
        }
    }

    fn text(&mut self, text: &str, before: char, after: char) {
        for run in runs(text, before, after) {
            let escape = match run.c {
                '`' | '[' | ']' => true,
                '\\' => !run.after.is_alphanumeric(),
                '<' => {
                    !run.after.is_whitespace() && !run.after.is_ascii_digit() && run.after != '='
                }
                '&' => begins_reference(run.rest),
                // Only a link that we write; a `[` of the text is escaped itself.
                '!' => run.after == '[' && !run.rest.contains('['),
                '|' => self.in_cell,
                '*' | '_' | '~' => self.delimiters.may_pair(&run),
                _ => false,
            };
            for _ in 0..run.length {
                if escape {
                    self.out.push('\\');
                }
                self.out.push(run.c);
            }
        }
    }

    fn code(&mut self, code: &str) {
        let delimiter = "`".repeat(longest_run_of_backticks(code) + 1);
        let padding = if code.starts_with('`') || code.ends_with('`') {
            " "
        } else {
            ""
        };
        let code = if self.in_cell {
            code.replace('|', "\\|")
        } else {
            code.to_owned()
        };
        let span = format!("{delimiter}{padding}{code}{padding}{delimiter}");
        self.out.push_str(&span.replace(' ', FIXED_SPACE_STR));
    }

    fn styled(&mut self, style: Style, children: &[Inline]) {
        let touches = self.out.ends_with('*');
        let delimiter = match (style, touches) {
            (Style::Emphasis, false) => "*",
            (Style::Emphasis, true) => "_",
            (Style::Strong, false) => "**",
            (Style::Strong, true) => "__",
            (Style::Strikethrough, _) => "~~",
        };
        self.out.push_str(delimiter);
        self.line(children, INNER_EDGE);
        self.out.push_str(delimiter);
    }

    fn link(&mut self, url: &str, text: &[Inline]) {
        let start = self.out.len();
        self.out.push('[');
        self.line(text, INNER_EDGE);
        let text = self.out.split_off(start).replace(' ', FIXED_SPACE_STR);
        let (open, close) = if url.contains(['(', ')']) {
            ("(<", ">)")
        } else {
            ("(", ")")
        };
        self.out.push_str(&format!("{text}]{open}{url}{close}"));
    }

    fn autolink(&mut self, url: &str) {
        let address = url
            .strip_prefix("mailto:")
            .filter(|address| is_plain_address(address));
        self.out.push_str(&format!("<{}>", address.unwrap_or(url)));
    }
}

const FIXED_SPACE_STR: &str = "\0";

/// What text in a span has beside it: a delimiter, which is punctuation.
const INNER_EDGE: char = '*';

fn is_plain_address(address: &str) -> bool {
    address
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-_+@".contains(&byte))
}

/// Pairs each inline with the characters that will stand right before and after it.
fn neighbours(line: &[Inline], edge: char) -> impl Iterator<Item = (&Inline, char, char)> {
    let before = std::iter::once(edge).chain(line.iter().map(|inline| outline(inline).1));
    let after = line
        .iter()
        .skip(1)
        .map(|inline| outline(inline).0)
        .chain(std::iter::once(edge));
    line.iter()
        .zip(before)
        .zip(after)
        .map(|((inline, before), after)| (inline, before, after))
}

/// The first and the last character of what is written for an inline.
fn outline(inline: &Inline) -> (char, char) {
    match inline {
        Inline::Text(text) => (
            text.chars().next().unwrap_or(' '),
            text.chars().last().unwrap_or(' '),
        ),
        Inline::Code(_) => ('`', '`'),
        Inline::Styled(Style::Strikethrough, _) => ('~', '~'),
        Inline::Styled(Style::Emphasis | Style::Strong, _) => ('*', '*'),
        Inline::Link { .. } => ('[', ')'),
        Inline::Autolink(_) => ('<', '>'),
        Inline::Break => ('\\', ' '),
    }
}

/// Equal characters in a row.
struct Run<'a> {
    c: char,
    length: usize,
    before: char,
    after: char,
    /// The text from the second character on.
    rest: &'a str,
}

impl Run<'_> {
    fn may_open(&self) -> bool {
        self.flanks_left() && (self.c != '_' || !self.flanks_right() || is_punctuation(self.before))
    }

    fn may_close(&self) -> bool {
        self.flanks_right() && (self.c != '_' || !self.flanks_left() || is_punctuation(self.after))
    }

    fn flanks_left(&self) -> bool {
        flanks(self.before, self.after)
    }

    fn flanks_right(&self) -> bool {
        flanks(self.after, self.before)
    }
}

/// CommonMark's "flanking delimiter run": beside a word, and not between that word and another.
fn flanks(outside: char, inside: char) -> bool {
    !inside.is_whitespace()
        && (!is_punctuation(inside) || outside.is_whitespace() || is_punctuation(outside))
}

fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

fn runs(text: &str, before: char, after: char) -> impl Iterator<Item = Run<'_>> {
    let mut rest = text;
    let mut before = before;
    std::iter::from_fn(move || {
        let c = rest.chars().next()?;
        let length = rest.chars().take_while(|next| *next == c).count();
        let behind = rest.get(length * c.len_utf8()..).unwrap_or_default();
        let run = Run {
            c,
            length,
            before,
            after: behind.chars().next().unwrap_or(after),
            rest: rest.get(c.len_utf8()..).unwrap_or_default(),
        };
        rest = behind;
        before = c;
        Some(run)
    })
}

/// How many runs of each delimiter may open and close emphasis in a paragraph.
#[derive(Default)]
struct Delimiters {
    opening: BTreeMap<char, usize>,
    closing: BTreeMap<char, usize>,
}

impl Delimiters {
    fn collect(&mut self, line: &[Inline], edge: char) {
        for (inline, before, after) in neighbours(line, edge) {
            match inline {
                Inline::Text(text) => {
                    let runs =
                        runs(text, before, after).filter(|run| matches!(run.c, '*' | '_' | '~'));
                    runs.for_each(|run| self.add(run.c, run.may_open(), run.may_close()));
                }
                Inline::Styled(style, children) => {
                    let written = match style {
                        Style::Emphasis | Style::Strong => ['*', '_'].as_slice(),
                        Style::Strikethrough => &['~'],
                    };
                    written.iter().for_each(|c| self.add(*c, true, true));
                    self.collect(children, INNER_EDGE);
                }
                Inline::Link { text, .. } => self.collect(text, INNER_EDGE),
                Inline::Code(_) | Inline::Autolink(_) | Inline::Break => {}
            }
        }
    }

    fn add(&mut self, c: char, opens: bool, closes: bool) {
        *self.opening.entry(c).or_default() += usize::from(opens);
        *self.closing.entry(c).or_default() += usize::from(closes);
    }

    /// Whether a run of text finds another to pair with; one that does not is plain text.
    fn may_pair(&self, run: &Run<'_>) -> bool {
        let others = |runs: &BTreeMap<char, usize>, counts_itself: bool| {
            runs.get(&run.c).copied().unwrap_or_default() > usize::from(counts_itself)
        };
        (run.may_open() && others(&self.closing, run.may_close()))
            || (run.may_close() && others(&self.opening, run.may_open()))
    }
}

/// Whether `name;`, `#12;` or the like follows, which `&` would turn into another character.
fn begins_reference(rest: &str) -> bool {
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.starts_with(';') && name.len() < rest.len()
}
