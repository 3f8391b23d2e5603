//! Lower: from OpenAPI's words to the model's.
//!
//! Named schemas are worked off a list rather than by recursion, so a long chain of references
//! costs no stack; what stands inside a schema is bounded by the depth that `source` allows.

mod body;
mod callback;
mod choices;
mod conflicts;
mod csv;
mod directions;
mod dispatch;
mod documentation;
mod encoding;
mod enumeration;
mod example;
mod expression;
mod extensions;
mod facets;
mod field;
mod formats;
mod framing;
mod header;
mod hierarchy;
mod idempotency;
mod limits;
mod link;
mod link_values;
mod literals;
mod markdown;
mod merge_patch;
mod multipart;
mod omissions;
mod operation;
mod pagination;
mod parameter;
mod part_headers;
mod paths;
mod pattern;
mod schema;
mod security;
mod sensitive;
mod server;
mod structure;
mod styles;
mod tags;
mod template;
mod union;
mod xml;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diagnostics::{Code, Diagnostics, Place};
use crate::model::{Api, Doc, Group, Origin, Type, TypeDef, TypeId, TypeName, TypeShape};
use crate::resolve::Resolved;
use directions::OneWay;
use omissions::Omissions;

pub use formats::formats;

/// Makes the model of one API. What cannot be expressed is reported with its effect.
pub fn lower(name: &str, resolved: &Resolved<'_>, diagnostics: &mut Diagnostics) -> Api {
    let mut lowering = Lowering {
        resolved,
        diagnostics,
        types: Vec::new(),
        ids: BTreeMap::new(),
        pending: VecDeque::new(),
        heirs: hierarchy::heirs(resolved),
        groups: Vec::new(),
        omissions: Omissions::default(),
        one_way: Vec::new(),
        without_null: BTreeSet::new(),
        patterns: BTreeMap::new(),
    };
    let of_forms = multipart::of_forms_only(resolved);
    let components = resolved.components.iter().map(|(_, pointer)| pointer);
    for pointer in components.filter(|pointer| !of_forms.contains(*pointer)) {
        lowering.named(pointer);
    }
    lowering.work_off();
    let schemes = lowering.schemes();
    let mut operations = lowering.operations(&schemes);
    let mut callbacks = lowering.callbacks();
    lowering.work_off();
    lowering.break_circles();
    lowering.settle_directions(&mut operations, &mut callbacks);
    lowering.tag_branches();
    lowering.settle_fixed();
    lowering.dispatch();
    lowering.check_styles(&mut operations, &mut callbacks);
    lowering.merge_patches(&mut operations, &callbacks);
    lowering.as_xml(&mut operations, &mut callbacks);
    lowering.as_csv(&mut operations, &mut callbacks);
    lowering.paginate(&mut operations);
    lowering.links(&mut operations);
    lowering.unknown_formats();
    lowering.omissions.report(lowering.diagnostics);
    let servers = lowering.servers(&mut operations);
    let doc = documentation::of_api(resolved);
    Api {
        name: name.to_owned(),
        source: resolved.source().to_owned(),
        title: markdown::first_sentence(&resolved.info.title),
        version: resolved.info.version.clone(),
        doc,
        servers,
        schemes,
        groups: lowering.groups,
        types: lowering.types,
        operations,
        callbacks,
        declared_operations: resolved.declared_operations,
    }
}

/// The state of one run of [`lower`].
struct Lowering<'r, 'd, 'x> {
    resolved: &'r Resolved<'d>,
    diagnostics: &'x mut Diagnostics,
    types: Vec<TypeDef>,
    /// The definitions by the pointer of their schema.
    ids: BTreeMap<String, TypeId>,
    /// Named schemas that are in use and not lowered yet.
    pending: VecDeque<(TypeId, String)>,
    /// For each schema, the named schemas that have it in their `allOf`.
    heirs: BTreeMap<String, Vec<String>>,
    groups: Vec<Group>,
    omissions: Omissions,
    /// Required properties that go one way only.
    one_way: Vec<OneWay>,
    /// The pointers of schemas that are known to allow no `null`.
    without_null: BTreeSet<String>,
    /// The patterns of schemas, as they are checked.
    patterns: BTreeMap<Place, Option<String>>,
}

impl Lowering<'_, '_, '_> {
    /// Keeps a place for a definition, so that what it refers to may refer back to it.
    fn reserve(&mut self, pointer: &str, name: TypeName) -> TypeId {
        let sensitive = self.is_sensitive(pointer);
        let id = TypeId(self.types.len());
        self.types.push(TypeDef {
            name,
            rust_name: None,
            origin: Origin(pointer.to_owned()),
            doc: None,
            deprecated: false,
            sensitive,
            shape: TypeShape::Alias(Type::Any),
        });
        id
    }

    /// Fills the place that [`Self::reserve`] kept.
    fn fill(&mut self, id: TypeId, fill: impl FnOnce(&mut TypeDef)) {
        if let Some(def) = self.types.get_mut(id.0) {
            fill(def);
        }
    }

    /// Leaves as raw JSON what is another name for itself and nothing else.
    fn break_circles(&mut self) {
        for index in self.circles() {
            let Some(def) = self.types.get_mut(index) else {
                continue;
            };
            def.shape = TypeShape::Alias(Type::Any);
            let place = self.resolved.place(&def.origin.0);
            self.diagnostics
                .warning(
                    Code::ReferenceCycle,
                    &place,
                    "this schema is made of itself and nothing else",
                )
                .effect("values are left as raw JSON")
                .help("say what it is, or remove it");
        }
    }

    /// The first definition of each circle of names for one another.
    fn circles(&self) -> BTreeSet<usize> {
        let mut circles = BTreeSet::new();
        // For each definition, where the walk began that came by first: no name is followed twice.
        let mut walked: Vec<Option<usize>> = vec![None; self.types.len()];
        for start in 0..self.types.len() {
            let mut next = Some(start);
            while let Some(index) = next {
                match walked.get_mut(index) {
                    Some(walk @ None) => *walk = Some(start),
                    Some(Some(walk)) if *walk == start => {
                        let others = std::iter::successors(self.other_name(index), |other| {
                            self.other_name(*other)
                        });
                        let others = others.take_while(|other| *other != index);
                        circles.insert(others.fold(index, usize::min));
                        break;
                    }
                    Some(Some(_)) | None => break,
                }
                next = self.other_name(index);
            }
        }
        circles
    }

    /// The definition that one is only another name for.
    fn other_name(&self, index: usize) -> Option<usize> {
        let TypeShape::Alias(target) = &self.types.get(index)?.shape else {
            return None;
        };
        let mut target = target;
        while let Type::Nullable(inner) | Type::Sensitive(inner) = target {
            target = inner;
        }
        match target {
            Type::Named(id) => Some(id.0),
            _ => None,
        }
    }

    fn work_off(&mut self) {
        while let Some((id, pointer)) = self.pending.pop_front() {
            self.define(id, &pointer);
        }
    }
}

/// Makes description text safe for rustdoc; nothing for text that is blank.
fn doc(text: Option<&str>) -> Option<Doc> {
    let rewritten = markdown::rewrite(text?);
    (!rewritten.trim().is_empty()).then_some(Doc(rewritten))
}
