//! The page that an outline is printed on: code on the left, what it is on the wire on the right.

use std::collections::BTreeSet;

use quote::ToTokens;

/// The column of the wire names; longer code pushes them on.
const COLUMN: usize = 72;

#[derive(Default)]
pub(super) struct Page {
    text: String,
    titles: BTreeSet<String>,
}

impl Page {
    /// Begins a block; `name` is the item's name in the code that is outlined.
    pub(super) fn title(&mut self, name: &str, code: &str, wire: &str) {
        assert!(self.titles.insert(name.to_owned()), "`{name}` twice");
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.line(0, code, wire);
    }

    pub(super) fn line(&mut self, level: usize, code: &str, wire: &str) {
        let code = format!("{:1$}{code}", "", 4 * level);
        let line = match wire {
            "" => code,
            wire => format!("{code:COLUMN$}  {wire}"),
        };
        self.text.push_str(&line);
        self.text.push('\n');
    }

    pub(super) fn has_title(&self, name: &str) -> bool {
        self.titles.contains(name)
    }

    pub(super) fn print(self) -> String {
        self.text
    }
}

/// Tokens on one line, spaced as a person would.
pub(super) fn tokens(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (spaced, close) in [
        (" :: ", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
        ("[ ", "["),
        (" ]", "]"),
        ("( ", "("),
        (" )", ")"),
    ] {
        text = text.replace(spaced, close);
    }
    text
}

/// A signature without `self`, and without a result that is `Self`.
pub(super) fn signature(method: &syn::Signature) -> String {
    let arguments: Vec<String> = method
        .inputs
        .iter()
        .filter_map(|argument| match argument {
            syn::FnArg::Receiver(_) => None,
            syn::FnArg::Typed(argument) => Some(format!(
                "{}: {}",
                tokens(&argument.pat),
                tokens(&argument.ty)
            )),
        })
        .collect();
    let result = match &method.output {
        syn::ReturnType::Type(_, ty) if tokens(ty) != "Self" => format!(" -> {}", tokens(ty)),
        _ => String::new(),
    };
    format!("{}({}){result}", method.ident, arguments.join(", "))
}
