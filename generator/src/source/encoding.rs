//! The text of a file, in whichever encoding it was saved.

use std::char::REPLACEMENT_CHARACTER;

/// What Windows-1252 has for the bytes from 0x80 on; ISO 8859-1 has nothing printable there.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž',
    '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}',
    'ž', 'Ÿ',
];

/// The text of a file.
pub(super) struct Decoded {
    pub(super) text: String,
    /// What it is in place of UTF-8: the offset in the text, the fact and the effect.
    pub(super) odd: Option<(usize, &'static str, &'static str)>,
}

/// Reads UTF-8, UTF-16, and bytes of Windows-1252 among UTF-8.
pub(super) fn decode(bytes: Vec<u8>) -> Decoded {
    let utf_16: Option<fn([u8; 2]) -> u16> = match bytes.as_slice() {
        [0xff, 0xfe, ..] | [0x01..=0x7f, 0, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] | [0, 0x01..=0x7f, ..] => Some(u16::from_be_bytes),
        _ => None,
    };
    if let Some(unit) = utf_16 {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|pair| unit(*pair));
        let characters = char::decode_utf16(units);
        let text = characters.map(|read| read.unwrap_or(REPLACEMENT_CHARACTER));
        return Decoded {
            text: text.collect(),
            odd: Some((0, "the text is UTF-16", "it is read as such")),
        };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, odd: None },
        Err(error) => Decoded {
            odd: Some((
                error.utf8_error().valid_up_to(),
                "the text is not UTF-8",
                "bytes that are none are read as Windows-1252",
            )),
            text: mixed(error.as_bytes()),
        },
    }
}

fn mixed(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let row = byte.checked_sub(0x80).map(usize::from);
            let printable = row.and_then(|row| WINDOWS_1252.get(row)).copied();
            text.push(printable.unwrap_or_else(|| char::from(*byte)));
        }
    }
    text
}
