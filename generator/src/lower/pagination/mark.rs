//! [`Mark`]: the keys of `x-rust-pagination`, and what they lead to.

use serde_json::{Map, Value};

use super::way::Way;
use super::{Fault, Kind, fault};
use crate::diagnostics::nearest;
use crate::model::{Location, Operation, Parameter, Step, Type};

/// How a mark says that pages are asked for.
#[derive(Clone, Copy)]
pub(super) enum Style {
    Page,
    Offset,
    Cursor,
    NextLink,
    LinkHeader,
}

/// The styles with their names, and the keys that each reads besides those of [`OF_ALL`].
const STYLES: [(Style, &str, &[&str]); 5] = [
    (Style::Page, "page", &["page", "last"]),
    (Style::Offset, "offset", &["offset"]),
    (Style::Cursor, "cursor", &["cursor", "next"]),
    (Style::NextLink, "next-link", &["next"]),
    (Style::LinkHeader, "link-header", &[]),
];

/// The keys that every style reads.
const OF_ALL: [&str; 3] = ["items", "more", "errors"];

/// A mark whose style is known, and whose keys are all of that style and text.
pub(super) struct Mark<'m> {
    pub(super) style: Style,
    keys: Vec<(&'m str, &'m str)>,
}

impl<'m> Mark<'m> {
    pub(super) fn read(mark: &'m Value) -> Result<Self, Fault> {
        let members = mark.as_object().ok_or_else(without_style)?;
        let name = members.get("style").and_then(Value::as_str);
        let name = name.ok_or_else(without_style)?;
        let known = STYLES.iter().find(|(_, known, _)| *known == name);
        let (style, _, read) = known.ok_or_else(|| {
            let fact = format!("`{name}` is not a style of pagination");
            fault("style", fact, format!("the styles are {}", styles()))
        })?;
        Ok(Self {
            style: *style,
            keys: keys(name, read, members)?,
        })
    }

    /// The way to the list of items, and their type.
    pub(super) fn items<'t>(&self, way: &Way<'t>) -> Result<(Vec<Step>, &'t Type), Fault> {
        let (key, path) = match self.path("items") {
            Some(path) => ("items", path),
            None => ("style", ""),
        };
        let (steps, ty) = way.to(path).map_err(|fact| unfound(key, fact))?;
        let item = way.item(ty).ok_or_else(|| {
            let what = match path {
                "" => "the page".to_owned(),
                path => format!("`{path}`"),
            };
            fault(
                key,
                format!("{what} is no list"),
                "let `items` lead to a property of `type: array`, such as `response.data`",
            )
        })?;
        Ok((steps, item))
    }

    /// The way that a key gives, if it does.
    pub(super) fn optional(
        &self,
        way: &Way<'_>,
        key: &'static str,
        kind: Kind,
    ) -> Result<Option<Vec<Step>>, Fault> {
        let Some(path) = self.path(key) else {
            return Ok(None);
        };
        let (steps, ty) = way.to(path).map_err(|fact| unfound(key, fact))?;
        if !(kind.holds)(way.behind(ty)) {
            let help = format!("let `{key}` lead to {}", kind.name);
            return Err(fault(key, format!("`{path}` is not {}", kind.name), help));
        }
        Ok(Some(steps))
    }

    /// The way that a key gives.
    pub(super) fn needed(
        &self,
        way: &Way<'_>,
        key: &'static str,
        kind: Kind,
    ) -> Result<Vec<Step>, Fault> {
        let steps = self.optional(way, key, kind)?;
        steps.ok_or_else(|| {
            let help = format!(
                "add the way to {} of the page, such as `meta.{key}`",
                kind.name
            );
            fault("style", format!("`{key}` is missing"), help)
        })
    }

    /// The query parameter that a key names.
    pub(super) fn parameter<'o>(
        &self,
        way: &Way<'_>,
        operation: &'o Operation,
        key: &'static str,
        kind: Kind,
    ) -> Result<&'o Parameter, Fault> {
        let name = self.path(key).ok_or_else(|| {
            let help = format!(
                "add the name of the query parameter that takes {}",
                kind.name
            );
            fault("style", format!("`{key}` is missing"), help)
        })?;
        let in_query = |parameter: &&Parameter| parameter.location == Location::Query;
        let mut parameters = operation.parameters.iter().filter(in_query);
        let parameter = parameters.find(|parameter| parameter.wire == name);
        let parameter = parameter.ok_or_else(|| {
            let known = operation.parameters.iter().filter(in_query);
            let help = match nearest(name, known.map(|parameter| parameter.wire.as_str())) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "declare it among the operation's `parameters`".to_owned(),
            };
            fault(key, format!("there is no query parameter `{name}`"), help)
        })?;
        if !(kind.holds)(way.behind(&parameter.ty)) {
            let fact = format!("the query parameter `{name}` is not {}", kind.name);
            let help = format!("name one whose schema is {}", kind.name);
            return Err(fault(key, fact, help));
        }
        Ok(parameter)
    }

    fn path(&self, key: &str) -> Option<&'m str> {
        let (_, path) = self.keys.iter().find(|(known, _)| *known == key)?;
        Some(path)
    }
}

/// The keys of a mark, which its style reads and which are text.
fn keys<'m>(
    style: &str,
    read: &[&'static str],
    members: &'m Map<String, Value>,
) -> Result<Vec<(&'m str, &'m str)>, Fault> {
    let read = [read, &OF_ALL].concat();
    let others = members.iter().filter(|(key, _)| *key != "style");
    others
        .map(|(key, value)| {
            if !read.contains(&key.as_str()) {
                let help = match nearest(key, read.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("it reads {}", quoted(&read)),
                };
                let fact = format!("the style `{style}` does not read `{key}`");
                return Err(fault(key, fact, help));
            }
            let text = value.as_str().ok_or_else(|| {
                let help = "write the name of a parameter, or of properties with dots between them";
                fault(key, format!("`{key}` is not text"), help)
            })?;
            Ok((key.as_str(), text))
        })
        .collect()
}

fn without_style() -> Fault {
    Fault {
        key: None,
        fact: "the mark does not say how the next page is asked for".to_owned(),
        help: format!("give it a `style`: {}", styles()),
    }
}

fn unfound(key: &str, fact: String) -> Fault {
    let help = "write the names of properties, from the page inwards, with dots between them";
    fault(key, fact, help)
}

fn styles() -> String {
    quoted(&STYLES.map(|(_, name, _)| name))
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
