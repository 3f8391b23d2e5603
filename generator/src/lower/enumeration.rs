//! Enumerations: lists of allowed strings or integers.

use std::collections::BTreeSet;

use serde_json::Value;

use super::facets::Facets;
use super::schema::integer;
use super::{Lowering, doc, extensions};
use crate::diagnostics::Code;
use crate::model::{Enumeration, IntegerKind, Origin, TypeShape, Variant, VariantValue};

impl Lowering<'_, '_, '_> {
    /// Whether a schema lists strings, or lists integers.
    pub(super) fn is_enumeration(&self, facets: &Facets) -> bool {
        let mut listed = facets.enumeration.iter().filter(|value| !value.is_null());
        match facets.kind.as_deref() {
            Some("string") => listed.next().is_some(),
            Some("integer" | "number") => {
                listed.clone().next().is_some() && listed.all(Value::is_i64)
            }
            Some(_) => false,
            None => listed.clone().next().is_some() && listed.all(Value::is_string),
        }
    }

    /// The variants of a list of strings or integers.
    pub(super) fn enumeration(&mut self, pointer: &str, facets: &Facets) -> TypeShape {
        let resolved = self.resolved;
        let place = resolved.place(pointer).child("enum");
        let no_extensions = extensions::Extensions::new();
        let extensions = resolved
            .schema(pointer)
            .map_or(&no_extensions, |node| &node.value.schema_data.extensions);
        for list in ["x-enum-varnames", "x-enum-descriptions"] {
            if let Some(entries) = extensions.get(list).and_then(Value::as_array) {
                self.check_list(pointer, list, entries.len(), facets.enumeration.len());
            }
        }
        let is_text = facets.kind.as_deref() == Some("string");
        let mut known = BTreeSet::new();
        let mut variants: Vec<Variant> = Vec::new();
        for (index, value) in facets.enumeration.iter().enumerate() {
            let value = match value {
                Value::String(text) => VariantValue::String(text.clone()),
                // YAML reads an unquoted `1` or `true` as what it looks like.
                Value::Number(_) | Value::Bool(_) if is_text => {
                    VariantValue::String(value.to_string())
                }
                Value::Number(number) => match number.as_i64() {
                    Some(integer) => VariantValue::Integer(integer),
                    None => continue,
                },
                // `null` is said by `nullable`.
                _ => continue,
            };
            if !known.insert(value.clone()) {
                self.diagnostics
                    .warning(
                        Code::DuplicateEnumValue,
                        &place.child_index(index),
                        "this value is in the list already",
                    )
                    .effect("it is left out")
                    .help("remove it");
                continue;
            }
            variants.push(Variant {
                value,
                rust_name: extensions::entry(extensions, "x-enum-varnames", index),
                doc: doc(extensions::entry(extensions, "x-enum-descriptions", index).as_deref()),
                origin: Origin(format!("{pointer}/enum/{index}")),
            });
        }
        let integer = variants
            .iter()
            .any(|variant| matches!(variant.value, VariantValue::Integer(_)))
            .then(|| wide_enough(integer(facets), &variants));
        TypeShape::Enumeration(Enumeration { variants, integer })
    }

    /// Reports a list beside `enum` that is not as long.
    fn check_list(&mut self, pointer: &str, list: &str, entries: usize, values: usize) {
        if entries == values {
            return;
        }
        self.diagnostics
            .warning(
                Code::UnusableExtensionList,
                &self.resolved.place(pointer).child(list),
                format!("`{list}` has {entries} entries for the {values} values of `enum`"),
            )
            .effect("entries go to the values from the first on; a value without one has a derived name and no description")
            .help("write one entry for each value; an empty one says nothing");
    }

    /// Whether a schema has an `enum` without any value; `openapiv3` cannot tell it from none.
    pub(super) fn declares_empty_enumeration(&self, pointer: &str) -> bool {
        let list = self.resolved.raw(pointer).and_then(|raw| raw.get("enum"));
        list.and_then(Value::as_array).is_some_and(Vec::is_empty)
    }

    pub(super) fn empty_enumeration(&mut self, pointer: &str) {
        self.diagnostics
            .warning(
                Code::EmptyEnum,
                &self.resolved.place(pointer).child("enum"),
                "this `enum` allows no value at all",
            )
            .effect("any value of the type is accepted")
            .help("list the values, or remove `enum`");
    }
}

/// The range that a format names, or 64 bits if a listed value is not in it.
fn wide_enough(kind: IntegerKind, variants: &[Variant]) -> IntegerKind {
    let fits = variants.iter().all(|variant| match &variant.value {
        VariantValue::Integer(value) => match kind {
            IntegerKind::I8 => i8::try_from(*value).is_ok(),
            IntegerKind::I16 => i16::try_from(*value).is_ok(),
            IntegerKind::I32 => i32::try_from(*value).is_ok(),
            IntegerKind::I64 => true,
            IntegerKind::U8 => u8::try_from(*value).is_ok(),
            IntegerKind::U16 => u16::try_from(*value).is_ok(),
            IntegerKind::U32 => u32::try_from(*value).is_ok(),
            IntegerKind::U64 => u64::try_from(*value).is_ok(),
        },
        VariantValue::String(_) => true,
    });
    if fits { kind } else { IntegerKind::I64 }
}
