//! The runtime: its files, copied byte for byte into every emitted crate.

use super::tree::{Contents, FileTree};

/// The files of `generator/runtime/src`; its `lib.rs` becomes the `mod.rs` of a module.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../runtime/src/", $name)))),*]
    };
}

const FILES: &[(&str, &str)] = files!["lib.rs"];

/// Puts the runtime into the tree.
pub(super) fn copy(tree: &mut FileTree) {
    for (name, text) in FILES {
        let name = if *name == "lib.rs" { "mod.rs" } else { name };
        tree.insert(
            format!("src/runtime/{name}"),
            Contents::Text((*text).to_owned()),
        );
    }
}
