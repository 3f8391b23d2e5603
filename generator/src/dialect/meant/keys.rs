//! Keys that are spelt in another way than OpenAPI spells them.

use serde_json::{Map, Value};

use super::super::findings::{Change, Findings};
use super::super::grammar::Object;
use super::super::version::Version;
use super::super::walk::{Spot, is_extension};
use crate::diagnostics::{Code, Severity};

/// Words that Swagger 2.0 and other tools have for a keyword: the object, the word and the keyword.
const OTHER_WORDS: &[(&str, &str, &str)] = &[
    ("OAuth Flows", "accessCode", "authorizationCode"),
    ("OAuth Flows", "application", "clientCredentials"),
];

/// Gives keys their own spelling.
pub(super) fn read(
    findings: &mut Findings<'_>,
    version: Version,
    spot: &Spot,
    object: &'static Object,
    members: &Map<String, Value>,
) {
    for key in members.keys() {
        if is_extension(key) || object.keyword(key, version).is_some() || key == "$ref" {
            continue;
        }
        let Some(meant) = meant(object, version, key) else {
            continue;
        };
        if members.contains_key(&meant) {
            continue;
        }
        let place = findings.place(&spot.member(key)).key();
        let (code, message) = match &object.names {
            Some(names) => (names.code, format!("`{key}` {}", names.complaint)),
            None => (
                Code::UnknownKeyword,
                format!("`{key}` is not a keyword of {}", object.with_article()),
            ),
        };
        findings.change(spot.member(key), Change::Rename(meant.clone()));
        findings
            .add(Severity::Warning, code, &place, message)
            .effect(format!("it is read as `{meant}`"));
    }
}

fn meant(object: &Object, version: Version, key: &str) -> Option<String> {
    if object
        .names
        .as_ref()
        .is_some_and(|names| (names.admits)(key))
    {
        return None;
    }
    let key = key.trim();
    let in_other_case = object
        .keywords(version)
        .find(|keyword| keyword.name.eq_ignore_ascii_case(key));
    let other_word = || {
        let mut words = OTHER_WORDS.iter();
        let (.., keyword) = words.find(|(of, word, _)| *of == object.name && *word == key)?;
        Some((*keyword).to_owned())
    };
    match object.name {
        _ if in_other_case.is_some() => in_other_case.map(|keyword| keyword.name.to_owned()),
        "Responses" => status(key),
        _ => other_word(),
    }
}

/// The status that a key begins with, such as `200 OK` and the number `200.0`, or a range written
/// with stars.
fn status(key: &str) -> Option<String> {
    let (digits, rest) = key.split_at_checked(3)?;
    let has_code = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    if has_code {
        let is_list = rest.contains([',', '|', '/']);
        let words = rest.trim_start_matches([' ', '-', ':', '.']);
        let is_range = rest.contains('-') && words.starts_with(|next: char| next.is_ascii_digit());
        let is_apart = rest.starts_with([' ', '-', ':', '.']);
        return (is_apart && !is_list && !is_range).then(|| digits.to_owned());
    }
    let is_range = matches!(digits.as_bytes(), [b'1'..=b'5', b'*' | b'n', b'*' | b'n']);
    (is_range && rest.is_empty()).then(|| digits.replace(['*', 'n'], "X"))
}
