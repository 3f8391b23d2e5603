//! The models: fields, variants and branches, with what they are in JSON.

use castiron::model::{Api, Dispatch, Structure, Test, TypeDef, TypeName, TypeShape, Union};
use castiron::names::{Names, TypeNames};

use super::Code;
use super::page::{Page, signature, tokens};

pub(super) fn outline(api: &Api, names: &Names, code: &Code, page: &mut Page) {
    for (id, def) in api.types() {
        let names = names.of(id);
        let name = format!("models/{}", names.name);
        let item = code.items.get(&name);
        match item.unwrap_or_else(|| panic!("there is no `{name}`")) {
            syn::Item::Struct(item) => match &def.shape {
                TypeShape::Structure(structure) => {
                    self::structure((def, structure), names, item, code, page);
                }
                TypeShape::Tuple(_) => {
                    let code = format!("struct {}{}", names.name, tokens(&item.fields));
                    page.title(&name, &code, &origin(def, names));
                }
                TypeShape::Enumeration(_) | TypeShape::Union(_) | TypeShape::Alias(_) => {
                    panic!("`{name}` is a structure in the code only")
                }
            },
            syn::Item::Enum(item) => enumeration(def, names, item, page),
            syn::Item::Type(item) => {
                let code = format!("type {} = {}", names.name, tokens(&item.ty));
                page.title(&name, &code, &origin(def, names));
            }
            _ => panic!("`{name}` is no type"),
        }
    }
}

/// The schema that a definition is made of, unless both are called alike.
fn origin(def: &TypeDef, names: &TypeNames) -> String {
    match &def.name {
        TypeName::Schema(key) if names.name == key => String::new(),
        TypeName::Schema(key) => key.clone(),
        TypeName::Part { .. } | TypeName::OperationPart { .. } => format!("#{}", def.origin.0),
    }
}

fn structure(
    (def, structure): (&TypeDef, &Structure),
    names: &TypeNames,
    item: &syn::ItemStruct,
    code: &Code,
    page: &mut Page,
) {
    let name = format!("models/{}", names.name);
    page.title(
        &name,
        &format!("struct {}", names.name),
        &origin(def, names),
    );
    for field in &item.fields {
        let ident = field.ident.as_ref().unwrap();
        let index = names.members.iter().position(|member| member == ident);
        let wire = match index.and_then(|index| structure.fields.get(index)) {
            Some(field) => format!("{:?}", field.wire),
            None => "all other properties".to_owned(),
        };
        page.line(1, &format!("{ident}: {}", tokens(&field.ty)), &wire);
    }
    let constructor = code
        .methods(&name)
        .iter()
        .find(|method| method.ident == "new");
    if let Some(method) = constructor {
        page.line(1, &signature(method), "");
    }
}

fn enumeration(def: &TypeDef, names: &TypeNames, item: &syn::ItemEnum, page: &mut Page) {
    let wires: Vec<String> = match &def.shape {
        TypeShape::Enumeration(list) => list
            .variants
            .iter()
            .map(|variant| variant.value.json())
            .collect(),
        TypeShape::Union(union) => (0..union.branches.len())
            .map(|index| conditions(union, index).join(", "))
            .collect(),
        TypeShape::Structure(_) | TypeShape::Tuple(_) | TypeShape::Alias(_) => {
            panic!("`{}` is an enum in the code only", names.name)
        }
    };
    page.title(
        &format!("models/{}", names.name),
        &format!("enum {}", names.name),
        &origin(def, names),
    );
    for variant in &item.variants {
        let index = names
            .members
            .iter()
            .position(|member| *member == variant.ident);
        let wire = index.and_then(|index| wires.get(index));
        let code = format!("{}{}", variant.ident, tokens(&variant.fields));
        page.line(1, &code, wire.map_or("everything else", String::as_str));
    }
}

/// When a value is of a branch.
fn conditions(union: &Union, branch: usize) -> Vec<String> {
    match &union.dispatch {
        Dispatch::Tag {
            property,
            cases,
            missing,
        } => {
            let tags = cases.iter().filter(|(_, index)| *index == branch);
            let without = (*missing == Some(branch)).then(|| format!("no {property:?}"));
            tags.map(|(value, _)| format!("{property:?}: {value:?}"))
                .chain(without)
                .collect()
        }
        Dispatch::Shape(tests) => {
            let own = tests.iter().filter(|(_, index)| *index == branch);
            own.map(|(test, _)| condition(test)).collect()
        }
    }
}

fn condition(test: &Test) -> String {
    match test {
        Test::Kind(kind) => format!("{kind:?}").to_lowercase(),
        Test::Keys(keys) => format!("object with {keys:?}"),
        Test::Constant(property, values) => format!("{property:?}: one of {values:?}"),
        Test::OptionalConstant(property, only) => format!("{property:?}: {only:?}, or none"),
        Test::OneOf(values) => format!("one of {values:?}"),
        Test::Text(text) => text.clone(),
        Test::All(tests) => {
            let tests: Vec<String> = tests.iter().map(condition).collect();
            tests.join(" and ")
        }
    }
}
