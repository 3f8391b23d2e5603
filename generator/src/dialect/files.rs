//! Several files: what a `$ref` finds in another file is brought into the document's components.
//!
//! Each node is brought once, however often it is referred to, so that files may refer to each other
//! in circles. Where a node was written is remembered, and findings show it there.

mod address;
mod collect;
mod copying;
mod library;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Map, Value};

use self::address::{Address, Unreachable};
use self::collect::{Found, found};
use self::library::{Library, Missing};
use super::findings::{Changes, Findings};
use super::grammar::{Object, Shape};
use super::objects::{COMPONENTS, OPENAPI};
use super::together::{ALONE, is_read_together, stands_alone};
use super::version::Version;
use super::walk::is_extension;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Severity, child_pointer};
use crate::source::{Document, Origins, Sources};

/// What a part of a file is in the words of the document; `Object` says what belongs in its place.
pub(super) type Translate = fn(&Document, &Value, &'static Object) -> Value;

/// Brings everything that the document refers to in other files into it.
///
/// What cannot be brought is still a reference to a file then. It is lost with the changes that come
/// with the document, which are to be made after all other passes: what a node may lose is for none
/// of them to judge.
pub(super) fn bring(
    document: Document,
    version: Version,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    translate: Translate,
) -> (Document, Changes) {
    let references = found(document.root(), version, Shape::Object(&OPENAPI), "");
    let leads_out = |reference: &Found| !reference.target.starts_with('#');
    if !references.iter().any(leads_out) {
        return (document, Changes::default());
    }
    let mut bringer = Bringer {
        version,
        findings: Findings::new(&document),
        library: Library::new(&document, sources, diagnostics),
        root: document.root().clone(),
        origins: Origins::default(),
        brought: BTreeMap::new(),
        copied: BTreeMap::new(),
        copied_nodes: 0,
        parts: VecDeque::new(),
        further: VecDeque::new(),
        translate,
    };
    bringer.all(references);
    let Bringer {
        findings,
        library,
        root,
        origins,
        ..
    } = bringer;
    let others = library.close();
    let changes = findings.report(diagnostics);
    (document.rearrange(root, origins, &others), changes)
}

struct Bringer<'d, 's> {
    version: Version,
    findings: Findings<'d>,
    library: Library<'d, 's>,
    root: Value,
    origins: Origins,
    /// Where nodes of other files are now, by what the grammar takes them for.
    brought: BTreeMap<(Address, &'static str), String>,
    /// What was copied to each pointer.
    copied: BTreeMap<String, BTreeSet<Address>>,
    copied_nodes: usize,
    parts: VecDeque<Part>,
    /// References that were brought to stand where one was, with the files that they were written in.
    further: VecDeque<(String, Found)>,
    translate: Translate,
}

/// A part of the tree whose references are still to be looked at.
struct Part {
    pointer: String,
    shape: Shape,
    /// The file that it was written in.
    file: String,
}

impl Bringer<'_, '_> {
    /// Follows the references of the document, and of all that they bring.
    ///
    /// Components that are nothing but a reference to a file come first: they are what the author
    /// calls what stands there.
    fn all(&mut self, references: Vec<Found>) {
        let main = self.findings.document().name().to_owned();
        let (named, others): (Vec<_>, Vec<_>) = references
            .into_iter()
            .partition(|reference| component(reference).is_some());
        for reference in named.iter().chain(&others) {
            self.follow(&main, reference);
        }
        while let Some(part) = self.parts.pop_front() {
            let Some(value) = self.root.pointer(&part.pointer) else {
                continue;
            };
            for reference in found(value, self.version, part.shape, &part.pointer) {
                self.follow(&part.file, &reference);
            }
            while let Some((file, reference)) = self.further.pop_front() {
                self.follow(&file, &reference);
            }
        }
    }

    fn follow(&mut self, file: &str, reference: &Found) {
        let main = self.findings.document().name();
        let is_local = reference.target.starts_with('#');
        if file == main && is_local {
            return;
        }
        let target = match reference.is_mapping {
            true => match self.mapped(file, &reference.target) {
                Some(target) => target,
                None => return,
            },
            false => reference.target.clone(),
        };
        let mut address = match Address::of(&target, file) {
            Ok(address) => address,
            Err(reason) => return self.unreachable(reference, reason),
        };
        if address.file == main {
            return self.point_to(reference, &address.fragment);
        }
        match self.library.settle(&mut address) {
            Ok(()) if address.file == main => self.point_to(reference, &address.fragment),
            Ok(()) => self.bring(reference, address),
            Err(Missing::Outside) => self.outside(reference, &address.file),
            Err(Missing::File(reason)) => {
                let message = format!("`{}` cannot be read: {reason}", address.file);
                self.lost(reference, Code::DanglingReference, message);
            }
            Err(Missing::Circle) => {
                let message = format!("`{}` leads only to further references", reference.target);
                self.lost(reference, Code::ReferenceCycle, message);
            }
            Err(Missing::Node) => {
                let message = format!("`{}` does not exist", reference.target);
                // Another reference on the way may be the one that is misspelt.
                let is_own = Address::of(&target, file).is_ok_and(|own| own == address);
                let meant = is_own.then(|| self.library.nearest(&address)).flatten();
                let finding = self.lost(reference, Code::DanglingReference, message);
                let path = target.split('#').next();
                if let Some((path, meant)) = path.zip(meant) {
                    finding.help(format!("did you mean `{path}#{meant}`?"));
                }
            }
        }
    }

    /// A discriminator's mapping names a schema or refers to one (OpenAPI 3.0.3, section 4.7.25); a
    /// name in another file is one of that file, if it has it.
    fn mapped(&mut self, file: &str, target: &str) -> Option<String> {
        let is_file = [".json", ".yaml", ".yml"]
            .iter()
            .any(|extension| target.ends_with(extension));
        if is_file || target.contains(['#', '/']) {
            return Some(target.to_owned());
        }
        let pointer = child_pointer("/components/schemas", target);
        let is_of_main = file == self.findings.document().name();
        (!is_of_main && self.library.has(file, &pointer)).then(|| format!("#{pointer}"))
    }

    fn bring(&mut self, reference: &Found, address: Address) {
        let section = reference.object.section;
        let has_section = |section: &&str| COMPONENTS.keyword(section, self.version).is_some();
        let Some(section) = section.filter(has_section) else {
            return self.copy(reference, &address);
        };
        let key = (address, section);
        if let Some(pointer) = self.brought.get(&key) {
            let pointer = pointer.clone();
            return self.point_to(reference, &pointer);
        }
        let (address, _) = &key;
        let Some(value) = self.part(address, reference.object) else {
            return;
        };
        let is_only = component(reference) == Some(section) && !self.says_more(reference);
        let pointer = if is_only {
            self.tell_beside(reference);
            self.put(&reference.spot.pointer, value);
            reference.spot.pointer.clone()
        } else {
            // `components` or a section of it may be no mapping; a later pass says so.
            let Some(pointer) = self.add(section, address, value) else {
                return;
            };
            self.point_to(reference, &pointer);
            pointer
        };
        self.arrived(&pointer, reference.object, address);
        self.brought.insert(key, pointer);
    }

    /// Whether keywords that count stand beside a reference.
    fn says_more(&self, reference: &Found) -> bool {
        let node = self.root.pointer(&reference.spot.pointer);
        let members = node.and_then(Value::as_object).map_or(0, Map::len);
        let object = reference.object;
        members > 1 && (object.keyword("$ref", self.version).is_some() || is_read_together(object))
    }

    /// Tells of what stands beside a reference that another node takes the whole place of.
    fn tell_beside(&mut self, reference: &Found) {
        let node = self.root.pointer(&reference.spot.pointer);
        let members = node.and_then(Value::as_object).into_iter().flatten();
        let beside = members.filter(|(key, _)| *key != "$ref" && !is_extension(key));
        let names: Vec<String> = beside.map(|(key, _)| format!("`{key}`")).collect();
        if names.is_empty() {
            return;
        }
        let keyword = self.written(&reference.keyword);
        self.origins.insert(reference.keyword.as_str(), keyword);
        let place = self.findings.place(&reference.keyword).key();
        let message = format!("{} beside a `$ref` to a file", names.join(", "));
        self.findings
            .add(Severity::Warning, Code::ReferenceSiblings, &place, message)
            .effect("only what the reference leads to is read");
    }

    /// A part of another file in the words of the document, made only where it is put.
    fn part(&self, address: &Address, object: &'static Object) -> Option<Value> {
        let (file, value) = self.library.part(address)?;
        Some((self.translate)(file, value, object))
    }

    /// Notes where a part was written, and that it has references of its own.
    fn arrived(&mut self, pointer: &str, object: &'static Object, address: &Address) {
        let written = Place::new(address.file.as_str(), address.fragment.as_str());
        self.origins.insert(pointer, written);
        self.parts.push_back(Part {
            pointer: pointer.to_owned(),
            shape: Shape::Referable(object),
            file: address.file.clone(),
        });
    }

    /// Puts a node under a name of its own into a section of `components`; gives its pointer.
    fn add(&mut self, section: &str, address: &Address, value: Value) -> Option<String> {
        let entries = entry(entry(&mut self.root, "components")?, section)?;
        let entries = entries.as_object_mut()?;
        let apart = address.name_with_file();
        let name = std::iter::once(address.name())
            .chain(std::iter::once(apart.clone()))
            .chain((2_usize..).map(|count| format!("{apart}{count}")))
            .find(|name| !entries.contains_key(name))?;
        let pointer = child_pointer(&format!("/components/{section}"), &name);
        entries.insert(name, value);
        Some(pointer)
    }

    fn put(&mut self, pointer: &str, value: Value) {
        if let Some(node) = self.root.pointer_mut(pointer) {
            *node = value;
        }
    }

    fn point_to(&mut self, reference: &Found, pointer: &str) {
        self.put(&reference.keyword, Value::String(format!("#{pointer}")));
    }

    fn unreachable(&mut self, reference: &Found, reason: Unreachable) {
        let (message, help) = match reason {
            Unreachable::Network => (
                format!("`{}` leads to the network", reference.target),
                "castiron reads files only: save it beside the spec and refer to that",
            ),
            Unreachable::Scheme => (
                format!("`{}` is not the path of a file", reference.target),
                "write the path as seen from this file",
            ),
            Unreachable::Absolute => (
                format!("`{}` is an absolute path", reference.target),
                "write the path as seen from this file",
            ),
            Unreachable::Malformed => (
                format!("`{}` is not a URI reference", reference.target),
                "a `%` in it is written `%25`",
            ),
        };
        let code = match reason {
            Unreachable::Network | Unreachable::Scheme | Unreachable::Absolute => {
                Code::ExternalReference
            }
            Unreachable::Malformed => Code::MalformedReference,
        };
        self.lost(reference, code, message).help(help);
    }

    fn outside(&mut self, reference: &Found, file: &str) {
        let message = format!("`{file}` is not below the folder that `$ref`s may read");
        self.lost(reference, Code::ExternalReference, message).help(
            "name one that holds all with `--ref-root`; without it, it is the folder of the spec",
        );
    }

    /// Removes a reference that leads nowhere from an object that is whole without; gives whether it did.
    fn stands_alone(&mut self, reference: &Found) -> bool {
        let node = self.root.pointer_mut(&reference.spot.pointer);
        let members = node.and_then(Value::as_object_mut);
        let members = members.filter(|members| stands_alone(reference.object, members));
        members.is_some_and(|members| members.shift_remove("$ref").is_some())
    }

    fn lost(&mut self, reference: &Found, code: Code, message: String) -> &mut Diagnostic {
        let place = self.findings.place(&reference.keyword);
        if reference.is_mapping {
            self.findings
                .add(Severity::Warning, code, &place, message)
                .effect("the tag leads to no type")
        } else if self.stands_alone(reference) {
            self.findings
                .add(Severity::Warning, code, &place, message)
                .effect(ALONE)
        } else {
            self.findings.lost(&reference.spot, code, &place, message)
        }
    }
}

/// The section of `components` in which a reference stands under a name, with nothing around it.
fn component(reference: &Found) -> Option<&str> {
    let rest = reference.spot.pointer.strip_prefix("/components/")?;
    let (section, name) = rest.split_once('/')?;
    (!name.contains('/') && !reference.is_mapping).then_some(section)
}

/// The mapping under a key, which is made if there is none.
fn entry<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    let members = value.as_object_mut()?;
    Some(
        members
            .entry(key)
            .or_insert_with(|| Value::Object(Map::new())),
    )
}
