//! Unions: one of several types.

use std::collections::{BTreeMap, BTreeSet};

use super::facets::Facets;
use super::hierarchy::mapping_target;
use super::{Lowering, documentation, extensions};
use crate::diagnostics::Code;
use crate::model::{
    Dispatch, Origin, Tagged, Type, TypeDef, TypeId, TypeName, TypeShape, Union, Value,
};
use crate::resolve::Link;

/// What the objects among the branches of a union declare.
#[derive(Default)]
struct Declared {
    objects: usize,
    /// How many of them declare a property.
    by: BTreeMap<String, usize>,
}

impl Lowering<'_, '_, '_> {
    /// The shape of a schema with `oneOf` or `anyOf`.
    pub(super) fn union(&mut self, id: TypeId, pointer: &str, facets: &Facets) -> TypeShape {
        let links = if facets.one_of.is_empty() {
            &facets.any_of
        } else {
            &facets.one_of
        };
        let has_own = !facets.properties.is_empty() || !facets.all_of.is_empty();
        if has_own && !self.is_choice_of_heirs(pointer, links) {
            return TypeShape::Structure(self.structure(id, pointer));
        }
        if let [only] = links.as_slice() {
            let used = self.used(only, &part(id, "Value"));
            return TypeShape::Alias(used.standalone());
        }
        if let Some(list) = self.only_list(links) {
            return TypeShape::Alias(self.used(&list, &part(id, "Value")).standalone());
        }
        if let Some(list) = self.one_enumeration(links) {
            return TypeShape::Enumeration(list);
        }
        if self.is_flag(links) {
            return TypeShape::Alias(Type::Boolean);
        }
        self.union_of(id, pointer, links)
    }

    /// The union of a few schemas.
    pub(super) fn union_of(&mut self, id: TypeId, pointer: &str, links: &[Link]) -> TypeShape {
        let mut branches: Vec<Tagged> = Vec::new();
        let declared = self.declared_beside(links);
        for link in links {
            let branch = self.union_branch(id, link, &declared);
            // That a value may be what it is says nothing.
            let is_itself = branch.ty == Type::Named(id);
            if !is_itself && !branches.iter().any(|known| known.ty == branch.ty) {
                branches.push(branch);
            }
        }
        match branches.as_slice() {
            [] => return TypeShape::Alias(Type::Any),
            [only] => return TypeShape::Alias(only.ty.clone()),
            _ => {}
        }
        let dispatch = self.discriminated(pointer, &branches);
        TypeShape::Union(Union {
            branches,
            // Branches that no discriminator tells apart are looked at when all are known.
            dispatch: dispatch.unwrap_or(Dispatch::Shape(Vec::new())),
        })
    }

    fn union_branch(&mut self, id: TypeId, link: &Link, declared: &Declared) -> Tagged {
        if !link.inline && self.resolved.schema(&link.pointer).is_some() {
            let mut branch = self.branch(&link.pointer);
            branch.constraints = self.limits([link]);
            return branch;
        }
        let node = self.resolved.schema(&link.pointer);
        let data = node.map(|node| &node.value.schema_data);
        let rust_name = data.and_then(|data| extensions::rust_name(&data.extensions));
        let doc = data.and_then(documentation::of_schema);
        let label = data
            .and_then(|data| data.title.clone())
            .filter(|title| title.chars().any(char::is_alphanumeric))
            .or_else(|| self.mark(link, declared))
            .or_else(|| self.only_value(link));
        let used = self.used(link, &part(id, label.as_deref().unwrap_or("Value")));
        // That a branch allows `null` is said where the union is used.
        let ty = used.ty;
        Tagged {
            label: label.unwrap_or_else(|| kind_label(&self.types, &ty).to_owned()),
            rust_name,
            origin: Origin(link.pointer.clone()),
            doc,
            ty,
            constraints: self.limits([link]),
            tag: None,
        }
    }

    /// The value of a constant in words.
    fn only_value(&self, link: &Link) -> Option<String> {
        let node = self.resolved.schema(&link.pointer)?;
        if !Facets::of(self.resolved, &node.value).constant {
            return None;
        }
        match self.listed(link).as_slice() {
            [Value::String(text)] if text.chars().any(char::is_alphanumeric) => Some(text.clone()),
            [Value::Number(number)] => Some(format!("value {number}")),
            [Value::Bool(flag)] => Some(flag.to_string()),
            _ => None,
        }
    }

    /// What an object without a name has and the objects beside it do not: the value of a constant, or
    /// the name of a property, a required one if there is one.
    fn mark(&self, link: &Link, declared: &Declared) -> Option<String> {
        let node = self.resolved.schema(&link.pointer)?;
        let own = Facets::of(self.resolved, &node.value);
        // A single object is best called that.
        if declared.objects == usize::from(!own.properties.is_empty()) {
            return None;
        }
        let is_required = |name: &str| own.required.iter().any(|required| required == name);
        let constant =
            own.properties
                .iter()
                .find_map(|(name, link)| match self.listed(link).as_slice() {
                    [Value::String(only)] if is_required(name) => Some(only.clone()),
                    _ => None,
                });
        let is_own = |name: &str| declared.by.get(name) == Some(&1);
        let names = || own.properties.iter().map(|(name, _)| name.as_str());
        constant.or_else(|| {
            let required = names().find(|name| is_own(name) && is_required(name));
            let name = required.or_else(|| names().find(|name| is_own(name)));
            name.map(str::to_owned)
        })
    }

    /// What the branches of a union declare, each looked at once.
    fn declared_beside(&self, links: &[Link]) -> Declared {
        let mut declared = Declared::default();
        let pointers: BTreeSet<&str> = links.iter().map(|link| link.pointer.as_str()).collect();
        for node in pointers
            .into_iter()
            .filter_map(|pointer| self.resolved.schema(pointer))
        {
            let properties = Facets::of(self.resolved, &node.value).properties;
            declared.objects += usize::from(!properties.is_empty());
            for (name, _) in properties {
                *declared.by.entry(name).or_default() += 1;
            }
        }
        declared
    }

    /// Whether a schema is a union of another, or a discriminated base of it.
    fn holds(&self, pointer: &str, target: &str) -> bool {
        let mut pending = vec![pointer.to_owned()];
        let mut seen = BTreeSet::new();
        while let Some(pointer) = pending.pop() {
            if self.discriminator(&pointer).is_some() && self.extends(target, &pointer) {
                return true;
            }
            let Some(node) = self
                .resolved
                .schema(&pointer)
                .filter(|_| seen.insert(pointer))
            else {
                continue;
            };
            let facets = Facets::of(self.resolved, &node.value);
            for link in facets.one_of.into_iter().chain(facets.any_of) {
                if link.pointer == target {
                    return true;
                }
                pending.push(link.pointer);
            }
        }
        false
    }

    /// The dispatch of a union that has a discriminator.
    fn discriminated(&mut self, pointer: &str, branches: &[Tagged]) -> Option<Dispatch> {
        let node = self.resolved.schema(pointer)?;
        let discriminator = node.value.schema_data.discriminator.clone()?;
        let place = node.place.clone();
        let mut cases = Vec::new();
        for (value, target) in &discriminator.mapping {
            let target = mapping_target(target);
            let is = |branch: &Tagged| branch.origin.0 == target;
            let holds = |branch: &Tagged| self.holds(&branch.origin.0, &target);
            let index = branches.iter().position(is);
            match index.or_else(|| branches.iter().position(holds)) {
                Some(index) => cases.push((value.clone(), index)),
                None => self.mapping_to_nothing(&place, value, &target),
            }
        }
        for (index, branch) in branches.iter().enumerate() {
            let is_free = |cases: &[(String, usize)], tag: &str| {
                !cases
                    .iter()
                    .any(|(value, mapped)| *mapped == index || *value == tag)
            };
            let tag = self.unmapped_tag(&discriminator.property_name, &branch.origin.0);
            if let Some(tag) = tag.filter(|tag| is_free(&cases, tag)) {
                cases.push((tag, index));
            }
        }
        let property = discriminator.property_name;
        let missing = self.default_branch(pointer, branches);
        let is_told = |index| missing == Some(index) || cases.iter().any(|case| case.1 == index);
        let all = (0..branches.len()).all(|index| !is_told(index));
        for (index, branch) in branches.iter().enumerate() {
            if !is_told(index) {
                self.untagged(branch, &property, all);
            }
        }
        (!all).then_some(Dispatch::Tag {
            property,
            cases,
            missing,
        })
    }

    /// Reports a branch that no value of the discriminator stands for, as are all or only some.
    fn untagged(&mut self, branch: &Tagged, property: &str, all: bool) {
        let effect = if all {
            "branches are told apart by what is in them"
        } else {
            "values of it are kept as raw JSON"
        };
        self.diagnostics
            .warning(
                Code::UntaggedBranch,
                &self.resolved.place(&branch.origin.0),
                format!("no value of `{property}` stands for `{}`", branch.label),
            )
            .effect(effect)
            .help(format!(
                "give the schema a name, or its `{property}` an `enum` of one value"
            ));
    }

    /// The branch of values without the property, which OpenAPI names from 3.2 on.
    fn default_branch(&self, pointer: &str, branches: &[Tagged]) -> Option<usize> {
        let schema = self.resolved.raw(pointer)?;
        let target = schema.pointer("/discriminator/defaultMapping")?.as_str()?;
        let target = mapping_target(target);
        branches.iter().position(|branch| branch.origin.0 == target)
    }
}

fn part(owner: TypeId, part: &str) -> TypeName {
    TypeName::Part {
        owner,
        part: part.to_owned(),
    }
}

/// What a branch without a name is called.
fn kind_label(types: &[TypeDef], ty: &Type) -> &'static str {
    match ty {
        Type::Named(id) => match types.get(id.0).map(|def| &def.shape) {
            Some(TypeShape::Enumeration(_)) => "Enum",
            Some(TypeShape::Union(_)) => "Union",
            Some(TypeShape::Tuple(_)) => "List",
            Some(TypeShape::Structure(_) | TypeShape::Alias(_)) | None => "Object",
        },
        Type::String | Type::Secret => "String",
        Type::Base64(_) | Type::Binary | Type::File => "Bytes",
        Type::Uuid => "Uuid",
        Type::DateTime | Type::Timestamp(_) => "DateTime",
        Type::Date => "Date",
        Type::Time => "Time",
        Type::Duration => "Duration",
        Type::Boolean => "Boolean",
        Type::Integer(_) | Type::IntegerString(_) => "Integer",
        Type::Float => "Number",
        Type::Decimal(_) => "Decimal",
        Type::List(_) => "List",
        Type::Map(_) => "Map",
        Type::Nullable(inner) | Type::Sensitive(inner) => kind_label(types, inner),
        Type::Any => "Any",
    }
}
