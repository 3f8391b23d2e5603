//! The texts by which a secret is known: itself, and what Base64 makes of it.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::super::style::encode;
use super::view::View;

/// What is shorter is found only where it stands by itself: the code `123` of a card is no part of
/// `order 41234`.
const SHORT: usize = 4;

/// The texts to be found for a secret.
///
/// The encodings that write a text character by character are the business of [`View`].
pub(super) fn patterns(secret: &str) -> BTreeSet<String> {
    let mut patterns = BTreeSet::from([secret.to_owned()]);
    let quoted = serde_json::to_string(secret).unwrap_or_default();
    let escaped = quoted.trim_matches('"').to_owned();
    for sent in [secret.to_owned(), encode(secret), escaped] {
        for core in in_base64(sent.as_bytes()) {
            patterns.insert(core.replace('+', "-").replace('/', "_"));
            patterns.insert(core);
        }
    }
    patterns.remove("");
    patterns
}

/// Where in the message a view shows a pattern: starts and ends, in bytes.
pub(super) fn matches(view: &View, pattern: &str, message: &str) -> Vec<(usize, usize)> {
    let mut found = view.find(pattern);
    if pattern.len() < SHORT {
        found.retain(|&(start, end)| stands_alone(message, start, end));
    }
    found
}

fn stands_alone(message: &str, start: usize, end: usize) -> bool {
    let before = message.get(..start).and_then(|text| text.chars().last());
    let after = message.get(end..).and_then(|text| text.chars().next());
    let is_part = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
    !is_part(before) && !is_part(after)
}

/// What is the same in the Base64 of every text that contains `bytes`, once for each of the three
/// places in a group of three bytes where they can begin.
fn in_base64(bytes: &[u8]) -> impl Iterator<Item = String> {
    (0..3).filter_map(move |offset| {
        let shifted = [&vec![0; offset], bytes].concat();
        let encoded = STANDARD_NO_PAD.encode(&shifted);
        // A character holds six bits; those at the ends also hold bits of the neighbours.
        let (start, end) = ((offset * 8).div_ceil(6), shifted.len() * 8 / 6);
        let core = encoded.get(start..end)?;
        (core.len() >= SHORT).then(|| core.to_owned())
    })
}
