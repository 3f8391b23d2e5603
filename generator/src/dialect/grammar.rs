//! What a node of an OpenAPI document may be: the shapes that the tables of `objects` are made of.

use serde_json::{Map, Value, json};

use super::version::Version;
use crate::diagnostics::Code;

/// The form that a node must have.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Text.
    Text,
    /// One of some words.
    Word(&'static [&'static str]),
    /// One of some words, or a list of such.
    Words(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// Any number.
    Number,
    /// A whole number that is not negative.
    Count,
    /// Anything: an example, a default, an enum value. A `$ref` in it is data.
    Data,
    /// A list.
    List(&'static Shape),
    /// A mapping whose keys are names that the author chose.
    Map(&'static Shape),
    /// An object with keywords.
    Object(&'static Object),
    /// An object with keywords, or a `$ref` to one.
    Referable(&'static Object),
    /// A Schema or a `$ref` to one; from OpenAPI 3.1 on also a boolean, and keywords may stand beside
    /// the `$ref`.
    Schema(&'static Object),
    /// The same, and a boolean in every version.
    SchemaOrBoolean(&'static Object),
}

impl Shape {
    /// The shape in words, to follow "must be".
    pub(super) fn expected(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Word(words) => alternatives(words),
            Self::Words(words) => format!("{}, or a list of such", alternatives(words)),
            Self::Boolean => "`true` or `false`".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Count => "a whole number that is not negative".to_owned(),
            Self::Data => "anything".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a mapping".to_owned(),
            Self::Object(object) | Self::Referable(object) | Self::Schema(object) => {
                format!("{} (a mapping)", object.with_article())
            }
            Self::SchemaOrBoolean(_) => "a Schema, `true` or `false`".to_owned(),
        }
    }

    /// The object that belongs here, if one does.
    pub(super) fn object(self) -> Option<&'static Object> {
        match self {
            Self::Object(object)
            | Self::Referable(object)
            | Self::Schema(object)
            | Self::SchemaOrBoolean(object) => Some(object),
            Self::Text
            | Self::Word(_)
            | Self::Words(_)
            | Self::Boolean
            | Self::Number
            | Self::Count
            | Self::Data
            | Self::List(_)
            | Self::Map(_) => None,
        }
    }

    /// Whether the kind of `value` fits; what is inside is not looked at.
    pub(super) fn admits(self, value: &Value, version: Version) -> bool {
        let is_word = |value: &Value, words: &[&str]| {
            value.as_str().is_some_and(|word| words.contains(&word))
        };
        match self {
            Self::Text => value.is_string(),
            Self::Word(words) => is_word(value, words),
            Self::Words(words) => match value {
                Value::Array(list) => list.iter().all(|value| is_word(value, words)),
                single => is_word(single, words),
            },
            Self::Boolean => value.is_boolean(),
            Self::Number => value.is_number(),
            Self::Count => value.is_u64(),
            Self::Data => true,
            Self::List(_) => value.is_array(),
            Self::Map(_) | Self::Object(_) | Self::Referable(_) => value.is_object(),
            Self::Schema(_) if version < Version::V31 => value.is_object(),
            Self::Schema(_) | Self::SchemaOrBoolean(_) => value.is_object() || value.is_boolean(),
        }
    }
}

/// The value that a keyword of this shape has when nothing stands there.
pub(super) fn empty(shape: Shape, version: Version) -> Value {
    match shape {
        Shape::List(_) => json!([]),
        Shape::Map(_) => json!({}),
        Shape::Object(object)
        | Shape::Referable(object)
        | Shape::Schema(object)
        | Shape::SchemaOrBoolean(object) => object
            .keywords(version)
            .filter(|keyword| keyword.need == Need::Filled)
            .map(|keyword| (keyword.name.to_owned(), empty(keyword.shape, version)))
            .collect::<Map<_, _>>()
            .into(),
        Shape::Text
        | Shape::Word(_)
        | Shape::Words(_)
        | Shape::Boolean
        | Shape::Number
        | Shape::Count
        | Shape::Data => json!(""),
    }
}

/// Words in back-ticks, as a choice.
pub(super) fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// A kind of object that OpenAPI defines.
pub(super) struct Object {
    /// Its name in the specification, for example `Path Item`.
    pub(super) name: &'static str,
    /// The section of `components` that holds such objects, if there is one.
    pub(super) section: Option<&'static str>,
    /// The keywords that it has in one of the versions; a name stands twice if its shape changed.
    pub(super) keywords: &'static [Keyword],
    /// The other keys it may have, which are no keywords but names of a certain form.
    pub(super) names: Option<Names>,
    /// The keyword that is meant by a text in place of such an object, if there is one that says
    /// what the object is.
    pub(super) brief: Option<&'static str>,
    /// What is left where such an object cannot be read.
    pub(super) lost: Lost,
}

/// What is left where an object cannot be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    /// The place without the object, if the keyword or mapping that holds it can do without.
    WithSlot,
    /// Nothing: what holds the mapping that it stands in is lost as well.
    WithHolder,
    /// A body of any JSON, so that the operation can still be called.
    AsAnyBody,
    /// A schema of any value, so that the data of the other side is kept.
    AsAnyValue,
    /// `null`, so that `resolve` still counts an operation that was declared.
    AsNull,
}

impl Object {
    /// The name with `a` or `an` before it.
    pub(super) fn with_article(&self) -> String {
        let article = if self.name.starts_with(['A', 'E', 'I', 'O', 'U']) {
            "an"
        } else {
            "a"
        };
        let noun = match self.name {
            "OpenAPI" => "OpenAPI document",
            name => name,
        };
        format!("{article} {noun}")
    }

    /// The keywords that it has in `version`.
    pub(super) fn keywords(&self, version: Version) -> impl Iterator<Item = &'static Keyword> {
        let keywords = self.keywords.iter();
        keywords.filter(move |keyword| (keyword.since..=keyword.until).contains(&version))
    }

    pub(super) fn keyword(&self, name: &str, version: Version) -> Option<&'static Keyword> {
        self.keywords(version).find(|keyword| keyword.name == name)
    }

    /// Whether an empty mapping is such an object.
    pub(super) fn may_be_empty(&self, version: Version) -> bool {
        self.keywords(version)
            .all(|keyword| keyword.need != Need::Required)
    }
}

/// A keyword of an object.
pub(super) struct Keyword {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    pub(super) need: Need,
    /// The first version that has it.
    pub(super) since: Version,
    /// The last version that has it.
    pub(super) until: Version,
    /// How versions without it say the same; empty if they cannot.
    pub(super) instead: &'static str,
    /// What is said where castiron does not read it.
    pub(super) unread: Option<Unread>,
}

impl Keyword {
    /// The same keyword, which came with `version`; what earlier ones write `instead`.
    pub(super) const fn since(self, version: Version, instead: &'static str) -> Self {
        Self {
            since: version,
            instead,
            ..self
        }
    }

    /// The same keyword, which is not read.
    pub(super) const fn unread(self, unread: Unread) -> Self {
        Self {
            unread: Some(unread),
            ..self
        }
    }

    /// The same keyword, which `version` is the last to have; what later ones write `instead`.
    pub(super) const fn until(self, version: Version, instead: &'static str) -> Self {
        Self {
            until: version,
            instead,
            ..self
        }
    }
}

/// What is said of a keyword that is not read.
#[derive(Clone, Copy)]
pub(super) struct Unread {
    /// Whether it is not read in the object at a pointer.
    pub(super) at: fn(&str) -> bool,
    /// Why a note that counts the objects which have it is enough; `None` if each costs something.
    pub(super) noted: Option<&'static str>,
    /// What follows.
    pub(super) effect: &'static str,
}

/// What is lost with a keyword.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// The keyword alone.
    Optional,
    /// If it is there but cannot be read, the object: without it, the object would be another one.
    Essential,
    /// The object, which cannot be without it.
    Required,
    /// Nothing if it is missing, and itself if it cannot be read: the object is read as if it stood
    /// there empty.
    Filled,
}

/// Keys of an object that are names, for example the paths below `paths`.
pub(super) struct Names {
    /// What the specification calls such a key.
    pub(super) called: &'static str,
    pub(super) admits: fn(&str) -> bool,
    pub(super) shape: Shape,
    /// The rule that another key breaks.
    pub(super) code: Code,
    /// What is wrong with another key, to follow the key itself.
    pub(super) complaint: &'static str,
}
