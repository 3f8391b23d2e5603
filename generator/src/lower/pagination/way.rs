//! [`Way`]: from a page to what it holds, along the names of properties.

use crate::model::{Step, Structure, Type, TypeDef, TypeId, TypeShape};

/// The types of an API, seen from that of a page.
pub(super) struct Way<'t> {
    types: &'t [TypeDef],
    page: &'t Type,
}

impl<'t> Way<'t> {
    pub(super) fn new(types: &'t [TypeDef], page: &'t Type) -> Self {
        Self { types, page }
    }

    /// Follows the names of properties, which dots part; names may have dots of their own.
    ///
    /// # Errors
    ///
    /// What is not there, in words.
    pub(super) fn to(&self, path: &str) -> Result<(Vec<Step>, &'t Type), String> {
        let (mut steps, mut ty, mut rest) = (Vec::new(), self.page, path);
        while !rest.is_empty() {
            let walked = path.strip_suffix(rest).unwrap_or_default();
            let here = match walked.trim_end_matches('.') {
                "" => "the page".to_owned(),
                walked => format!("`{walked}`"),
            };
            let (owner, structure) = self
                .structure(ty)
                .ok_or_else(|| format!("{here} is no object with properties"))?;
            let (index, after) = property(structure, rest)
                .ok_or_else(|| format!("{here} has no property `{rest}`"))?;
            let field = structure.fields.get(index);
            ty = field.map_or(ty, |field| &field.ty);
            steps.push(Step {
                owner,
                field: index,
            });
            rest = after;
        }
        Ok((steps, ty))
    }

    /// The type behind all names that are only other names.
    pub(super) fn behind(&self, ty: &'t Type) -> &'t Type {
        let mut ty = ty;
        // A circle of aliases is one step longer than there are definitions.
        for _ in 0..=self.types.len() {
            match self.alias(ty) {
                Some(target) => ty = target,
                None => return ty,
            }
        }
        ty
    }

    /// The type of a list's items; a list of itself is emitted as no list.
    pub(super) fn item(&self, ty: &'t Type) -> Option<&'t Type> {
        match self.behind(ty) {
            Type::List(item) if !self.leads_to(item, ty) => Some(item),
            _ => None,
        }
    }

    fn leads_to(&self, from: &'t Type, ty: &Type) -> bool {
        let mut from = from;
        for _ in 0..=self.types.len() {
            from = match (from, self.alias(from)) {
                (from, _) if from == ty => return true,
                (_, Some(target)) => target,
                (Type::List(inner) | Type::Map(inner) | Type::Nullable(inner), None) => inner,
                (_, None) => return false,
            };
        }
        false
    }

    fn alias(&self, ty: &Type) -> Option<&'t Type> {
        match self.shape(ty)?.1 {
            TypeShape::Alias(target) => Some(target),
            TypeShape::Structure(_)
            | TypeShape::Enumeration(_)
            | TypeShape::Union(_)
            | TypeShape::Tuple(_) => None,
        }
    }

    fn structure(&self, ty: &'t Type) -> Option<(TypeId, &'t Structure)> {
        match self.shape(self.behind(ty))? {
            (id, TypeShape::Structure(structure)) => Some((id, structure)),
            (
                _,
                TypeShape::Alias(_)
                | TypeShape::Enumeration(_)
                | TypeShape::Union(_)
                | TypeShape::Tuple(_),
            ) => None,
        }
    }

    fn shape(&self, ty: &Type) -> Option<(TypeId, &'t TypeShape)> {
        let Type::Named(id) = ty else {
            return None;
        };
        self.types.get(id.0).map(|def| (*id, &def.shape))
    }
}

/// The property that a path begins with, and what follows it; of several the longest.
fn property<'p>(structure: &Structure, path: &'p str) -> Option<(usize, &'p str)> {
    let fields = structure.fields.iter().enumerate();
    let begins = fields.filter_map(|(index, field)| {
        let rest = path.strip_prefix(field.wire.as_str())?;
        let rest = if rest.is_empty() {
            rest
        } else {
            rest.strip_prefix('.')?
        };
        Some((index, rest))
    });
    begins.min_by_key(|(_, rest)| rest.len())
}
