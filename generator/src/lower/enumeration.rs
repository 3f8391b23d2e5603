//! Enumerations: lists of allowed values.

use std::collections::BTreeSet;

use serde_json::Value;

use super::facets::Facets;
use super::formats;
use super::{Lowering, doc, extensions};
use crate::diagnostics::Code;
use crate::model::{Enumeration, IntegerKind, Origin, Others, Values, Variant, VariantValue};
use crate::resolve::Link;

/// How many schemas may wrap one another in a row.
const DEPTH: usize = 16;

impl Lowering<'_, '_, '_> {
    /// Whether a schema lists values that become the variants of an enum.
    pub(super) fn is_enumeration(&self, facets: &Facets) -> bool {
        let mut listed = facets.listed();
        if listed.next().is_none() || facets.format.as_deref() == Some("decimal") {
            return false;
        }
        match facets.kind.as_deref() {
            Some("string") => true,
            Some("integer") => facets.listed().all(Value::is_i64),
            Some("number") => facets.listed().all(Value::is_number),
            Some("boolean") => facets.constant && facets.listed().all(Value::is_boolean),
            Some(_) => false,
            None => {
                // `true` or `false` is what a `bool` is for, but not only one of them.
                let is_flag = !facets.constant && facets.listed().all(Value::is_boolean);
                let is_simple = |value: &Value| !value.is_array() && !value.is_object();
                !is_flag && facets.listed().all(is_simple)
            }
        }
    }

    /// The list of values of a schema.
    pub(super) fn enumeration(&mut self, pointer: &str, facets: &Facets) -> Enumeration {
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
        let mut known = BTreeSet::new();
        let mut variants: Vec<Variant> = Vec::new();
        for (index, value) in facets.enumeration.iter().enumerate() {
            // `null` is said by `nullable`.
            let Some(value) = variant_value(value, facets.kind.as_deref()) else {
                continue;
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
        Enumeration {
            values: values(facets, &variants),
            variants,
            others: match facets.constant {
                true => Others::Refused,
                false => Others::Kept,
            },
        }
    }

    /// The values that a schema lists and that are the only ones it allows but for `null`; none if
    /// it allows any.
    pub(super) fn listed(&self, link: &Link) -> Vec<Value> {
        let mut link = link.clone();
        for _ in 0..DEPTH {
            let Some(node) = self.resolved.schema(&link.pointer) else {
                break;
            };
            let facets = Facets::of(self.resolved, &node.value);
            let kind = facets.kind.as_deref();
            let values = facets.listed();
            let listed: Vec<Value> = values
                .map(|value| match value {
                    value if value.is_string() || kind != Some("string") => value.clone(),
                    value => value.to_string().into(),
                })
                .collect();
            let is_choice = facets.one_of.len() + facets.any_of.len() > 1;
            match self.wrapped(&facets) {
                Some(inner) if listed.is_empty() && !is_choice => link = inner,
                _ => return listed,
            }
        }
        Vec::new()
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
}

/// A listed value as it is sent; `None` for `null` and for what is no single value.
fn variant_value(value: &Value, kind: Option<&str>) -> Option<VariantValue> {
    Some(match value {
        Value::String(text) => VariantValue::String(text.clone()),
        // YAML reads an unquoted `1` or `true` as what it looks like.
        Value::Number(_) | Value::Bool(_) if kind == Some("string") => {
            VariantValue::String(value.to_string())
        }
        Value::Number(number) => match number.as_i64() {
            Some(integer) => VariantValue::Integer(integer),
            None => VariantValue::Number(number.to_string()),
        },
        Value::Bool(flag) => VariantValue::Boolean(*flag),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    })
}

/// What the values of a list are.
fn values(facets: &Facets, variants: &[Variant]) -> Values {
    let all = |is: fn(&VariantValue) -> bool| variants.iter().all(|variant| is(&variant.value));
    if all(|value| matches!(value, VariantValue::String(_))) {
        return Values::Strings;
    }
    let whole = facets.kind.as_deref() != Some("number") || formats::kind(facets).is_some();
    if whole && all(|value| matches!(value, VariantValue::Integer(_))) {
        return Values::Integers(wide_enough(formats::range(facets), variants));
    }
    if all(|value| matches!(value, VariantValue::Integer(_) | VariantValue::Number(_))) {
        return Values::Numbers;
    }
    if all(|value| matches!(value, VariantValue::Boolean(_))) {
        return Values::Booleans;
    }
    Values::Mixed
}

/// The range that a format names, or 64 bits if a listed value is not in it.
fn wide_enough(kind: IntegerKind, variants: &[Variant]) -> IntegerKind {
    let fits = variants.iter().all(|variant| match &variant.value {
        VariantValue::Integer(value) => kind.holds(*value),
        VariantValue::String(_) | VariantValue::Number(_) | VariantValue::Boolean(_) => true,
    });
    if fits { kind } else { IntegerKind::I64 }
}
