//! Makes a document with a fault as small as possible.

use castiron::diagnostics::Diagnostics;
use castiron::diagnostics::child_pointer;
use castiron::source::Sources;
use serde_json::Value;

use crate::judge::{Verdict, judged};
use crate::mutate::{Mutant, remove};

/// Documents that are tried.
const TRIES: usize = 2_000;

/// The document without whatever the fault of this kind does not need.
pub fn shrunk(mutant: &Mutant, kind: &str) -> Mutant {
    let has_it =
        |mutant: &Mutant| matches!(judged(mutant), Verdict::Faulty(fault) if fault.kind() == kind);
    let document = Sources::new().parse(mutant.file, mutant.text.as_str(), &mut Diagnostics::new());
    let Some(document) = document else {
        return mutant.clone();
    };
    let written = |tree: &Value| Mutant {
        file: "api.json",
        text: tree.to_string(),
        fault: None,
    };
    let mut tree = document.root().clone();
    if !has_it(&written(&tree)) {
        return mutant.clone();
    }
    let mut tries = 0;
    loop {
        let mut pointers = Vec::new();
        children("", &tree, &mut pointers);
        // What holds most comes first.
        let smaller = pointers.iter().find_map(|pointer| {
            let mut smaller = tree.clone();
            remove(&mut smaller, pointer)?;
            tries += 1;
            (tries < TRIES && has_it(&written(&smaller))).then_some(smaller)
        });
        match smaller {
            Some(smaller) => tree = smaller,
            None => return written(&tree),
        }
    }
}

/// The nodes below one, those of one level before those of the next.
fn children(pointer: &str, value: &Value, found: &mut Vec<String>) {
    let mut level = vec![(pointer.to_owned(), value)];
    while !level.is_empty() {
        let mut next = Vec::new();
        for (pointer, value) in level {
            match value {
                Value::Object(members) => next.extend(
                    members
                        .iter()
                        .map(|(key, member)| (child_pointer(&pointer, key), member)),
                ),
                Value::Array(elements) => next.extend(
                    elements
                        .iter()
                        .enumerate()
                        .map(|(index, element)| (format!("{pointer}/{index}"), element)),
                ),
                _ => {}
            }
        }
        found.extend(next.iter().map(|(pointer, _)| pointer.clone()));
        level = next;
    }
}
