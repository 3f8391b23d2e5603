//! The names of an API's mock, where the operations of all groups stand side by side.

use super::scope::{Claim, Kind, assign, ident};
use super::{GroupNames, MockNames, Naming, OperationNames};
use crate::model::Operation;

/// Methods that mocks have besides those of the operations.
const OF_MOCKS: [&str; 6] = ["builder", "client", "clone", "default", "new", "requests"];

impl Naming<'_, '_> {
    /// The mock's names of the operations, which have names in their groups already.
    pub(super) fn mocks(
        &mut self,
        groups: &[GroupNames],
        operations: &[OperationNames],
    ) -> Vec<MockNames> {
        let pairs = self.api.operations.iter().zip(operations);
        let claims: Vec<Claim> = pairs
            .map(|(operation, names)| Claim {
                wire: wire(operation, names, groups, operations),
                wish: None,
                place: self.place(&operation.origin.0),
                invented: true,
            })
            .collect();
        let methods = assign(
            Kind::Method,
            "the mock",
            &OF_MOCKS,
            &claims,
            self.diagnostics,
        );
        let stems = methods.iter().map(|method| method.to_string());
        let stems: Vec<String> = stems
            .map(|stem| stem.trim_end_matches('_').to_owned())
            .collect();
        methods
            .into_iter()
            .zip(stems)
            .map(|(method, stem)| MockNames {
                method,
                success_encoder: ident(&format!("encode_{stem}_response")),
                failure_encoder: ident(&format!("encode_{stem}_error")),
            })
            .collect()
    }
}

/// The method of the group, behind the group's where several groups have one of that name.
fn wire(
    operation: &Operation,
    names: &OperationNames,
    groups: &[GroupNames],
    operations: &[OperationNames],
) -> String {
    let method = &names.method;
    let same = operations.iter().filter(|other| other.method == *method);
    let group = operation.group.and_then(|group| groups.get(group.0));
    match group {
        Some(group) if same.count() > 1 => format!("{} {method}", group.method),
        _ => method.to_string(),
    }
}
