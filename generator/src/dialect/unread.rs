//! Keywords that are not read: those that cost something are told one by one, the others each once,
//! with how many objects have it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::findings::{Changes, Findings};
use super::grammar::{Keyword, Object, Unread};
use super::version::Version;
use super::walk::{self, Pass, Spot};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Document;

/// Reports what is not read.
pub(super) fn check(
    document: &Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Changes {
    let mut walked = Walked {
        version,
        findings: Findings::new(document),
        noted: BTreeMap::new(),
    };
    walk::walk(document.root(), version, &mut walked);
    let Walked {
        mut findings,
        noted,
        ..
    } = walked;
    for ((object, keyword), noted) in noted {
        noted.report(object, keyword, &mut findings);
    }
    findings.report(diagnostics)
}

struct Walked<'d> {
    version: Version,
    findings: Findings<'d>,
    /// What is told once, by object and keyword.
    noted: BTreeMap<(&'static str, &'static str), Noted>,
}

impl Pass for Walked<'_> {
    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        for keyword in object.keywords(self.version) {
            let unread = keyword.unread.filter(|unread| (unread.at)(&spot.pointer));
            let Some(unread) = unread.filter(|_| members.contains_key(keyword.name)) else {
                continue;
            };
            match unread.noted {
                None => self.costs(spot, keyword, &unread),
                Some(fact) => {
                    let first = || Noted {
                        pointer: spot.member(keyword.name),
                        count: 0,
                        fact,
                        effect: unread.effect,
                    };
                    let kind = (object.name, keyword.name);
                    self.noted.entry(kind).or_insert_with(first).count += 1;
                }
            }
        }
    }
}

impl Walked<'_> {
    fn costs(&mut self, spot: &Spot, keyword: &Keyword, unread: &Unread) {
        let place = self.findings.place(&spot.member(keyword.name)).key();
        let version = keyword.since.name();
        let message = format!("`{}` of {version} is not read yet", keyword.name);
        self.findings
            .add(Severity::Warning, Code::NotModelled, &place, message)
            .effect(unread.effect);
    }
}

/// A keyword that costs nothing.
struct Noted {
    /// Where it stands first.
    pointer: String,
    /// How many objects have it.
    count: usize,
    fact: &'static str,
    effect: &'static str,
}

impl Noted {
    fn report(&self, object: &str, keyword: &str, findings: &mut Findings<'_>) {
        let Self { count, fact, .. } = self;
        let (has, plural) = match count {
            1 => ("has", ""),
            _ => ("have", "s"),
        };
        let place = findings.place(&self.pointer).key();
        let message = format!("{count} {object} object{plural} {has} `{keyword}`: {fact}");
        findings
            .add(Severity::Note, Code::NotModelled, &place, message)
            .effect(self.effect);
    }
}
