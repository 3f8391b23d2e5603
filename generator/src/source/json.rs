//! JSON to the raw tree.

use serde::de::DeserializeSeed;

use super::fault::{Fault, offset_of, without_position};
use super::tree::{Rules, Tree};
use crate::diagnostics::Code;

/// Reads JSON text.
pub(super) fn read(text: &str) -> Result<Tree, Fault> {
    let rules = Rules::new(text, false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let tree = rules.root().deserialize(&mut deserializer);
    let ended = tree.and_then(|tree| deserializer.end().map(|()| tree));
    match ended {
        Ok(root) => Ok(rules.into_tree(root)),
        Err(error) => Err(fault(text, &error, rules)),
    }
}

fn fault(text: &str, error: &serde_json::Error, rules: Rules) -> Fault {
    // serde_json counts columns in bytes, and points to the last byte that it read.
    let offset = offset_of(text, error.line(), error.column(), char::len_utf8);
    match rules.into_broken() {
        Some(broken) => Fault {
            code: broken.code,
            message: broken.message,
            help: broken.help,
            offset: Some(offset),
        },
        None => Fault {
            code: Code::JsonSyntax,
            message: format!(
                "the text is not JSON: {}",
                without_position(&error.to_string())
            ),
            help: error.is_eof().then_some(
                "the text ends too early: fetch the document again, or close what is open",
            ),
            offset: Some(offset),
        },
    }
}
