//! The paragraph or cell that is being read.

use pulldown_cmark::LinkType;

use crate::lower::markdown::clean::is_hidden;
use crate::lower::markdown::html::Span;
use crate::lower::markdown::{Inline, plain, push, url};

#[derive(Default)]
pub(super) struct Line {
    inlines: Vec<Inline>,
    /// Runs of text that are open, outermost first. No two are alike, so they are few.
    spans: Vec<OpenSpan>,
    /// For each span that Markdown has opened: whether it is in `spans`.
    kept_spans: Vec<bool>,
    /// Whether this is a cell, where nothing can break the line.
    pub(super) in_table: bool,
}

struct OpenSpan {
    span: Span,
    /// Opened by a tag, and so perhaps never closed.
    html: bool,
    inlines: Vec<Inline>,
}

impl Line {
    /// Whether a block may begin here: not in a cell, nor in a span that Markdown has opened.
    pub(super) fn may_end(&self) -> bool {
        !self.in_table && self.kept_spans.is_empty()
    }

    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.space(),
                c if is_hidden(c) => {}
                c => match self.current().last_mut() {
                    Some(Inline::Text(text)) => text.push(c),
                    _ => self.current().push(Inline::Text(c.to_string())),
                },
            }
        }
    }

    /// Adds a space, unless there is one; those at either end are trimmed when the end is known.
    pub(super) fn space(&mut self) {
        match self.current().last_mut() {
            Some(Inline::Text(text)) if text.ends_with(' ') => {}
            Some(Inline::Text(text)) => text.push(' '),
            Some(Inline::Break) => {}
            _ => self.current().push(Inline::Text(" ".to_owned())),
        }
    }

    /// Breaks the line, and says whether it could: not right after another break.
    pub(super) fn line_break(&mut self) -> bool {
        if self.in_table || self.has_open(&Span::Link(String::new())) {
            self.space();
            return true;
        }
        trim_spaces(self.current());
        let breaks = self.current().last() != Some(&Inline::Break);
        if breaks {
            self.current().push(Inline::Break);
        }
        breaks
    }

    pub(super) fn code(&mut self, code: &str) {
        let code: String = code
            .chars()
            .map(|c| if c == '\n' { ' ' } else { c })
            .filter(|c| !is_hidden(*c))
            .collect();
        match code.trim() {
            "" => self.space(),
            code => push(self.current(), Inline::Code(code.to_owned())),
        }
    }

    pub(super) fn open_link(&mut self, link_type: LinkType, url: &str) {
        let target = match link_type {
            LinkType::Email => url::target(&format!("mailto:{url}")),
            _ => url::target(url),
        };
        match (target, link_type) {
            (Some(target), _) => self.open_span(Span::Link(target)),
            (None, LinkType::Autolink | LinkType::Email) => self.open_span(Span::Angle),
            (None, _) => self.kept_spans.push(false),
        }
    }

    pub(super) fn open_span(&mut self, span: Span) {
        let kept = !self.has_open(&span);
        self.kept_spans.push(kept);
        self.push_span(span, false);
    }

    pub(super) fn push_span(&mut self, span: Span, html: bool) {
        if !self.has_open(&span) {
            self.spans.push(OpenSpan {
                span,
                html,
                inlines: Vec::new(),
            });
        }
    }

    fn has_open(&self, span: &Span) -> bool {
        self.spans.iter().any(|open| open.span.is_like(span))
    }

    pub(super) fn close_markdown_span(&mut self) {
        if self.kept_spans.pop() == Some(true) {
            while self.spans.last().is_some_and(|open| open.html) {
                self.close_span();
            }
            self.close_span();
        }
    }

    pub(super) fn close_html_span(&mut self, span: &Span) {
        let opened = self
            .spans
            .iter()
            .rposition(|open| !open.html || open.span.is_like(span));
        let Some(from) = opened.filter(|at| self.spans.get(*at).is_some_and(|open| open.html))
        else {
            return;
        };
        while self.spans.len() > from && self.close_span() {}
    }

    fn close_span(&mut self) -> bool {
        let Some(OpenSpan {
            span,
            inlines: mut line,
            ..
        }) = self.spans.pop()
        else {
            return false;
        };
        let before = trim_start(&mut line);
        let after = trim_end(&mut line);
        self.edge(before);
        match span {
            Span::Styled(_) if line.is_empty() => {}
            Span::Styled(style) => push(self.current(), Inline::Styled(style, line)),
            Span::Link(url) => push(self.current(), link(url, line)),
            Span::Image(Some(url)) if !self.has_open(&Span::Link(String::new())) => {
                let alt = plain(&line);
                let alt = if alt.is_empty() {
                    Vec::new()
                } else {
                    vec![Inline::Text(alt)]
                };
                push(self.current(), link(url, alt));
            }
            Span::Image(_) => self.text(&plain(&line)),
            Span::Code => self.code(&plain(&line)),
            Span::Angle => {
                self.text("<");
                line.into_iter()
                    .for_each(|inline| push(self.current(), inline));
                self.text(">");
            }
        }
        self.edge(after);
        true
    }

    /// Moves what stood at the edge of a span to its outside, where emphasis can still be written.
    fn edge(&mut self, edge: Option<Edge>) {
        match edge {
            Some(Edge::Space) => self.space(),
            Some(Edge::Break) => _ = self.line_break(),
            None => {}
        }
    }

    /// Ends the line and returns it; the next one begins.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        while self.close_span() {}
        let mut line = std::mem::take(&mut self.inlines);
        trim_start(&mut line);
        trim_end(&mut line);
        url::link(line)
    }

    fn current(&mut self) -> &mut Vec<Inline> {
        self.spans
            .last_mut()
            .map_or(&mut self.inlines, |open| &mut open.inlines)
    }
}

enum Edge {
    Space,
    Break,
}

fn link(url: String, text: Vec<Inline>) -> Inline {
    let own_text = plain(&text);
    if own_text.is_empty() || own_text == url || url.strip_prefix("mailto:") == Some(&own_text) {
        Inline::Autolink(url)
    } else {
        Inline::Link { url, text }
    }
}

/// Removes white space and breaks from the start, and says what was there.
fn trim_start(line: &mut Vec<Inline>) -> Option<Edge> {
    let mut edge = None;
    loop {
        match line.first_mut() {
            Some(Inline::Break) => edge = Some(Edge::Break),
            Some(Inline::Text(text)) if text.starts_with(char::is_whitespace) => {
                *text = text.trim_start().to_owned();
                edge = edge.or(Some(Edge::Space));
                if !text.is_empty() {
                    return edge;
                }
            }
            _ => return edge,
        }
        line.remove(0);
    }
}

/// Removes white space from the end.
fn trim_spaces(line: &mut Vec<Inline>) {
    if let Some(Inline::Text(text)) = line.last_mut() {
        text.truncate(text.trim_end().len());
        if text.is_empty() {
            line.pop();
        }
    }
}

/// Removes white space and breaks from the end, and says what was there.
fn trim_end(line: &mut Vec<Inline>) -> Option<Edge> {
    let mut edge = None;
    loop {
        match line.last_mut() {
            Some(Inline::Break) => edge = Some(Edge::Break),
            Some(Inline::Text(text)) if text.ends_with(char::is_whitespace) => {
                text.truncate(text.trim_end().len());
                edge = edge.or(Some(Edge::Space));
                if !text.is_empty() {
                    return edge;
                }
            }
            _ => return edge,
        }
        line.pop();
    }
}
