//! Profiles: what the JSON of a type looks like.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::model::{
    Enumeration, JsonKind, Made, Others, Scalar, Structure, Type, TypeDef, TypeId, TypeShape,
    Values, VariantValue,
};

/// How deep a type is looked into.
const DEPTH: usize = 16;

/// The profiles of types. A definition is looked into once for each depth that is left at it, however
/// many others lead to it: unions of unions of unions lead to it in as many ways as their branches
/// multiply to.
pub(super) struct Profiles<'t> {
    types: &'t [TypeDef],
    known: BTreeMap<(TypeId, usize), Rc<Profile>>,
}

impl<'t> Profiles<'t> {
    pub(super) fn new(types: &'t [TypeDef]) -> Self {
        Self {
            types,
            known: BTreeMap::new(),
        }
    }

    /// What the values of a type look like.
    pub(super) fn of(&mut self, ty: &Type) -> Rc<Profile> {
        self.within(ty, DEPTH)
    }

    fn within(&mut self, ty: &Type, depth: usize) -> Rc<Profile> {
        if depth == 0 {
            return Rc::new(Profile::any());
        }
        match ty.made() {
            Made::Named(id) => self.definition(id, depth - 1),
            Made::Wrapped(inner) => self.within(inner, depth - 1),
            Made::Single(scalar) => Rc::new(Profile::of_scalar(scalar, ty)),
            Made::Bytes => Rc::new(Profile::kinds(&[JsonKind::String])),
            Made::List(_) => Rc::new(Profile::kinds(&[JsonKind::Array])),
            Made::Map(_) => Rc::new(Profile::kinds(&[JsonKind::Object])),
            Made::Any => Rc::new(Profile::any()),
        }
    }

    fn definition(&mut self, id: TypeId, depth: usize) -> Rc<Profile> {
        if let Some(known) = self.known.get(&(id, depth)) {
            return Rc::clone(known);
        }
        let types = self.types;
        let profile = match types.get(id.0).map(|def| &def.shape) {
            None => Rc::new(Profile::any()),
            Some(TypeShape::Alias(ty)) => self.within(ty, depth),
            Some(TypeShape::Tuple(_)) => Rc::new(Profile::kinds(&[JsonKind::Array])),
            Some(TypeShape::Enumeration(list)) => Rc::new(Profile::of_enumeration(list)),
            Some(TypeShape::Union(union)) => {
                let mut kinds = BTreeSet::new();
                for branch in &union.branches {
                    kinds.extend(&self.within(&branch.ty, depth).kinds);
                }
                Rc::new(Profile {
                    kinds,
                    ..Profile::default()
                })
            }
            Some(TypeShape::Structure(structure)) => {
                Rc::new(self.structure(structure, depth.min(2)))
            }
        };
        self.known.insert((id, depth), Rc::clone(&profile));
        profile
    }

    fn structure(&mut self, structure: &Structure, depth: usize) -> Profile {
        let mut profile = Profile::kinds(&[JsonKind::Object]);
        for field in structure.fields.iter().filter(|field| !field.flat) {
            profile.known.insert(field.wire.clone());
            if field.presence.is_required() {
                profile.required.insert(field.wire.clone());
                let inner = self.within(&field.ty, depth);
                let values = inner.values.clone();
                profile
                    .constants
                    .extend(values.map(|values| (field.wire.clone(), values)));
                let only = inner.only.clone().map(|only| (field.wire.clone(), only));
                profile.refusing.extend(only);
            }
        }
        profile
    }
}

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

    fn any() -> Self {
        Self::kinds(&[
            JsonKind::Boolean,
            JsonKind::Integer,
            JsonKind::Number,
            JsonKind::String,
            JsonKind::Array,
            JsonKind::Object,
        ])
    }

    fn of_scalar(scalar: Scalar, ty: &Type) -> Self {
        match scalar {
            Scalar::Text => Self {
                any_string: matches!(ty, Type::String | Type::Secret),
                ..Self::kinds(&[JsonKind::String])
            },
            Scalar::Boolean => Self::kinds(&[JsonKind::Boolean]),
            Scalar::Integer => Self::kinds(&[JsonKind::Integer]),
            Scalar::Number => Self::kinds(&[JsonKind::Integer, JsonKind::Number]),
        }
    }

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
