//! Where a finding is: a document and a JSON pointer, or an offset where there is no tree yet.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A node of a document, named by the document and a JSON pointer (RFC 6901).
///
/// Cheap to clone. Lines and columns are not part of it: they are found only for what is printed,
/// through [`Locate`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    file: Arc<str>,
    pointer: Arc<str>,
    aim: Aim,
}

/// Which part of a node a [`Place`] points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aim {
    /// The node as a person would point to it: a scalar itself; of a mapping or list its key.
    Node,
    /// The key under which the node stands, for example a misspelt keyword.
    Key,
    /// A byte offset into the text, for input that could not be read into a tree.
    Offset(usize),
}

impl Place {
    /// The node at `pointer` in the document called `file`; the empty pointer is the whole document.
    pub fn new(file: impl Into<Arc<str>>, pointer: impl Into<Arc<str>>) -> Self {
        Self {
            file: file.into(),
            pointer: pointer.into(),
            aim: Aim::Node,
        }
    }

    /// The byte at `offset` of a text that could not be read into a tree.
    pub fn at_offset(file: impl Into<Arc<str>>, offset: usize) -> Self {
        Self {
            file: file.into(),
            pointer: "".into(),
            aim: Aim::Offset(offset),
        }
    }

    /// The member called `key`; `/` and `~` in the key are escaped.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        Self {
            file: Arc::clone(&self.file),
            pointer: child_pointer(&self.pointer, key).into(),
            aim: Aim::Node,
        }
    }

    /// The node at `pointer` as seen from this one.
    #[must_use]
    pub fn below(&self, pointer: &str) -> Self {
        Self {
            file: Arc::clone(&self.file),
            pointer: format!("{}{pointer}", self.pointer).into(),
            aim: Aim::Node,
        }
    }

    /// The node at `place`, with the same part of it meant.
    #[must_use]
    pub fn moved_to(&self, place: Self) -> Self {
        Self {
            aim: self.aim,
            ..place
        }
    }

    /// The element at `index`, counted from 0.
    #[must_use]
    pub fn child_index(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }

    /// The same node, pointing to its key instead of its value.
    #[must_use]
    pub fn key(&self) -> Self {
        Self {
            aim: Aim::Key,
            ..self.clone()
        }
    }

    /// The name of the document, as the user gave it.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The JSON pointer, for example `/components/schemas/Pet`.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The part of the node that is meant.
    pub fn aim(&self) -> Aim {
        self.aim
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.aim {
            Aim::Node | Aim::Key => write!(formatter, "{}#{}", self.file, self.pointer),
            Aim::Offset(_) => formatter.write_str(&self.file),
        }
    }
}

/// The JSON pointer of the member called `key` of the node at `pointer`.
pub fn child_pointer(pointer: &str, key: &str) -> String {
    let mut child = String::with_capacity(pointer.len() + 1 + key.len());
    child.push_str(pointer);
    child.push('/');
    for character in key.chars() {
        match character {
            '~' => child.push_str("~0"),
            '/' => child.push_str("~1"),
            _ => child.push(character),
        }
    }
    child
}

/// The keys of a JSON pointer, from the root on.
pub fn pointer_keys(pointer: &str) -> impl DoubleEndedIterator<Item = String> {
    pointer
        .strip_prefix('/')
        .into_iter()
        .flat_map(|keys| keys.split('/'))
        .map(|key| key.replace("~1", "/").replace("~0", "~"))
}

/// A place as an editor shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The JSON pointer of the node that the author wrote there; empty where there is no tree.
    pub pointer: String,
    /// The bytes of the text that are meant.
    pub span: Range<usize>,
    /// The line on which the span begins, counted from 1.
    pub line: usize,
    /// The column at which the span begins, in characters, counted from 1.
    pub column: usize,
}

/// Finds places in the texts they came from.
pub trait Locate {
    /// The location of `place`, or of the nearest node above it that is written; `None` if its text is not known.
    fn locate(&self, place: &Place) -> Option<Location>;

    /// The text of the document called `file`.
    fn text(&self, file: &str) -> Option<&str>;
}
