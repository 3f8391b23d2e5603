//! YAML to the raw tree.

use saphyr_parser::{Event, Parser};
use serde::de::DeserializeSeed;
use serde_json::Value;

use super::fault::{Fault, offset_of, without_position};
use super::tree::{Broken, Rules};
use crate::diagnostics::Code;

/// Reads YAML text that holds one document; an empty text is `null`.
pub(super) fn read(text: &str) -> Result<Value, Fault> {
    let rules = Rules::new(text, true);
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(first) = documents.next() else {
        return Ok(Value::Null);
    };
    let tree = rules
        .root()
        .deserialize(first)
        .map_err(|error| fault(text, &error, rules))?;
    if documents.next().is_some() {
        return Err(Fault {
            code: Code::SeveralDocuments,
            message: "the file holds more than one YAML document".to_owned(),
            help: Some("put each document into a file of its own"),
            offset: second(text, |event| matches!(event, Event::DocumentStart(_))),
        });
    }
    Ok(tree)
}

fn fault(text: &str, error: &serde_yaml::Error, rules: Rules) -> Fault {
    let words = error.to_string();
    let offset = error
        .location()
        .map(|location| offset_of(text, location.line(), location.column(), |_| 1));
    // serde_yaml has a limit of its own for aliases of aliases, and no other way to tell it.
    let too_many_aliases = words == "repetition limit exceeded";
    match rules
        .into_broken()
        .or_else(|| too_many_aliases.then(Broken::alias_bomb))
    {
        Some(broken) => {
            let offset = offset.or_else(|| second(text, |event| matches!(event, Event::Alias(_))));
            Fault {
                code: broken.code,
                message: broken.message,
                help: broken.help,
                offset,
            }
        }
        None => Fault {
            code: Code::YamlSyntax,
            message: format!("the text is not YAML: {}", without_position(&words)),
            help: None,
            offset,
        },
    }
}

/// The byte offset of the second event of a kind.
fn second(text: &str, is_kind: fn(&Event<'_>) -> bool) -> Option<usize> {
    let (_, span) = Parser::new_from_str(text)
        .map_while(Result::ok)
        .filter(|(event, _)| is_kind(event))
        .nth(1)?;
    text.char_indices()
        .nth(span.start.index())
        .map(|(offset, _)| offset)
}
