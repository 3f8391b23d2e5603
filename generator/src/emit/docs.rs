//! Documentation: the third door into emitted code. Its text was made safe by `lower`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Constraint, Doc, Value};
use crate::visible::visible;

/// The lines of a doc comment, gathered paragraph by paragraph.
#[derive(Debug, Default, Clone)]
pub(super) struct Text {
    paragraphs: Vec<String>,
}

impl Text {
    /// Begins with a paragraph that castiron words itself.
    pub(super) fn new(paragraph: impl Into<String>) -> Self {
        Self {
            paragraphs: vec![paragraph.into()],
        }
    }

    /// Begins with the spec's text, or with `otherwise` if the spec says nothing.
    pub(super) fn of(doc: Option<&Doc>, otherwise: impl FnOnce() -> String) -> Self {
        Self::new(doc.map_or_else(otherwise, |doc| doc.0.clone()))
    }

    /// Adds a paragraph.
    pub(super) fn paragraph(mut self, paragraph: impl Into<String>) -> Self {
        self.paragraphs.push(paragraph.into());
        self
    }

    /// Adds a paragraph of the spec, unless it says what is there already.
    pub(super) fn and(mut self, doc: Option<&Doc>) -> Self {
        if let Some(doc) = doc
            && !self.paragraphs.contains(&doc.0)
        {
            self.paragraphs.push(doc.0.clone());
        }
        self
    }

    /// Adds a paragraph if there is one.
    pub(super) fn maybe(mut self, paragraph: Option<String>) -> Self {
        self.paragraphs.extend(paragraph);
        self
    }

    /// The attributes of the item that follows.
    pub(super) fn attributes(&self) -> TokenStream {
        let lines = self.lines();
        quote!(#(#[doc = #lines])*)
    }

    /// The attributes of the module that they stand in.
    pub(super) fn inner(&self) -> TokenStream {
        let lines = self.lines();
        quote!(#(#![doc = #lines])*)
    }

    fn lines(&self) -> Vec<String> {
        let text = self.paragraphs.join("\n\n");
        let line = |line: &str| match line {
            "" => String::new(),
            line => format!(" {line}"),
        };
        text.lines().map(line).collect()
    }
}

/// One line that says which values are possible.
pub(super) fn limits(constraints: &[Constraint], default: Option<&Value>) -> Option<String> {
    let mut said: Vec<String> = constraints.iter().map(limit).collect();
    said.extend(default.map(|value| format!("the API assumes {} if absent", literal(value))));
    if said.is_empty() {
        return None;
    }
    let line = said.join("; ");
    let mut letters = line.chars();
    let first = letters.next()?.to_uppercase();
    Some(format!("{first}{}.", letters.as_str()))
}

fn limit(constraint: &Constraint) -> String {
    match constraint {
        Constraint::MinLength(count) => format!("at least {}", counted(*count, "character")),
        Constraint::MaxLength(count) => format!("at most {}", counted(*count, "character")),
        Constraint::Pattern(pattern) => format!("matches {}", code(&pattern.text)),
        Constraint::Minimum(bound, false) => format!("at least {}", literal(bound)),
        Constraint::Minimum(bound, true) => format!("more than {}", literal(bound)),
        Constraint::Maximum(bound, false) => format!("at most {}", literal(bound)),
        Constraint::Maximum(bound, true) => format!("less than {}", literal(bound)),
        Constraint::MultipleOf(of) => format!("a multiple of {}", literal(of)),
        Constraint::MinItems(count) => format!("at least {}", counted(*count, "item")),
        Constraint::MaxItems(count) => format!("at most {}", counted(*count, "item")),
        Constraint::UniqueItems => "no two items alike".to_owned(),
        Constraint::MinProperties(count) => {
            format!("at least {}", counted(*count, "property"))
        }
        Constraint::MaxProperties(count) => {
            format!("at most {}", counted(*count, "property"))
        }
        Constraint::Each(limits) => {
            let limits: Vec<String> = limits.iter().map(limit).collect();
            format!("of each: {}", limits.join(", "))
        }
        Constraint::ResponsesOnly => "only in responses".to_owned(),
        Constraint::RequestsOnly => "only in requests".to_owned(),
        Constraint::OneOf(values) => match values.as_slice() {
            [only] => format!("always {}", literal(only)),
            several => {
                let listed: Vec<String> = several.iter().map(literal).collect();
                format!("one of {}", listed.join(", "))
            }
        },
    }
}

/// `1 item`, `2 items`, `2 properties`
fn counted(count: u64, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("{count} {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}

fn literal(value: &Value) -> String {
    code(&value.to_string())
}

/// Text of the spec as inline code: on one line, in more backticks than it holds.
pub(super) fn code(text: &str) -> String {
    code_of_lines(&[text.to_owned()])
}

/// Lines as one piece of inline code. None but the first may begin like a block of Markdown.
pub(super) fn code_of_lines(lines: &[String]) -> String {
    let mut longest = 0;
    for line in lines {
        let mut run = 0;
        for letter in line.chars() {
            run = if letter == '`' { run + 1 } else { 0 };
            longest = longest.max(run);
        }
    }
    let ticks = "`".repeat(longest + 1);
    let lines: Vec<String> = lines
        .iter()
        .map(|line| visible(line).into_owned())
        .collect();
    let visible = lines.join("\n");
    if visible.trim().is_empty() {
        return format!("{ticks}\"{visible}\"{ticks}");
    }
    if visible.starts_with('`') || visible.ends_with('`') {
        return format!("{ticks} {visible} {ticks}");
    }
    format!("{ticks}{visible}{ticks}")
}

/// A name and what is said of it, in one line if that begins with words.
pub(super) fn named(name: &str, text: &str) -> String {
    let gap = if begins_with_words(text) { " " } else { "\n\n" };
    format!("{name}:{gap}{text}")
}

/// Whether Markdown that castiron wrote begins with words, and not with a list, a table, code or a quote:
/// a block that began within a line would be none, and its end would begin another.
pub(super) fn begins_with_words(text: &str) -> bool {
    let number = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_numbered = number.len() < text.len() && number.starts_with([')', '.']);
    let signs = ["```", "~~~", "- ", "* ", "+ ", "> ", "|"];
    !is_numbered && !signs.iter().any(|sign| text.starts_with(sign))
}
