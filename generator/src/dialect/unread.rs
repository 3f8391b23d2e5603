//! Keywords of which nothing is emitted, each told once with how often it stands in the document.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::findings::{Changes, Findings};
use super::grammar::Object;
use super::version::Version;
use super::walk::{self, Pass, Spot};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Document;

/// An object, its keyword, and what follows from reading past it.
const UNREAD: &[(&str, &str, &str)] = &[(
    "Example",
    "externalValue",
    "other documents are not read, so the documentation shows a value that is made up",
)];

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
        let Some((object, keyword, effect)) = UNREAD.get(index) else {
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
                format!("{count} {object} object{plural} {has} `{keyword}`: castiron does not model that"),
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
        for (index, (name, keyword, _)) in UNREAD.iter().enumerate() {
            if object.name == *name && members.contains_key(*keyword) {
                let place = || (spot.member(keyword), 0);
                self.found.entry(index).or_insert_with(place).1 += 1;
            }
        }
    }
}
