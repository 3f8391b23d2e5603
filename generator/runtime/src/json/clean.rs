//! The check of a JSON text for the many that pass it: one look at each byte, no path, hardly a copy.
//!
//! Keys are compared as they are written, and only with keys of their own object that may be
//! equal. Whatever is out of the ordinary is left to [`scan`](super::scan), which also has the
//! words for it. The check costs about a quarter of what reading the text into a type does; most of
//! that comes back where the reader no longer has to look at the encoding of each string.

/// The most keys of an object that are compared while it is read; those of a larger one are sorted
/// at its end, so that no body takes more than its share of time.
const FEW: usize = 48;

/// Whether a text surely has no nesting deeper than `max_depth`, no key twice in one object, no
/// escape that names no character, and nothing after the value.
pub(super) fn is_clean(text: &str, max_depth: usize) -> bool {
    let bytes = text.as_bytes();
    let mut walk = Walk {
        levels: Vec::with_capacity(8),
        keys: Vec::with_capacity(FEW),
        expects_key: false,
    };
    let mut position = 0;
    while let Some(&byte) = bytes.get(position) {
        position += 1;
        let goes_on = match byte {
            b'"' => {
                let rest = bytes.get(position..).unwrap_or_default();
                let Some(length) = walk.string(rest) else {
                    return false;
                };
                position += length;
                true
            }
            b'{' | b'[' => walk.open(byte == b'{', max_depth),
            b'}' | b']' => {
                if walk.levels.len() == 1 {
                    let rest = bytes.get(position..).unwrap_or_default();
                    return walk.close() && rest.iter().all(|byte| is_space(*byte));
                }
                walk.close()
            }
            b',' => walk.comma(),
            b':' => {
                walk.expects_key = false;
                true
            }
            _ => is_space(byte) || !(walk.expects_key || walk.levels.is_empty()),
        };
        if !goes_on {
            return false;
        }
    }
    false
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The objects and arrays around a place, and the keys of those objects so far.
struct Walk<'a> {
    levels: Vec<Level>,
    keys: Vec<&'a [u8]>,
    expects_key: bool,
}

struct Level {
    is_object: bool,
    /// Where its keys begin among all keys.
    keys_from: usize,
    /// A bit for each key, so that most new keys need no comparison.
    seen: u64,
}

impl<'a> Walk<'a> {
    fn open(&mut self, is_object: bool, max_depth: usize) -> bool {
        if self.expects_key || self.levels.len() >= max_depth {
            return false;
        }
        self.expects_key = is_object;
        self.levels.push(Level {
            is_object,
            keys_from: self.keys.len(),
            seen: 0,
        });
        true
    }

    /// Ends an object or array; `false` when a key is there twice.
    fn close(&mut self) -> bool {
        let Some(level) = self.levels.pop() else {
            return false;
        };
        self.expects_key = false;
        let keys = self.keys.get_mut(level.keys_from..).unwrap_or_default();
        let fresh = keys.len() <= FEW || {
            keys.sort_unstable();
            keys.is_sorted_by(|one, next| one != next)
        };
        self.keys.truncate(level.keys_from);
        fresh
    }

    fn comma(&mut self) -> bool {
        let level = self.levels.last();
        self.expects_key = level.is_some_and(|level| level.is_object);
        true
    }

    /// Moves over a string, given what follows its first quote; gives the length of that with the
    /// last quote, or `None` when it is not for here to judge.
    fn string(&mut self, rest: &'a [u8]) -> Option<usize> {
        let level = self.levels.last_mut()?;
        if !self.expects_key {
            return end_of_string(rest);
        }
        let length = quote_or_backslash(rest)?;
        let key = rest.get(..length)?;
        let is_plain = rest.get(length) == Some(&b'"');
        let bit = 1 << (fingerprint(key) % 64);
        let may_be_known = level.seen & bit != 0;
        level.seen |= bit;
        let known = self.keys.get(level.keys_from..)?;
        if !is_plain || may_be_known && known.len() < FEW && known.contains(&key) {
            return None;
        }
        self.keys.push(key);
        Some(length + 1)
    }
}

/// A number that differs for most keys that differ.
fn fingerprint(key: &[u8]) -> usize {
    let byte = |byte: Option<&u8>| byte.copied().map_or(0, usize::from);
    key.len() * 31 + byte(key.first()) + byte(key.last()) * 7
}

/// The length of the rest of a string, with its last quote.
fn end_of_string(rest: &[u8]) -> Option<usize> {
    let mut position = 0;
    loop {
        let text = rest.get(position..)?;
        position += quote_or_backslash(text)?;
        if rest.get(position) == Some(&b'"') {
            return Some(position + 1);
        }
        position += escape(rest.get(position + 1..)?)?;
    }
}

/// The length of an escape, given what follows its backslash; `None` for halves of surrogate pairs
/// and for what is no escape.
fn escape(rest: &[u8]) -> Option<usize> {
    match rest.first()? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => {
            let digits = rest.get(1..5)?;
            let is_half = matches!(
                digits,
                [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]
            );
            (digits.iter().all(u8::is_ascii_hexdigit) && !is_half).then_some(6)
        }
        _ => None,
    }
}

/// The place of the first quote or backslash, eight bytes at a time.
fn quote_or_backslash(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut position = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let found = marks(word, b'"') | marks(word, b'\\');
        if found != 0 {
            return Some(position + found.trailing_zeros() as usize / 8);
        }
        position += 8;
    }
    let place = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    Some(position + place)
}

/// The highest bit of each byte that is `wanted`; bits above the lowest may be wrong.
fn marks(word: u64, wanted: u8) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let difference = word ^ (ONES * u64::from(wanted));
    difference.wrapping_sub(ONES) & !difference & (ONES << 7)
}
