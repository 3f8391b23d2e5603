//! Schemas: which type a schema is, in the place where it is used.

use std::collections::BTreeSet;

use super::facets::{AdditionalFacet, Facets};
use super::sensitive::hidden;
use super::structure::last_segment;
use super::{Lowering, documentation, extensions, formats};
use crate::diagnostics::Code;
use crate::model::{Origin, TupleItem, Type, TypeId, TypeName, TypeShape};
use crate::resolve::Link;

/// The [`weight`] of the heaviest type that is written out: a list of lists of lists, or a map of maps.
const WEIGHT_AT_MOST: usize = 11;

/// The same for a part of an operation: a list of lists, or a map.
const BODY_WEIGHT_AT_MOST: usize = 6;

/// A schema in the place where it is used.
#[derive(Debug, Clone)]
pub(super) struct Used {
    pub ty: Type,
    pub nullable: bool,
}

impl Used {
    fn of(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
        }
    }

    /// The type where no field says that `null` is possible.
    pub(super) fn standalone(self) -> Type {
        if self.nullable && !self.ty.holds_null() {
            Type::Nullable(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

impl Lowering<'_, '_, '_> {
    /// The type of a schema that another node uses; `name` is for a definition made in place.
    pub(super) fn used(&mut self, link: &Link, name: &TypeName) -> Used {
        if self.resolved.schema(&link.pointer).is_none() {
            // The fault was reported where the reference or the node is.
            return Used::of(Type::Any);
        }
        let nullable = self.allows_null(&link.pointer);
        let used = if link.inline {
            self.in_place(&link.pointer, name)
        } else {
            Used::of(Type::Named(self.named(&link.pointer)))
        };
        Used {
            ty: used.ty,
            nullable: used.nullable || nullable,
        }
    }

    /// Whether a schema allows `null`, or one of the branches that it has to choose from does.
    fn allows_null(&mut self, pointer: &str) -> bool {
        if self.without_null.contains(pointer) {
            return false;
        }
        let mut pending = vec![pointer.to_owned()];
        let mut seen = BTreeSet::new();
        while let Some(pointer) = pending.pop() {
            let Some(node) = self.resolved.schema(&pointer) else {
                continue;
            };
            if node.value.schema_data.nullable || self.lists_null(&pointer) {
                return true;
            }
            let facets = Facets::of(self.resolved, &node.value);
            // What stands beside the branches says of which type the value is.
            let only_chooses = facets.says_only_choices() && facets.all_of.is_empty();
            if seen.insert(pointer) && only_chooses {
                let branches = facets.one_of.into_iter().chain(facets.any_of);
                let branches = branches.map(|branch| branch.pointer);
                pending.extend(branches.filter(|branch| !self.without_null.contains(branch)));
            }
        }
        // Of a row of choices, each leads to all that come after it. (`append` would build the whole
        // set anew, which took four fifths of the time of a document of 13 MB.)
        self.without_null.extend(seen);
        false
    }

    /// Whether `null` is among the values that a schema lists.
    fn lists_null(&self, pointer: &str) -> bool {
        let list = self.resolved.raw(pointer).and_then(|raw| raw.get("enum"));
        let list = list.and_then(serde_json::Value::as_array);
        list.is_some_and(|list| list.iter().any(serde_json::Value::is_null))
    }

    /// The definition of a schema that a `$ref` names.
    pub(super) fn named(&mut self, pointer: &str) -> TypeId {
        if let Some(&id) = self.ids.get(pointer) {
            return id;
        }
        let id = self.reserve(pointer, TypeName::Schema(last_segment(pointer)));
        self.ids.insert(pointer.to_owned(), id);
        self.pending.push_back((id, pointer.to_owned()));
        id
    }

    /// Lowers a named schema into its definition.
    pub(super) fn define(&mut self, id: TypeId, pointer: &str) {
        if let Some(target) = self.resolved.reference(pointer).map(str::to_owned) {
            let shape = match self.resolved.schema(&target) {
                Some(_) => TypeShape::Alias(Type::Named(self.named(&target))),
                None => TypeShape::Alias(Type::Any),
            };
            return self.fill(id, |def| def.shape = shape);
        }
        let Some(node) = self.resolved.schema(pointer) else {
            return;
        };
        let data = &node.value.schema_data;
        let facets = Facets::of(self.resolved, &node.value);
        self.unchecked_not(pointer, &facets);
        let shape = match self.shape(id, pointer, &facets) {
            Some(shape) => shape,
            None => TypeShape::Alias(self.visible_or_not(
                pointer,
                &facets,
                &TypeName::Part {
                    owner: id,
                    part: "Item".to_owned(),
                },
            )),
        };
        let doc = documentation::of_schema(data);
        let rust_name = extensions::rust_name(&data.extensions);
        let deprecated = data.deprecated;
        self.fill(id, |def| {
            def.shape = shape;
            def.doc = doc;
            def.rust_name = def.rust_name.take().or(rust_name);
            def.deprecated = deprecated;
        });
    }

    /// The type of a schema that stands in place.
    fn in_place(&mut self, pointer: &str, name: &TypeName) -> Used {
        if let Some(&id) = self.ids.get(pointer) {
            return Used::of(Type::Named(id));
        }
        let Some(node) = self.resolved.schema(pointer) else {
            return Used::of(Type::Any);
        };
        let facets = Facets::of(self.resolved, &node.value);
        if let Some(same) = self.wrapped(&facets) {
            let mut used = self.used(&same, name);
            if self.says_sensitive(pointer) {
                used.ty = hidden(used.ty);
            }
            return used;
        }
        if !self.needs_definition(&facets) {
            self.unchecked_not(pointer, &facets);
            let ty = self.visible_or_not(pointer, &facets, name);
            // A body stands inside of `Result`, `Response` and the like.
            let at_most = match name {
                TypeName::OperationPart { .. } => BODY_WEIGHT_AT_MOST,
                TypeName::Schema(_) | TypeName::Part { .. } => WEIGHT_AT_MOST,
            };
            return Used::of(if weight(&ty, 1) > at_most {
                self.under_a_name(pointer, name, ty)
            } else {
                ty
            });
        }
        let id = self.reserve(pointer, name.clone());
        self.ids.insert(pointer.to_owned(), id);
        self.define(id, pointer);
        // In place, `x-rust-name` names the field, and `define` cannot know that.
        self.fill(id, |def| def.rust_name = None);
        Used::of(Type::Named(id))
    }

    /// A definition for lists and maps that are nested so deep that nobody would write them out; clippy
    /// does not want to read them either (`type_complexity`).
    fn under_a_name(&mut self, pointer: &str, name: &TypeName, ty: Type) -> Type {
        let id = self.reserve(pointer, name.clone());
        self.ids.insert(pointer.to_owned(), id);
        self.fill(id, |def| def.shape = TypeShape::Alias(ty));
        Type::Named(id)
    }

    /// The schema that one of a single branch wraps only to give it a description.
    pub(super) fn wrapped(&self, facets: &Facets) -> Option<Link> {
        if !facets.says_only_choices() {
            return None;
        }
        let (all, any) = (&facets.all_of, [&facets.one_of, &facets.any_of]);
        match (all.as_slice(), any.map(Vec::as_slice)) {
            ([only], [[], []]) => Some(only.clone()),
            ([], [[only], []] | [[], [only]]) => Some(only.clone()),
            ([], [several, []] | [[], several]) => self.only_list(several),
            _ => None,
        }
    }

    fn unchecked_not(&mut self, pointer: &str, facets: &Facets) {
        if facets.not {
            let place = self.resolved.place(pointer).child("not");
            self.unchecked("not", &place);
        }
    }

    /// Whether a schema becomes an item of its own.
    fn needs_definition(&self, facets: &Facets) -> bool {
        !facets.one_of.is_empty()
            || !facets.any_of.is_empty()
            || !facets.all_of.is_empty()
            || !facets.properties.is_empty()
            || self.is_enumeration(facets)
            || facets.tuple
    }

    /// The shape of a schema that becomes an item of its own; `None` for a plain type.
    fn shape(&mut self, id: TypeId, pointer: &str, facets: &Facets) -> Option<TypeShape> {
        if !facets.one_of.is_empty() || !facets.any_of.is_empty() {
            return Some(self.union(id, pointer, facets));
        }
        if !facets.all_of.is_empty() {
            return Some(self.all_of(id, pointer, facets));
        }
        if self.is_enumeration(facets) {
            return Some(TypeShape::Enumeration(self.enumeration(pointer, facets)));
        }
        if let Some(items) = facets.items.as_ref().filter(|_| facets.tuple) {
            return Some(TypeShape::Tuple(self.tuple(id, items)));
        }
        if facets.is_object() && !facets.properties.is_empty() {
            return Some(self.object(id, pointer));
        }
        None
    }

    /// The type of a schema that needs no definition, hidden where the schema asks for it.
    fn visible_or_not(&mut self, pointer: &str, facets: &Facets, name: &TypeName) -> Type {
        let plain = self.plain(pointer, facets, name);
        if self.says_sensitive(pointer) {
            hidden(plain)
        } else {
            plain
        }
    }

    /// The type of a schema that needs no definition.
    fn plain(&mut self, pointer: &str, facets: &Facets, name: &TypeName) -> Type {
        match facets.kind.as_deref() {
            Some("string") => Self::string(facets),
            Some("boolean") => Type::Boolean,
            Some("integer") => formats::integer(facets),
            Some("number") => formats::number(facets),
            Some("array") => self.list(facets, name),
            Some("object") => self.map(facets, name),
            None if facets.additional.is_some() => self.map(facets, name),
            None if facets.items.is_some() => self.list(facets, name),
            None if !facets.enumeration.is_empty() && facets.listed().next().is_none() => {
                Type::Null
            }
            None => {
                if facets.format.is_some() || !facets.constraints.is_empty() {
                    self.diagnostics
                        .warning(
                            Code::UndecidableType,
                            &self.resolved.place(pointer),
                            "this schema has a limit but no `type`",
                        )
                        .effect("values are left as raw JSON")
                        .help("add `type`");
                }
                Type::Any
            }
            Some(other) => {
                self.diagnostics
                    .warning(
                        Code::UnsupportedSchemaKeyword,
                        &self.resolved.place(pointer).child("type"),
                        format!("`{other}` is not a type of OpenAPI 3.0"),
                    )
                    .effect("values are left as raw JSON")
                    .help(
                        "the types are `string`, `number`, `integer`, `boolean`, `array` and `object`",
                    );
                Type::Any
            }
        }
    }

    fn string(facets: &Facets) -> Type {
        if !facets.enumeration.is_empty() {
            // Nothing but `null`: a string that is never there.
            return Type::String;
        }
        formats::string(facets).unwrap_or(Type::String)
    }

    /// The items of a list that has a schema for each.
    fn tuple(&mut self, id: TypeId, items: &Link) -> Vec<TupleItem> {
        let resolved = self.resolved;
        let node = resolved.schema(&items.pointer);
        let branches = node.map(|node| Facets::of(resolved, &node.value).any_of);
        let branches = branches.unwrap_or_default().into_iter().enumerate();
        let items = branches.map(|(index, link)| {
            let name = TypeName::Part {
                owner: id,
                part: format!("Item {index}"),
            };
            let described = resolved.schema(&link.pointer).filter(|_| link.inline);
            TupleItem {
                doc: described.and_then(|node| documentation::of_schema(&node.value.schema_data)),
                ty: self.used(&link, &name).standalone(),
                constraints: self.limits([&link]),
                origin: Origin(link.pointer),
            }
        });
        items.collect()
    }

    fn list(&mut self, facets: &Facets, name: &TypeName) -> Type {
        let item = match &facets.items {
            Some(items) => self.used(items, &item_name(name.clone())).standalone(),
            None => Type::Any,
        };
        Type::List(Box::new(item))
    }

    fn map(&mut self, facets: &Facets, name: &TypeName) -> Type {
        let value = match &facets.additional {
            Some(AdditionalFacet::Schema(link)) => {
                self.used(link, &value_name(name.clone())).standalone()
            }
            Some(AdditionalFacet::Flag(_)) | None => Type::Any,
        };
        Type::Map(Box::new(value))
    }
}

/// How hard a type is to read: the depths of all names in it.
fn weight(ty: &Type, depth: usize) -> usize {
    let inner = ty.inner().map_or(0, |inner| weight(inner, depth + 1));
    let keys = match ty {
        Type::Map(_) => depth + 1,
        _ => 0,
    };
    depth + keys + inner
}

/// The name of a list's item: that of the list, in the singular if it has a plural.
fn item_name(list: TypeName) -> TypeName {
    rename(list, |part| match part.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => match part.strip_suffix('s') {
            Some(stem) if !stem.is_empty() && !stem.ends_with('s') => stem.to_owned(),
            _ => format!("{part}Item"),
        },
    })
}

/// The name of a map's value.
fn value_name(map: TypeName) -> TypeName {
    rename(map, |part| format!("{part}Value"))
}

fn rename(name: TypeName, rename: impl FnOnce(&str) -> String) -> TypeName {
    match name {
        TypeName::Schema(key) => TypeName::Schema(rename(&key)),
        TypeName::Part { owner, part } if part == "Item" => TypeName::Part { owner, part },
        TypeName::Part { owner, part } => TypeName::Part {
            owner,
            part: rename(&part),
        },
        TypeName::OperationPart { operation, part } => TypeName::OperationPart {
            operation,
            part: rename(&part),
        },
    }
}
