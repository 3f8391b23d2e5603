//! Examples of answers, as the documentation shows them: short, and never compiled.

use super::docs::code_of_lines;
use crate::model::{Documented, Media, Value};

/// Columns of a line of an example, which stands behind a bullet.
const WIDTH: usize = 86;

/// Characters of an example.
const LENGTH: usize = 280;

/// Characters of one text in it.
const TEXT: usize = 40;

/// How deep an example is shown at most.
const DEPTH: usize = 8;

/// What a document says of an answer, with its example.
pub(super) fn with_example(doc: &str, response: &Documented) -> String {
    let mut contents = response.contents.iter();
    let example = contents.find_map(|content| Some((content.media, content.example.as_ref()?)));
    let Some((media, example)) = example else {
        return doc.to_owned();
    };
    let pieces = match example {
        Value::String(text) if media != Media::Json => vec![first_line(text)],
        value => outline(value),
    };
    // A line that began with its back-ticks could open a block of code.
    let example = format!("For example {}", code_of_lines(&wrapped(&pieces)));
    let doc = doc.trim();
    let is_sentence = doc.ends_with(['.', '!', '?', '…', ':']);
    match doc.lines().count() {
        0 => example,
        1 if is_sentence => format!("{doc}\n{example}"),
        1 => format!("{doc}.\n{example}"),
        _ => format!("{doc}\n\n{example}"),
    }
}

fn first_line(text: &str) -> String {
    let mut lines = text.trim().lines();
    let first = cut(lines.next().unwrap_or_default(), WIDTH);
    match lines.next() {
        Some(_) if !first.ends_with('…') => first + "…",
        Some(_) | None => first,
    }
}

/// JSON in pieces that a line may end behind: as deep as there is room for.
fn outline(value: &Value) -> Vec<String> {
    let length = |pieces: &[String]| -> usize { pieces.iter().map(|piece| piece.len() + 1).sum() };
    let mut found = Vec::new();
    for depth in 0..DEPTH {
        let mut pieces = vec![String::new()];
        json(value, depth, &mut pieces);
        if depth > 1 && length(&pieces) > LENGTH || pieces == found {
            break;
        }
        found = pieces;
    }
    let mut room = LENGTH;
    let fits = found.iter().take_while(|piece| {
        let is_room = room > 0;
        room = room.saturating_sub(piece.len() + 1);
        is_room
    });
    let fits = fits.count();
    if fits < found.len() {
        found.truncate(fits);
        found.push("…".to_owned());
    }
    found
}

fn json(value: &Value, depth: usize, pieces: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            add("[", pieces);
            match (items.first(), depth.checked_sub(1)) {
                (Some(first), Some(depth)) => json(first, depth, pieces),
                (Some(_), None) => add("…", pieces),
                (None, _) => {}
            }
            if items.len() > 1 && depth > 0 {
                add(",", pieces);
                pieces.push("…".to_owned());
            }
            add("]", pieces);
        }
        Value::Object(members) => {
            add("{", pieces);
            match depth.checked_sub(1) {
                Some(depth) => {
                    for (index, (name, value)) in members.iter().enumerate() {
                        if index > 0 {
                            add(",", pieces);
                            pieces.push(String::new());
                        }
                        add(&Value::from(cut(name, TEXT)).to_string(), pieces);
                        add(": ", pieces);
                        json(value, depth, pieces);
                    }
                }
                None if !members.is_empty() => add("…", pieces),
                None => {}
            }
            add("}", pieces);
        }
        Value::String(text) => add(&Value::from(cut(text, TEXT)).to_string(), pieces),
        Value::Null | Value::Bool(_) | Value::Number(_) => add(&value.to_string(), pieces),
    }
}

fn add(text: &str, pieces: &mut [String]) {
    if let Some(last) = pieces.last_mut() {
        last.push_str(text);
    }
}

/// The beginning of a text.
fn cut(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Pieces as lines. None of them begins like a block of Markdown: JSON has no token that does.
fn wrapped(pieces: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.chars().count() + piece.chars().count() < WIDTH => {
                line.push(' ');
                line.push_str(piece);
            }
            _ => lines.push(piece.clone()),
        }
    }
    lines
}
