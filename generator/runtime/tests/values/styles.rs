//! Every style with every character, against the reference.

use std::collections::BTreeMap;

use castiron_runtime::{Error, FormField, Operation, RequestParts, Style};
use serde::Serialize;
use serde::ser::SerializeMap;

use crate::keeper::{PLAIN, path_of, sent, sent_to};
use crate::reference::{Meaning, expanded};

static PATH: Operation = Operation {
    path: "/a/{x[y]}/z",
    ..PLAIN
};

const NAME: &str = "x[y]";

/// What `allowReserved` leaves as it is.
const RESERVED: &str = ":/?[]@!$()*,;=";

const PATH_STYLES: [Style; 3] = [Style::Simple, Style::Label, Style::Matrix];
const QUERY_STYLES: [Style; 4] = [
    Style::Form,
    Style::SpaceDelimited,
    Style::PipeDelimited,
    Style::DeepObject,
];

impl Serialize for Meaning {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Undefined => serializer.serialize_none(),
            Self::Text(text) => text.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Pairs(pairs) => {
                let mut map = serializer.serialize_map(None)?;
                for (name, text) in pairs {
                    map.serialize_entry(name, text)?;
                }
                map.end()
            }
        }
    }
}

/// Shapes of values that a text takes part in.
fn meanings(text: &str) -> Vec<Meaning> {
    let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    vec![
        Meaning::Undefined,
        Meaning::Text(text.to_owned()),
        Meaning::Text(format!("{text}a{text}")),
        Meaning::List(Vec::new()),
        Meaning::List(own(&[text])),
        Meaning::List(own(&["a", text, "", "b"])),
        Meaning::Pairs(Vec::new()),
        Meaning::Pairs(vec![pair("k", text)]),
        Meaning::Pairs(vec![pair("k", text), pair(text, "v"), pair("e", "")]),
    ]
}

/// Whether a style cannot tell the parts of a value apart.
fn is_ambiguous(style: Style, explode: bool, meaning: &Meaning) -> bool {
    let parts: Vec<&String> = match meaning {
        Meaning::Undefined | Meaning::Text(_) => return false,
        Meaning::List(items) => items.iter().collect(),
        Meaning::Pairs(pairs) => pairs.iter().flat_map(|(name, text)| [name, text]).collect(),
    };
    let separator = match (style, explode) {
        (Style::Label, true) => ".",
        (Style::SpaceDelimited, false) => " ",
        (Style::PipeDelimited, false) => "|",
        (Style::DeepObject, _) => {
            let Meaning::Pairs(pairs) = meaning else {
                return false;
            };
            return pairs.iter().any(|(name, _)| name.contains(['[', ']']));
        }
        _ => return false,
    };
    parts.iter().any(|part| part.contains(separator))
}

/// All of ASCII, and beyond it a text for each length in UTF-8.
fn texts() -> impl Iterator<Item = String> {
    let beyond = [
        "é",
        "€",
        "𝄞",
        "e\u{301}",
        "\u{feff}",
        "a b",
        "%41",
        "a&b=c#d+e",
    ];
    ('\0'..='\u{7f}')
        .map(String::from)
        .chain(beyond.map(str::to_owned))
}

/// Whether a path segment would be missing, or fold away.
fn is_no_segment(segment: Option<&str>) -> bool {
    matches!(segment, None | Some("" | "." | ".."))
}

/// Compares each case with the reference; gives their number.
fn compare(
    styles: &[Style],
    allowed: &str,
    in_path: bool,
    send: impl Fn(Style, bool, &Meaning) -> Result<Option<String>, Error>,
) -> usize {
    let mut cases = 0;
    for text in texts() {
        for meaning in meanings(&text) {
            for style in styles {
                for explode in [false, true] {
                    let expected = expanded(*style, NAME, explode, allowed, &meaning);
                    let is_refused = is_ambiguous(*style, explode, &meaning)
                        || in_path && is_no_segment(expected.as_deref());
                    let case = format!("{style:?} {explode} {meaning:?}");
                    match send(*style, explode, &meaning) {
                        Ok(actual) => assert_eq!((actual, is_refused), (expected, false), "{case}"),
                        Err(error) => assert!(is_refused, "{case}: {error}"),
                    }
                    cases += 1;
                }
            }
        }
    }
    cases
}

fn query(set: impl FnOnce(&mut RequestParts)) -> Result<Option<String>, Error> {
    let request = sent(set)?;
    let (_, query) = request.url.split_once("/thing").unwrap();
    Ok(query.strip_prefix('?').map(str::to_owned))
}

#[test]
fn queries() {
    let cases = compare(&QUERY_STYLES, "", false, |style, explode, meaning| {
        query(|parts| parts.query_styled(NAME, style, explode, meaning))
    });
    assert_eq!(cases, 9_792);
}

#[test]
fn queries_with_reserved_characters() {
    let cases = compare(
        &[Style::Form],
        RESERVED,
        false,
        |style, explode, meaning| {
            query(|parts| parts.query_reserved(NAME, style, explode, meaning))
        },
    );
    assert_eq!(cases, 2_448);
}

#[test]
fn forms() {
    let mut cases = 0;
    for text in texts() {
        for meaning in meanings(&text) {
            if !matches!(meaning, Meaning::Pairs(_) | Meaning::Undefined) {
                continue;
            }
            let body = sent(|parts| parts.form_body(&meaning)).unwrap().body;
            let body = body.as_bytes().unwrap();
            let expected = expanded(Style::Form, "", true, "", &meaning);
            assert_eq!(*body, expected.unwrap_or_default());
            cases += 1;
        }
    }
    assert_eq!(cases, 544);
}

#[test]
fn fields_of_forms() {
    let form = |field: FormField, meaning: &Meaning| {
        let properties = BTreeMap::from([(NAME, meaning)]);
        let request = sent(|parts| parts.encoded_form_body(&[field], &properties))?;
        let body = request.body.as_bytes().unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        Ok(Some(text).filter(|text| !text.is_empty()))
    };
    let cases = compare(&QUERY_STYLES, "", false, |style, explode, meaning| {
        form(FormField::new(NAME, style, explode), meaning)
    });
    assert_eq!(cases, 9_792);
    let cases = compare(
        &[Style::Form],
        RESERVED,
        false,
        |style, explode, meaning| form(FormField::new(NAME, style, explode).reserved(), meaning),
    );
    assert_eq!(cases, 2_448);
}

#[test]
fn cookies() {
    let cases = compare(&[Style::Form], "", false, |_, explode, meaning| {
        let request = sent(|parts| parts.cookie_styled(NAME, explode, meaning))?;
        let cookies = request.headers.get("cookie");
        Ok(cookies.map(|cookies| cookies.to_str().unwrap().replace("; ", "&")))
    });
    assert_eq!(cases, 2_448);
}

#[test]
fn paths() {
    let cases = compare(&PATH_STYLES, "", true, |style, explode, meaning| {
        let request = sent_to(&PATH, |parts| {
            parts.path_styled(NAME, style, explode, meaning);
        })?;
        let segment = path_of(&request)
            .strip_prefix("/a/")
            .and_then(|path| path.strip_suffix("/z"));
        Ok(segment.map(str::to_owned))
    });
    assert_eq!(cases, 7_344);
}
