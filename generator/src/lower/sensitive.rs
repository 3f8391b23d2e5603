//! `x-sensitive`: what must not be seen in anything that is printed.

use super::{Lowering, extensions};
use crate::model::Type;
use crate::resolve::Link;

impl Lowering<'_, '_, '_> {
    /// Whether a schema says that its values are sensitive.
    pub(super) fn says_sensitive(&self, pointer: &str) -> bool {
        let node = self.resolved.schema(pointer);
        node.is_some_and(|node| extensions::sensitive(&node.value.schema_data.extensions))
    }

    /// Whether a schema, or one that it extends, says that its values are sensitive.
    pub(super) fn is_sensitive(&self, pointer: &str) -> bool {
        let mut family = self.family(pointer).into_iter();
        family.any(|pointer| self.says_sensitive(&pointer))
    }

    /// Whether the schema of a whole body, whatever its media type, is sensitive.
    pub(super) fn is_sensitive_body(&self, link: Option<&Link>, ty: &Type) -> bool {
        *ty == Type::Secret || link.is_some_and(|link| self.is_sensitive(&link.pointer))
    }
}

/// The type of a value that is handed out, which keeps it out of `Debug` output if it is sensitive.
pub(super) fn shown_or_hidden(ty: Type, sensitive: bool) -> Type {
    match sensitive {
        true => hidden(ty),
        false => ty,
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
