//! Keywords of which nothing is emitted, each told once with how often it stands in the document.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::findings::{Changes, Findings};
use super::grammar::Object;
use super::version::Version;
use super::walk::{self, Pass, Spot};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Document;

/// A keyword that is read past.
struct Keyword {
    object: &'static str,
    name: &'static str,
    /// Whether it is read past in the object at a pointer.
    at: fn(&str) -> bool,
    /// What is wrong.
    fact: &'static str,
    /// What follows.
    effect: &'static str,
}

const fn everywhere(object: &'static str, name: &'static str, effect: &'static str) -> Keyword {
    Keyword {
        object,
        name,
        at: |_| true,
        fact: "castiron does not model that",
        effect,
    }
}

const fn of_answer(name: &'static str) -> Keyword {
    Keyword {
        at: |pointer| pointer.contains("/responses/"),
        ..everywhere("Media Type", name, "the documentation shows no answers")
    }
}

/// A keyword of what has no place of its own in the documentation: an item of a list, a value of a map.
const fn of_item(name: &'static str) -> Keyword {
    Keyword {
        at: is_item,
        fact: "of items of lists and values of maps, the documentation does not say that",
        ..everywhere(
            "Schema",
            name,
            "only `validate()` of a type that holds it may check it",
        )
    }
}

fn is_item(pointer: &str) -> bool {
    let held = pointer.rsplit_once('/');
    held.is_some_and(|(holder, keyword)| {
        matches!(keyword, "items" | "additionalProperties") && !holder.ends_with("/properties")
    })
}

const UNREAD: &[Keyword] = &[
    everywhere(
        "Example",
        "externalValue",
        "other documents are not read, so the documentation shows a value that is made up",
    ),
    of_answer("example"),
    of_answer("examples"),
    everywhere(
        "Schema",
        "$comment",
        "it is for readers of the document, and is not in the documentation",
    ),
    Keyword {
        effect: "it is for the API to assume",
        ..of_item("default")
    },
    of_item("maximum"),
    of_item("exclusiveMaximum"),
    of_item("minimum"),
    of_item("exclusiveMinimum"),
    of_item("maxLength"),
    of_item("minLength"),
    of_item("pattern"),
    of_item("maxItems"),
    of_item("minItems"),
    of_item("uniqueItems"),
    of_item("multipleOf"),
];

/// Notes what is read past.
pub(super) fn check(
    document: &Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Changes {
    let mut unread = Unread {
        found: BTreeMap::new(),
    };
    walk::walk(document.root(), version, &mut unread);
    let mut findings = Findings::new(document);
    for (index, (pointer, count)) in unread.found {
        let Some(Keyword {
            object,
            name: keyword,
            fact,
            effect,
            ..
        }) = UNREAD.get(index)
        else {
            continue;
        };
        let (has, plural) = if count == 1 {
            ("has", "")
        } else {
            ("have", "s")
        };
        let place = findings.place(&pointer).key();
        findings
            .add(
                Severity::Note,
                Code::NotModelled,
                &place,
                format!("{count} {object} object{plural} {has} `{keyword}`: {fact}"),
            )
            .effect(*effect);
    }
    findings.report(diagnostics)
}

/// The entries that were met: the first place of each, and how often it was.
struct Unread {
    found: BTreeMap<usize, (String, usize)>,
}

impl Pass for Unread {
    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        for (index, keyword) in UNREAD.iter().enumerate() {
            if object.name == keyword.object
                && members.contains_key(keyword.name)
                && (keyword.at)(&spot.pointer)
            {
                let place = || (spot.member(keyword.name), 0);
                self.found.entry(index).or_insert_with(place).1 += 1;
            }
        }
    }
}
