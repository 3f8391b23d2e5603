//! The files that references lead to, each read once.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::super::references::SUGGESTIONS_AT_MOST;
use super::address::Address;
use crate::diagnostics::{Diagnostics, Severity, child_pointer};
use crate::source::{Document, Sources, Unopened};

/// The files that belong to one document.
pub(super) struct Library<'d, 's> {
    main: &'d Document,
    sources: &'s mut Sources,
    diagnostics: &'s mut Diagnostics,
    files: BTreeMap<String, Result<Document, Missing>>,
    /// How many more misspelt addresses are told what they may have been meant for.
    suggestions: usize,
}

/// Why there is no node at an address.
#[derive(Clone, Debug)]
pub(super) enum Missing {
    /// The file is not below the folder that may be read.
    Outside,
    /// The file cannot be read, with the reason.
    File(String),
    /// The file has no such node.
    Node,
    /// There are only references, each to the next.
    Circle,
}

impl<'d, 's> Library<'d, 's> {
    pub(super) fn new(
        main: &'d Document,
        sources: &'s mut Sources,
        diagnostics: &'s mut Diagnostics,
    ) -> Self {
        Self {
            main,
            sources,
            diagnostics,
            files: BTreeMap::new(),
            suggestions: SUGGESTIONS_AT_MOST,
        }
    }

    /// Makes an address that of the node itself: references that are nothing but that, and anchors, are
    /// followed.
    pub(super) fn settle(&mut self, address: &mut Address) -> Result<(), Missing> {
        // A longer chain is a circle.
        for _ in 0..64 {
            let only = self.node(address)?.as_object();
            let only = only.filter(|members| members.len() == 1);
            let next = only.and_then(|members| members.get("$ref")?.as_str());
            match next.and_then(|next| Address::of(next, &address.file).ok()) {
                Some(next) => *address = next,
                None => return Ok(()),
            }
        }
        Err(Missing::Circle)
    }

    /// The node at a settled address, and the file that it is in.
    pub(super) fn part(&self, address: &Address) -> Option<(&Document, &Value)> {
        let file = self.files.get(&address.file)?.as_ref().ok()?;
        Some((file, file.get(&address.fragment)?))
    }

    fn node(&mut self, address: &mut Address) -> Result<&Value, Missing> {
        let document = if address.file == self.main.name() {
            self.main
        } else {
            let Self {
                main,
                sources,
                diagnostics,
                ..
            } = self;
            let file = self.files.entry(address.file.clone());
            let file = file.or_insert_with_key(|file| read(main, file, sources, diagnostics));
            file.as_ref().map_err(Missing::clone)?
        };
        if !address.fragment.is_empty() && !address.fragment.starts_with('/') {
            let pointer = anchored(document.root(), &address.fragment, "");
            address.fragment = pointer.ok_or(Missing::Node)?;
        }
        document.get(&address.fragment).ok_or(Missing::Node)
    }

    /// What an address without a node may be a misspelling of.
    pub(super) fn nearest(&mut self, address: &Address) -> Option<String> {
        self.suggestions = self.suggestions.checked_sub(1)?;
        let document = if address.file == self.main.name() {
            self.main
        } else {
            self.files.get(&address.file)?.as_ref().ok()?
        };
        document.nearest_pointer(&address.fragment)
    }

    /// Whether a file has a node.
    pub(super) fn has(&mut self, file: &str, pointer: &str) -> bool {
        let mut address = Address {
            file: file.to_owned(),
            fragment: pointer.to_owned(),
        };
        self.node(&mut address).is_ok()
    }

    /// The files that could be read.
    pub(super) fn close(self) -> Vec<Document> {
        self.files.into_values().filter_map(Result::ok).collect()
    }
}

fn read(
    main: &Document,
    file: &str,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Result<Document, Missing> {
    let mut found = Diagnostics::new();
    let opened = sources.open(main, Path::new(file), &mut found);
    // What is wrong with a file costs only what refers to it.
    for diagnostic in found.iter() {
        let mut diagnostic = diagnostic.clone();
        diagnostic.severity = Severity::Warning;
        diagnostic.effect("what refers to it is left out");
        diagnostics.push(diagnostic);
    }
    opened.map_err(|unopened| match unopened {
        Unopened::Outside => Missing::Outside,
        Unopened::Missing(reason) => Missing::File(reason),
        Unopened::Faulty => Missing::File("it has a fault".to_owned()),
    })
}

/// The pointer of the schema that has this `$anchor`.
fn anchored(value: &Value, anchor: &str, pointer: &str) -> Option<String> {
    let child = |key: &str, value| anchored(value, anchor, &child_pointer(pointer, key));
    match value {
        Value::Object(members) => {
            let here = members.get("$anchor").and_then(Value::as_str) == Some(anchor);
            here.then(|| pointer.to_owned()).or_else(|| {
                let mut members = members.iter();
                members.find_map(|(key, value)| child(key, value))
            })
        }
        Value::Array(elements) => {
            let mut elements = elements.iter().enumerate();
            elements.find_map(|(index, value)| child(&index.to_string(), value))
        }
        _ => None,
    }
}
