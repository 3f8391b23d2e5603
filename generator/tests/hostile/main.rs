//! Documents that want to do harm: texts that want to become code, and trees that are wrong.
#![cfg(test)]

mod front;
mod payloads;
mod places;
mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::time::SystemTime;

use castiron::config::{Api, Package};
use castiron::diagnostics::render_all;
use castiron::output;
use castiron::pipeline::{self, Request};
use castiron::source::Sources;
use rayon::prelude::*;

use payloads::{HARMLESS, hostile};
use places::{Place, documents};
use shape::{Shape, shape};

const VERSIONS: [&str; 2] = ["3.0.3", "3.1.0"];

/// What may be in the name of a file on every system.
const PLAIN: &str = "abcdefghijklmnopqrstuvwxyz0123456789_";

/// Of the pairs of a place and a text, a run of all tests tries one of so many, other ones each day;
/// with `CASTIRON_HOSTILE=all` there are none left out.
const ONE_OF: u64 = 32;

#[test]
fn no_text_becomes_code() {
    let places = documents();
    let payloads = hostile();
    assert!(places.len() >= 60 && payloads.len() >= 40);
    let tried: Vec<Tried> = places
        .par_iter()
        .enumerate()
        .map(|(number, place)| tried(place, &chosen(number as u64, &payloads)))
        .collect();
    let faults: Vec<&String> = tried.iter().flat_map(|tried| &tried.faults).collect();
    let cases: usize = tried.iter().map(|tried| tried.cases).sum();
    let accepted: usize = tried.iter().map(|tried| tried.accepted).sum();
    println!(
        "{} places, {} texts, {} versions: {cases} tried, {accepted} accepted",
        places.len(),
        payloads.len(),
        VERSIONS.len()
    );
    let shown: Vec<&str> = faults.iter().take(20).map(|fault| fault.as_str()).collect();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        shown.join("\n")
    );
    // Most texts are harmless in most places; were they refused, nothing would be proved.
    assert!(accepted * 2 > cases);
}

/// A text by its name, in a document of a version.
type Case<'a> = (&'a str, &'a str, &'static str);

/// The texts of today for a place.
fn chosen<'a>(place: u64, payloads: &'a BTreeMap<&str, String>) -> Vec<Case<'a>> {
    let all = env::var("CASTIRON_HOSTILE").is_ok_and(|chosen| chosen == "all");
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let today = now.unwrap().as_secs() / 86_400;
    let cases = payloads
        .iter()
        .flat_map(|(name, text)| VERSIONS.map(|version| (*name, text.as_str(), version)));
    let chosen = (0..).zip(cases).filter(|(number, _)| {
        // Versions take turns, too.
        all || (place + number + number / ONE_OF + today).is_multiple_of(ONE_OF)
    });
    chosen.map(|(_, case)| case).collect()
}

/// What became of texts in one place.
#[derive(Default)]
struct Tried {
    cases: usize,
    accepted: usize,
    faults: Vec<String>,
}

fn tried(place: &Place, cases: &[Case<'_>]) -> Tried {
    let mut tried = Tried::default();
    let mut harmless = Harmless::of(place);
    for (name, text, version) in cases {
        let (files, findings) = cast(&place.with(version, text));
        tried.cases += 1;
        tried.accepted += usize::from(files.is_some());
        if let Err(fault) = judged(files.as_ref(), &findings, &mut harmless) {
            let place = &place.name;
            tried
                .faults
                .push(format!("{name} as {place} of {version}: {fault}"));
        }
    }
    tried
}

/// The shapes that harmless texts give a place, made as they are asked for.
struct Harmless<'a> {
    texts: Box<dyn Iterator<Item = String> + 'a>,
    shapes: Vec<Shape>,
}

impl<'a> Harmless<'a> {
    fn of(place: &'a Place) -> Self {
        let texts = VERSIONS
            .into_iter()
            .flat_map(|version| HARMLESS.map(|text| place.with(version, text)));
        Self {
            texts: Box::new(texts),
            shapes: Vec::new(),
        }
    }

    fn has(&mut self, shape: &Shape) -> bool {
        if self.shapes.contains(shape) {
            return true;
        }
        for text in self.texts.by_ref() {
            let Some(files) = cast(&text).0 else { continue };
            self.shapes.push(self::shape(&files).expect("harmless"));
            if self.shapes.last() == Some(shape) {
                return true;
            }
        }
        false
    }
}

/// The files of a crate: relative path → contents.
type Files = BTreeMap<String, String>;

/// Casts a text: the files that depend on it, unless it is refused, and the findings.
fn cast(text: &str) -> (Option<Files>, String) {
    let request = Request {
        apis: vec![Api::new("api", "api.json")],
        package: Package {
            name: "client".to_owned(),
            out: "client".into(),
            description: None,
            workspace: false,
            types_only: false,
        },
        strict: false,
    };
    let mut sources = Sources::new();
    sources.hold("api.json", text);
    let outcome = pipeline::cast_from(&request, sources);
    let findings = render_all(&outcome.diagnostics, &outcome.sources, false);
    let files = outcome.tree.map(|tree| {
        let own = tree
            .into_iter()
            .filter(|(path, _)| !path.starts_with(output::RUNTIME));
        output::format(own.collect()).unwrap()
    });
    (files, findings)
}

fn judged(
    files: Option<&Files>,
    findings: &str,
    harmless: &mut Harmless<'_>,
) -> Result<(), String> {
    if let Some(letter) = findings
        .chars()
        .find(|letter| letter.is_control() && !matches!(letter, '\n' | '\t'))
    {
        return Err(format!("{letter:?} is printed"));
    }
    let Some(files) = files else {
        return if findings.contains("error[") && findings.contains("api.json:") {
            Ok(())
        } else {
            Err(format!(
                "refused without an error that has a place: {findings}"
            ))
        };
    };
    let mut folded = BTreeSet::new();
    for path in files.keys() {
        let is_plain = |part: &str| {
            let part = part.strip_suffix(".rs").unwrap_or(part);
            part.len() <= 128 && part.chars().all(|letter| PLAIN.contains(letter))
        };
        if path != "Cargo.toml" && !path.split('/').all(is_plain) {
            return Err(format!("a file is called {path:?}"));
        }
        if !folded.insert(path.to_lowercase()) {
            return Err(format!("two files are called {path:?}"));
        }
    }
    let found = shape(files)?;
    if harmless.has(&found) {
        return Ok(());
    }
    let nearest = harmless
        .shapes
        .iter()
        .min_by_key(|shape| shape.distance(&found));
    Err(format!(
        "another shape:\n{}\nfindings:\n{findings}",
        nearest.map_or_else(String::new, |nearest| nearest.difference(&found))
    ))
}
