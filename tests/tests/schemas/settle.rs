//! From drawn families to a lawful document: references lead somewhere, and the parts of an `allOf`
//! fit together.

use std::collections::BTreeSet;

use crate::draw::{Branch, Family, Tagged, constant};
use crate::schema::{
    Additional, Case, Choice, Component, Direction, Document, List, Listed, Nulls, Object,
    Property, Schema, Shape, Tag, Text,
};

/// Makes a document of families.
pub fn settle(families: Vec<Family>, names: &[&str], both_ways: bool, nulls: Nulls) -> Document {
    let mut schemas: Vec<Schema> = Vec::new();
    for family in families {
        let at = schemas.len();
        schemas.extend(self::schemas(family, at, names));
    }
    let components = schemas
        .into_iter()
        .zip(names)
        .map(|(schema, name)| Component {
            name: (*name).to_owned(),
            schema,
        });
    let mut document = Document {
        components: components.collect(),
        nulls,
        both_ways,
    };
    mend(&mut document);
    document.components.extend(holder(&document));
    document
}

/// An object with a property for each component that is only another name for a type, which in Rust
/// has no `Serialize` of its own, and for each that may be `null`, which only its users say.
fn holder(document: &Document) -> Option<Component> {
    let components = document.components.iter().enumerate();
    let names = components.filter(|(_, component)| {
        !matches!(
            component.schema.shape,
            Shape::Object(_) | Shape::Extended(_) | Shape::Choice(_)
        ) || component.schema.nullable
    });
    let properties = names.map(|(index, _)| Property {
        name: format!("at {index}"),
        schema: Schema::reference(index),
        required: index % 2 == 0,
        direction: Direction::Both,
    });
    let properties: Vec<Property> = properties.collect();
    (!properties.is_empty()).then(|| Component {
        name: "Holder".to_owned(),
        schema: Schema::of(Shape::Object(Object::of(properties))),
    })
}

/// The schemas of a family, the first of which is component `at`.
fn schemas(family: Family, at: usize, names: &[&str]) -> Vec<Schema> {
    match family {
        Family::One(schema) => vec![schema],
        Family::Tagged {
            keyword,
            branches,
            property,
        } => {
            let cases = cases(&branches, at + 1, names);
            let references = (1..=branches.len()).map(|index| Schema::reference(at + index));
            let tag = Some(Tag {
                property: property.to_owned(),
                cases: cases.clone(),
            });
            let choice = Choice {
                keyword,
                branches: references.collect(),
                tag,
            };
            let mut schemas = vec![Schema::of(Shape::Choice(choice))];
            for (index, branch) in branches.into_iter().enumerate() {
                let object = tagged(branch, property, &cases, at + 1 + index);
                schemas.push(Schema::of(Shape::Object(object)));
            }
            schemas
        }
        Family::Hierarchy {
            mut base,
            heirs,
            property,
        } => {
            base.choice = None;
            base.properties.retain(|own| own.name != property);
            base.properties.push(any_text(property, true));
            if base.additional != Additional::Unsaid {
                base.additional = Additional::Any;
            }
            let declared: Vec<String> =
                base.properties.iter().map(|own| own.name.clone()).collect();
            let of_heirs = cases(&heirs, at + 1, names);
            let mut cases = of_heirs.clone();
            cases.push(Case {
                value: names[at].to_owned(),
                component: at,
                mapped: false,
            });
            base.heirs = Some(Tag {
                property: property.to_owned(),
                cases,
            });
            let mut schemas = vec![Schema::of(Shape::Object(base))];
            for (index, mut heir) in heirs.into_iter().enumerate() {
                if heir.tagged == Tagged::AnyText {
                    heir.tagged = Tagged::Nothing;
                }
                heir.object.choice = None;
                heir.object
                    .properties
                    .retain(|own| !declared.contains(&own.name));
                let mut own = tagged(heir, property, &of_heirs, at + 1 + index);
                own.additional = Additional::Unsaid;
                let parts = vec![Schema::reference(at), Schema::of(Shape::Object(own))];
                schemas.push(Schema::of(Shape::Extended(parts)));
            }
            schemas
        }
    }
}

/// The values of the tag, branch by branch: those that are mapped, or the name of the schema.
fn cases(branches: &[Branch], first: usize, names: &[&str]) -> Vec<Case> {
    let mut cases = Vec::new();
    for (index, branch) in branches.iter().enumerate() {
        let component = first + index;
        // One value is all that a branch with a constant has.
        let mapped = if matches!(branch.tagged, Tagged::Only | Tagged::Constant) {
            branch.mapped.min(1)
        } else {
            branch.mapped
        };
        for value in ["x", "y"].iter().take(mapped) {
            cases.push(Case {
                value: format!("{value}{component}"),
                component,
                mapped: true,
            });
        }
        if mapped == 0 {
            let value = match branch.tagged {
                Tagged::Only | Tagged::Constant => format!("only{component}"),
                Tagged::Nothing | Tagged::AnyText => names[component].to_owned(),
            };
            cases.push(Case {
                value,
                component,
                mapped: false,
            });
        }
    }
    cases
}

/// The object of a branch, with what it says of its tag.
fn tagged(branch: Branch, property: &str, cases: &[Case], component: usize) -> Object {
    let mut object = branch.object;
    object.properties.retain(|own| own.name != property);
    for branch in object
        .choice
        .iter_mut()
        .flat_map(|choice| &mut choice.branches)
    {
        if let Shape::Object(branch) = &mut branch.shape {
            branch.properties.retain(|own| own.name != property);
        }
    }
    if branch.tagged == Tagged::Nothing && object.additional != Additional::Unsaid {
        object.additional = Additional::Any;
    }
    match branch.tagged {
        Tagged::Nothing => {}
        Tagged::AnyText => object
            .properties
            .push(any_text(property, branch.mapped == 0)),
        Tagged::Only | Tagged::Constant => {
            let refusing = branch.tagged == Tagged::Constant;
            let mut own = cases.iter().filter(|case| case.component == component);
            object.properties.extend(
                own.next()
                    .map(|case| constant(property, &case.value, refusing)),
            );
        }
    }
    // An object of which nothing is said may hold anything.
    if object.properties.is_empty() && object.choice.is_none() {
        object.properties.push(any_text("own", false));
    }
    object
}

fn any_text(property: &str, required: bool) -> Property {
    Property {
        name: property.to_owned(),
        schema: Schema::of(Shape::Text(Text {
            format: None,
            length: None,
            pattern: None,
        })),
        required,
        direction: Direction::Both,
    }
}

/// Makes every reference lead to a component, and takes out what contradicts itself.
pub fn mend(document: &mut Document) {
    let count = document.components.len();
    let is_later = document.is_later();
    for component in &mut document.components {
        turn(&mut component.schema, count);
        if !is_later {
            in_earlier_words(&mut component.schema);
        }
    }
    for index in 0..count {
        let mut schema = document.components[index].schema.clone();
        // A component that is only another name must not lead back to itself.
        if let Shape::Reference(target) = schema.shape
            && target <= index
        {
            schema.shape = Shape::Boolean;
        }
        if matches!(schema.shape, Shape::Reference(_)) {
            schema.nullable = false;
        }
        extend(&mut schema, index, document);
        document.components[index].schema = schema;
    }
}

fn turn(schema: &mut Schema, count: usize) {
    if let Shape::Reference(component) = &mut schema.shape {
        *component %= count;
    }
    for part in schema.parts_mut() {
        turn(part, count);
    }
}

/// Says with the keywords of OpenAPI 3.0 what only later versions can.
fn in_earlier_words(schema: &mut Schema) {
    match &mut schema.shape {
        Shape::Constant(constant) => {
            let kind = match constant.value.as_str() {
                text if text.starts_with('"') => Some("string"),
                number if number.parse::<i64>().is_ok() => Some("integer"),
                number if number.parse::<f64>().is_ok() => Some("number"),
                _ => None,
            };
            let values = vec![constant.value.clone()];
            schema.shape = match kind {
                Some(_) => Shape::Listed(Listed { kind, values }),
                None => Shape::Boolean,
            };
        }
        Shape::Tuple(items) => {
            schema.shape = Shape::List(List {
                item: Box::new(items.swap_remove(0)),
                length: None,
                unique: false,
            });
        }
        // Lists of one value may grow, and would be hard to tell from what else there is.
        Shape::Choice(choice)
            if choice
                .branches
                .iter()
                .any(|branch| matches!(branch.shape, Shape::Constant(_))) =>
        {
            schema.shape = Shape::Boolean;
        }
        _ => {}
    }
    for part in schema.parts_mut() {
        in_earlier_words(part);
    }
}

/// Leaves an `allOf` the parts that are objects and declare properties of their own.
fn extend(schema: &mut Schema, component: usize, document: &Document) {
    if let Shape::Extended(parts) = &mut schema.shape {
        let mut names = BTreeSet::new();
        parts.retain(|part| {
            let own = declared(part, component, document);
            let fits = own.as_ref().is_some_and(|own| own.is_disjoint(&names));
            names.extend(own.filter(|_| fits).into_iter().flatten());
            fits
        });
        if parts.is_empty() {
            schema.shape = Shape::Boolean;
        }
    }
    for part in schema.parts_mut() {
        extend(part, component, document);
    }
}

/// The names of all properties of an object; `None` for what cannot be extended.
fn declared(schema: &Schema, component: usize, document: &Document) -> Option<BTreeSet<String>> {
    match &schema.shape {
        Shape::Object(object) if object.choice.is_none() => {
            // An heir may say more of the property that it is told by.
            let tag = object.heirs.as_ref().map(|tag| &tag.property);
            let names = object.properties.iter().map(|property| &property.name);
            Some(names.filter(|name| Some(*name) != tag).cloned().collect())
        }
        Shape::Reference(target) => {
            let target_schema = document.schema(*target);
            // A choice between an object and `null` is no base.
            let is_object = document.nulls != Nulls::Branch || !target_schema.nullable;
            let is_base = matches!(&target_schema.shape, Shape::Object(object)
                if object.additional != Additional::Denied && !matches!(object.additional, Additional::Of(_)));
            // A base whose heirs are told apart has only those that its discriminator knows.
            let is_heir = matches!(&target_schema.shape, Shape::Object(Object { heirs: Some(tag), .. })
                if tag.cases.iter().all(|case| case.component != component));
            (is_base && is_object && !is_heir && *target != component)
                .then(|| declared(target_schema, component, document))
                .flatten()
        }
        _ => None,
    }
}
