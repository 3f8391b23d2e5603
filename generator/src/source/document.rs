//! A document as a raw tree, with the text it came from.

use std::sync::Arc;

use serde_json::Value;

use super::text::Text;
use crate::diagnostics::{Locate, Location, Place};

/// A document as its author wrote it: maps in their order, no reference followed.
#[derive(Clone, Debug)]
pub struct Document {
    text: Arc<Text>,
    root: Value,
}

impl Document {
    pub(super) fn new(text: Arc<Text>, root: Value) -> Self {
        Self { text, root }
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
        self.text.spelling(pointer)
    }

    /// Whether the author wrote a value at a JSON pointer, even if it is not in the tree any more.
    pub fn is_written(&self, pointer: &str) -> bool {
        self.text.spelling(pointer).is_some()
    }

    /// The place of the value at a JSON pointer.
    pub fn place(&self, pointer: &str) -> Place {
        Place::new(Arc::clone(self.text.shared_name()), pointer)
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
}

impl Locate for Document {
    fn locate(&self, place: &Place) -> Option<Location> {
        self.text.locate(place)
    }

    fn text(&self, file: &str) -> Option<&str> {
        self.text.text(file)
    }
}
