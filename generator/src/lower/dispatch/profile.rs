//! Profiles: what the JSON of a type looks like.

use std::collections::BTreeSet;

use crate::model::{
    Enumeration, JsonKind, Made, Others, Presence, Scalar, Test, Type, TypeDef, TypeShape, Values,
    VariantValue,
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
    /// Tests of the properties that refuse all but one value.
    pub(super) refusing: Vec<Test>,
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
        if depth == 0 {
            return Self::kinds(&all);
        }
        let any_string = matches!(ty, Type::String | Type::Secret);
        match ty.made() {
            Made::Named(id) => match types.get(id.0) {
                Some(def) => Self::of_definition(types, def, depth - 1),
                None => Self::kinds(&all),
            },
            Made::Single(Scalar::Text) => Self {
                any_string,
                ..Self::kinds(&[JsonKind::String])
            },
            Made::Bytes => Self::kinds(&[JsonKind::String]),
            Made::Single(Scalar::Boolean) => Self::kinds(&[JsonKind::Boolean]),
            Made::Single(Scalar::Integer) => Self::kinds(&[JsonKind::Integer]),
            Made::Single(Scalar::Number) => Self::kinds(&[JsonKind::Integer, JsonKind::Number]),
            Made::List(_) => Self::kinds(&[JsonKind::Array]),
            Made::Map(_) => Self::kinds(&[JsonKind::Object]),
            Made::Wrapped(inner) => Self::of(types, inner, depth - 1),
            Made::Null => Self::default(),
            Made::Any => Self::kinds(&all),
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
                    let inner = Self::of(types, &field.ty, depth.min(2));
                    let property = || field.wire.clone();
                    if field.presence.is_required() {
                        profile.required.insert(property());
                        let constants = inner.values.map(|values| (property(), values));
                        profile.constants.extend(constants);
                    }
                    let refusing = inner.only.map(|only| match field.presence {
                        Presence::Required => Test::Constant(property(), vec![only]),
                        Presence::RequiredNullable
                        | Presence::Optional
                        | Presence::OptionalNullable => Test::OptionalConstant(property(), only),
                    });
                    profile.refusing.extend(refusing);
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
