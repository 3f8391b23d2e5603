//! The check of a JSON text for the many that pass it: eight bytes of a string at a time, no path,
//! no copy.
//!
//! Keys are compared by a number made of what is written, and only with keys of their own object.
//! Whatever is out of the ordinary is left to [`scan`](super::scan), which also has the words for
//! it. Most of what the check costs comes back where the reader no longer has to look at the
//! encoding of each string.

use super::keys::{Keys, mixed, word};

/// Whether a text surely has no nesting deeper than `max_depth`, no key twice in one object, no
/// escape that names no character, and nothing after the value.
pub(super) fn is_clean(text: &str, max_depth: usize) -> bool {
    is_surely_clean(text.as_bytes(), max_depth).unwrap_or(false)
}

/// Whether the text of a single value surely is so, a bare string or number included.
pub(super) fn is_clean_value(text: &str, max_depth: usize) -> bool {
    match text.as_bytes().first() {
        Some(b'{' | b'[') => is_clean(text, max_depth),
        Some(b'"') => !text.contains('\\'),
        _ => true,
    }
}

/// `None` where it is not for here to judge.
fn is_surely_clean(mut rest: &[u8], max_depth: usize) -> Option<bool> {
    let mut walk = Walk::new();
    let mut expects_key = false;
    while let [byte, after @ ..] = rest {
        rest = after;
        match byte {
            b'"' if expects_key => {
                let (key, after) = key(rest)?;
                walk.add(key)?;
                expects_key = false;
                rest = after.strip_prefix(b":").unwrap_or(after);
            }
            b'"' => rest = after_string(rest)?,
            b',' => expects_key = walk.level.is_object,
            b'{' | b'[' => {
                if expects_key || walk.outer.len() >= max_depth {
                    return None;
                }
                expects_key = *byte == b'{';
                walk.open(expects_key);
            }
            b'}' | b']' => {
                walk.close()?;
                expects_key = false;
                if walk.outer.is_empty() {
                    return Some(rest.iter().all(|byte| is_space(*byte)));
                }
            }
            byte if is_space(*byte) || *byte == b':' => {}
            _ if expects_key || walk.outer.is_empty() => return None,
            _ => rest = after_scalar(rest),
        }
    }
    None
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// What follows the rest of a number, or of `true`, `false` or `null`.
fn after_scalar(mut rest: &[u8]) -> &[u8] {
    while let [b'-'..=b'9' | b'a'..=b'z' | b'E' | b'+', after @ ..] = rest {
        rest = after;
    }
    rest
}

/// The objects and arrays around a place, and the keys of those objects so far.
struct Walk {
    level: Level,
    outer: Vec<Level>,
    keys: Keys,
}

struct Level {
    is_object: bool,
    /// Where its keys begin among all keys.
    keys_from: usize,
}

impl Walk {
    fn new() -> Self {
        Self {
            level: Level {
                is_object: false,
                keys_from: 0,
            },
            outer: Vec::with_capacity(8),
            keys: Keys::new(),
        }
    }

    fn open(&mut self, is_object: bool) {
        let inner = Level {
            is_object,
            keys_from: self.keys.open(),
        };
        self.outer.push(std::mem::replace(&mut self.level, inner));
    }

    /// Ends an object or array; `None` when a key may be there twice.
    fn close(&mut self) -> Option<()> {
        let outer = self.outer.pop()?;
        let keys_from = std::mem::replace(&mut self.level, outer).keys_from;
        self.keys.close(keys_from)
    }

    /// Adds a key; `None` when it may be there already.
    fn add(&mut self, key: u64) -> Option<()> {
        self.keys.add(self.level.keys_from, key)
    }
}

/// A number that is the same for keys that are the same, given what follows the first quote; and
/// what follows the last.
fn key(mut rest: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0;
    loop {
        let word = word(rest);
        let found = marks(word);
        if found != 0 {
            let bits = found.trailing_zeros() & !7;
            let [b'"', after @ ..] = rest.get(bits as usize / 8..)? else {
                return None;
            };
            return Some((mixed(number, word & !(u64::MAX << bits)), after));
        }
        number = mixed(number, word);
        rest = rest.get(8..)?;
    }
}

/// What follows a string, given what follows its first quote.
fn after_string(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        let found = marks(word(rest));
        if found == 0 {
            rest = rest.get(8..)?;
            continue;
        }
        match rest.get(found.trailing_zeros() as usize / 8..)? {
            [b'"', after @ ..] => return Some(after),
            [_, after @ ..] => rest = after.get(escape(after)?..)?,
            [] => return None,
        }
    }
}

/// The length of an escape without its backslash; `None` for halves of surrogate pairs and for what
/// is no escape.
fn escape(rest: &[u8]) -> Option<usize> {
    match rest.first()? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(1),
        b'u' => {
            let digits = rest.get(1..5)?;
            let is_half = matches!(
                digits,
                [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]
            );
            (digits.iter().all(u8::is_ascii_hexdigit) && !is_half).then_some(5)
        }
        _ => None,
    }
}

/// The highest bit of each byte that is a quote or a backslash; bits above the lowest may be wrong.
fn marks(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let quote = zeros(word ^ (ONES * b'"' as u64));
    let backslash = zeros(word ^ (ONES * b'\\' as u64));
    (quote | backslash) & (ONES << 7)
}
