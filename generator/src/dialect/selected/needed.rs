//! Which components a document needs: those that its operations lead to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostics::{child_pointer, pointer_keys};
use crate::source::fragment_pointer;

/// The pointers of the components that nothing outside of them leads to.
///
/// What a schema with a discriminator is refined by is needed with it: any of its values may be one.
pub(super) fn unneeded(root: &Value) -> Vec<String> {
    let components = components(root);
    let heirs = heirs(&components);
    let mut needed = Needed::default();
    let members = root.as_object().into_iter().flatten();
    for (_, member) in members.filter(|(key, _)| *key != "components" && *key != "security") {
        needed.of(member);
    }
    let requirements = root.get("security").and_then(Value::as_array);
    for requirement in requirements.into_iter().flatten() {
        needed.schemes(requirement);
    }
    while let Some(pointer) = needed.pending.pop() {
        if let Some(node) = root.pointer(&pointer) {
            needed.of(node);
        }
        for heir in heirs.get(&pointer).into_iter().flatten() {
            needed.pointer(heir);
        }
    }
    let pointers = components.into_keys();
    pointers
        .filter(|pointer| !needed.pointers.contains(pointer))
        .collect()
}

/// Every entry of a section of `components` by its pointer.
fn components(root: &Value) -> BTreeMap<String, &Value> {
    let sections = root.get("components").and_then(Value::as_object);
    let mut components = BTreeMap::new();
    for (section, entries) in sections.into_iter().flatten() {
        let section = child_pointer("/components", section);
        for (name, entry) in entries.as_object().into_iter().flatten() {
            components.insert(child_pointer(&section, name), entry);
        }
    }
    components
}

/// The schemas by what they refine with `allOf`, as far as a discriminator tells them apart.
fn heirs(components: &BTreeMap<String, &Value>) -> BTreeMap<String, Vec<String>> {
    let mut refined: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (pointer, schema) in components {
        let branches = schema.get("allOf").and_then(Value::as_array);
        for branch in branches.into_iter().flatten() {
            if let Some(target) = target(branch) {
                refined.entry(target).or_default().push(pointer.clone());
            }
        }
    }
    let is_told_apart = |(_, schema): &(&String, &&Value)| schema.get("discriminator").is_some();
    let roots = components.iter().filter(is_told_apart);
    let mut pending: Vec<&str> = roots.map(|(pointer, _)| pointer.as_str()).collect();
    let mut heirs = BTreeMap::new();
    while let Some(pointer) = pending.pop() {
        if let Some(refining) = refined.get(pointer)
            && heirs.insert(pointer.to_owned(), refining.clone()).is_none()
        {
            pending.extend(refining.iter().map(String::as_str));
        }
    }
    heirs
}

fn target(node: &Value) -> Option<String> {
    let reference = node.get("$ref")?.as_str()?;
    fragment_pointer(reference.strip_prefix('#')?)
}

#[derive(Default)]
struct Needed {
    pointers: BTreeSet<String>,
    pending: Vec<String>,
}

impl Needed {
    /// Notes what a node and all below it lead to.
    fn of(&mut self, node: &Value) {
        match node {
            Value::Array(elements) => elements.iter().for_each(|element| self.of(element)),
            Value::Object(members) => {
                if let Some(pointer) = target(node) {
                    self.pointer(&pointer);
                }
                let mapping = members.get("mapping").and_then(Value::as_object);
                for target in mapping.into_iter().flat_map(|mapping| mapping.values()) {
                    self.mapped(target);
                }
                let requirements = members.get("security").and_then(Value::as_array);
                for requirement in requirements.into_iter().flatten() {
                    self.schemes(requirement);
                }
                members.values().for_each(|member| self.of(member));
            }
            _ => {}
        }
    }

    fn schemes(&mut self, requirement: &Value) {
        let names = requirement.as_object().into_iter().flatten();
        for (name, _) in names {
            self.pointer(&child_pointer("/components/securitySchemes", name));
        }
    }

    /// What a discriminator's mapping names is a schema, or the reference to one (OpenAPI 3.0.3,
    /// section 4.7.25).
    fn mapped(&mut self, target: &Value) {
        let Some(target) = target.as_str() else {
            return;
        };
        match target.strip_prefix('#').and_then(fragment_pointer) {
            Some(pointer) => self.pointer(&pointer),
            None => self.pointer(&child_pointer("/components/schemas", target)),
        }
    }

    /// Notes the component that a pointer leads to or into.
    fn pointer(&mut self, pointer: &str) {
        let keys: Vec<String> = pointer_keys(pointer).take(3).collect();
        let component = keys
            .iter()
            .fold(String::new(), |pointer, key| child_pointer(&pointer, key));
        let is_component = keys.len() == 3 && keys.first().is_some_and(|key| key == "components");
        if is_component && self.pointers.insert(component.clone()) {
            self.pending.push(component);
        }
    }
}
