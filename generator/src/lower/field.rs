//! Fields: what an object says of one of its properties.

use super::structure::{Merged, Property};
use super::{Lowering, documentation, extensions};
use crate::model::{Constraint, Field, Origin, Presence, Type, TypeId, TypeName, Value};

impl Lowering<'_, '_, '_> {
    /// The field of a property.
    pub(super) fn field(
        &mut self,
        owner: TypeId,
        owner_pointer: &str,
        merged: &Merged,
        wire: String,
        Property {
            origin,
            link,
            others,
        }: Property,
    ) -> Field {
        // A type that several schemas inherit is named after the one that declares it.
        let declared_by = declaring(&origin).and_then(|pointer| self.ids.get(pointer));
        let used = self.used(
            &link,
            &TypeName::Part {
                owner: declared_by.copied().unwrap_or(owner),
                part: wire.clone(),
            },
        );
        let nullable = used.nullable && !used.ty.holds_null();
        let required = merged.required.contains_key(&wire);
        let is_one_way = self.is_one_way(&link, (owner, &wire), required, nullable);
        let required = required && !is_one_way;
        let presence = match (required, nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        };
        let listed = self.listed(&link);
        let is_tag = merged
            .discriminators
            .iter()
            .any(|discriminator| discriminator.property_name == wire);
        let tag = is_tag
            .then(|| self.own_tag(&merged.discriminators, &wire, owner_pointer))
            .flatten();
        // The one value that is possible is the tag, whatever else is said of that.
        let only = match listed.as_slice() {
            [only] if !used.nullable => Some(only.clone()),
            _ => None,
        };
        let fixed = match tag {
            Some(tag) => Some(only.unwrap_or_else(|| tag.into())),
            // A named list of one value is one that may grow.
            None if used.ty == Type::Null => required.then_some(Value::Null),
            None => only.filter(|_| required && self.lists_itself(&link)),
        };
        let mut field = Field {
            wire,
            rust_name: None,
            origin: Origin(origin),
            doc: None,
            deprecated: false,
            ty: used.ty,
            presence,
            default: None,
            constraints: Vec::new(),
            fixed,
            example: None,
            idempotency: None,
            flat: false,
        };
        let limits = self.limits(std::iter::once(&link).chain(&others));
        if let Some(node) = self.resolved.schema(&link.pointer) {
            let data = &node.value.schema_data;
            field.default.clone_from(&data.default);
            field.example.clone_from(&data.example);
            field.constraints = limits;
            let one_way = [
                (data.read_only, Constraint::ResponsesOnly),
                (data.write_only, Constraint::RequestsOnly),
            ];
            let one_way = one_way.into_iter().filter(|(is, _)| *is);
            field.constraints.extend(one_way.map(|(_, only)| only));
            field.deprecated = data.deprecated;
            if link.inline {
                field.doc = documentation::of_schema(data);
                field.rust_name = extensions::rust_name(&data.extensions);
                let value = (&field.ty, field.constraints.as_slice());
                field.idempotency = self.key_in_property(&node.place, &data.extensions, value);
            }
        }
        field
    }
}

/// The schema that declares the property at a pointer, of which the parts of an `allOf` are parts.
fn declaring(property: &str) -> Option<&str> {
    let (mut schema, _) = property.rsplit_once("/properties/")?;
    while let Some((whole, part)) = schema.rsplit_once("/allOf/") {
        if part.contains('/') {
            break;
        }
        schema = whole;
    }
    Some(schema)
}
