//! `(&Api, &Facts, &Names)` → `FileTree`: one template per thing.

mod tree;

pub use tree::{Contents, FileTree};
