//! What authors write in another form than OpenAPI's, and what can only be meant in one way.
//!
//! Each file knows one kind of slip. What one mends another may have to look into, so all of them look
//! again until there is nothing left to mend; what they leave is for `keywords` and `references` to judge.

mod bodies;
mod holders;
mod keys;
mod paths;
mod pointers;
mod schemes;
mod shapes;
mod siblings;
mod words;

use serde_json::{Map, Value};

use super::findings::{Changes, Findings};
use super::grammar::{Object, Shape};
use super::tell;
use super::together::{self, is_read_together};
use super::version::Version;
use super::walk::{self, Pass, Spot};
use crate::diagnostics::Diagnostics;
use crate::source::Document;

/// How often the document is looked at: slips within slips go no deeper.
const ROUNDS_AT_MOST: usize = 8;

/// Writes everything in `document` as OpenAPI does that can only be meant in one way; once `is_gathered`,
/// there is nothing more to come from other files.
pub(super) fn settle(
    mut document: Document,
    version: Version,
    is_gathered: bool,
    diagnostics: &mut Diagnostics,
) -> Document {
    for _ in 0..ROUNDS_AT_MOST {
        let mut found = Diagnostics::new();
        let changes = round(&document, version, is_gathered, &mut found);
        tell(found, &document, diagnostics);
        if changes.is_empty() {
            break;
        }
        document = changes.apply(document);
    }
    document
}

fn round(
    document: &Document,
    version: Version,
    is_gathered: bool,
    found: &mut Diagnostics,
) -> Changes {
    let mut meant = Meant {
        version,
        is_gathered,
        findings: Findings::new(document),
    };
    walk::walk(document.root(), version, &mut meant);
    meant.findings.report(found)
}

struct Meant<'d> {
    version: Version,
    is_gathered: bool,
    findings: Findings<'d>,
}

impl Pass for Meant<'_> {
    fn misfit(&mut self, spot: &Spot, shape: Shape, value: &Value) {
        if self.findings.is_moving(&spot.pointer) {
            return;
        }
        let _ = words::read(&mut self.findings, spot, shape, value)
            || shapes::read(&mut self.findings, self.version, spot, shape, value);
    }

    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        if self.findings.is_moving(&spot.pointer) {
            return;
        }
        keys::read(&mut self.findings, self.version, spot, object, members);
        holders::read(&mut self.findings, self.version, spot, object, members);
        match object.name {
            "Paths" => paths::read(&mut self.findings, spot, members),
            "Operation" => bodies::read(&mut self.findings, spot, members),
            "Security Scheme" => schemes::read(&mut self.findings, spot, members),
            "Schema" => {
                pointers::recursive(&mut self.findings, spot, object, members);
                words::branches(&mut self.findings, self.version, spot, members);
                words::constant(&mut self.findings, self.version, spot, members);
            }
            "OAuth Flow" => schemes::flow(&mut self.findings, spot, members),
            _ => {}
        }
    }

    fn reference(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        if self.findings.is_moving(&spot.pointer) {
            return;
        }
        let _ = pointers::read(&mut self.findings, spot, object, members)
            || is_read_together(object)
                && together::read(&mut self.findings, self.is_gathered, spot, object, members)
            || siblings::read(&mut self.findings, self.version, spot, object, members);
    }
}
