//! References within a document: their fragments as JSON pointers, and where chains of them end.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Document;

/// Where chains of references within a document end.
///
/// What was found is remembered for every link of a chain: each of ten thousand references that lead to
/// one another is followed once, not five thousand times.
#[derive(Debug, Default)]
pub struct Ends(BTreeMap<String, Option<String>>);

impl Ends {
    /// The pointer that the references from `pointer` on end at, which is `pointer` itself if there
    /// is no reference; there may be no node. `None` if they lead in a circle.
    pub fn of(&mut self, document: &Document, pointer: &str) -> Option<String> {
        let mut passed = BTreeSet::new();
        let mut at = pointer.to_owned();
        let end = loop {
            if let Some(end) = self.0.get(&at) {
                break end.clone();
            }
            match document.get(&at).and_then(target) {
                None => break Some(at),
                Some(_) if passed.contains(&at) => break None,
                Some(next) => passed.insert(std::mem::replace(&mut at, next)),
            };
        };
        let ends = passed.into_iter().map(|pointer| (pointer, end.clone()));
        self.0.extend(ends);
        end
    }
}

/// The pointer within the document that a node refers to, if it is a reference.
fn target(node: &Value) -> Option<String> {
    fragment_pointer(node.get("$ref")?.as_str()?.strip_prefix('#')?)
}

/// The JSON pointer that the fragment of a `$ref`, without its `#`, stands for.
///
/// A fragment is percent-encoded (RFC 6901, section 6). `None` if it is no pointer, for example an
/// anchor.
pub fn fragment_pointer(fragment: &str) -> Option<String> {
    let pointer = percent_decoded(fragment)?;
    (pointer.is_empty() || pointer.starts_with('/')).then_some(pointer)
}

/// The text that a percent-encoded one stands for (RFC 3986, section 2.1); `None` if it is faulty or
/// no UTF-8.
pub fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let high = char::from(rest.next()?).to_digit(16)?;
        let low = char::from(rest.next()?).to_digit(16)?;
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}
