//! The first sentence of a description, for places that have one line.

use super::{Block, Inline, plain_inline, push, unstyled, url};

/// Characters of a summary that a reader sees, before it is cut.
const MAX_LENGTH: usize = 120;

/// Returns the first sentence of the first text, cut if it is longer than a summary.
pub(super) fn first(blocks: &[Block]) -> Option<Vec<Inline>> {
    let sentence = up_to_sentence_end(blocks.iter().find_map(first_paragraph)?);
    let fits = length(&sentence) <= MAX_LENGTH;
    Some(if fits {
        sentence
    } else {
        cut(unstyled(&sentence))
    })
}

fn first_paragraph(block: &Block) -> Option<&[Inline]> {
    match block {
        Block::Paragraph(line) => Some(line),
        Block::Quote(blocks) => blocks.iter().find_map(first_paragraph),
        Block::List(list) => list.items.iter().flatten().find_map(first_paragraph),
        Block::Code(_) => None,
        Block::Table(table) => table
            .rows
            .iter()
            .flatten()
            .find(|cell| !cell.is_empty())
            .map(Vec::as_slice),
    }
}

fn length(line: &[Inline]) -> usize {
    line.iter()
        .map(|inline| plain_inline(inline).chars().count())
        .sum()
}

fn up_to_sentence_end(paragraph: &[Inline]) -> Vec<Inline> {
    let mut sentence = Vec::new();
    let mut seen = String::new();
    for (at, inline) in paragraph.iter().enumerate() {
        match inline {
            Inline::Break => break,
            Inline::Text(text) => {
                // The sentence may end in the text, or with emphasis before it: `**Done.** Next`.
                let follows = paragraph.get(at + 1).map(plain_inline).unwrap_or_default();
                if let Some(end) = sentence_end(&seen, text, &follows) {
                    if let Some(text) = text
                        .get(..end)
                        .map(str::trim_end)
                        .filter(|text| !text.is_empty())
                    {
                        sentence.push(Inline::Text(text.to_owned()));
                    }
                    break;
                }
            }
            Inline::Code(_) | Inline::Styled(..) | Inline::Link { .. } | Inline::Autolink(_) => {}
        }
        seen.push_str(&plain_inline(inline));
        sentence.push(inline.clone());
    }
    sentence
}

/// Finds the space in `text` at which a sentence has ended.
fn sentence_end(seen: &str, text: &str, follows: &str) -> Option<usize> {
    text.match_indices(' ').map(|(at, _)| at).find(|at| {
        let (before, after) = text.split_at_checked(*at).unwrap_or((text, ""));
        let next = after
            .trim_start()
            .chars()
            .next()
            .or_else(|| follows.chars().next());
        let before = if before.is_empty() { seen } else { before };
        ends_sentence(before) && !next.is_some_and(char::is_lowercase)
    })
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', ')', '”', '’']);
    let word = text.rsplit([' ', '(']).next().unwrap_or_default();
    let is_abbreviation = matches!(
        word.to_lowercase().as_str(),
        "e.g."
            | "eg."
            | "i.e."
            | "ie."
            | "vs."
            | "cf."
            | "approx."
            | "no."
            | "nr."
            | "incl."
            | "max."
            | "min."
            | "resp."
    );
    text.ends_with(['.', '!', '?', '。', '！', '？']) && !is_abbreviation
}

/// Cuts a line to the length of a summary, at a space where there is one.
fn cut(sentence: Vec<Inline>) -> Vec<Inline> {
    let mut line = Vec::new();
    let mut left = MAX_LENGTH;
    for inline in sentence {
        let text = plain_inline(&inline);
        let length = text.chars().count();
        if length <= left {
            left -= length;
            push(&mut line, inline);
            continue;
        }
        match inline {
            Inline::Text(text) => {
                let text = cut_text(&text, left, line.is_empty());
                push(&mut line, Inline::Text(text));
            }
            // Nothing stands before it, and nothing else fits on the line.
            _ if line.is_empty() => line.push(Inline::Code(cut_text(&text, left, true))),
            _ => {}
        }
        break;
    }
    if let Some(Inline::Text(last)) = line.last_mut() {
        last.truncate(last.trim_end_matches([' ', ',', ';', ':', '(', '-']).len());
    }
    push(&mut line, Inline::Text("…".to_owned()));
    url::link(line)
}

/// Returns the words that fit; part of the first word only if there is nothing else to show.
fn cut_text(text: &str, length: usize, within_word: bool) -> String {
    let fitting: String = text.chars().take(length).collect();
    match fitting.rfind(' ') {
        Some(at) => fitting.get(..at).unwrap_or_default().to_owned(),
        None if within_word => fitting,
        None => String::new(),
    }
}
