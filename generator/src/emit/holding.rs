//! Holding: how a definition holds the value of a field, an item or a branch.

use proc_macro2::TokenStream;
use quote::quote;

use super::Cx;
use super::types::is_boxed;
use crate::analyze::Held;
use crate::model::{Type, TypeId};

/// How a value is held.
#[derive(Clone, Copy)]
pub(super) struct Holding<'a> {
    cx: &'a Cx<'a>,
    held: Option<Held>,
}

impl<'a> Holding<'a> {
    /// Of a field or item, by its index; of the value of a wrapper, which is its first.
    pub(super) fn of(cx: &'a Cx<'a>, id: TypeId, index: usize) -> Self {
        let held = cx.facts.of(id).held.get(&index).copied();
        Self { cx, held }
    }

    /// Of a branch of a union.
    pub(super) fn of_branch(cx: &'a Cx<'a>, id: TypeId, index: usize, branch: &'a Type) -> Self {
        let boxed = is_boxed(cx, branch).then_some(Held::Boxed);
        let held = cx.facts.of(id).held.get(&index).copied().or(boxed);
        Self { cx, held }
    }

    /// Whether the runtime is named for it.
    pub(super) fn names_runtime(self) -> bool {
        self.held == Some(Held::Apart)
    }

    /// The type of what holds a value of a type.
    pub(super) fn ty(self, value: TokenStream) -> TokenStream {
        match self.held {
            None => value,
            Some(Held::Boxed) => {
                let boxed = self.cx.std("Box");
                quote!(#boxed<#value>)
            }
            Some(Held::Apart) => quote!(runtime::Apart<#value>),
        }
    }

    /// The function that makes it of a value; nothing if that is the value itself.
    pub(super) fn constructor(self) -> Option<TokenStream> {
        match self.held {
            None => None,
            Some(Held::Boxed) => {
                let boxed = self.cx.std("Box");
                Some(quote!(#boxed::new))
            }
            Some(Held::Apart) => Some(quote!(runtime::Apart::new)),
        }
    }

    /// What holds a value.
    pub(super) fn value(self, value: TokenStream) -> TokenStream {
        match self.constructor() {
            None => value,
            Some(new) => quote!(#new(#value)),
        }
    }
}
