//! [`Sent`]: what a call was made of, as far as links ask for it.

use bytes::Bytes;

use super::super::{Hidden, Method, RawJson, Shape, Value};

/// The arguments of a call, its URL and its body.
#[derive(Clone, Default)]
pub(in super::super) struct Sent {
    pub(super) url: String,
    pub(super) method: Method,
    pub(super) body: Option<Bytes>,
    arguments: Vec<(&'static str, &'static str, Value)>,
}

impl Sent {
    /// Keeps an argument; one that is set twice has its last value.
    pub(in super::super) fn keep(&mut self, part: Hidden, value: &Value) {
        let (place, name) = match part {
            Hidden::Path(name) => ("path", name),
            Hidden::Query(name) => ("query", name),
            Hidden::Header(name) => ("header", name),
            Hidden::Cookie(_) | Hidden::Property(_) | Hidden::Body => return,
        };
        self.arguments.push((place, name, value.clone()));
    }

    /// Adds what is known when the request is complete.
    pub(in super::super) fn finish(&mut self, method: &Method, url: String, body: Option<&Bytes>) {
        self.url = url;
        self.method = method.clone();
        self.body = body.cloned();
    }

    /// An argument as the JSON of its type.
    pub(super) fn argument(&self, place: &str, name: &str, shape: Shape) -> Option<RawJson> {
        let mut arguments = self.arguments.iter().rev();
        let (_, _, value) =
            arguments.find(|(known, known_name, _)| (*known, *known_name) == (place, name))?;
        RawJson::parse(&shape.json(value)).ok()
    }
}
