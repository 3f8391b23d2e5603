//! The shape of emitted files: what is left of their syntax without names, literals and documentation.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::Files;
use crate::payloads::CANARY;

/// The shapes of the files of a crate, in no order: names decide where a file stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shape(Vec<String>);

/// Words that mean something to Rust by themselves; paths of them count as names.
const KEYWORDS: [&str; 30] = [
    "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "extern", "fn",
    "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref",
    "return", "static", "struct", "trait", "type", "use", "where",
];

/// The shape of the files, if they are Rust and their documentation runs nothing but our examples.
pub fn shape(files: &Files) -> Result<Shape, String> {
    let mut shapes = Vec::new();
    for (path, text) in files {
        let shape = if path.ends_with(".rs") {
            file(text)
        } else {
            manifest(text)
        };
        shapes.push(shape.map_err(|fault| format!("{path}: {fault}"))?);
    }
    shapes.sort();
    Ok(Shape(shapes))
}

impl Shape {
    /// How many files differ, and how far the first of them is from it.
    pub fn distance(&self, other: &Self) -> (usize, usize) {
        let (own, theirs): (BTreeSet<_>, BTreeSet<_>) =
            (self.0.iter().collect(), other.0.iter().collect());
        let (expected, found) = (self.without(other), other.without(self));
        let differing = own.symmetric_difference(&theirs).count();
        (differing, usize::MAX - same(&expected, &found))
    }

    /// The first file that the other has not.
    fn without(&self, other: &Self) -> String {
        let mut only = self.0.iter().filter(|file| !other.0.contains(file));
        only.next().cloned().unwrap_or_default()
    }

    /// The first place where both differ.
    pub fn difference(&self, other: &Self) -> String {
        let (expected, found) = (self.without(other), other.without(self));
        let same = same(&expected, &found);
        let around = |text: &str| -> String {
            text.chars()
                .skip(same.saturating_sub(60))
                .take(160)
                .collect()
        };
        format!("  {}\n  {}", around(&expected), around(&found))
    }
}

/// How much of two texts is the same, in letters.
fn same(one: &str, other: &str) -> usize {
    let letters = one.chars().zip(other.chars());
    letters.take_while(|(one, other)| one == other).count()
}

fn file(text: &str) -> Result<String, String> {
    syn::parse_file(text).map_err(|error| error.to_string())?;
    let tokens: TokenStream = text.parse().map_err(|_| "no tokens".to_owned())?;
    let mut reader = Reader::default();
    reader.read(tokens)?;
    reader.document()?;
    Ok(reader.shape)
}

fn manifest(text: &str) -> Result<String, String> {
    let table: toml_edit::DocumentMut = text.parse().map_err(|_| "no TOML".to_owned())?;
    // Comments and the description may say what a spec says.
    let mut words = Vec::new();
    for (key, item) in table.iter() {
        for (inner, value) in item.as_table().into_iter().flat_map(|table| table.iter()) {
            let value = if inner == "description" {
                ""
            } else {
                value.as_str().unwrap_or("…")
            };
            words.push(format!("{key}.{inner}={value}"));
        }
    }
    Ok(words.join(" "))
}

#[derive(Default)]
struct Reader {
    shape: String,
    /// The documentation that is being read.
    document: String,
}

impl Reader {
    fn read(&mut self, tokens: TokenStream) -> Result<(), String> {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    let inner = tokens.next_if(
                        |next| matches!(next, TokenTree::Punct(sign) if sign.as_char() == '!'),
                    );
                    let attribute = tokens.next();
                    match attribute {
                        Some(TokenTree::Group(group)) if self.is_document(&group.stream()) => {}
                        Some(attribute) => {
                            self.document()?;
                            self.shape.push('#');
                            self.shape.extend(inner.map(|_| '!'));
                            self.read(attribute.into())?;
                        }
                        None => return Err("ends within an attribute".to_owned()),
                    }
                }
                token => {
                    self.document()?;
                    self.token(token)?;
                }
            }
        }
        self.document()
    }

    fn token(&mut self, token: TokenTree) -> Result<(), String> {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::Parenthesis => ('(', ')'),
                    Delimiter::None => (' ', ' '),
                };
                // Whether an arm of a `match` has braces depends on its length.
                let is_arm = open == '{' && self.shape.ends_with("=>");
                if is_arm {
                    self.read(group.stream())?;
                    self.shape.push(',');
                } else {
                    self.shape.push(open);
                    self.read(group.stream())?;
                    self.close(close);
                }
            }
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                if name.contains(CANARY) {
                    return Err(format!("`{name}` is code"));
                }
                if KEYWORDS.contains(&name.as_str()) {
                    self.shape.push_str(&format!(" {name} "));
                } else if !self.shape.ends_with("i::") {
                    self.shape.push('i');
                } else {
                    // The rest of a path: some names are written in full where another hides them.
                    self.shape.truncate(self.shape.len() - 2);
                }
            }
            TokenTree::Punct(sign) if sign.as_char() == '>' => self.close('>'),
            TokenTree::Punct(sign) if sign.as_char() == ',' && self.shape.ends_with(',') => {}
            TokenTree::Punct(sign) => self.shape.push(sign.as_char()),
            TokenTree::Literal(_) => self.shape.push('l'),
        }
        Ok(())
    }

    /// Ends a list; whether its last comma is printed depends on its length.
    fn close(&mut self, close: char) {
        if self.shape.ends_with(',') {
            self.shape.pop();
        }
        self.shape.push(close);
    }

    /// Whether an attribute is a line of documentation, which is then kept.
    fn is_document(&mut self, attribute: &TokenStream) -> bool {
        let Ok(meta) = syn::parse2::<syn::MetaNameValue>(attribute.clone()) else {
            return false;
        };
        if !meta.path.is_ident("doc") {
            return false;
        }
        if let syn::Expr::Lit(literal) = &meta.value
            && let syn::Lit::Str(line) = &literal.lit
        {
            // As rustdoc takes off the space that all lines begin with.
            let line = line.value();
            self.document
                .push_str(line.strip_prefix(' ').unwrap_or(&line));
            self.document.push('\n');
        }
        true
    }

    /// Reads what documentation would run: of code, it may hold examples of ours only.
    fn document(&mut self) -> Result<(), String> {
        if self.document.is_empty() {
            return Ok(());
        }
        let text = std::mem::take(&mut self.document);
        let mut example = None;
        for event in Parser::new(&text) {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => match &*info {
                    "no_run" => example = Some(String::new()),
                    "text" => {}
                    info => return Err(format!("documentation with a block of `{info}`")),
                },
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                    return Err(format!("documentation with indented code:\n{text}"));
                }
                Event::Text(line) => {
                    if let Some(example) = &mut example {
                        example.push_str(&line);
                    }
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    return Err(format!("documentation with `{html}`"));
                }
                Event::End(TagEnd::CodeBlock) => {
                    if let Some(example) = example.take() {
                        let shown = example.replace("# ", "");
                        let tokens: TokenStream =
                            shown.parse().map_err(|_| "an example of no tokens")?;
                        self.read(tokens)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}
