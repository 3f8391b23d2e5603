//! The files of an emitted crate, all in memory and in order.

use std::collections::{BTreeMap, btree_map};

/// The files of an emitted crate: relative path, with `/` between its parts, → contents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTree {
    files: BTreeMap<String, Contents>,
}

/// What one emitted file holds before it is formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// Rust that is parsed and printed anew, below comment lines that no token can carry.
    Rust {
        /// Comment lines put above the code.
        header: String,
        /// The tokens of the file, as text.
        code: String,
    },
    /// Text that is written as it stands.
    Text(String),
}

impl FileTree {
    /// An empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file at `path`, in the place of the one that was there.
    pub fn insert(&mut self, path: impl Into<String>, contents: Contents) {
        self.files.insert(path.into(), contents);
    }

    /// The files in the order of their paths.
    pub fn iter(&self) -> btree_map::Iter<'_, String, Contents> {
        self.files.iter()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl<'a> IntoIterator for &'a FileTree {
    type Item = (&'a String, &'a Contents);
    type IntoIter = btree_map::Iter<'a, String, Contents>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for FileTree {
    type Item = (String, Contents);
    type IntoIter = btree_map::IntoIter<String, Contents>;

    fn into_iter(self) -> Self::IntoIter {
        self.files.into_iter()
    }
}

impl FromIterator<(String, Contents)> for FileTree {
    fn from_iter<T: IntoIterator<Item = (String, Contents)>>(files: T) -> Self {
        Self {
            files: files.into_iter().collect(),
        }
    }
}
