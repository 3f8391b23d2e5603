//! Dialects of OpenAPI, translated into the tree of OpenAPI 3.0.
//!
//! Each pass is a file of its own. A pass walks the tree by the tables of the specification, reports
//! what it found, and changes the tree only as it says: what has one sensible reading is read so,
//! and what cannot be read is left out with as little as possible of what holds it.

mod bounds;
mod elsewhere;
mod files;
mod findings;
mod grammar;
mod keywords;
mod objects;
mod parameters;
mod references;
mod styles;
mod values;
mod version;
mod walk;

use crate::diagnostics::Diagnostics;
use crate::source::{Document, Sources};

use findings::Changes;

/// What a pass does: it looks at the document and says what is to be changed.
type Check = fn(&Document, &mut Diagnostics) -> Changes;

/// The passes in their order; each one sees what those before it changed.
///
/// `parameters` moves keywords, so it comes before `keywords` asks where each one may stand. What
/// `keywords` leaves has the right kind everywhere, and the others rely on that.
const PASSES: &[Check] = &[
    parameters::check,
    keywords::check,
    bounds::check,
    styles::check,
    references::check,
];

/// Translates `document`, and what it refers to in other files, into one tree of OpenAPI 3.0, and
/// checks it against the specification.
///
/// In the result every keyword has a value of its kind and every `$ref` leads to a node; an
/// operation that cannot be read is `null`, so that it can still be counted. `None` if the
/// document follows a version that is not read. Even with a result, `diagnostics` may hold errors.
pub fn translate(
    document: Document,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    if !version::check(&document, diagnostics) {
        return None;
    }
    let (document, lost) = files::bring(document, sources, diagnostics);
    let translated = PASSES.iter().fold(document, |document, check| {
        let changes = check(&document, diagnostics);
        changes.apply(document)
    });
    Some(lost.apply(translated))
}
