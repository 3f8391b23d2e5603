//! YAML to the raw tree.

use saphyr_parser::{Event, Marker, Parser, ScanError};
use serde::de::DeserializeSeed;
use serde_json::Value;

use super::fault::{Fault, offset_of, without_position};
use super::tree::{Broken, DEPTH_AT_MOST, Rules, Tree};
use crate::diagnostics::Code;

/// Texts with fewer `[` and `{` are read without looking at how deep they are nested.
const FLOW_HARMLESS: usize = 5_000;

/// Words of the parser, and the way out.
const HELP: [(&str, &str); 9] = [
    (
        "mapping values are not allowed",
        "write a text that holds `: ` in quotes, or indent this line like its neighbours",
    ),
    (
        "did not find expected key",
        "indent this line like its neighbours, or double the quote within a text in quotes",
    ),
    (
        "did not find expected '-' indicator",
        "indent this line like its neighbours",
    ),
    (
        "cannot start any token",
        "write a text that begins with this character in quotes",
    ),
    (
        "scanning a quoted scalar",
        "end the text that begins with a quote further up",
    ),
    (
        "unknown anchor",
        "write a text that begins with `*` in quotes, or its anchor, with `&`, further up",
    ),
    (
        "scanning an alias",
        "write a text that begins with `*` in quotes",
    ),
    (
        "could not find expected ':'",
        "a line above lacks its `: `, the colon or the space after it",
    ),
    (
        "did not find expected ',' or",
        "close the bracket that is open further up",
    ),
];

/// Reads YAML text that holds one document; an empty text is `null`.
pub(super) fn read(text: &str) -> Result<Tree, Fault> {
    check_flow_depth(text)?;
    let rules = Rules::new(text, true);
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(first) = documents.next() else {
        return Ok(rules.into_tree(Value::Null));
    };
    let root = match rules.root().deserialize(first) {
        Ok(root) => root,
        Err(error) => return Err(fault(text, &error, rules)),
    };
    if documents.next().is_some() {
        return Err(Fault {
            code: Code::SeveralDocuments,
            message: "the file holds more than one YAML document".to_owned(),
            help: Some("put each document into a file of its own"),
            offset: second(text, |event| matches!(event, Event::DocumentStart(_))),
        });
    }
    Ok(rules.into_tree(root))
}

/// Refuses `[` and `{` that are nested too deep before serde_yaml sees them: the time it takes
/// grows with the square of their depth, and it counts levels only when it is through.
fn check_flow_depth(text: &str) -> Result<(), Fault> {
    if text.matches(['[', '{']).count() < FLOW_HARMLESS {
        return Ok(());
    }
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| scan_fault(text, &error))?;
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_AT_MOST {
            return Err(broken(Broken::too_deep(), byte(text, span.start)));
        }
    }
    Ok(())
}

fn scan_fault(text: &str, error: &ScanError) -> Fault {
    let offset = byte(text, *error.marker());
    if error.info() == "recursion limit exceeded" {
        return broken(Broken::too_deep(), offset);
    }
    Fault {
        code: Code::YamlSyntax,
        message: format!("the text is not YAML: {}", error.info()),
        help: None,
        offset,
    }
}

fn broken(rule: Broken, offset: Option<usize>) -> Fault {
    Fault {
        code: rule.code,
        message: rule.message,
        help: rule.help,
        offset,
    }
}

fn byte(text: &str, marker: Marker) -> Option<usize> {
    text.char_indices()
        .nth(marker.index())
        .map(|(offset, _)| offset)
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
            self::broken(broken, offset)
        }
        None => Fault {
            code: Code::YamlSyntax,
            message: format!("the text is not YAML: {}", without_position(&words)),
            help: help(text, &words, offset),
            offset,
        },
    }
}

/// What is most often behind the words of the parser.
fn help(text: &str, words: &str, offset: Option<usize>) -> Option<&'static str> {
    let rest = offset.and_then(|offset| text.get(offset..));
    if rest.is_some_and(|rest| rest.starts_with('\t')) {
        return Some("indent with spaces: YAML takes no tab here");
    }
    let known = HELP.iter().find(|(part, _)| words.contains(part));
    known.map(|(_, help)| *help)
}

/// The byte offset of the second event of a kind.
fn second(text: &str, is_kind: fn(&Event<'_>) -> bool) -> Option<usize> {
    let (_, span) = Parser::new_from_str(text)
        .map_while(Result::ok)
        .filter(|(event, _)| is_kind(event))
        .nth(1)?;
    byte(text, span.start)
}
