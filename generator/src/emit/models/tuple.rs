//! Tuples: lists of a fixed length, with a type for each item.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::{Text, limits};
use super::super::holding::Holding;
use super::super::types::{Scope, coding, ty};
use super::{Cx, Imports, Shown, doc, shown};
use crate::model::{TupleItem, TypeDef, TypeId};

pub(super) fn tuple(
    cx: &Cx<'_>,
    id: TypeId,
    def: &TypeDef,
    items: &[TupleItem],
    imports: &mut Imports,
) -> TokenStream {
    imports.serde();
    let doc = doc(cx, id, def).attributes();
    let name = &cx.names.of(id).name;
    let Shown {
        derive: debug,
        implementation: debug_by_hand,
    } = shown(cx, id, def);
    let expecting = format!("a list of {} items", items.len());
    let (serialize, deserialize) = (cx.std("Serialize"), cx.std("Deserialize"));
    let declarations: Vec<TokenStream> = items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let holding = Holding::of(cx, id, index);
            declaration(cx, index, item, holding, imports)
        })
        .collect();
    let checks = super::limits::of_tuple(cx, id, items, imports);
    quote! {
        #doc
        #[derive(#debug Clone, PartialEq, #serialize, #deserialize)]
        #[serde(expecting = #expecting)]
        pub struct #name(
            #(#declarations)*
        );

        #debug_by_hand
        #checks
    }
}

fn declaration(
    cx: &Cx<'_>,
    index: usize,
    item: &TupleItem,
    holding: Holding<'_>,
    imports: &mut Imports,
) -> TokenStream {
    imports.of_type(&item.ty);
    let doc = Text::of(item.doc.as_ref(), || format!("Item {index}."))
        .maybe(limits(&item.constraints, None))
        .attributes();
    let with = coding(cx, &item.ty).map(|coding| {
        imports.runtime = true;
        let module = coding.module();
        quote!(#[serde(with = #module)])
    });
    imports.runtime |= holding.names_runtime();
    let value = holding.ty(ty(cx, Scope::Models, &item.ty));
    quote! {
        #doc
        #with
        pub #value,
    }
}
