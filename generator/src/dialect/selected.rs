//! Selection: of a document, the operations that are asked for and what they need.

mod needed;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::findings::is_within;
use crate::diagnostics::{Code, Diagnostics, Place, child_pointer, nearest, pointer_keys};
use crate::selection::{METHODS, Selection, Selector, Sought, Traits};
use crate::source::{Document, Ends, Origins};

/// What is not cast of a document.
#[derive(Default)]
pub(super) struct Excluded {
    /// Where it was in the tree.
    pub(super) pointers: BTreeSet<String>,
    /// How many operations it has.
    pub(super) operations: usize,
    /// Where it was written, by file.
    written: BTreeMap<String, BTreeSet<String>>,
}

impl Excluded {
    /// Whether a place, as the author knows it, is in it.
    pub(super) fn holds(&self, place: &Place) -> bool {
        let pointers = self.written.get(place.file());
        pointers.is_some_and(|pointers| is_within(pointers, place.pointer()))
    }

    fn add(&mut self, document: &Document, pointer: String) {
        let written = document.written(&document.place(&pointer));
        let pointers = self.written.entry(written.file().to_owned()).or_default();
        pointers.insert(written.pointer().to_owned());
        self.pointers.insert(pointer);
    }
}

/// An operation of the document.
struct Candidate<'d> {
    /// The pointer of its path item, where `paths` or `webhooks` name it.
    item: String,
    traits: Traits<'d>,
    is_admitted: bool,
}

/// Leaves in the document what is selected, and of its components what that needs.
pub(super) fn select(
    document: Document,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> (Document, Excluded) {
    let mut ends = Ends::default();
    let candidates = candidates(&document, &mut ends, selection);
    report_idle(&document, selection, &candidates, diagnostics);
    report_nothing_left(&document, &candidates, diagnostics);
    let mut excluded = Excluded {
        operations: count(&candidates, |candidate| !candidate.is_admitted),
        ..Excluded::default()
    };
    let mut root = document.root().clone();
    let mut origins = Origins::default();
    let mut items: BTreeMap<&str, Vec<&Candidate<'_>>> = BTreeMap::new();
    for candidate in &candidates {
        items.entry(&candidate.item).or_default().push(candidate);
    }
    for (pointer, operations) in items {
        if operations.iter().all(|operation| operation.is_admitted) {
            continue;
        }
        if !operations.iter().any(|operation| operation.is_admitted) {
            excluded.add(&document, pointer.to_owned());
            continue;
        }
        let target = item(&document, &mut ends, pointer);
        if let Some((target, members)) = target.filter(|(target, _)| target != pointer) {
            // Other paths may have all of it.
            origins.insert(pointer, document.place(&target));
            if let Some(node) = root.pointer_mut(pointer) {
                *node = Value::Object(members.clone());
            }
        }
        for operation in operations.iter().filter(|operation| !operation.is_admitted) {
            excluded.add(&document, child_pointer(pointer, operation.traits.method));
        }
    }
    remove(&mut root, &excluded.pointers);
    unlink(&mut root, &gone(&candidates));
    let unneeded = needed::unneeded(&root);
    remove(&mut root, &unneeded);
    for pointer in unneeded {
        excluded.add(&document, pointer);
    }
    (document.rearrange(root, origins, []), excluded)
}

fn count(candidates: &[Candidate<'_>], is_counted: fn(&Candidate<'_>) -> bool) -> usize {
    let of_paths = candidates
        .iter()
        .filter(|candidate| candidate.traits.path.is_some());
    of_paths.filter(|candidate| is_counted(candidate)).count()
}

/// Every operation that the API or, by a webhook, its user answers.
fn candidates<'d>(
    document: &'d Document,
    ends: &mut Ends,
    selection: &Selection,
) -> Vec<Candidate<'d>> {
    let mut candidates = Vec::new();
    for section in ["paths", "webhooks"] {
        let Some(Value::Object(items)) = document.root().get(section) else {
            continue;
        };
        for path in items.keys().filter(|path| !path.starts_with("x-")) {
            let pointer = child_pointer(&format!("/{section}"), path);
            let Some((_, members)) = item(document, ends, &pointer) else {
                continue;
            };
            for method in METHODS {
                let Some(operation) = members.get(method) else {
                    continue;
                };
                let tags = operation.get("tags").and_then(Value::as_array);
                let tags = tags.into_iter().flatten().filter_map(Value::as_str);
                let traits = Traits {
                    id: operation.get("operationId").and_then(Value::as_str),
                    tags: tags.collect(),
                    method,
                    path: (section == "paths").then_some(path.as_str()),
                };
                candidates.push(Candidate {
                    item: pointer.clone(),
                    is_admitted: selection.admits(&traits),
                    traits,
                });
            }
        }
    }
    candidates
}

/// A path item and where it is: behind a reference perhaps.
fn item<'d>(
    document: &'d Document,
    ends: &mut Ends,
    pointer: &str,
) -> Option<(String, &'d Map<String, Value>)> {
    let pointer = ends.of(document, pointer)?;
    let members = document.get(&pointer)?.as_object()?;
    Some((pointer, members))
}

/// Tells of selectors that no operation matches, with what they may have been meant for.
fn report_idle(
    document: &Document,
    selection: &Selection,
    candidates: &[Candidate<'_>],
    diagnostics: &mut Diagnostics,
) {
    let lists = [
        ("include", &selection.include, "it adds no operation"),
        ("exclude", &selection.exclude, "it leaves no operation out"),
    ];
    for (list, selectors, effect) in lists {
        for selector in selectors {
            let mut traits = candidates.iter().map(|candidate| &candidate.traits);
            if traits.any(|traits| selector.matches(traits)) {
                continue;
            }
            let message = format!("no operation matches `{selector}` of `{list}`");
            let finding = diagnostics
                .warning(Code::IdleSelector, &document.place(""), message)
                .effect(effect);
            if let Some(meant) = meant(selector, candidates) {
                finding.help(format!("did you mean `{meant}`?"));
            }
        }
    }
}

/// Refuses a selection of nothing, which would make an empty crate of one that was there.
fn report_nothing_left(
    document: &Document,
    candidates: &[Candidate<'_>],
    diagnostics: &mut Diagnostics,
) {
    if candidates.is_empty() || candidates.iter().any(|candidate| candidate.is_admitted) {
        return;
    }
    let message = format!(
        "`include` and `exclude` leave none of the {} operations",
        candidates.len()
    );
    let finding = diagnostics.error(Code::IdleSelector, &document.place(""), message);
    let mut ids = candidates
        .iter()
        .filter_map(|candidate| candidate.traits.id);
    if let Some(id) = ids.next() {
        finding.help(format!("select one that it has, such as `operation:{id}`"));
    }
}

fn meant(selector: &Selector, candidates: &[Candidate<'_>]) -> Option<String> {
    let traits = || candidates.iter().map(|candidate| &candidate.traits);
    match selector.sought() {
        Sought::Tag(tag) => {
            let tags = traits().flat_map(|traits| traits.tags.iter().copied());
            nearest(tag, tags).map(|tag| format!("tag:{tag}"))
        }
        Sought::Operation(id) => {
            let ids = traits().filter_map(|traits| traits.id);
            nearest(id, ids).map(|id| format!("operation:{id}"))
        }
        Sought::Path {
            method, pattern, ..
        } => {
            let paths = traits()
                .filter(|traits| method.as_ref().is_none_or(|method| method == traits.method));
            let path = nearest(pattern, paths.filter_map(|traits| traits.path))?;
            Some(match method {
                Some(method) => format!("{} {path}", method.to_uppercase()),
                None => format!("path:{path}"),
            })
        }
    }
}

/// The operationIds that only excluded operations have.
fn gone<'d>(candidates: &[Candidate<'d>]) -> BTreeSet<&'d str> {
    let ids = |is_admitted: bool| {
        let operations = candidates
            .iter()
            .filter(move |operation| operation.is_admitted == is_admitted);
        operations.filter_map(|operation| operation.traits.id)
    };
    let kept: BTreeSet<&str> = ids(true).collect();
    ids(false).filter(|id| !kept.contains(id)).collect()
}

/// Removes the links that lead to excluded operations.
fn unlink(value: &mut Value, gone: &BTreeSet<&str>) {
    match value {
        Value::Array(elements) => elements
            .iter_mut()
            .for_each(|element| unlink(element, gone)),
        Value::Object(members) => {
            if let Some(Value::Object(links)) = members.get_mut("links") {
                links.retain(|_, link| {
                    let id = link.get("operationId").and_then(Value::as_str);
                    id.is_none_or(|id| !gone.contains(id))
                });
            }
            members.values_mut().for_each(|member| unlink(member, gone));
        }
        _ => {}
    }
}

/// Removes nodes from their mappings, of each mapping all at once: each removal moves what stands
/// behind it.
fn remove<'a>(root: &mut Value, pointers: impl IntoIterator<Item = &'a String>) {
    let mut removed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for pointer in pointers {
        let parent = pointer.rsplit_once('/').map(|(parent, _)| parent);
        if let (Some(parent), Some(key)) = (parent, pointer_keys(pointer).next_back()) {
            removed.entry(parent).or_default().insert(key);
        }
    }
    for (parent, keys) in removed {
        if let Some(Value::Object(members)) = root.pointer_mut(parent) {
            members.retain(|key, _| !keys.contains(key));
        }
    }
}
