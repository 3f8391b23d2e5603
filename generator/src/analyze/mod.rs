//! Analyze: tables beside the model, keyed by its ids; nothing here changes the model.

mod bodies;
mod hidden;
mod limited;
mod needs;
mod neighbour;
mod recursion;
mod reply;
mod tags;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Api, Callback, Content, Documented, Expression, Operation, OperationId, Presence, Type, TypeId,
    TypeName, TypeShape,
};

pub use hidden::Hidden;
pub use needs::Needs;
pub use reply::{Reply, ReplyBody};
pub use tags::{Tags, Users};

/// What follows from the model.
#[derive(Debug)]
pub struct Facts {
    types: Vec<TypeFacts>,
    operations: Vec<OperationFacts>,
    /// What the emitted crate needs besides serde.
    pub needs: Needs,
    /// What is compiled with which tag, if the tags have features.
    pub tags: Option<Tags>,
    /// How many values are left as raw JSON although the spec does not ask for that.
    pub untyped: usize,
}

/// What follows for one definition.
#[derive(Debug, Default)]
pub struct TypeFacts {
    /// Fields that lead back to their own structure by value.
    pub boxed_fields: BTreeSet<usize>,
    /// Other definitions that this one names.
    pub uses: BTreeSet<TypeId>,
    /// The definition whose file this one stands in.
    pub file: Option<TypeId>,
    /// Another name for a list or map of itself, which has to be a type of its own.
    pub wrapper: bool,
    /// A structure that can be made of nothing.
    pub default: bool,
    /// Part of a request, or of anything that a user may send without a client of ours.
    pub sent: bool,
    /// Has no place among types without a client: no value, but the body of a request.
    pub left_out: bool,
    /// Limits are set to its values, or to those of a definition that it leads to.
    pub limited: bool,
}

/// What follows for one operation.
#[derive(Debug)]
pub struct OperationFacts {
    /// What a success brings.
    pub success: Reply,
    /// What a documented failure brings.
    pub failure: Reply,
    /// The values of path parameters that would address another operation.
    pub taken: BTreeMap<String, Vec<String>>,
    /// What of the request nobody may see.
    pub hidden: Vec<Hidden>,
    /// Whether links ask for more than the head of the answer.
    pub remembered: bool,
    /// The operations with links that lead here, in spec order.
    pub linked_from: BTreeSet<OperationId>,
}

/// What the configuration says of what is emitted.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Whether there are no clients.
    pub types_only: bool,
    /// Whether each tag has a feature; what is not said depends on how many operations there are.
    pub tag_features: Option<bool>,
}

static NOTHING: TypeFacts = TypeFacts {
    boxed_fields: BTreeSet::new(),
    uses: BTreeSet::new(),
    file: None,
    wrapper: false,
    default: false,
    sent: false,
    left_out: false,
    limited: false,
};

impl Facts {
    /// What follows for a definition.
    pub fn of(&self, id: TypeId) -> &TypeFacts {
        self.types.get(id.0).unwrap_or(&NOTHING)
    }

    /// The definitions that are emitted.
    pub fn emitted(&self) -> impl Iterator<Item = TypeId> {
        let types = self.types.iter().zip(0..);
        types
            .filter(|(facts, _)| !facts.left_out)
            .map(|(_, index)| TypeId(index))
    }

    /// What follows for an operation.
    pub fn operation(&self, id: OperationId) -> &OperationFacts {
        static NO_REPLY: OperationFacts = OperationFacts {
            success: Reply::Nothing,
            failure: Reply::Nothing,
            taken: BTreeMap::new(),
            hidden: Vec::new(),
            remembered: false,
            linked_from: BTreeSet::new(),
        };
        self.operations.get(id.0).unwrap_or(&NO_REPLY)
    }
}

/// Draws the conclusions that `emit` needs.
pub fn analyze(api: &Api, extent: Extent) -> Facts {
    let types_only = extent.types_only;
    let left_out = match types_only {
        true => bodies::bodies(api),
        false => BTreeSet::new(),
    };
    let boxed = recursion::boxed_fields(api);
    let circular = recursion::circular_aliases(api);
    let limited = limited::limited(api);
    let mut types: Vec<TypeFacts> = api
        .types()
        .zip(boxed)
        .map(|((id, _), boxed_fields)| TypeFacts {
            boxed_fields,
            uses: uses(api, id),
            file: Some(file(api, id)),
            wrapper: circular.contains(&id),
            default: default(api, id),
            sent: types_only,
            left_out: left_out.contains(&id),
            limited: limited.contains(&id),
        })
        .collect();
    let operations = operations(api);
    for operation in &api.operations {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        for ty in parameters.chain(bodies.map(|content| &content.ty)) {
            mark_sent(&mut types, ty);
        }
    }
    for response in api.callbacks.iter().flat_map(|known| &known.responses) {
        for content in &response.contents {
            mark_sent(&mut types, &content.ty);
        }
    }
    let (needs, untyped) = needs::needs(api, extent, &left_out);
    Facts {
        types,
        operations,
        needs,
        tags: tags::tags(api, extent.tag_features),
        untyped,
    }
}

/// What follows for each operation.
fn operations(api: &Api) -> Vec<OperationFacts> {
    let hidden = hidden::Hiding::of(api);
    let mut operations: Vec<OperationFacts> = api
        .operations
        .iter()
        .zip(neighbour::taken(&api.operations))
        .map(|(operation, taken)| OperationFacts {
            success: reply::success(operation),
            failure: reply::failure(operation),
            taken,
            hidden: hidden.in_request(operation),
            remembered: remembered(operation),
            linked_from: BTreeSet::new(),
        })
        .collect();
    for (id, operation) in api.operations() {
        for follow in operation
            .links
            .iter()
            .filter_map(|link| link.follow.as_ref())
        {
            if let Some(target) = operations.get_mut(follow.operation.0) {
                target.linked_from.insert(id);
            }
        }
    }
    operations
}

/// Whether links of an operation's answers ask for what was sent, or for the body.
fn remembered(operation: &Operation) -> bool {
    let follows = operation
        .links
        .iter()
        .filter_map(|link| link.follow.as_ref());
    let mut values = follows.flat_map(|follow| {
        let parameters = follow.parameters.iter().map(|(_, value)| value);
        parameters.chain(follow.body.as_ref().map(|(_, value)| value))
    });
    values.any(Expression::asks_for_more_than_head)
}

/// Marks all definitions that a type leads to as parts of requests.
fn mark_sent(types: &mut [TypeFacts], ty: &Type) {
    let mut pending = BTreeSet::from_iter(ty.named());
    while let Some(id) = pending.pop_first() {
        if let Some(facts) = types.get_mut(id.0)
            && !std::mem::replace(&mut facts.sent, true)
        {
            pending.extend(&facts.uses);
        }
    }
}

/// What an operation sends and receives.
fn types_of_operation(operation: &Operation) -> Vec<&Type> {
    let requests = operation.body.iter().flat_map(|body| &body.contents);
    let bodies = types_of_contents(requests, &operation.responses);
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let headers = operation.headers.iter().map(|header| &header.ty);
    bodies.chain(parameters).chain(headers).collect()
}

/// What a callback brings, and what it is answered with.
fn types_of_callback(callback: &Callback) -> Vec<&Type> {
    let requests = callback.body.iter().flat_map(|body| &body.contents);
    let bodies = types_of_contents(requests, &callback.responses);
    let headers = callback.headers.iter().map(|header| &header.ty);
    let query = callback.query.iter().map(|parameter| &parameter.ty);
    bodies.chain(headers).chain(query).collect()
}

fn types_of_contents<'a>(
    requests: impl Iterator<Item = &'a Content>,
    responses: &'a [Documented],
) -> impl Iterator<Item = &'a Type> {
    let responses = responses.iter().flat_map(|response| &response.contents);
    requests.chain(responses).map(|content| &content.ty)
}

fn uses(api: &Api, id: TypeId) -> BTreeSet<TypeId> {
    let def = api.find_type(id);
    let parts = def.map_or_else(Vec::new, |def| def.shape.parts());
    parts.into_iter().filter_map(Type::named).collect()
}

/// A part stands in the file of its owner.
fn file(api: &Api, id: TypeId) -> TypeId {
    let mut id = id;
    while let Some(TypeName::Part { owner, .. }) = api.find_type(id).map(|def| &def.name) {
        // Owners are reserved before their parts, so this walk descends.
        if *owner >= id {
            break;
        }
        id = *owner;
    }
    id
}

fn default(api: &Api, id: TypeId) -> bool {
    match api.find_type(id).map(|def| &def.shape) {
        Some(TypeShape::Structure(structure)) => structure.fields.iter().all(|field| {
            field.fixed.is_some()
                || matches!(
                    field.presence,
                    Presence::Optional | Presence::OptionalNullable
                )
        }),
        _ => false,
    }
}
