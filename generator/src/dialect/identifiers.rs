//! `$id`, `$anchor` and `$dynamicAnchor`: names of schemas, by which `$ref`s may lead to them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::findings::{Change, Changes, Findings};
use super::grammar::Object;
use super::schemas::SCHEMA;
use super::version::Version;
use super::walk::{self, Pass, Spot};
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::source::Document;

/// Makes `$ref`s by name lead to pointers, and a `$dynamicRef` a `$ref`.
pub(super) fn check(
    document: &Document,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Changes {
    let mut identifiers = Identifiers::default();
    let mut findings = Findings::new(document);
    if version >= Version::V31 {
        walk::walk(document.root(), version, &mut identifiers);
        let mut references = References {
            identifiers: &identifiers,
            findings: &mut findings,
        };
        walk::walk(document.root(), version, &mut references);
    }
    findings.report(diagnostics)
}

struct References<'i, 'f, 'd> {
    identifiers: &'i Identifiers,
    findings: &'f mut Findings<'d>,
}

impl Pass for References<'_, '_, '_> {
    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        if !std::ptr::eq(object, &SCHEMA) {
            return;
        }
        let word = |keyword| members.get(keyword).and_then(Value::as_str);
        if let Some(reference) = word("$ref")
            && let Some(target) = self.identifiers.target(&spot.pointer, reference)
        {
            self.put(spot, &reference_to(&target));
        }
        if let Some(reference) = word("$dynamicRef") {
            self.dynamic(spot, reference, members.contains_key("$ref"));
        }
    }
}

impl References<'_, '_, '_> {
    fn dynamic(&mut self, spot: &Spot, reference: &str, has_other: bool) {
        let keyword = spot.member("$dynamicRef");
        let place = self.findings.place(&keyword).key();
        let target = self.identifiers.dynamic_target(&spot.pointer, reference);
        let (fact, effect) = if has_other {
            (
                "`$dynamicRef` stands beside a `$ref`",
                "what it leads to is ignored",
            )
        } else {
            let target =
                target.map_or_else(|| reference.to_owned(), |target| reference_to(&target));
            self.put(spot, &target);
            (
                "`$dynamicRef` is read as `$ref`",
                "it stands for the same schema wherever it is used",
            )
        };
        self.findings.change(keyword, Change::Remove);
        self.findings
            .add(Severity::Note, Code::UnsupportedSchemaKeyword, &place, fact)
            .effect(effect);
    }

    fn put(&mut self, spot: &Spot, reference: &str) {
        let reference = Value::from(reference);
        self.findings
            .change(spot.member("$ref"), Change::Put(reference));
    }
}

/// The schemas that have names, by pointer.
#[derive(Default)]
struct Identifiers {
    /// Schemas with an `$id`, outer ones first: the pointer and the whole address.
    resources: Vec<(String, String)>,
    /// Anchors, by the pointer of the resource that they are of and their name.
    anchors: BTreeMap<(String, String), String>,
    /// The same for `$dynamicAnchor`, which is an anchor, too.
    dynamic: BTreeMap<(String, String), String>,
}

impl Identifiers {
    /// The pointer that a `$ref` of the schema at `pointer` leads to by a name; `None` if it is a
    /// pointer already, or leads out of the document.
    fn target(&self, pointer: &str, reference: &str) -> Option<String> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let resource = if address.is_empty() {
            self.resource(pointer)
        } else {
            let address = joined(self.address(self.resource(pointer)), address);
            let mut resources = self.resources.iter();
            let (pointer, _) = resources.find(|(_, of)| *of == address)?;
            pointer
        };
        match fragment {
            "" if address.is_empty() => None,
            "" => Some(resource.to_owned()),
            // Within a resource, pointers of the whole document are what people write.
            _ if fragment.starts_with('/') => {
                (!address.is_empty()).then(|| format!("{resource}{fragment}"))
            }
            name => self.anchor(resource, name).map(str::to_owned),
        }
    }

    fn anchor(&self, resource: &str, name: &str) -> Option<&str> {
        let key = (resource.to_owned(), name.to_owned());
        let anchor = self.anchors.get(&key).or_else(|| self.dynamic.get(&key));
        anchor.map(String::as_str)
    }

    /// The schema that a `$dynamicRef` most likely leads to.
    fn dynamic_target(&self, pointer: &str, reference: &str) -> Option<String> {
        let resource = self.resource(pointer);
        let name = reference.strip_prefix('#')?;
        let own = self.anchor(resource, name);
        let mut anywhere = self.dynamic.iter().filter(|((_, of), _)| of == name);
        let found = own.or_else(|| anywhere.next().map(|(_, pointer)| pointer.as_str()));
        found.map(str::to_owned)
    }

    /// The pointer of the innermost schema with an `$id` that a schema is in; empty for the document.
    fn resource(&self, pointer: &str) -> &str {
        let mut resources = self.resources.iter().rev();
        let is_in = |resource: &str| {
            let rest = pointer.strip_prefix(resource);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let found = resources.find(|(resource, _)| is_in(resource));
        found.map_or("", |(resource, _)| resource)
    }

    fn address(&self, resource: &str) -> &str {
        let mut resources = self.resources.iter();
        let found = resources.find(|(pointer, _)| pointer == resource);
        found.map_or("", |(_, address)| address)
    }
}

/// The `$ref` to the node at a pointer.
pub(super) fn reference_to(pointer: &str) -> String {
    format!("#{}", pointer.replace('%', "%25"))
}

impl Pass for Identifiers {
    fn object(&mut self, spot: &Spot, object: &'static Object, members: &Map<String, Value>) {
        if !std::ptr::eq(object, &SCHEMA) {
            return;
        }
        let word = |keyword| members.get(keyword).and_then(Value::as_str);
        if let Some(id) = word("$id") {
            let base = self.address(self.resource(&spot.pointer));
            let address = joined(base, id.trim_end_matches('#'));
            self.resources.push((spot.pointer.clone(), address));
        }
        let resource = self.resource(&spot.pointer).to_owned();
        for (keyword, anchors) in [
            ("$anchor", &mut self.anchors),
            ("$dynamicAnchor", &mut self.dynamic),
        ] {
            if let Some(name) = word(keyword) {
                let key = (resource.clone(), name.to_owned());
                anchors.entry(key).or_insert_with(|| spot.pointer.clone());
            }
        }
    }
}

/// The address that a relative one stands for (RFC 3986, section 5.2, without dot segments).
fn joined(base: &str, address: &str) -> String {
    let scheme = |text: &str| text.find("://").map(|end| end + 3);
    if scheme(address).is_some() || address.starts_with("urn:") {
        return address.to_owned();
    }
    let authority = scheme(base).unwrap_or_default();
    let path = base.get(authority..).unwrap_or_default();
    let kept = if address.starts_with('/') {
        path.find('/').unwrap_or(path.len())
    } else {
        path.rfind('/').map_or(0, |slash| slash + 1)
    };
    let kept = base.get(..authority + kept).unwrap_or_default();
    if authority == 0 && address.starts_with('/') {
        return address.to_owned();
    }
    format!("{kept}{address}")
}
