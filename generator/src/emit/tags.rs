//! Features of tags: on what condition a part of an API is compiled.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Analyzed, Cx};
use crate::analyze::Users;
use crate::model::{GroupId, TypeId};

impl Cx<'_> {
    /// Who uses the definitions of a file, where that decides whether they are compiled.
    pub(super) fn users(&self, file: TypeId) -> Users {
        let tags = self.facts.tags.as_ref();
        tags.map_or(Users::Many, |tags| tags.users(file))
    }

    /// The attribute of what is compiled with a group only; nothing where groups have no features.
    pub(super) fn only_with(&self, group: Option<GroupId>) -> Option<TokenStream> {
        self.facts.tags.as_ref()?;
        let feature = self.names.group(group?).feature(&self.api.name);
        Some(quote!(#[cfg(feature = #feature)]))
    }

    /// The attribute of what no operation uses: it is compiled with all of the API.
    pub(super) fn only_with_all(&self) -> TokenStream {
        let feature = &self.api.name;
        quote!(#[cfg(feature = #feature)])
    }

    /// The attribute of the callback of this index.
    pub(super) fn only_with_askers(&self, callback: usize) -> Option<TokenStream> {
        let tags = self.facts.tags.as_ref()?;
        self.only_with(tags.of_callback(callback))
    }
}

/// The features of an API's tags, each with the tag and the features that it turns on besides.
pub(super) fn features(analyzed: &Analyzed) -> Vec<(String, &str, Vec<String>)> {
    let Analyzed { api, facts, names } = analyzed;
    let Some(tags) = &facts.tags else {
        return Vec::new();
    };
    let feature = |group: GroupId| names.group(group).feature(&api.name);
    let groups = api.groups.iter().zip(0..);
    groups
        .map(|(group, index)| {
            let id = GroupId(index);
            let followers = tags.followers(id).map(feature).collect();
            (feature(id), group.wire.as_str(), followers)
        })
        .collect()
}
