//! Dialects of OpenAPI, translated into the tree of OpenAPI 3.0.
//!
//! Each pass is a file of its own. A pass reports what it found or changed, and what it cannot
//! mend it leaves for the stages behind it, which read node by node.

mod version;

use crate::diagnostics::Diagnostics;
use crate::source::Document;

/// Translates `document` into the tree of OpenAPI 3.0 and checks it against the specification.
///
/// `None` if it follows a version that is not read; `diagnostics` then says so.
pub fn translate(document: Document, diagnostics: &mut Diagnostics) -> Option<Document> {
    version::check(&document, diagnostics).then_some(document)
}
