//! A document as a raw tree, with the text it came from.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::origins::Origins;
use super::text::Text;
use crate::diagnostics::{Locate, Location, Place, child_pointer, nearest};

/// A document as its author wrote it: maps in their order, no reference followed.
///
/// Passes that translate it may [move](Self::rearrange) nodes, also from other documents into this
/// one. Places name nodes by where they are in the tree; [`Document::written`] says where that was
/// written.
#[derive(Clone, Debug)]
pub struct Document {
    text: Arc<Text>,
    root: Value,
    /// One for each time that nodes were moved, the first time first.
    moves: Vec<Origins>,
    others: BTreeMap<String, Arc<Text>>,
}

impl Document {
    pub(super) fn new(text: Arc<Text>, root: Value) -> Self {
        Self {
            text,
            root,
            moves: Vec::new(),
            others: BTreeMap::new(),
        }
    }

    /// The name that the document was read under: its path, with `/` between folders.
    pub fn name(&self) -> &str {
        self.text.name()
    }

    /// The whole tree.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// The value at a JSON pointer, for example `/components/schemas/Pet`.
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        self.root.pointer(pointer)
    }

    /// The value at a JSON pointer as it is spelt in the text, quotes included; of a block scalar,
    /// the lines below its sign.
    ///
    /// A number keeps all its digits here, where the tree may only hold the nearest `f64`.
    pub fn spelling(&self, pointer: &str) -> Option<&str> {
        self.get(pointer)?;
        self.text_at(pointer)
    }

    /// Whether the author wrote a value at a JSON pointer, even if it is not in the tree any more.
    pub fn is_written(&self, pointer: &str) -> bool {
        self.text_at(pointer).is_some()
    }

    /// A JSON pointer with its first missing key replaced by one that is there, if it then leads to a
    /// value; for a pointer that is only misspelt.
    pub fn nearest_pointer(&self, pointer: &str) -> Option<String> {
        let (mut parent, mut rest) = ("", pointer);
        while let Some((key, after)) = rest
            .strip_prefix('/')
            .map(|rest| rest.split_once('/').unwrap_or((rest, "")))
        {
            // That is right, and what the document calls so is the mistake.
            if parent.is_empty() && key == "components" && self.get("/components").is_none() {
                return None;
            }
            let end = parent.len() + 1 + key.len();
            let next = pointer.get(..end)?;
            if self.get(next).is_none() {
                let members = self.get(parent)?.as_object()?;
                let meant = nearest(key, members.keys().map(String::as_str))?;
                let mut mended = child_pointer(parent, meant);
                if !after.is_empty() {
                    mended = format!("{mended}/{after}");
                }
                return self.get(&mended).map(|_| mended);
            }
            (parent, rest) = (next, pointer.get(end..)?);
        }
        None
    }

    fn text_at(&self, pointer: &str) -> Option<&str> {
        let place = self.written(&self.place(pointer));
        let text = if place.file() == self.name() {
            &self.text
        } else {
            self.others.get(place.file())?
        };
        text.spelling(place.pointer())
    }

    /// The place of the value at a JSON pointer.
    pub fn place(&self, pointer: &str) -> Place {
        Place::new(Arc::clone(self.text.shared_name()), pointer)
    }

    /// Where the node at a place of this document was written.
    pub fn written(&self, place: &Place) -> Place {
        let mut written = place.clone();
        for moved in self.moves.iter().rev() {
            if written.file() != self.name() {
                break;
            }
            if let Some(before) = moved.find(written.pointer()) {
                written = written.moved_to(before);
            }
        }
        written
    }

    /// The same document with its tree changed.
    ///
    /// What stays at its pointer keeps its place in the text; what is new is placed at the nearest
    /// node above it that the author wrote.
    #[must_use]
    pub fn edit(mut self, change: impl FnOnce(&mut Value)) -> Self {
        change(&mut self.root);
        self
    }

    /// The same document with another tree, whose nodes come from where `origins` says; `others` are
    /// the other documents that they come from.
    ///
    /// What `origins` says nothing of is where it was.
    #[must_use]
    pub fn rearrange<'d>(
        mut self,
        root: Value,
        origins: Origins,
        others: impl IntoIterator<Item = &'d Self>,
    ) -> Self {
        self.root = root;
        self.moves.push(origins);
        for other in others {
            self.others
                .insert(other.name().to_owned(), Arc::clone(&other.text));
        }
        self
    }
}

impl Locate for Document {
    fn locate(&self, place: &Place) -> Option<Location> {
        self.text.locate(place)
    }

    fn text(&self, file: &str) -> Option<&str> {
        self.text.text(file)
    }
}
