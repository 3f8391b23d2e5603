//! What OpenAPI 3.1 and later write in words of their own, rewritten in the words of 3.0.
//!
//! Each rewriting is a file of its own, and changes one schema whose inner schemas are rewritten
//! already. `keywords` has seen to it that every keyword has a value of its kind.

mod booleans;
mod bounds;
mod branches;
mod conditions;
mod constants;
mod contents;
mod examples;
mod information;
mod meaning;
mod moves;
mod references;
mod rewriting;
mod streams;
mod tuples;
mod types;
mod unchecked;
mod unevaluated;
mod walk;

use serde_json::Value;

use super::tell;
use super::version::Version;
use crate::diagnostics::Diagnostics;
use crate::source::Document;

use rewriting::{Rewriting, Schema};

/// What a rewriting does with a schema.
type Rewrite = fn(&mut Schema<'_, '_>);

/// The rewritings in their order; each one sees what those before it changed.
const REWRITES: &[Rewrite] = &[
    references::rewrite,
    constants::rewrite,
    bounds::rewrite,
    examples::rewrite,
    contents::rewrite,
    conditions::rewrite,
    unevaluated::rewrite,
    tuples::rewrite,
    types::rewrite,
    branches::rewrite,
    unchecked::rewrite,
    meaning::rewrite,
];

/// Rewrites a document of `version` in the words of OpenAPI 3.0.
pub(super) fn rewrite(
    document: Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Document {
    if version < Version::V31 {
        return document;
    }
    let mut rewriting = Rewriting::new(&document);
    let mut root = document.root().clone();
    meaning::of_document(&root, &mut rewriting);
    walk::schemas(&mut root, version, &mut rewriting);
    rewriting.follow(&mut root);
    let (origins, found) = rewriting.close();
    tell(found, &document, diagnostics);
    document.rearrange(root, origins, [])
}

/// Rewrites a schema whose inner schemas are rewritten.
fn schema(pointer: &str, value: &mut Value, rewriting: &mut Rewriting<'_>) {
    if let Some(flag) = value.as_bool() {
        *value = booleans::any_or_nothing(flag, pointer, rewriting);
    }
    if let Some(members) = value.as_object_mut() {
        let mut schema = Schema {
            pointer,
            members,
            rewriting,
        };
        for rewrite in REWRITES {
            rewrite(&mut schema);
        }
    }
}
