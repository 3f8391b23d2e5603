//! Takes from the text what no reader can see, before and after it is parsed.

/// Stands before a `<` that begins a line, so that HTML is always read as part of a paragraph.
///
/// A noncharacter: [`is_hidden`] drops it wherever it comes from.
const SHIELD: char = '\u{FDD0}';

/// Prepares a description for the parser.
pub(super) fn prepared(text: &str) -> String {
    shielded(&cleaned(text))
}

/// Makes every line end a `\n` and every tab spaces, and drops what a reader cannot see.
fn cleaned(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut column: usize = 0;
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                cleaned.push('\n');
                column = 0;
                continue;
            }
            '\t' => {
                let width = 4 - column % 4;
                cleaned.extend(std::iter::repeat_n(' ', width));
                column += width;
                continue;
            }
            '\u{B}' | '\u{C}' => cleaned.push(' '),
            c if is_hidden(c) => continue,
            c => cleaned.push(c),
        }
        column += 1;
    }
    cleaned
}

fn shielded(text: &str) -> String {
    let mut shielded = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let markers = line.find(|c: char| !c.is_ascii_digit() && !" >-+*.)".contains(c));
        match markers.and_then(|at| line.split_at_checked(at)) {
            Some((before, rest)) if rest.starts_with('<') => {
                shielded.push_str(before);
                shielded.push(SHIELD);
                shielded.push_str(rest);
            }
            _ => shielded.push_str(line),
        }
    }
    shielded
}

/// Controls, marks of text direction (rustc refuses them in source), and our own noncharacter.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        )
        || matches!(c, '\u{2066}'..='\u{2069}' | '\u{FEFF}' | SHIELD)
}
