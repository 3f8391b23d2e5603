//! [`Shape`]: what a value is that stands as text in a header, a query or a form, and its JSON.

use super::Value;

/// What a value is where only text can go.
///
/// The types of an API read JSON. The text of a number is written as a JSON number for them, if it is
/// one, and as a string otherwise, so that the error of the type says what was expected.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// What JSON has as a string.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// What the text looks like: a number, a boolean, or else a string.
    Any,
    /// A text that is JSON itself.
    Json,
    /// A list.
    List(&'static Self),
    /// An object: its declared properties, and what the others hold if they are kept.
    Object(&'static [(&'static str, Self)], Option<&'static Self>),
}

impl Shape {
    /// Takes the text of a value apart, as the style `simple` puts it together.
    ///
    /// Empty items of lists mean nothing (RFC 9110, section 5.6.1.2). Of an object, names and values
    /// take turns, or stand on both sides of a `=` if it is `exploded`.
    pub(super) fn split(&self, text: &str, exploded: bool) -> Value {
        let parts = || text.split(',').map(str::trim);
        let scalar = |text: &str| Value::Scalar(text.to_owned());
        match self {
            Self::Text | Self::Number | Self::Boolean | Self::Any | Self::Json => scalar(text),
            Self::List(_) => {
                let items = parts().filter(|item| !item.is_empty());
                Value::List(items.map(scalar).collect())
            }
            Self::Object(..) if text.trim().is_empty() => Value::Object(Vec::new()),
            Self::Object(..) if exploded => {
                let pairs = parts().map(|part| part.split_once('=').unwrap_or((part, "")));
                let pairs = pairs.map(|(name, text)| (name.to_owned(), scalar(text)));
                Value::Object(pairs.collect())
            }
            Self::Object(..) => {
                let (mut parts, mut pairs) = (parts(), Vec::new());
                while let Some(name) = parts.next() {
                    let text = parts.next().unwrap_or_default();
                    pairs.push((name.to_owned(), scalar(text)));
                }
                Value::Object(pairs)
            }
        }
    }

    /// The JSON of a value; a property that nobody asks for is left out.
    pub(super) fn json(&self, value: &Value) -> String {
        match (self, value) {
            (_, Value::Absent) => "null".to_owned(),
            (_, Value::Scalar(text)) => self.scalar(text),
            (Self::List(item), Value::List(items)) => list(items, item),
            (_, Value::List(items)) => list(items, &Self::Any),
            (Self::Object(declared, others), Value::Object(properties)) => {
                let shape = |name: &str| {
                    let declared = declared.iter().find(|(known, _)| *known == name);
                    declared.map(|(_, shape)| shape).or(*others)
                };
                object(properties, shape)
            }
            (_, Value::Object(properties)) => object(properties, |_| Some(&Self::Any)),
        }
    }

    fn scalar(&self, text: &str) -> String {
        let literal = match self {
            Self::Json => Some(text.to_owned()),
            Self::Number => number(text),
            Self::Boolean => boolean(text),
            Self::Any => number(text).or_else(|| boolean(text)),
            Self::Text | Self::List(_) | Self::Object(..) => None,
        };
        literal.unwrap_or_else(|| string(text))
    }
}

/// The text of a number, as JSON has it.
fn number(text: &str) -> Option<String> {
    let number = text.trim();
    let number = number.strip_prefix('+').unwrap_or(number);
    let is_number = serde_json::from_str::<serde_json::Number>(number).is_ok();
    is_number.then(|| number.to_owned())
}

fn boolean(text: &str) -> Option<String> {
    let word = text.trim().to_ascii_lowercase();
    matches!(word.as_str(), "true" | "false").then_some(word)
}

fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list(items: &[Value], item: &Shape) -> String {
    let items: Vec<String> = items.iter().map(|value| item.json(value)).collect();
    format!("[{}]", items.join(","))
}

fn object<'s>(properties: &[(String, Value)], shape: impl Fn(&str) -> Option<&'s Shape>) -> String {
    let members = properties.iter().filter_map(|(name, value)| {
        let value = shape(name)?.json(value);
        Some(format!("{}:{value}", string(name)))
    });
    let members: Vec<String> = members.collect();
    format!("{{{}}}", members.join(","))
}
