//! Paths: what is sent of each, and what is odd about it.

use std::collections::BTreeMap;

use super::Lowering;
use crate::diagnostics::{Code, Diagnostic, Place};
use crate::resolve::ResolvedOperation;

/// The path that is sent: without a fragment, which never is (RFC 9110, section 7.1).
pub(super) fn sent(path: &str) -> &str {
    path.split('#').next().unwrap_or_default()
}

/// What tells a path from others: where its parameters are, but not how they are called. Fragments do,
/// too: paths of AWS differ in nothing else, and each has a note of what is sent.
fn shape(path: &str) -> String {
    let mut parts = path.split('{');
    let mut shape = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        shape.push('{');
        match part.split_once('}') {
            Some((_, after)) => {
                shape.push('}');
                shape.push_str(after);
            }
            None => shape.push_str(part),
        }
    }
    shape
}

impl Lowering<'_, '_, '_> {
    /// Says what is odd about paths, of each once, and which are the same as others.
    pub(super) fn check_paths(&mut self) {
        let resolved = self.resolved;
        let mut known: BTreeMap<(&str, String), &ResolvedOperation> = BTreeMap::new();
        let mut last = None;
        for operation in &resolved.operations {
            if last != Some(operation.path_place.pointer()) {
                self.check_path(&operation.path, &operation.path_place);
                last = Some(operation.path_place.pointer());
            }
            let key = (operation.method, shape(&operation.path));
            match known.get(&key) {
                Some(first) => self.same_path(operation, first),
                None => {
                    known.insert(key, operation);
                }
            }
        }
    }

    fn check_path(&mut self, path: &str, place: &Place) {
        let place = &place.key();
        let sent = sent(path);
        if sent != path {
            self.odd(
                place,
                format!("`{path}` has a fragment, which is never sent"),
            )
            .effect(format!("calls go to `{sent}`"));
        }
        let (sent, query) = sent.split_once('?').unwrap_or((sent, ""));
        if !query.is_empty() {
            self.odd(
                place,
                format!("`{path}` has a query, which paths of OpenAPI have not"),
            )
            .effect(format!("`{query}` is part of what every call asks for"))
            .help("declare its parameters, with `in: query`");
        }
        if let Some(segment) = sent.split('/').find(|segment| is_dots(segment)) {
            self.diagnostics
                .warning(
                    Code::MalformedPath,
                    place,
                    format!(
                        "`{path}` has the segment `{segment}`, which clients and proxies fold away"
                    ),
                )
                .effect("calls fail before anything is sent")
                .help("write the path that it stands for");
        }
        if let Some(letter) = literals(sent).find(|letter| !is_of_paths(*letter)) {
            self.odd(
                place,
                format!("`{path}` has `{letter}`, which no path has as it is"),
            )
            .effect("it is sent percent-encoded");
        }
    }

    fn odd(&mut self, place: &Place, fact: String) -> &mut Diagnostic {
        self.diagnostics.note(Code::MalformedPath, place, fact)
    }

    fn same_path(&mut self, operation: &ResolvedOperation, first: &ResolvedOperation) {
        self.diagnostics
            .warning(
                Code::SamePath,
                &operation.path_place.key(),
                format!(
                    "`{}` is the same path as `{}`: names of parameters tell no paths apart",
                    operation.path, first.path
                ),
            )
            .also_at(&first.path_place.key(), "the first one")
            .effect("both are generated, and call the same")
            .help("describe it once");
    }
}

/// A path without its parameters.
fn literals(path: &str) -> impl Iterator<Item = char> {
    let parts = path.split('{').enumerate();
    parts.flat_map(|(index, part)| {
        let literal = match index {
            0 => part,
            _ => part.split_once('}').map_or("", |(_, after)| after),
        };
        literal.chars()
    })
}

/// Whether a letter may stand in a path (RFC 3986, section 3.3), or begin one that is encoded.
fn is_of_paths(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/".contains(letter)
}

/// Whether a segment means this or the parent folder, in any spelling.
pub(super) fn is_dots(segment: &str) -> bool {
    let segment = segment.split(';').next().unwrap_or_default();
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}
