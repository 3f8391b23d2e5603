//! Names: the only place where a Rust identifier is born.

mod scope;
mod table;
pub(crate) mod words;

use std::collections::BTreeSet;

use proc_macro2::Ident;

use crate::diagnostics::{Code, Diagnostics, Place};
use crate::model::{
    Api, Content, Enumeration, GroupId, Operation, OperationId, SchemeId, StatusPattern, Structure,
    TypeDef, TypeId, TypeName, TypeShape, Union, VariantValue,
};
pub use table::table;

use scope::{Claim, Kind, assign, ident};

/// The Rust names of everything in an API.
#[derive(Debug)]
pub struct Names {
    /// The API's module.
    pub module: Ident,
    /// The variants of `Server`, in the order of the model.
    pub servers: Vec<ServerNames>,
    types: Vec<TypeNames>,
    operations: Vec<OperationNames>,
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
    /// Parameters in the order of the model.
    pub parameters: Vec<Ident>,
    /// The argument or setter of the body.
    pub body: Ident,
    /// The variants of the choice, in the order of the body's contents.
    pub media: Vec<Ident>,
    /// The methods that ask for another media type than the first of a success.
    pub alternatives: Vec<Ident>,
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
    pub variables: Vec<Ident>,
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

    /// The names of a group; see [`Self::of`].
    pub fn group(&self, id: GroupId) -> &GroupNames {
        find(&self.groups, id.0)
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

/// Methods that requests have besides the setters of their parameters, now or in a later version.
const OF_REQUESTS: [&str; 10] = [
    "idempotency_key",
    "into_future",
    "items",
    "new",
    "on_request",
    "pages",
    "retry",
    "send",
    "send_blocking",
    "timeout",
];

/// Methods of a client's builder besides the setters of credentials.
const OF_BUILDERS: [&str; 12] = [
    "base_url",
    "build",
    "config",
    "mock",
    "new",
    "on_request",
    "on_response",
    "retry",
    "server",
    "timeout",
    "transport",
    "with_reqwest",
];

/// The module of operations without a tag.
pub(crate) const UNGROUPED: &str = "ungrouped";

/// Names that operation modules use themselves.
const OF_OPERATIONS: [&str; 10] = [
    "Box", "Client", "Debug", "From", "Into", "Option", "Result", "Self", "String", "Vec",
];

/// Finds a name for everything in an API; collisions are reported.
pub fn assign_names(api: &Api, diagnostics: &mut Diagnostics) -> Names {
    let mut naming = Naming { api, diagnostics };
    let types = naming.types();
    let groups = naming.groups();
    let operations = naming.operations(&groups);
    let schemes = naming.schemes();
    let servers = naming.servers();
    let idents: Vec<Ident> = types.iter().map(|names| names.name.clone()).collect();
    Names {
        module: ident(&Kind::Module.derive(&api.name)),
        servers,
        shadowed: scope::shadowed(&idents),
        types,
        operations,
        groups,
        schemes,
    }
}

/// The identifier of a name that this crate or another part of these tables knows to be one.
pub(crate) fn known(name: &str) -> Ident {
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

    fn types(&mut self) -> Vec<TypeNames> {
        let api = self.api;
        let claims: Vec<Claim> = api
            .types
            .iter()
            .map(|def| Claim {
                wire: self.type_wire(def),
                wish: def.rust_name.clone(),
                place: self.place(&def.origin.0),
                invented: !matches!(def.name, TypeName::Schema(_)),
            })
            .collect();
        let names = assign(Kind::Type, "`models`", &["Self"], &claims, self.diagnostics);
        // A file is called after its type, which settles collisions once for both.
        let module_claims: Vec<Claim> = names
            .iter()
            .zip(&claims)
            .map(|(name, claim)| Claim {
                wire: name.to_string(),
                wish: None,
                place: claim.place.clone(),
                invented: true,
            })
            .collect();
        let modules = assign(
            Kind::Module,
            "the files of `models`",
            &["mod", "models"],
            &module_claims,
            self.diagnostics,
        );
        api.types
            .iter()
            .zip(names.into_iter().zip(modules))
            .map(|(def, (name, module))| {
                let members = self.members(&name, def);
                let additional = self.additional(def, &members);
                TypeNames {
                    name,
                    module,
                    members,
                    additional,
                }
            })
            .collect()
    }

    /// The wire name of a definition: for a part, that of its owner and its own.
    fn type_wire(&self, def: &TypeDef) -> String {
        match &def.name {
            TypeName::Schema(key) => key.clone(),
            TypeName::OperationPart { operation, part } => {
                format!("{} {part}", operation.replace(['{', '}'], " "))
            }
            TypeName::Part { owner, part } => match self.api.find_type(*owner) {
                Some(owner) if owner.name != def.name => {
                    let owner = owner
                        .rust_name
                        .clone()
                        .unwrap_or_else(|| self.type_wire(owner));
                    format!("{owner} {part}")
                }
                _ => part.clone(),
            },
        }
    }

    fn members(&mut self, owner: &Ident, def: &TypeDef) -> Vec<Ident> {
        match &def.shape {
            TypeShape::Alias(_) => Vec::new(),
            TypeShape::Structure(structure) => self.fields(owner, structure),
            TypeShape::Enumeration(list) => self.variants(owner, def, list),
            TypeShape::Union(union) => self.branches(owner, union),
        }
    }

    fn fields(&mut self, owner: &Ident, structure: &Structure) -> Vec<Ident> {
        let claims: Vec<Claim> = structure
            .fields
            .iter()
            .map(|field| self.claim(&field.wire, field.rust_name.as_ref(), &field.origin.0))
            .collect();
        assign(
            Kind::Field,
            &format!("the fields of `{owner}`"),
            &["new"],
            &claims,
            self.diagnostics,
        )
    }

    fn variants(&mut self, owner: &Ident, def: &TypeDef, list: &Enumeration) -> Vec<Ident> {
        let claims: Vec<Claim> = list
            .variants
            .iter()
            .map(|variant| {
                let wire = match &variant.value {
                    VariantValue::String(text) => text.clone(),
                    VariantValue::Integer(integer) => integer.to_string(),
                };
                self.claim(&wire, variant.rust_name.as_ref(), &variant.origin.0)
            })
            .collect();
        let derived = |claim: &Claim| claim.wish == Some(Kind::Variant.derive(&claim.wire));
        if let Some(first) = claims.first()
            && claims.iter().all(derived)
        {
            let place = self.place(&def.origin.0).child("x-enum-varnames");
            self.diagnostics
                .warning(
                    Code::UselessName,
                    &place,
                    format!("all names, from `{}` on, are the derived ones", first.wire),
                )
                .effect("none")
                .help("remove the list");
        }
        assign(
            Kind::Variant,
            &format!("the variants of `{owner}`"),
            &["Self", "Unknown"],
            &claims,
            self.diagnostics,
        )
    }

    fn branches(&mut self, owner: &Ident, union: &Union) -> Vec<Ident> {
        let claims: Vec<Claim> = union
            .branches
            .iter()
            .map(|branch| {
                let mut claim =
                    self.claim(&branch.label, branch.rust_name.as_ref(), &branch.origin.0);
                // Branches of one kind have the same label unless the author titled them.
                claim.invented = true;
                claim
            })
            .collect();
        assign(
            Kind::Variant,
            &format!("the variants of `{owner}`"),
            &["Self", "Unknown"],
            &claims,
            self.diagnostics,
        )
    }

    fn additional(&mut self, def: &TypeDef, members: &[Ident]) -> Ident {
        let taken: Vec<String> = members.iter().map(Ident::to_string).collect();
        let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
        let claim = Claim {
            wire: "additional properties".to_owned(),
            wish: None,
            place: self.place(&def.origin.0),
            invented: true,
        };
        let mut names = assign(Kind::Field, "", &taken, &[claim], self.diagnostics);
        names
            .pop()
            .unwrap_or_else(|| ident("additional_properties"))
    }

    fn groups(&mut self) -> Vec<GroupNames> {
        let api = self.api;
        // Operations without a group are methods of the client, beside those of the groups.
        let claims: Vec<Claim> = api
            .groups
            .iter()
            .map(|group| self.claim(&group.wire, group.rust_name.as_ref(), &group.origin.0))
            .collect();
        let quiet = |claims: &[Claim], names: &[Ident]| -> Vec<Claim> {
            claims
                .iter()
                .zip(names)
                .map(|(claim, name)| Claim {
                    wire: name.to_string(),
                    wish: None,
                    place: claim.place.clone(),
                    invented: true,
                })
                .collect()
        };
        let methods = assign(
            Kind::Method,
            "the groups",
            &["builder", "new"],
            &claims,
            self.diagnostics,
        );
        let derived = quiet(&claims, &methods);
        let names = assign(
            Kind::Type,
            "the groups",
            &OF_OPERATIONS,
            &derived,
            self.diagnostics,
        );
        let modules = assign(
            Kind::Module,
            "the files of `operations`",
            &["mod", UNGROUPED],
            &derived,
            self.diagnostics,
        );
        methods
            .into_iter()
            .zip(names)
            .zip(modules)
            .map(|((method, name), module)| GroupNames {
                method,
                name,
                module,
            })
            .collect()
    }

    fn operations(&mut self, groups: &[GroupNames]) -> Vec<OperationNames> {
        let api = self.api;
        let mut named: Vec<(usize, OperationNames)> = Vec::new();
        let scopes = std::iter::once(None).chain((0..groups.len()).map(|id| Some(GroupId(id))));
        for group in scopes {
            let members: Vec<(usize, &Operation)> = api
                .operations
                .iter()
                .enumerate()
                .filter(|(_, operation)| operation.group == group)
                .collect();
            let claims: Vec<Claim> = members
                .iter()
                .map(|(_, operation)| {
                    let wire = match group.and_then(|id| api.groups.get(id.0)) {
                        Some(group) => without_group(&operation.id, &group.wire),
                        None => operation.id.clone(),
                    };
                    let wire = wire.replace(['{', '}'], " ");
                    self.claim(&wire, operation.rust_name.as_ref(), &operation.origin.0)
                })
                .collect();
            let mut reserved = vec!["builder".to_owned(), "new".to_owned()];
            if group.is_none() {
                reserved.extend(groups.iter().map(|group| group.method.to_string()));
            }
            let reserved: Vec<&str> = reserved.iter().map(String::as_str).collect();
            let scope = match group.and_then(|id| groups.get(id.0)) {
                Some(group) => format!("group `{}`", group.method),
                None => "the client".to_owned(),
            };
            let methods = assign(Kind::Method, &scope, &reserved, &claims, self.diagnostics);
            let mut reserved: Vec<String> = OF_OPERATIONS
                .iter()
                .map(|name| (*name).to_owned())
                .collect();
            reserved.extend(
                group
                    .and_then(|id| groups.get(id.0))
                    .map(|group| group.name.to_string()),
            );
            for ((index, operation), method) in members.into_iter().zip(methods) {
                named.push((index, self.operation(operation, method, &reserved)));
            }
        }
        named.sort_by_key(|(index, _)| *index);
        named.into_iter().map(|(_, names)| names).collect()
    }

    fn operation(
        &mut self,
        operation: &Operation,
        method: Ident,
        reserved: &[String],
    ) -> OperationNames {
        let text = method.to_string();
        let words = words::split(&text);
        let pascal = Kind::Type.derive(&text);
        let request = if reserved.contains(&pascal) {
            format!("{pascal}Request")
        } else {
            pascal
        };
        let parameters = self.parameters(operation);
        let taken: Vec<String> = parameters.iter().map(Ident::to_string).collect();
        let body = if taken.iter().any(|name| name == "body") {
            "request_body"
        } else {
            "body"
        };
        let contents: Vec<&Content> = operation
            .body
            .iter()
            .flat_map(|body| &body.contents)
            .collect();
        let media = self.media(Kind::Variant, operation, &contents);
        let others: Vec<&Content> = alternatives(operation).iter().collect();
        let alternatives = self
            .media(Kind::Method, operation, &others)
            .iter()
            .map(|word| ident(&format!("send_{word}")))
            .collect();
        OperationNames {
            alternatives,
            constant: ident(&Kind::Constant.derive(&words::snake(&words))),
            success_decoder: ident(&format!("decode_{}_response", words::snake(&words))),
            failure_decoder: ident(&format!("decode_{}_error", words::snake(&words))),
            success: ident(&format!("{request}Response")),
            failure: ident(&format!("{request}Error")),
            choice: ident(&format!("{request}Body")),
            request: ident(&request),
            method,
            parameters,
            body: ident(body),
            media,
        }
    }

    /// A word for each of several media types of one body.
    fn media(&mut self, kind: Kind, operation: &Operation, contents: &[&Content]) -> Vec<Ident> {
        let words: Vec<String> = contents
            .iter()
            .map(|content| media_word(&content.media_type))
            .collect();
        let claims: Vec<Claim> = contents
            .iter()
            .zip(&words)
            .enumerate()
            .map(|(index, (content, word))| Claim {
                // `application/json` beside `text/json` are told apart by their full names.
                wire: match words.iter().position(|known| known == word) {
                    Some(first) if first != index => essence(&content.media_type).to_owned(),
                    _ => word.clone(),
                },
                wish: None,
                place: self.place(&operation.origin.0).child(&content.media_type),
                invented: true,
            })
            .collect();
        let scope = format!("the media types of `{}`", operation.id);
        assign(kind, &scope, &["Self"], &claims, self.diagnostics)
    }

    fn parameters(&mut self, operation: &Operation) -> Vec<Ident> {
        let claims: Vec<Claim> = operation
            .parameters
            .iter()
            .map(|parameter| {
                self.claim(
                    &parameter.wire,
                    parameter.rust_name.as_ref(),
                    &parameter.origin.0,
                )
            })
            .collect();
        let mut reserved = OF_REQUESTS.to_vec();
        reserved.push("parts");
        assign(
            Kind::Parameter,
            &format!("the parameters of `{}`", operation.id),
            &reserved,
            &claims,
            self.diagnostics,
        )
    }

    fn schemes(&mut self) -> Vec<SchemeNames> {
        let claims: Vec<Claim> = self
            .api
            .schemes
            .iter()
            .map(|scheme| self.claim(&scheme.wire, scheme.rust_name.as_ref(), &scheme.origin.0))
            .collect();
        let setters = assign(
            Kind::Method,
            "the security schemes",
            &OF_BUILDERS,
            &claims,
            self.diagnostics,
        );
        setters
            .into_iter()
            .map(|setter| SchemeNames {
                constant: ident(&Kind::Constant.derive(&setter.to_string())),
                setter,
            })
            .collect()
    }

    fn servers(&mut self) -> Vec<ServerNames> {
        let api = self.api;
        let claims: Vec<Claim> = api
            .servers
            .iter()
            .map(|server| Claim {
                wire: server_wire(server.label.as_deref(), &server.url),
                wish: server.rust_name.clone(),
                place: self.place(&server.origin.0),
                // A label is prose that nobody wrote to be a name.
                invented: true,
            })
            .collect();
        let variants = assign(
            Kind::Variant,
            "the servers",
            &["Self"],
            &claims,
            self.diagnostics,
        );
        api.servers
            .iter()
            .zip(variants)
            .map(|(server, variant)| {
                let claims: Vec<Claim> = server
                    .variables
                    .iter()
                    .map(|variable| self.claim(&variable.wire, None, &variable.origin.0))
                    .collect();
                let variables = assign(
                    Kind::Field,
                    &format!("the variables of server `{variant}`"),
                    &[],
                    &claims,
                    self.diagnostics,
                );
                ServerNames { variant, variables }
            })
            .collect()
    }
}

/// The other representations of an operation's first success.
pub(crate) fn alternatives(operation: &Operation) -> &[Content] {
    operation
        .responses
        .iter()
        .find(|response| response.status.is_success())
        .and_then(|response| response.contents.get(1..))
        .unwrap_or_default()
}

/// A server is called by the first words of its description, or by its host.
fn server_wire(label: Option<&str>, url: &str) -> String {
    let label = label.map(words::split).unwrap_or_default();
    if !label.is_empty() && label.len() <= 3 {
        return label.join(" ");
    }
    let host = url.split("://").nth(1).unwrap_or(url);
    host.split('/').next().unwrap_or(host).to_owned()
}

/// The operation's id without the group's name, where it carries that as a separated prefix.
fn without_group(id: &str, group: &str) -> String {
    let group = words::split(group);
    let separators = ['/', '_', '.', '-', ':', ' '];
    for (position, separator) in id.char_indices().filter(|(_, c)| separators.contains(c)) {
        let (head, tail) = id.split_at(position);
        let rest = tail.get(separator.len_utf8()..).unwrap_or_default();
        if words::split(head) == group && !words::split(rest).is_empty() {
            return rest.to_owned();
        }
    }
    id.to_owned()
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// The word that stands for a media type: `csv` for `text/csv`.
fn media_word(media_type: &str) -> String {
    let subtype = essence(media_type).rsplit('/').next().unwrap_or_default();
    match subtype {
        "x-www-form-urlencoded" => "form".to_owned(),
        "octet-stream" => "bytes".to_owned(),
        "plain" => "text".to_owned(),
        other => other.to_owned(),
    }
}
