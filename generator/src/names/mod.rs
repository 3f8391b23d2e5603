//! Names: the only place where a Rust identifier is born.

mod access;
mod callbacks;
mod mocks;
mod operations;
mod scope;
mod table;
mod types;
pub(crate) mod words;

use std::collections::BTreeSet;

use proc_macro2::Ident;

use crate::diagnostics::{Diagnostics, Place};
use crate::model::{Api, GroupId, OperationId, SchemeId, StatusPattern, TypeId};
pub use table::table;

use scope::{Claim, Kind, ident};

/// The Rust names of everything in an API.
#[derive(Debug)]
pub struct Names {
    /// The API's module.
    pub module: Ident,
    /// The module of its client.
    pub client: Ident,
    /// The module of types that no operation uses, where such a module is asked for.
    pub unused: Ident,
    /// The variants of `Server`, in the order of the model.
    pub servers: Vec<ServerNames>,
    /// The names of callbacks, in the order of the model.
    pub callbacks: Vec<CallbackNames>,
    types: Vec<TypeNames>,
    operations: Vec<OperationNames>,
    mocks: Vec<MockNames>,
    groups: Vec<GroupNames>,
    schemes: Vec<SchemeNames>,
    shadowed: BTreeSet<String>,
}

/// The names of a definition.
#[derive(Debug)]
pub struct TypeNames {
    /// The item.
    pub name: Ident,
    /// The file, for a definition that has one of its own.
    pub module: Ident,
    /// Fields, variants or branches in the order of the model.
    pub members: Vec<Ident>,
    /// The field that keeps undeclared properties.
    pub additional: Ident,
}

/// The names of an operation.
#[derive(Debug)]
pub struct OperationNames {
    /// The method of its group.
    pub method: Ident,
    /// The request type.
    pub request: Ident,
    /// The constant that describes it.
    pub constant: Ident,
    /// The union of success types, if they differ by status.
    pub success: Ident,
    /// The union of error types, if they differ by status.
    pub failure: Ident,
    /// The function that reads the union of success types.
    pub success_decoder: Ident,
    /// The function that reads the union of error types.
    pub failure_decoder: Ident,
    /// The choice of request bodies, if there are several media types.
    pub choice: Ident,
    /// The view of the headers of its answers.
    pub headers: Ident,
    /// The methods of that view, in the order of the model.
    pub header_methods: Vec<Ident>,
    /// The view of the links of its answers.
    pub links: Ident,
    /// The methods of that view, in the order of the model.
    pub link_methods: Vec<Ident>,
    /// Parameters in the order of the model.
    pub parameters: Vec<Ident>,
    /// The argument or setter of the body.
    pub body: Ident,
    /// The variants of the choice, in the order of the body's contents.
    pub media: Vec<Ident>,
    /// The choice of answers, if a success has several media types.
    pub content: Ident,
    /// The function that reads the choice of answers.
    pub content_decoder: Ident,
    /// The variants of that choice, in the order of the first success's contents.
    pub representations: Vec<Ident>,
    /// The methods that ask for another media type than the first of a success.
    pub alternatives: Vec<SendNames>,
}

/// The methods that send a request and ask for one media type.
#[derive(Debug)]
pub struct SendNames {
    /// The one that gives a future.
    pub send: Ident,
    /// The one that waits.
    pub send_blocking: Ident,
    /// The one that gives a future of a body that is still to be read.
    pub download: Ident,
    /// The one that waits for such a body.
    pub download_blocking: Ident,
}

/// The names of an operation in its API's mock.
#[derive(Debug)]
pub struct MockNames {
    /// The method of the mock.
    pub method: Ident,
    /// The function that writes the union of success types.
    pub success_encoder: Ident,
    /// The function that writes the union of error types.
    pub failure_encoder: Ident,
}

/// The names of a callback.
#[derive(Debug)]
pub struct CallbackNames {
    /// The module, and so the file.
    pub module: Ident,
    /// The methods that read its headers, in the order of the model.
    pub headers: Vec<Ident>,
    /// The methods that read the parameters of its query, in the order of the model.
    pub query: Vec<Ident>,
    /// The variants of the payload, in the order of the body's contents.
    pub media: Vec<Ident>,
}

/// The names of a group.
#[derive(Debug)]
pub struct GroupNames {
    /// The method of the client.
    pub method: Ident,
    /// The handle.
    pub name: Ident,
    /// The file.
    pub module: Ident,
    /// The module of what only its operations use.
    pub part: Ident,
}

impl GroupNames {
    /// The Cargo feature of the group, in an API whose groups have some.
    ///
    /// Modules differ, and so do features: no name of an API has a hyphen.
    pub fn feature(&self, api: &str) -> String {
        let module = self.module.to_string();
        format!("{api}-{}", module.trim_end_matches('_').replace('_', "-"))
    }
}

/// The names of a security scheme.
#[derive(Debug)]
pub struct SchemeNames {
    /// The setter of the client's builder.
    pub setter: Ident,
    /// The constant that describes it.
    pub constant: Ident,
}

/// The names of a server.
#[derive(Debug)]
pub struct ServerNames {
    /// The variant.
    pub variant: Ident,
    /// The variables of its URL.
    pub variables: Vec<VariableNames>,
}

/// The names of a variable of a server's URL.
#[derive(Debug)]
pub struct VariableNames {
    /// The field.
    pub field: Ident,
    /// The enum of its values, if only some are allowed; variables with the same values share one.
    pub values: Option<ValuesNames>,
}

/// The names of the values that a variable can have.
#[derive(Debug, Clone)]
pub struct ValuesNames {
    /// The enum.
    pub name: Ident,
    /// The variants.
    pub variants: Vec<Ident>,
}

impl Names {
    /// The names of a definition.
    ///
    /// # Panics
    ///
    /// Never for ids of the API that the names were made for: each of them has names.
    pub fn of(&self, id: TypeId) -> &TypeNames {
        find(&self.types, id.0)
    }

    /// The names of an operation; see [`Self::of`].
    pub fn operation(&self, id: OperationId) -> &OperationNames {
        find(&self.operations, id.0)
    }

    /// The names of an operation in the mock; see [`Self::of`].
    pub fn mock(&self, id: OperationId) -> &MockNames {
        find(&self.mocks, id.0)
    }

    /// The names of a group; see [`Self::of`].
    pub fn group(&self, id: GroupId) -> &GroupNames {
        find(&self.groups, id.0)
    }

    /// The module of a group's operations, or of those without a group.
    pub fn file(&self, group: Option<GroupId>) -> Ident {
        match group {
            Some(group) => self.group(group).module.clone(),
            None => ident(UNGROUPED),
        }
    }

    /// The names of a security scheme; see [`Self::of`].
    pub fn scheme(&self, id: SchemeId) -> &SchemeNames {
        find(&self.schemes, id.0)
    }

    /// The variant for a status, where types differ by status.
    pub fn status(&self, status: StatusPattern) -> Ident {
        match status {
            StatusPattern::Exact(_) | StatusPattern::Range(_) => ident(&format!("Status{status}")),
            StatusPattern::Default => ident("Default"),
        }
    }

    /// Whether a type of the API hides a name of the prelude or of an import.
    pub fn hides(&self, name: &str) -> bool {
        self.shadowed.contains(name)
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "ids are indices of the lists that these tables run parallel to"
)]
fn find<T>(table: &[T], index: usize) -> &T {
    &table[index]
}

/// The module of operations without a tag.
pub(crate) const UNGROUPED: &str = "ungrouped";

/// The module of the client, where the API is not called that: no module may be in one of its name.
const CLIENT: &str = "client";

/// Finds a name for everything in an API; collisions are reported.
pub fn assign_names(api: &Api, diagnostics: &mut Diagnostics) -> Names {
    let mut naming = Naming { api, diagnostics };
    let types = naming.types();
    let groups = naming.groups(&types);
    let operations = naming.operations(&groups);
    let mocks = naming.mocks(&groups, &operations);
    let schemes = naming.schemes();
    let servers = naming.servers();
    let callbacks = naming.callbacks();
    let is_file = |name: &str| types.iter().any(|names| names.module == name);
    let unused = if is_file("unused") {
        "unused_"
    } else {
        "unused"
    };
    let idents: Vec<Ident> = types.iter().map(|names| names.name.clone()).collect();
    let module = Kind::Module.derive(&api.name);
    let client = if module == CLIENT { "client_" } else { CLIENT };
    Names {
        module: ident(&module),
        client: ident(client),
        unused: ident(unused),
        servers,
        callbacks,
        shadowed: scope::shadowed(&idents),
        types,
        operations,
        mocks,
        groups,
        schemes,
    }
}

/// The identifier of a name that this crate or another part of these tables knows to be one.
pub(crate) fn known(name: &str) -> Ident {
    ident(name)
}

/// A name of castiron's own beside those of the fields of a structure.
///
/// No derived name ends in an underscore but those of keywords.
pub(crate) fn local(name: &str, fields: &[Ident]) -> Ident {
    if fields.iter().any(|field| field == name) {
        return ident(&format!("{name}_"));
    }
    ident(name)
}

/// The private type that reads a structure.
pub(crate) fn visitor(structure: &Ident) -> Ident {
    ident(&format!("{structure}Visitor"))
}

struct Naming<'a, 'x> {
    api: &'a Api,
    diagnostics: &'x mut Diagnostics,
}

impl Naming<'_, '_> {
    fn place(&self, pointer: &str) -> Place {
        Place::new(self.api.source.as_str(), pointer)
    }

    fn claim(&self, wire: &str, wish: Option<&String>, pointer: &str) -> Claim {
        Claim {
            wire: wire.to_owned(),
            wish: wish.cloned(),
            place: self.place(pointer),
            invented: false,
        }
    }
}
