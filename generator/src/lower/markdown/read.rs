//! Reads Markdown into the tree, and brings the tree into the one form that is written.

mod line;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::line::Line;
use super::clean::{self, is_hidden};
use super::html::{self, Html, Span};
use super::{Block, List, Style, Table, url};

/// What rustdoc understands, so that both see the same blocks.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Deeper quotes and lists continue on this level.
const MAX_LEVELS: usize = 16;

pub(super) fn blocks(text: &str) -> Vec<Block> {
    let text = clean::prepared(text);
    let mut reader = Reader::default();
    Parser::new_ext(&text, OPTIONS).for_each(|event| reader.event(event));
    reader.finish()
}

#[derive(Default)]
struct Reader {
    /// The blocks of the document.
    blocks: Vec<Block>,
    /// Quotes, lists and items that are open, outermost first.
    containers: Vec<Container>,
    /// For each container that Markdown has opened: whether it is in `containers`.
    kept_containers: Vec<bool>,
    line: Line,
    code: Option<String>,
    table: Option<Table>,
}

struct Container {
    kind: ContainerKind,
    /// Opened by a tag, and so perhaps never closed.
    html: bool,
}

enum ContainerKind {
    Quote(Vec<Block>),
    List(List),
    Item(Vec<Block>),
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.line.text(&text),
            },
            Event::Code(text) => self.line.code(&text),
            Event::InlineHtml(text) => self.html(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.line.text(&text),
            Event::FootnoteReference(label) => self.line.text(&format!("[^{label}]")),
            Event::SoftBreak => self.line.space(),
            Event::HardBreak => self.line_break(),
            Event::Rule => self.end_paragraph(),
            Event::TaskListMarker(done) => self.line.text(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.end_paragraph();
                self.line.open_span(Span::Styled(Style::Strong));
            }
            Tag::BlockQuote(_) => self.open_container(ContainerKind::Quote(Vec::new())),
            Tag::List(start) => self.open_container(ContainerKind::List(List {
                start,
                items: Vec::new(),
            })),
            Tag::Item => self.open_container(ContainerKind::Item(Vec::new())),
            Tag::CodeBlock(_) => {
                self.end_paragraph();
                self.code = Some(String::new());
            }
            Tag::FootnoteDefinition(label) => {
                self.end_paragraph();
                self.line.text(&format!("[^{label}]: "));
            }
            Tag::Table(alignments) => {
                self.end_paragraph();
                self.line.in_table = true;
                self.table = Some(Table {
                    alignments,
                    rows: Vec::new(),
                });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Emphasis => self.line.open_span(Span::Styled(Style::Emphasis)),
            Tag::Strong => self.line.open_span(Span::Styled(Style::Strong)),
            Tag::Strikethrough => self.line.open_span(Span::Styled(Style::Strikethrough)),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.line.open_link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.line.open_span(Span::Image(url::target(&dest_url))),
            // A paragraph begins with its text; the others need options that are off.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::FootnoteDefinition | TagEnd::HtmlBlock => {
                self.end_paragraph()
            }
            TagEnd::Heading(_) => {
                self.line.close_markdown_span();
                self.end_paragraph();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.close_markdown_container()
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::Table => {
                self.line.in_table = false;
                if let Some(table) = self.table.take() {
                    self.end_table(table);
                }
            }
            TagEnd::TableCell => {
                let cell = self.line.take();
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => {
                self.line.close_markdown_span();
            }
            _ => {}
        }
    }

    fn html(&mut self, raw: &str) {
        match html::tag(raw) {
            Html::Ignored => {}
            Html::Break => self.line_break(),
            Html::Text => self.line.text(raw),
            Html::Span(span) => self.line.push_span(span, true),
            Html::SpanEnd(span) => self.line.close_html_span(&span),
            Html::Paragraph | Html::List(_) | Html::ListEnd | Html::Item | Html::ItemEnd
                if !self.line.may_end() =>
            {
                self.line_break();
            }
            Html::Paragraph => self.end_paragraph(),
            Html::List(start) => self.open_html_list(start),
            Html::ListEnd => {
                self.close_html_containers(|kind| matches!(kind, ContainerKind::List(_)))
            }
            Html::Item => self.open_html_item(),
            Html::ItemEnd => {
                self.close_html_containers(|kind| matches!(kind, ContainerKind::Item(_)))
            }
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_paragraph();
        while self.close_container() {}
        self.blocks
    }
}

/// Blocks.
impl Reader {
    fn open_container(&mut self, kind: ContainerKind) {
        self.end_paragraph();
        let kept = match kind {
            // An item follows its list.
            ContainerKind::Item(_) => self.kept_containers.last().is_some_and(|kept| *kept),
            ContainerKind::Quote(_) | ContainerKind::List(_) => self.levels() < MAX_LEVELS,
        };
        self.kept_containers.push(kept);
        if kept {
            self.containers.push(Container { kind, html: false });
        }
    }

    fn levels(&self) -> usize {
        self.containers
            .iter()
            .filter(|open| !matches!(open.kind, ContainerKind::Item(_)))
            .count()
    }

    fn close_markdown_container(&mut self) {
        self.end_paragraph();
        if self.kept_containers.pop() == Some(true) {
            while self.containers.last().is_some_and(|open| open.html) {
                self.close_container();
            }
            self.close_container();
        }
    }

    fn open_html_list(&mut self, start: Option<u64>) {
        self.end_paragraph();
        if self.levels() < MAX_LEVELS {
            let kind = ContainerKind::List(List {
                start,
                items: Vec::new(),
            });
            self.containers.push(Container { kind, html: true });
        }
    }

    fn open_html_item(&mut self) {
        self.close_html_containers(|kind| matches!(kind, ContainerKind::Item(_)));
        let in_list = |reader: &Self| {
            let innermost = reader.containers.last();
            innermost.is_some_and(|open| open.html && matches!(open.kind, ContainerKind::List(_)))
        };
        if !in_list(self) {
            self.open_html_list(None);
        }
        if in_list(self) {
            self.containers.push(Container {
                kind: ContainerKind::Item(Vec::new()),
                html: true,
            });
        }
    }

    /// Closes the innermost container that a tag of this kind has opened, unless that is a list around
    /// the list that is open.
    fn close_html_containers(&mut self, is_kind: impl Fn(&ContainerKind) -> bool) {
        self.end_paragraph();
        let innermost_list = self
            .containers
            .iter()
            .rposition(|open| matches!(open.kind, ContainerKind::List(_)))
            .unwrap_or_default();
        let from = self
            .containers
            .iter()
            .rposition(|open| open.html && is_kind(&open.kind));
        if let Some(from) = from.filter(|from| *from >= innermost_list)
            && self.containers.iter().skip(from).all(|open| open.html)
        {
            while self.containers.len() > from && self.close_container() {}
        }
    }

    /// Closes the innermost container; an empty one leaves nothing behind.
    fn close_container(&mut self) -> bool {
        let Some(container) = self.containers.pop() else {
            return false;
        };
        match container.kind {
            ContainerKind::Quote(blocks) if !blocks.is_empty() => {
                self.push_block(Block::Quote(blocks))
            }
            ContainerKind::List(list) if !list.items.is_empty() => {
                self.push_block(Block::List(list))
            }
            ContainerKind::Item(blocks) if !blocks.is_empty() => self.push_blocks(blocks),
            ContainerKind::Quote(_) | ContainerKind::List(_) | ContainerKind::Item(_) => {}
        }
        true
    }

    fn push_block(&mut self, block: Block) {
        self.push_blocks(vec![block]);
    }

    fn push_blocks(&mut self, blocks: Vec<Block>) {
        match self.containers.last_mut().map(|open| &mut open.kind) {
            None => self.blocks.extend(blocks),
            Some(ContainerKind::Quote(inner) | ContainerKind::Item(inner)) => inner.extend(blocks),
            // An item; or text right in a `<ul>`, for which that is the nearest thing.
            Some(ContainerKind::List(list)) => list.items.push(blocks),
        }
    }

    /// Breaks the line; a second break in a row ends the paragraph.
    fn line_break(&mut self) {
        if !self.line.line_break() && self.line.may_end() {
            self.end_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        let line = self.line.take();
        if !line.is_empty() {
            self.push_block(Block::Paragraph(line));
        }
    }

    fn end_code(&mut self) {
        let code = self.code.take().unwrap_or_default();
        let code: String = code
            .chars()
            .filter(|c| *c == '\n' || !is_hidden(*c))
            .collect();
        let lines: Vec<&str> = code.lines().map(str::trim_end).collect();
        let code = lines.join("\n");
        let code = code.trim_matches('\n');
        if !code.is_empty() {
            self.push_block(Block::Code(code.to_owned()));
        }
    }

    fn end_table(&mut self, table: Table) {
        if table.rows.iter().flatten().any(|cell| !cell.is_empty()) {
            self.push_block(Block::Table(table));
        }
    }
}
