//! Breaks a paragraph into lines, so that no line begins as a block does.

use super::inline::FIXED_SPACE;

/// Breaks at spaces, and at each `\n`; a word too long for a line has one to itself.
pub(super) fn lines(paragraph: &str, width: usize) -> Vec<String> {
    let lines = paragraph.split('\n').flat_map(|line| wrapped(line, width));
    lines.map(|line| line.replace(FIXED_SPACE, " ")).collect()
}

fn wrapped(line: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut columns = 0;
    for chunk in chunks(line) {
        let length = chunk.chars().count();
        match lines.last_mut() {
            Some(line) if columns + 1 + length <= width => {
                line.push(' ');
                line.push_str(&chunk);
                columns += 1 + length;
            }
            _ => {
                lines.push(chunk);
                columns = length;
            }
        }
    }
    lines
}

/// Splits at the spaces where a line may end: those before a word that may begin one.
fn chunks(line: &str) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    for word in line.split(' ') {
        match chunks.last_mut() {
            None => chunks.push(guarded(word)),
            Some(_) if may_begin_line(word) => chunks.push(word.to_owned()),
            Some(chunk) => {
                chunk.push(' ');
                chunk.push_str(word);
            }
        }
    }
    chunks
}

fn may_begin_line(word: &str) -> bool {
    !word.starts_with(['-', '+', '*', '#', '>', '|', '=', ':', '~', '_'])
        && !word.starts_with("```")
        && numeral(word).is_none()
}

/// Escapes the first word of a line if the line would begin a block with it.
fn guarded(word: &str) -> String {
    if let Some((digits, mark)) = numeral(word) {
        return format!("{digits}\\{mark}");
    }
    let is_marker = !word.is_empty() && word.chars().all(|c| "-+*_=#~:|".contains(c));
    if is_marker || word.starts_with('>') || word.starts_with("~~~") {
        format!("\\{word}")
    } else {
        word.to_owned()
    }
}

/// Splits `12.` and `12)`, with which an ordered list begins.
fn numeral(word: &str) -> Option<(&str, &str)> {
    let (digits, mark) = word.split_at_checked(word.len().checked_sub(1)?)?;
    let is_numeral = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_numeral && matches!(mark, "." | ")")).then_some((digits, mark))
}
