//! Writes the tree as Markdown, block by block, and reads each block back before it is believed.

mod inline;
mod wrap;

use pulldown_cmark::Alignment;

use super::{Block, Inline, List, Table, plain, read, unstyled};

/// Columns of a line, without the comment marker and the indentation of the code around it.
const WIDTH: usize = 96;

/// What is left for text, however deep it stands.
const MIN_WIDTH: usize = 40;

pub(super) fn document(blocks: &[Block]) -> String {
    let blocks: Vec<Block> = blocks.iter().map(faithful).collect();
    self::blocks(&blocks, WIDTH, false).join("\n")
}

/// Writes a line of text as one line, however long it is.
pub(super) fn line(line: Vec<Inline>) -> String {
    block(&faithful(&Block::Paragraph(line)), usize::MAX, false).join(" ")
}

/// Returns the block, or the nearest to it that means the same after it has been written.
///
/// The rules by which Markdown finds emphasis depend on what stands around it. Where what we write
/// would be read otherwise than it was meant, style goes; where that is not enough, only the text stays.
fn faithful(meant: &Block) -> Block {
    let reads_back = |meant: &Block| {
        let written = block(meant, WIDTH, false).join("\n");
        read::blocks(&written).as_slice() == std::slice::from_ref(meant)
    };
    if reads_back(meant) {
        return meant.clone();
    }
    let simple = without_style(meant);
    if reads_back(&simple) {
        simple
    } else {
        Block::Code(text(meant).join("\n"))
    }
}

fn without_style(block: &Block) -> Block {
    match block {
        Block::Paragraph(line) => Block::Paragraph(unstyled(line)),
        Block::Quote(blocks) => Block::Quote(blocks.iter().map(without_style).collect()),
        Block::List(list) => {
            let items = list
                .items
                .iter()
                .map(|item| item.iter().map(without_style).collect());
            Block::List(List {
                start: list.start,
                items: items.collect(),
            })
        }
        Block::Code(code) => Block::Code(code.clone()),
        Block::Table(table) => {
            let rows = table
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| unstyled(cell)).collect());
            Block::Table(Table {
                alignments: table.alignments.clone(),
                rows: rows.collect(),
            })
        }
    }
}

fn text(block: &Block) -> Vec<String> {
    match block {
        Block::Paragraph(line) => vec![plain(line)],
        Block::Quote(blocks) => blocks.iter().flat_map(text).collect(),
        Block::List(list) => list.items.iter().flatten().flat_map(text).collect(),
        Block::Code(code) => vec![code.clone()],
        Block::Table(table) => {
            let row = |row: &Vec<Vec<Inline>>| {
                row.iter()
                    .map(|cell| plain(cell))
                    .collect::<Vec<_>>()
                    .join(" | ")
                    .trim_end()
                    .to_owned()
            };
            table.rows.iter().map(row).collect()
        }
    }
}

/// Writes blocks one below the other, with a blank line between them where one is wanted.
fn blocks(blocks: &[Block], width: usize, in_item: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut previous = None;
    let mut second_marker = false;
    for next in blocks {
        if previous.is_some_and(|previous| !in_item || !may_touch(previous, next)) {
            lines.push(String::new());
        }
        // Two lists in a row are told apart by their markers only.
        second_marker =
            previous.is_some_and(|previous| same_kind_of_list(previous, next)) && !second_marker;
        lines.extend(block(next, width, second_marker));
        previous = Some(next);
    }
    lines
}

/// Whether a list may follow its paragraph at once: Markdown lets it interrupt only if it starts at one.
fn may_touch(previous: &Block, next: &Block) -> bool {
    let (Block::Paragraph(_), Block::List(list)) = (previous, next) else {
        return false;
    };
    let begins_with_text = matches!(
        list.items.first().and_then(|item| item.first()),
        Some(Block::Paragraph(_))
    );
    matches!(list.start, None | Some(1)) && begins_with_text
}

fn same_kind_of_list(left: &Block, right: &Block) -> bool {
    match (left, right) {
        (Block::List(left), Block::List(right)) => left.start.is_some() == right.start.is_some(),
        _ => false,
    }
}

fn block(block: &Block, width: usize, second_marker: bool) -> Vec<String> {
    match block {
        Block::Paragraph(line) => wrap::lines(&inline::paragraph(line), width),
        Block::Quote(inner) => {
            let lines = blocks(inner, narrower(width, 2), false).into_iter();
            lines
                .map(|line| {
                    if line.is_empty() {
                        ">".to_owned()
                    } else {
                        format!("> {line}")
                    }
                })
                .collect()
        }
        Block::List(inner) => list(inner, width, second_marker),
        Block::Code(code) => fenced(code),
        Block::Table(inner) => table(inner),
    }
}

fn narrower(width: usize, by: usize) -> usize {
    width.saturating_sub(by).max(MIN_WIDTH)
}

fn list(list: &List, width: usize, second_marker: bool) -> Vec<String> {
    let mut items = Vec::with_capacity(list.items.len());
    for (item, number) in list.items.iter().zip(list.start.unwrap_or_default()..) {
        let marker = match (list.start, second_marker) {
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
            (Some(_), false) => format!("{}. ", number.min(MAX_NUMBER)),
            (Some(_), true) => format!("{}) ", number.min(MAX_NUMBER)),
        };
        let lines = blocks(item, narrower(width, marker.len()), true);
        items.push(indented(&marker, lines));
    }
    let loose = items.iter().flatten().any(String::is_empty);
    let separator = vec![String::new(); usize::from(loose)];
    items.join(separator.as_slice())
}

/// The longest number that Markdown takes for a list marker has nine digits.
const MAX_NUMBER: u64 = 999_999_999;

fn indented(marker: &str, lines: Vec<String>) -> Vec<String> {
    let indent = " ".repeat(marker.len());
    let indent = |(at, line): (usize, String)| match (at, line.is_empty()) {
        (0, _) => format!("{marker}{line}"),
        (_, true) => line,
        (_, false) => format!("{indent}{line}"),
    };
    lines.into_iter().enumerate().map(indent).collect()
}

fn fenced(code: &str) -> Vec<String> {
    let fence = "`".repeat(inline::longest_run_of_backticks(code).max(2) + 1);
    let mut lines = vec![format!("{fence}text")];
    lines.extend(code.split('\n').map(str::to_owned));
    lines.push(fence);
    lines
}

fn table(table: &Table) -> Vec<String> {
    let row = |cells: &Vec<Vec<Inline>>| {
        let cells: String = cells
            .iter()
            .map(|cell| format!(" {} |", inline::cell(cell)))
            .collect();
        format!("|{cells}")
    };
    let alignments = table.alignments.iter().map(|alignment| match alignment {
        Alignment::None => " --- |",
        Alignment::Left => " :-- |",
        Alignment::Center => " :-: |",
        Alignment::Right => " --: |",
    });
    let mut lines: Vec<String> = table.rows.iter().map(row).collect();
    lines.insert(
        lines.len().min(1),
        format!("|{}", alignments.collect::<String>()),
    );
    lines
}
