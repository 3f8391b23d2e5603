//! JSON to the raw tree.

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::fault::{Fault, offset_of, without_position};
use super::tree::Rules;
use crate::diagnostics::Code;

/// Reads JSON text.
pub(super) fn read(text: &str) -> Result<Value, Fault> {
    let rules = Rules::new(text, false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = rules.root().deserialize(&mut deserializer);
    let ended = tree.and_then(|tree| deserializer.end().map(|()| tree));
    ended.map_err(|error| fault(text, &error, rules))
}

fn fault(text: &str, error: &serde_json::Error, rules: Rules) -> Fault {
    // serde_json counts columns in bytes, and points to the last byte that it read.
    let offset = offset_of(text, error.line(), error.column(), char::len_utf8);
    match rules.into_broken() {
        Some(broken) => {
            let offset = if broken.code == Code::DuplicateKey {
                string_ending_at(text, offset)
            } else {
                offset
            };
            Fault {
                code: broken.code,
                message: broken.message,
                help: broken.help,
                offset: Some(offset),
            }
        }
        None => Fault {
            code: Code::JsonSyntax,
            message: format!(
                "the text is not JSON: {}",
                without_position(&error.to_string())
            ),
            help: None,
            offset: Some(offset),
        },
    }
}

/// Where the string begins whose closing quote is at `offset`.
fn string_ending_at(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    let opening = before.rmatch_indices('"').find(|(quote, _)| {
        let before_quote = before.get(..*quote).unwrap_or_default();
        let backslashes = before_quote.len() - before_quote.trim_end_matches('\\').len();
        backslashes % 2 == 0
    });
    opening.map_or(offset, |(quote, _)| quote)
}
