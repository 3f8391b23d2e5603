//! Profiles: what the JSON of a type looks like.

use std::collections::BTreeSet;

use crate::model::{
    DecimalForm, Enumeration, JsonKind, Others, Presence, TimestampForm, Type, TypeDef, TypeShape,
    Values, VariantValue,
};

/// What the JSON of a type looks like.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    pub(super) kinds: BTreeSet<JsonKind>,
    /// Whether every string will do.
    pub(super) any_string: bool,
    /// The strings of a closed list.
    pub(super) values: Option<Vec<String>>,
    pub(super) required: BTreeSet<String>,
    pub(super) known: BTreeSet<String>,
    /// Required properties that have one of a few strings.
    pub(super) constants: Vec<(String, Vec<String>)>,
    /// The text of the only value that is read, for strings without the quotes.
    pub(super) only: Option<String>,
    /// Required properties that refuse all but one value, with its text.
    pub(super) refusing: Vec<(String, String)>,
}

impl Profile {
    fn kinds(kinds: &[JsonKind]) -> Self {
        Self {
            kinds: kinds.iter().copied().collect(),
            ..Self::default()
        }
    }

    /// What the values of a type look like.
    pub(super) fn of(types: &[TypeDef], ty: &Type, depth: usize) -> Self {
        let all = [
            JsonKind::Boolean,
            JsonKind::Integer,
            JsonKind::Number,
            JsonKind::String,
            JsonKind::Array,
            JsonKind::Object,
        ];
        match ty {
            _ if depth == 0 => Self::kinds(&all),
            Type::Named(id) => match types.get(id.0) {
                Some(def) => Self::of_definition(types, def, depth - 1),
                None => Self::kinds(&all),
            },
            Type::String | Type::Secret => Self {
                any_string: true,
                ..Self::kinds(&[JsonKind::String])
            },
            Type::Base64(_)
            | Type::Binary
            | Type::File
            | Type::Uuid
            | Type::DateTime
            | Type::Timestamp(TimestampForm::HttpDate)
            | Type::Date
            | Type::Time
            | Type::Duration
            | Type::IntegerString(_)
            | Type::Decimal(DecimalForm::String) => Self::kinds(&[JsonKind::String]),
            Type::Boolean => Self::kinds(&[JsonKind::Boolean]),
            Type::Integer(_) | Type::Timestamp(TimestampForm::UnixTime) => {
                Self::kinds(&[JsonKind::Integer])
            }
            Type::Float { .. } | Type::Decimal(DecimalForm::Number) => {
                Self::kinds(&[JsonKind::Integer, JsonKind::Number])
            }
            Type::List(_) => Self::kinds(&[JsonKind::Array]),
            Type::Map(_) => Self::kinds(&[JsonKind::Object]),
            Type::Nullable(inner) | Type::Sensitive(inner) => Self::of(types, inner, depth - 1),
            Type::Any => Self::kinds(&all),
        }
    }

    fn of_definition(types: &[TypeDef], def: &TypeDef, depth: usize) -> Self {
        match &def.shape {
            TypeShape::Alias(ty) => Self::of(types, ty, depth),
            TypeShape::Tuple(_) => Self::kinds(&[JsonKind::Array]),
            TypeShape::Enumeration(list) => Self::of_enumeration(list),
            TypeShape::Union(union) => {
                let mut kinds = BTreeSet::new();
                for branch in &union.branches {
                    kinds.extend(Self::of(types, &branch.ty, depth).kinds);
                }
                Self {
                    kinds,
                    ..Self::default()
                }
            }
            TypeShape::Structure(structure) => {
                let mut profile = Self::kinds(&[JsonKind::Object]);
                for field in structure.fields.iter().filter(|field| !field.flat) {
                    profile.known.insert(field.wire.clone());
                    if matches!(
                        field.presence,
                        Presence::Required | Presence::RequiredNullable
                    ) {
                        profile.required.insert(field.wire.clone());
                        let inner = Self::of(types, &field.ty, depth.min(2));
                        profile
                            .constants
                            .extend(inner.values.map(|values| (field.wire.clone(), values)));
                        let only = inner.only.map(|only| (field.wire.clone(), only));
                        profile.refusing.extend(only);
                    }
                }
                profile
            }
        }
    }
}

impl Profile {
    fn of_enumeration(list: &Enumeration) -> Self {
        let strings: Vec<String> = list
            .variants
            .iter()
            .filter_map(|variant| match &variant.value {
                VariantValue::String(text) => Some(text.clone()),
                _ => None,
            })
            .collect();
        let is_open = list.others == Others::Allowed;
        let only = list.variants.first().map(|variant| match &variant.value {
            VariantValue::String(text) => text.clone(),
            value => value.json(),
        });
        let kinds = list.variants.iter().map(|variant| match &variant.value {
            VariantValue::String(_) => JsonKind::String,
            VariantValue::Integer(_) => JsonKind::Integer,
            VariantValue::Number(_) => JsonKind::Number,
            VariantValue::Boolean(_) => JsonKind::Boolean,
        });
        Self {
            kinds: match list.values {
                Values::Numbers => [JsonKind::Integer, JsonKind::Number].into(),
                Values::Strings | Values::Integers(_) | Values::Booleans | Values::Mixed => {
                    kinds.collect()
                }
            },
            any_string: is_open && !strings.is_empty(),
            values: (!is_open && !strings.is_empty()).then_some(strings),
            only: only.filter(|_| list.others == Others::Refused),
            ..Self::default()
        }
    }
}
