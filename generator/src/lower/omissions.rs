//! Omissions: what OpenAPI can say and the model has no place for, told once for each kind.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostics, Place};

/// A part of OpenAPI that is not modelled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Omission {
    /// `callbacks` of a callback.
    NestedCallbacks,
    /// Parameters of a callback in its path or its cookies.
    CallbackParameters,
    /// A keyword that says nothing of a header.
    IdleInHeader(&'static str),
    /// `allowEmptyValue` of a parameter that is no text.
    EmptyValue,
    /// `encoding` of a body that is no form.
    EncodingOfNoForm,
    /// A keyword of an encoding that says nothing of what is encoded: a part, or a field.
    IdleEncoding(&'static str, &'static str),
    /// `default` of a header of an answer.
    HeaderDefault,
    /// A `format` of a type that is not known.
    Format(String, String),
}

impl Omission {
    fn message(&self, count: usize) -> String {
        let (one, many) = match self {
            Self::NestedCallbacks => ("callback has `callbacks`", "callbacks have `callbacks`"),
            Self::CallbackParameters => (
                "callback has a parameter that is in no header or query",
                "callbacks have parameters that are in no header or query",
            ),
            Self::Format(kind, format) => {
                let (schemas, say) = if count == 1 {
                    ("schema", "says")
                } else {
                    ("schemas", "say")
                };
                return format!(
                    "{count} {schemas} of `type: {kind}` {say} `format: {format}`: castiron does not \
                     know that"
                );
            }
            Self::EncodingOfNoForm => (
                "body that is no form has an `encoding`",
                "bodies that are no forms have an `encoding`",
            ),
            Self::IdleEncoding(keyword, what) => {
                return format!("`{keyword}` says nothing of a {what} of a form");
            }
            Self::IdleInHeader(keyword) => return format!("`{keyword}` says nothing of a header"),
            Self::HeaderDefault => (
                "header of an answer has a `default`",
                "headers of answers have a `default`",
            ),
            Self::EmptyValue => (
                "parameter that is no text has `allowEmptyValue`",
                "parameters that are no text have `allowEmptyValue`",
            ),
        };
        let said = if count == 1 { one } else { many };
        format!("{count} {said}: castiron does not model that")
    }

    fn effect(&self) -> &'static str {
        match self {
            Self::NestedCallbacks => "no types are made for what the API would send",
            Self::CallbackParameters => "it is for the application to read",
            Self::IdleInHeader(_) => "headers are read as they come",
            Self::HeaderDefault => "a header that is not there is `None`",
            Self::EmptyValue => "they are sent with a value, or left out",
            Self::EncodingOfNoForm => "they are written as their media type says",
            Self::IdleEncoding(_, "part") => "parts are written by their `contentType`",
            Self::IdleEncoding(..) => "fields are written by their `style`",
            Self::Format(..) => "values are what their `type` says",
        }
    }
}

/// What was left out so far: the first place of each kind, and how often it occurs.
#[derive(Debug, Default)]
pub(super) struct Omissions(BTreeMap<Omission, (Place, usize)>);

impl Omissions {
    pub(super) fn add(&mut self, omission: Omission, place: Place) {
        self.0.entry(omission).or_insert((place, 0)).1 += 1;
    }

    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        for (omission, (place, count)) in &self.0 {
            diagnostics
                .note(Code::NotModelled, place, omission.message(*count))
                .effect(omission.effect());
        }
    }
}
