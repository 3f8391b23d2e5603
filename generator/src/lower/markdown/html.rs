//! What a raw HTML tag in a description means for the tree.

use super::{Style, url};

#[derive(Debug)]
pub(super) enum Html {
    /// Says nothing in text: a comment, `<span>`, an `<a>` that leads nowhere.
    Ignored,
    Break,
    Paragraph,
    /// A list; the number of its first item, or bullets.
    List(Option<u64>),
    ListEnd,
    Item,
    ItemEnd,
    Span(Span),
    SpanEnd(Span),
    /// No tag of HTML, as in `Vec<T>` or `<account-id>`: text.
    Text,
}

/// A run of text that is open while it is read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Span {
    Styled(Style),
    Link(String),
    /// Where the picture is, if that may be linked to.
    Image(Option<String>),
    Code,
    /// `<…>` that Markdown takes for a link, and we for text: `Vec<std::string::String>`.
    Angle,
}

impl Span {
    /// Whether two spans are of one kind, which is what may not nest.
    pub(super) fn is_like(&self, other: &Span) -> bool {
        match (self, other) {
            (Span::Styled(left), Span::Styled(right)) => left == right,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// Reads one tag as it stands in the text, angle brackets included.
///
/// Only lower-case names are HTML here: `<T>` and `<URL>` are far more often meant as text.
pub(super) fn tag(raw: &str) -> Html {
    if raw.starts_with("<!--") {
        return Html::Ignored;
    }
    let inner = raw.trim_start_matches('<');
    let (closing, inner) = inner
        .strip_prefix('/')
        .map_or((false, inner), |inner| (true, inner));
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(inner.len());
    match (inner.get(..end).unwrap_or_default(), closing) {
        ("br" | "BR", _) => Html::Break,
        ("ul", false) => Html::List(None),
        ("ol", false) => Html::List(Some(1)),
        ("ul" | "ol", true) => Html::ListEnd,
        ("li", false) => Html::Item,
        ("li", true) => Html::ItemEnd,
        (
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "table" | "thead"
            | "tbody" | "tr" | "pre" | "blockquote" | "center" | "details" | "summary" | "section"
            | "dl" | "dt" | "dd",
            _,
        ) => Html::Paragraph,
        ("span" | "font" | "u" | "small" | "sub" | "sup" | "td" | "th" | "img", _) => Html::Ignored,
        ("a", true) => Html::SpanEnd(Span::Link(String::new())),
        ("a", false) => {
            let target =
                attribute(inner, "href").and_then(|href| url::target(&href.replace("&amp;", "&")));
            target.map_or(Html::Ignored, |url| Html::Span(Span::Link(url)))
        }
        (name, closing) => match (span(name), closing) {
            (Some(span), false) => Html::Span(span),
            (Some(span), true) => Html::SpanEnd(span),
            (None, _) => Html::Text,
        },
    }
}

fn span(name: &str) -> Option<Span> {
    match name {
        "b" | "strong" => Some(Span::Styled(Style::Strong)),
        "i" | "em" => Some(Span::Styled(Style::Emphasis)),
        "s" | "del" | "strike" => Some(Span::Styled(Style::Strikethrough)),
        "code" | "tt" | "kbd" => Some(Span::Code),
        _ => None,
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(name)?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}
