//! The keys of the objects around a place in a JSON text, as numbers that are the same for keys that
//! are the same.

/// The most keys of an object that are compared while it is read; those of a larger one are sorted
/// at its end, so that no body takes more than its share of time.
const FEW: usize = 32;

/// The keys so far of all objects that are open, those of the innermost last.
pub(super) struct Keys(Vec<u64>);

impl Keys {
    pub(super) fn new() -> Self {
        Self(Vec::with_capacity(FEW))
    }

    /// Where the keys of an object begin that is opened now.
    pub(super) fn open(&self) -> usize {
        self.0.len()
    }

    /// Adds a key to the object that was opened at `from`; `None` when it may be there already.
    pub(super) fn add(&mut self, from: usize, key: u64) -> Option<()> {
        let known = self.0.get(from..)?;
        if known.len() < FEW && known.contains(&key) {
            return None;
        }
        self.0.push(key);
        Some(())
    }

    /// Ends the object that was opened at `from`; `None` when a key may be there twice.
    pub(super) fn close(&mut self, from: usize) -> Option<()> {
        let keys = self.0.get_mut(from..)?;
        if keys.len() > FEW {
            keys.sort_unstable();
            if !keys.is_sorted_by(|one, next| one != next) {
                return None;
            }
        }
        self.0.truncate(from);
        Some(())
    }
}

/// The number of a whole key.
pub(super) fn number(key: &str) -> u64 {
    let (words, rest) = key.as_bytes().as_chunks();
    let number = words
        .iter()
        .fold(0, |number, word| mixed(number, u64::from_le_bytes(*word)));
    mixed(number, word(rest))
}

/// The next eight bytes, with zeros behind the end.
pub(super) fn word(bytes: &[u8]) -> u64 {
    let word = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut word = [0; 8];
        word.iter_mut()
            .zip(bytes)
            .for_each(|(slot, byte)| *slot = *byte);
        word
    });
    u64::from_le_bytes(word)
}

/// The number of a key that goes on by a word.
pub(super) fn mixed(number: u64, word: u64) -> u64 {
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
    (number.rotate_left(5) ^ word).wrapping_mul(FACTOR)
}
