//! Dialects of OpenAPI, translated into the tree of OpenAPI 3.0.
//!
//! Each pass is a file of its own. A pass walks the tree by the tables of the specification, reports
//! what it found, and changes the tree only as it says: what has one sensible reading is read so,
//! and what cannot be read is left out with as little as possible of what holds it. What later
//! versions than 3.0 write in their own way is rewritten in `later`.

mod bounds;
mod data;
mod elsewhere;
mod files;
mod findings;
mod grammar;
mod identifiers;
mod keywords;
mod later;
mod meant;
mod messages;
mod objects;
mod references;
mod schemas;
mod selected;
mod styles;
mod swagger;
mod together;
mod unread;
mod unsatisfiable;
mod values;
mod version;
mod vocabulary;
mod walk;

use crate::diagnostics::Diagnostics;
use crate::selection::Selection;
use crate::source::{Document, Sources};

use findings::{Changes, without_nulls};
use selected::Excluded;
use version::Version;

pub use vocabulary::{Word, vocabulary};

/// What a pass does: it looks at the document and says what is to be changed.
type Check = fn(&Document, Version, &mut Diagnostics) -> Changes;

/// The passes that read a document as its own version means it, in their order; each one sees what
/// those before it changed.
///
/// What `keywords` leaves has the right kind everywhere, and the others rely on that.
const OF_ITS_VERSION: &[Check] = &[keywords::check, unread::check];

/// The passes that read a document in the words of OpenAPI 3.0.
const OF_OPENAPI_30: &[Check] = &[
    bounds::check,
    unsatisfiable::check,
    styles::check,
    references::check,
    data::check,
];

/// A spec in the words of OpenAPI 3.0.
#[derive(Clone, Debug)]
pub struct Translated {
    /// What is cast of it.
    pub document: Document,
    /// How many operations it has besides those that are selected.
    pub excluded_operations: usize,
}

/// Translates `document`, and what it refers to in other files, into one tree of OpenAPI 3.0, and
/// checks it against the specification.
///
/// In the result every keyword has a value of its kind and every `$ref` leads to a node; an
/// operation that cannot be read is `null`, so that it can still be counted. `None` if the
/// document follows a version that is not read. Even with a result, `diagnostics` may hold errors;
/// their places are those where the author wrote what they are about.
pub fn translate(
    document: Document,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let whole = Selection::default();
    translate_selected(document, &whole, sources, diagnostics).map(|translated| translated.document)
}

/// Translates what is selected of `document`, as [`translate`] does with all of it.
///
/// Nothing is told of the rest, nor of components that only the rest needs.
pub fn translate_selected(
    document: Document,
    selection: &Selection,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Translated> {
    let document = version::settle(document, diagnostics);
    let version = version::check(&document, diagnostics)?;
    let mut found = Diagnostics::new();
    let (document, lost) = gather(document, version, sources, &mut found);
    let (document, excluded) = if selection.is_whole() {
        (document, Excluded::default())
    } else {
        selected::select(document, selection, &mut found)
    };
    found.retain(|diagnostic| !excluded.holds(&diagnostic.place));
    diagnostics.append(found);
    let document = run(OF_ITS_VERSION, document, version, diagnostics);
    let document = later::rewrite(document, version, diagnostics);
    let document = run(OF_OPENAPI_30, document, version, diagnostics);
    let document = lost.without(&excluded.pointers).apply(document);
    Some(Translated {
        document: without_nulls(document, Version::OLDEST),
        excluded_operations: excluded.operations,
    })
}

/// The document with all that it refers to in one tree, mended as far as that is needed to know what
/// is referred to; with what is lost of it.
fn gather(
    document: Document,
    version: Version,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> (Document, Changes) {
    let is_swagger = document.get("/openapi").is_none();
    let (document, translate): (_, files::Translate) = if is_swagger {
        let mut found = Diagnostics::new();
        let document = swagger::rearrange(document, &mut found);
        tell(found, &document, diagnostics);
        (document, swagger::rearrange_part)
    } else {
        (document, |_, part, _| part.clone())
    };
    let document = run(&[identifiers::check], document, version, diagnostics);
    let document = meant::settle(document, version, false, diagnostics);
    let mut found = Diagnostics::new();
    let (document, lost) = files::bring(document, version, sources, &mut found, translate);
    tell(found, &document, diagnostics);
    (meant::settle(document, version, true, diagnostics), lost)
}

fn run(
    checks: &[Check],
    document: Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Document {
    checks.iter().fold(document, |document, check| {
        let mut found = Diagnostics::new();
        let changes = check(&document, version, &mut found);
        tell(found, &document, diagnostics);
        changes.apply(document)
    })
}

/// Adds what was found in `document` with the places where it was written: what is moved later is not
/// there any more.
fn tell(mut found: Diagnostics, document: &Document, diagnostics: &mut Diagnostics) {
    found.relocate(|place| document.written(place));
    diagnostics.append(found);
}
