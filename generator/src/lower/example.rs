//! Examples: the value that the documentation shows, and what the document says of it.

use indexmap::IndexMap;
use openapiv3 as oa;
use serde_json::Value;

use super::{Lowering, markdown};
use crate::model::Doc;

/// An example as the documentation shows it.
#[derive(Debug, Default)]
pub(super) struct Example {
    pub(super) value: Option<Value>,
    /// Its summary and description, on one line.
    pub(super) doc: Option<Doc>,
}

impl Lowering<'_, '_, '_> {
    /// The one example, or the first of several that has a value.
    pub(super) fn example(
        &self,
        one: Option<&Value>,
        several: &IndexMap<String, oa::ReferenceOr<oa::Example>>,
    ) -> Example {
        if one.is_some() {
            return Example {
                value: one.cloned(),
                doc: None,
            };
        }
        let mut found = several.values().filter_map(|example| self.shown(example));
        found.next().unwrap_or_default()
    }

    fn shown(&self, example: &oa::ReferenceOr<oa::Example>) -> Option<Example> {
        let referred: Option<oa::Example> = match example {
            oa::ReferenceOr::Item(_) => None,
            oa::ReferenceOr::Reference { .. } => {
                let raw = self.resolved.raw(&self.resolved.link(example).pointer)?;
                serde::Deserialize::deserialize(raw).ok()
            }
        };
        let example = referred.as_ref().or(example.as_item())?;
        let value = example.value.clone()?;
        let texts = [&example.summary, &example.description];
        let texts: Vec<String> = texts
            .into_iter()
            .flatten()
            .map(|text| markdown::first_sentence(text))
            .filter(|text| !text.is_empty())
            .map(|text| match text.ends_with(['.', '!', '?', '…']) {
                true => text,
                false => text + ".",
            })
            .collect();
        Some(Example {
            value: Some(value),
            doc: (!texts.is_empty()).then(|| Doc(texts.join(" "))),
        })
    }
}
