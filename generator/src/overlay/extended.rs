//! The file that an overlay says it was written for.

use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Document, percent_decoded};

/// Tells of an overlay that was written for another file (Overlay 1.0, section 4.4.1, `extends`). A URL says
/// nothing: the document may be a copy of what is there.
pub(super) fn check(overlay: &Document, document: &Document, diagnostics: &mut Diagnostics) {
    let Some(extends) = overlay.get("/extends").and_then(Value::as_str) else {
        return;
    };
    let path = extends.split(['?', '#']).next().and_then(percent_decoded);
    let Some(path) = path.filter(|path| !path.contains(':') && !path.starts_with('/')) else {
        return;
    };
    let folder = Path::new(overlay.name()).parent().unwrap_or(Path::new(""));
    if is_same_file(&folder.join(path), Path::new(document.name())) {
        return;
    }
    diagnostics
        .warning(
            Code::UnusableOverlay,
            &overlay.place("/extends"),
            format!(
                "the overlay extends `{extends}`, and not `{}`",
                document.name()
            ),
        )
        .effect("its actions are applied all the same")
        .help("name the file that it changes, as seen from the overlay, or remove `extends`");
}

/// Whether two paths can be those of one file; where one of them begins outside of the other's folder,
/// only their names tell.
fn is_same_file(one: &Path, other: &Path) -> bool {
    let (one, other) = (settled(one), settled(other));
    let is_below = |path: &Path| path.is_relative() && !path.starts_with("..");
    match is_below(&one) == is_below(&other) {
        true => one == other,
        false => one.file_name() == other.file_name(),
    }
}

/// A path without `.`, and without `..` behind the name of a folder.
fn settled(path: &Path) -> PathBuf {
    let mut settled = PathBuf::new();
    for component in path.components() {
        let is_in_folder = matches!(settled.components().next_back(), Some(Component::Normal(_)));
        match component {
            Component::CurDir => {}
            Component::ParentDir if is_in_folder => {
                settled.pop();
            }
            component => settled.push(component),
        }
    }
    settled
}
