//! Overlays: documents that change a spec which one may not edit (OpenAPI Overlay 1.0).

mod extended;

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::diagnostics::{Code, Diagnostics, child_pointer, nearest, pointer_keys};
use crate::source::{DEPTH_AT_MOST, Document, Origins, Sources};

/// How many values the overlays of a spec may add to it.
const ADDED_AT_MOST: usize = 250_000;

/// Applies the overlays at `paths` to a document, one after the other; what they bring is placed
/// where they say it.
///
/// An overlay or an action that cannot be read changes nothing, and `diagnostics` has an error then.
#[must_use]
pub fn apply(
    document: Document,
    paths: &[PathBuf],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Document {
    let mut room = ADDED_AT_MOST;
    paths.iter().fold(document, |mut document, path| {
        let Some(overlay) = sources.read(path, diagnostics) else {
            return document;
        };
        let actions = actions(&overlay, diagnostics);
        extended::check(&overlay, &document, diagnostics);
        for pointer in actions {
            if room == 0 {
                break;
            }
            let action = Action {
                overlay: &overlay,
                pointer,
            };
            document = action.apply(document, &mut room, diagnostics);
        }
        document
    })
}

/// The pointers of the actions of an overlay.
fn actions(overlay: &Document, diagnostics: &mut Diagnostics) -> Vec<String> {
    let version = overlay.get("/overlay").and_then(Value::as_str);
    if !version.is_some_and(|version| version.starts_with("1.")) {
        diagnostics
            .error(
                Code::UnusableOverlay,
                &overlay.place(if version.is_some() { "/overlay" } else { "" }),
                "the document does not say that it is an overlay of version 1",
            )
            .help("begin it with `overlay: 1.0.0`");
        return Vec::new();
    }
    known(
        overlay,
        "",
        &["overlay", "info", "extends", "actions"],
        diagnostics,
    );
    let Some(actions) = overlay.get("/actions").and_then(Value::as_array) else {
        diagnostics
            .error(
                Code::UnusableOverlay,
                &overlay.place(""),
                "the overlay has no list of `actions`",
            )
            .help("add `actions`, each with a `target` and `update` or `remove`");
        return Vec::new();
    };
    (0..actions.len())
        .map(|index| format!("/actions/{index}"))
        .collect()
}

/// Reports members of an object that are none of `keywords`.
fn known(overlay: &Document, pointer: &str, keywords: &[&str], diagnostics: &mut Diagnostics) {
    let members = overlay.get(pointer).and_then(Value::as_object);
    for key in members.into_iter().flat_map(Map::keys) {
        if key.starts_with("x-") || keywords.contains(&key.as_str()) {
            continue;
        }
        let place = overlay.place(&child_pointer(pointer, key)).key();
        let finding = diagnostics
            .warning(
                Code::UnusableOverlay,
                &place,
                format!("`{key}` is not a keyword of an overlay here"),
            )
            .effect("it is ignored");
        if let Some(meant) = nearest(key, keywords.iter().copied()) {
            finding.help(format!("did you mean `{meant}`?"));
        }
    }
}

/// One change of an overlay.
struct Action<'o> {
    overlay: &'o Document,
    pointer: String,
}

impl Action<'_> {
    fn get(&self, key: &str) -> Option<&Value> {
        self.overlay.get(&self.keyword(key))
    }

    fn keyword(&self, key: &str) -> String {
        child_pointer(&self.pointer, key)
    }

    /// Makes the change; without `room` for what it adds, there is none left for the next action.
    fn apply(
        &self,
        document: Document,
        room: &mut usize,
        diagnostics: &mut Diagnostics,
    ) -> Document {
        const KEYWORDS: [&str; 4] = ["target", "description", "update", "remove"];
        known(self.overlay, &self.pointer, &KEYWORDS, diagnostics);
        let Some(target) = self.target(diagnostics) else {
            return document;
        };
        let nodes = target.query_located(document.root());
        let targets: BTreeSet<String> = nodes
            .locations()
            .map(|location| location.to_json_pointer())
            .collect();
        if targets.is_empty() {
            diagnostics
                .warning(
                    Code::IdleAction,
                    &self.overlay.place(&self.keyword("target")),
                    format!("`{target}` is nowhere in the spec"),
                )
                .effect("the action changes nothing");
            return document;
        }
        let is_removal = self.get("remove").and_then(Value::as_bool) == Some(true);
        match self.get("update") {
            _ if is_removal => removed(document, &targets),
            Some(update) => {
                *room = self.room_after(&targets, update, *room, diagnostics);
                if *room == 0 {
                    return document;
                }
                self.updated(document, &targets, update, diagnostics)
            }
            None => {
                diagnostics
                    .warning(
                        Code::IdleAction,
                        &self.overlay.place(&self.pointer),
                        "the action has neither `update` nor `remove: true`",
                    )
                    .effect("it changes nothing");
                document
            }
        }
    }

    fn target(&self, diagnostics: &mut Diagnostics) -> Option<JsonPath> {
        let Some(target) = self.get("target").and_then(Value::as_str) else {
            diagnostics
                .error(
                    Code::UnusableOverlay,
                    &self.overlay.place(&self.pointer),
                    "the action has no `target`",
                )
                .help("name what it changes, for example `target: $.info`");
            return None;
        };
        match JsonPath::parse(target) {
            Ok(path) => Some(path),
            Err(_) => {
                let place = self.overlay.place(&self.keyword("target"));
                let message = format!("`{target}` is not a JSONPath");
                diagnostics
                    .error(Code::UnusableOverlay, &place, message)
                    .help("write it as RFC 9535 says, for example `$.paths['/pets'].get`");
                None
            }
        }
    }

    /// What of `room` is left when `update` is added to all targets; none if that is too much.
    fn room_after(
        &self,
        targets: &BTreeSet<String>,
        update: &Value,
        room: usize,
        diagnostics: &mut Diagnostics,
    ) -> usize {
        let place = self.overlay.place(&self.keyword("update"));
        let depth = targets.iter().map(|target| pointer_keys(target).count());
        if depth.max().unwrap_or(0) + height(update) > DEPTH_AT_MOST {
            let message =
                format!("the spec becomes more than {DEPTH_AT_MOST} mappings and lists deep");
            diagnostics.error(Code::TooDeep, &place, message);
            return 0;
        }
        let added = size(update).saturating_mul(targets.len());
        if added >= room {
            let message = format!("overlays add more than {ADDED_AT_MOST} values to the spec");
            diagnostics.error(Code::InputTooLarge, &place, message);
        }
        room.saturating_sub(added)
    }

    fn updated(
        &self,
        document: Document,
        targets: &BTreeSet<String>,
        update: &Value,
        diagnostics: &mut Diagnostics,
    ) -> Document {
        let mut origins = Origins::default();
        let (document, mut root) = taken(document);
        let mut is_told = false;
        for target in targets {
            let refused = match root.pointer_mut(target) {
                Some(node @ Value::Array(_)) => {
                    self.add(node, target, &self.keyword("update"), update, &mut origins);
                    continue;
                }
                Some(Value::Object(members)) => match update {
                    Value::Object(update) => {
                        let from = self.keyword("update");
                        self.merge(members, target, &from, update, &mut origins);
                        continue;
                    }
                    _ => "`update` is no mapping, and so it cannot be merged into one".to_owned(),
                },
                _ => format!("`{}` is neither a mapping nor a list", last(target)),
            };
            if std::mem::replace(&mut is_told, true) {
                continue;
            }
            diagnostics
                .warning(
                    Code::IdleAction,
                    &self.overlay.place(&self.keyword("update")),
                    refused,
                )
                .effect(format!("`#{target}` stays as it is"))
                .help("let `target` name the mapping that holds what is to change");
        }
        document.rearrange(root, origins, [self.overlay])
    }

    /// Merges the members of `update` into a mapping: mappings are merged, lists are added, and all
    /// else is replaced.
    fn merge(
        &self,
        members: &mut Map<String, Value>,
        pointer: &str,
        from: &str,
        update: &Map<String, Value>,
        origins: &mut Origins,
    ) {
        for (key, value) in update {
            let pointer = child_pointer(pointer, key);
            let from = child_pointer(from, key);
            match (members.get_mut(key), value) {
                (Some(Value::Object(members)), Value::Object(update)) => {
                    self.merge(members, &pointer, &from, update, origins);
                }
                (Some(list @ Value::Array(_)), Value::Array(elements)) => {
                    for (index, element) in elements.iter().enumerate() {
                        let from = format!("{from}/{index}");
                        self.add(list, &pointer, &from, element, origins);
                    }
                }
                _ => {
                    members.insert(key.clone(), value.clone());
                    origins.insert(pointer, self.overlay.place(&from));
                }
            }
        }
    }

    fn add(
        &self,
        list: &mut Value,
        pointer: &str,
        from: &str,
        value: &Value,
        origins: &mut Origins,
    ) {
        if let Value::Array(elements) = list {
            let pointer = format!("{pointer}/{}", elements.len());
            elements.push(value.clone());
            origins.insert(pointer, self.overlay.place(from));
        }
    }
}

/// The document without the nodes at `targets`.
fn removed(document: Document, targets: &BTreeSet<String>) -> Document {
    let mut origins = Origins::default();
    let (document, mut root) = taken(document);
    // Places are those before the action, so inner nodes go first: what is removed around them moves.
    let mut lists: BTreeSet<(usize, &str)> = BTreeSet::new();
    for target in targets {
        let Some((parent, _)) = target.rsplit_once('/') else {
            continue;
        };
        match root.pointer_mut(parent) {
            Some(Value::Object(members)) => {
                members.shift_remove(&last(target));
            }
            Some(Value::Array(_)) => {
                lists.insert((pointer_keys(parent).count(), parent));
            }
            _ => {}
        }
    }
    for (_, list) in lists.into_iter().rev() {
        let Some(Value::Array(elements)) = root.pointer_mut(list) else {
            continue;
        };
        let all = std::mem::take(elements).into_iter().enumerate();
        let kept = all.filter(|(index, _)| !targets.contains(&format!("{list}/{index}")));
        for (old, element) in kept {
            if old != elements.len() {
                let place = document.place(&format!("{list}/{old}"));
                origins.insert(format!("{list}/{}", elements.len()), place);
            }
            elements.push(element);
        }
    }
    document.rearrange(root, origins, [])
}

/// A document and its tree, which is put back with [`Document::rearrange`].
fn taken(document: Document) -> (Document, Value) {
    let mut root = Value::Null;
    let document = document.edit(|tree| root = std::mem::take(tree));
    (document, root)
}

/// The last key of a pointer.
fn last(pointer: &str) -> String {
    pointer_keys(pointer).next_back().unwrap_or_default()
}

fn size(value: &Value) -> usize {
    1 + children(value).map(size).sum::<usize>()
}

/// How many mappings and lists stand inside each other.
fn height(value: &Value) -> usize {
    children(value)
        .map(|child| 1 + height(child))
        .max()
        .unwrap_or(0)
}

fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(elements) => Box::new(elements.iter()),
        Value::Object(members) => Box::new(members.values()),
        _ => Box::new(std::iter::empty()),
    }
}
