//! Every word that the tables of this stage know, for whoever has to hold something against them.

use std::collections::BTreeSet;

use super::elsewhere;
use super::grammar::{Object, Shape};
use super::keywords::EXTENSIONS;
use super::objects::OPENAPI;
use super::version::Version;

/// A keyword, or one of the words that a keyword may have as its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// The version of OpenAPI that defines it, for example `OpenAPI 3.0`; `castiron` for extensions
    /// of ours.
    pub dialect: &'static str,
    /// The object that has it, as the specification calls it, for example `Path Item`; empty for
    /// extensions, which may stand in several.
    pub object: &'static str,
    /// The keyword; of keys that are names, what the specification calls them, for example
    /// `/{path}`.
    pub keyword: &'static str,
    /// The value, where the keyword has one of a few words.
    pub value: Option<&'static str>,
}

/// Every word, those of OpenAPI in the order of its objects first.
pub fn vocabulary() -> Vec<Word> {
    let mut words = Vec::new();
    add(&OPENAPI, &mut BTreeSet::new(), &mut words);
    let elsewhere = elsewhere::of_swagger_alone().map(|(object, keyword)| Word {
        dialect: elsewhere::SWAGGER,
        object,
        keyword,
        value: None,
    });
    words.extend(elsewhere);
    words.extend(EXTENSIONS.iter().map(|keyword| Word {
        dialect: "castiron",
        object: "",
        keyword,
        value: None,
    }));
    words
}

fn add(object: &'static Object, seen: &mut BTreeSet<&'static str>, words: &mut Vec<Word>) {
    if !seen.insert(object.name) {
        return;
    }
    let word = |since: Version, keyword, value| Word {
        dialect: since.name(),
        object: object.name,
        keyword,
        value,
    };
    let mut below = Vec::new();
    for keyword in object.keywords {
        let since = keyword.since;
        words.push(word(since, keyword.name, None));
        let (values, held) = parts(keyword.shape);
        words.extend(
            values
                .iter()
                .map(|value| word(since, keyword.name, Some(*value))),
        );
        below.extend(held);
    }
    if let Some(names) = &object.names {
        words.push(word(Version::OLDEST, names.called, None));
        below.extend(parts(names.shape).1);
    }
    for object in below {
        add(object, seen, words);
    }
}

/// The words that a shape allows, and the object that it leads to.
fn parts(shape: Shape) -> (&'static [&'static str], Option<&'static Object>) {
    match shape {
        Shape::Word(words) => (words, None),
        Shape::List(inner) | Shape::Map(inner) => parts(*inner),
        Shape::Object(_) | Shape::Referable(_) | Shape::Schema(_) | Shape::SchemaOrBoolean(_) => {
            (&[], shape.object())
        }
        // A list of words has those of a single one.
        Shape::Words(_)
        | Shape::Text
        | Shape::Boolean
        | Shape::Number
        | Shape::Count
        | Shape::Data => (&[], None),
    }
}
