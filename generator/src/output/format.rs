//! Prints the files of a tree as a person would have laid them out.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use proc_macro2::extra::invalidate_current_thread_spans;
use proc_macro2::{Literal, TokenStream, TokenTree};
use rayon::prelude::*;

use super::{example, spacing};
use crate::emit::{Contents, FileTree};

/// Rust of ours that does not parse, which is always a fault of castiron.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// The relative path of the file.
    pub file: String,
    /// The line in the tokens of the file, from 1.
    pub line: usize,
    /// The column in that line, in characters from 1.
    pub column: usize,
    /// What the parser expected.
    pub message: String,
    /// The tokens around that place.
    pub excerpt: String,
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            message,
            excerpt,
        } = self;
        write!(
            formatter,
            "castiron made Rust that does not parse: {message}: `{excerpt}`\n  --> {file}:{line}:{column}"
        )
    }
}

impl Error for FormatError {}

/// Prints every file of `tree`; the same tree gives the same bytes.
///
/// Fails with the first file, in the order of paths, that is not Rust.
pub fn format(tree: FileTree) -> Result<BTreeMap<String, String>, FormatError> {
    let files: Vec<(String, Contents)> = tree.into_iter().collect();
    let printed: Vec<Result<(String, String), FormatError>> = files
        .into_par_iter()
        .map(|(path, contents)| {
            let text = match contents {
                Contents::Text(text) => text,
                Contents::Rust { header, code } => rust(&path, &header, &code)?,
            };
            Ok((path, text))
        })
        .collect();
    printed.into_iter().collect()
}

fn rust(path: &str, header: &str, code: &str) -> Result<String, FormatError> {
    let printed = print(code).map_err(|error| format_error(path, code, &error));
    // The parser keeps the text of everything that it read on this thread until told otherwise.
    invalidate_current_thread_spans();
    let spaced = spacing::space(&printed?);
    let header = header.trim_end();
    Ok(if header.is_empty() {
        spaced
    } else if spaced.is_empty() {
        format!("{header}\n")
    } else {
        format!("{header}\n\n{spaced}")
    })
}

fn print(code: &str) -> syn::Result<String> {
    let tokens: TokenStream = code.parse()?;
    refuse_long_literals(tokens.clone())?;
    let mut file = syn::parse2(tokens)?;
    example::print(&mut file)?;
    Ok(prettyplease::unparse(&file))
}

/// Refuses what prettyplease prints on more than one line without indenting it.
fn refuse_long_literals(tokens: TokenStream) -> syn::Result<()> {
    let mut is_doc = false;
    for token in tokens {
        match &token {
            TokenTree::Group(group) => refuse_long_literals(group.stream())?,
            TokenTree::Literal(literal) => {
                // In documentation a line break may be an escape here, and is a block comment when printed.
                if literal.to_string().contains('\n') || is_doc && has_line_break(literal) {
                    return Err(syn::Error::new(
                        literal.span(),
                        "a literal of more than one line",
                    ));
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
        is_doc = match &token {
            TokenTree::Ident(ident) => ident == "doc",
            TokenTree::Punct(equals) => is_doc && equals.as_char() == '=',
            TokenTree::Group(_) | TokenTree::Literal(_) => false,
        };
    }
    Ok(())
}

fn has_line_break(literal: &Literal) -> bool {
    matches!(syn::Lit::new(literal.clone()), syn::Lit::Str(text) if text.value().contains('\n'))
}

fn format_error(path: &str, code: &str, error: &syn::Error) -> FormatError {
    /// Characters shown on either side of the fault: the tokens of a file are one long line.
    const AROUND: usize = 40;
    let start = error.span().start();
    let line = code
        .lines()
        .nth(start.line.saturating_sub(1))
        .unwrap_or_default();
    FormatError {
        file: path.to_owned(),
        line: start.line,
        column: start.column + 1,
        message: error.to_string(),
        excerpt: line
            .chars()
            .skip(start.column.saturating_sub(AROUND))
            .take(2 * AROUND)
            .collect(),
    }
}
