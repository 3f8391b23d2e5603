//! Tags: which definitions only the operations of one tag use, so that both can be compiled together.

use std::collections::{BTreeMap, BTreeSet};

use super::{file, types_of_callback, types_of_operation, uses};
use crate::model::{Api, Callback, GroupId, Type, TypeId};

/// An API with more operations, and more than one tag, has a feature for each tag, unless its configuration
/// says otherwise.
const MANY_OPERATIONS: usize = 100;

/// What follows for the features of an API that has one for each tag.
#[derive(Debug)]
pub struct Tags {
    /// Who uses the files of definitions, by the definition that a file is called after.
    files: BTreeMap<TypeId, Users>,
    callbacks: Vec<Option<GroupId>>,
    followers: Vec<BTreeSet<GroupId>>,
}

/// Whose operations use something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Users {
    /// Those of several tags, or some without a tag, or a request of the API that is not asked for.
    Many,
    /// Those of one tag.
    One(GroupId),
    /// No operation.
    Nobody,
}

impl Tags {
    /// Who uses the definitions of a file.
    pub fn users(&self, file: TypeId) -> Users {
        self.files.get(&file).copied().unwrap_or(Users::Many)
    }

    /// The only tag whose operations ask for the callback of this index.
    pub fn of_callback(&self, index: usize) -> Option<GroupId> {
        self.callbacks.get(index).copied().flatten()
    }

    /// The tags to whose operations links of a tag's answers lead.
    pub fn followers(&self, group: GroupId) -> impl Iterator<Item = GroupId> {
        let followers = self.followers.get(group.0);
        followers.into_iter().flatten().copied()
    }
}

/// The facts for an API whose tags have features: by choice, or because it has very many operations.
pub(super) fn tags(api: &Api, wanted: Option<bool>) -> Option<Tags> {
    let is_large = api.operations.len() > MANY_OPERATIONS && api.groups.len() > 1;
    if !wanted.unwrap_or(is_large) || api.groups.is_empty() {
        return None;
    }
    let callbacks = api
        .callbacks
        .iter()
        .map(|callback| only_group(api, callback));
    let callbacks: Vec<Option<GroupId>> = callbacks.collect();
    Some(Tags {
        files: files(api, &callbacks),
        callbacks,
        followers: followers(api),
    })
}

/// The group of all operations that ask for a callback.
fn only_group(api: &Api, callback: &Callback) -> Option<GroupId> {
    let operations = callback.operations.iter();
    let groups = operations.filter_map(|id| Some(api.operations.get(id.0)?.group));
    let groups: BTreeSet<Option<GroupId>> = groups.collect();
    match groups.first() {
        Some(first) if groups.len() == 1 => *first,
        _ => None,
    }
}

/// Who uses the definitions in each file.
fn files(api: &Api, callbacks: &[Option<GroupId>]) -> BTreeMap<TypeId, Users> {
    let mut neighbours: BTreeMap<TypeId, BTreeSet<TypeId>> = BTreeMap::new();
    for (id, _) in api.types() {
        let used = uses(api, id).into_iter().map(|used| file(api, used));
        neighbours.entry(file(api, id)).or_default().extend(used);
    }
    let mut first: BTreeMap<Option<GroupId>, BTreeSet<TypeId>> = BTreeMap::new();
    let mut begin = |group: Option<GroupId>, types: Vec<&Type>| {
        let ids = types.into_iter().filter_map(Type::named);
        let files = ids.map(|id| file(api, id));
        first.entry(group).or_default().extend(files);
    };
    for operation in &api.operations {
        begin(operation.group, types_of_operation(operation));
    }
    for (callback, group) in api.callbacks.iter().zip(callbacks) {
        begin(*group, types_of_callback(callback));
    }
    let mut users: BTreeMap<TypeId, Users> = neighbours
        .keys()
        .map(|file| (*file, Users::Nobody))
        .collect();
    for (group, begun) in first {
        let mut pending: Vec<TypeId> = begun.iter().copied().collect();
        let mut reached = begun;
        while let Some(file) = pending.pop() {
            for next in neighbours.get(&file).into_iter().flatten() {
                if reached.insert(*next) {
                    pending.push(*next);
                }
            }
        }
        for file in reached {
            let Some(users) = users.get_mut(&file) else {
                continue;
            };
            *users = match (*users, group) {
                (Users::Nobody, Some(group)) => Users::One(group),
                (Users::Nobody | Users::One(_) | Users::Many, _) => Users::Many,
            };
        }
    }
    users
}

/// The groups to whose operations links lead, for each group; links of operations without a group are
/// always there, and so is what they lead to.
fn followers(api: &Api) -> Vec<BTreeSet<GroupId>> {
    let mut followers = vec![BTreeSet::new(); api.groups.len()];
    for operation in &api.operations {
        let follows = operation
            .links
            .iter()
            .filter_map(|link| link.follow.as_ref());
        let targets = follows.filter_map(|follow| api.operations.get(follow.operation.0)?.group);
        for target in targets {
            for (group, followers) in followers.iter_mut().enumerate() {
                let leads_there = operation.group.is_none_or(|source| source.0 == group);
                if leads_there && target.0 != group {
                    followers.insert(target);
                }
            }
        }
    }
    followers
}
