//! `x-sensitive`: what must not be seen in anything that is printed.

use super::facets::Facets;
use super::{Lowering, extensions};
use crate::model::Type;
use crate::resolve::Link;

/// How many schemas may extend one another in a row.
const BASES_AT_MOST: usize = 64;

impl Lowering<'_, '_, '_> {
    /// Whether a schema says that its values are sensitive.
    pub(super) fn says_sensitive(&self, pointer: &str) -> bool {
        let node = self.resolved.schema(pointer);
        node.is_some_and(|node| extensions::sensitive(&node.value.schema_data.extensions))
    }

    /// Whether a schema, or one that it extends, says that its values are sensitive.
    pub(super) fn is_sensitive(&self, pointer: &str) -> bool {
        self.extends_sensitive(pointer, BASES_AT_MOST)
    }

    fn extends_sensitive(&self, pointer: &str, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        let Some(node) = self.resolved.schema(pointer) else {
            return false;
        };
        extensions::sensitive(&node.value.schema_data.extensions)
            || Facets::of(self.resolved, &node.value)
                .all_of
                .iter()
                .any(|base| self.extends_sensitive(&base.pointer, depth))
    }

    /// Whether the schema of a whole body, whatever its media type, is sensitive.
    pub(super) fn is_sensitive_body(&self, link: Option<&Link>, ty: &Type) -> bool {
        *ty == Type::Secret || link.is_some_and(|link| self.is_sensitive(&link.pointer))
    }
}

/// The type that keeps a value out of `Debug` output.
pub(super) fn hidden(ty: Type) -> Type {
    match ty {
        Type::String | Type::Secret => Type::Secret,
        Type::Sensitive(inner) => Type::Sensitive(inner),
        ty => Type::Sensitive(Box::new(ty)),
    }
}
