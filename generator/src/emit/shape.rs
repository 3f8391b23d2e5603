//! Shapes: what a value is where only text can go, as the runtime has to know to read it.

use proc_macro2::TokenStream;
use quote::quote;

use super::Cx;
use super::types::behind;
use crate::model::{Additional, Made, Scalar, Structure, Type, TypeShape};

/// How many lists and objects may stand in one another.
const DEPTH: usize = 3;

/// The shape of a value.
pub(super) fn shape(cx: &Cx<'_>, ty: &Type) -> TokenStream {
    within(cx, ty, DEPTH)
}

fn within(cx: &Cx<'_>, ty: &Type, depth: usize) -> TokenStream {
    let Some(below) = depth.checked_sub(1) else {
        return single(cx, ty);
    };
    match behind(cx, ty) {
        Type::Nullable(inner) | Type::Sensitive(inner) => within(cx, inner, depth),
        Type::List(item) => {
            let item = within(cx, item, below);
            quote!(runtime::Shape::List(&#item))
        }
        Type::Map(values) => {
            let values = within(cx, values, below);
            quote!(runtime::Shape::Object(&[], Some(&#values)))
        }
        Type::Named(id) => match cx.api.find_type(*id).map(|def| &def.shape) {
            Some(TypeShape::Structure(structure)) => object(cx, structure, below),
            _ => single(cx, ty),
        },
        _ => single(cx, ty),
    }
}

fn object(cx: &Cx<'_>, structure: &Structure, depth: usize) -> TokenStream {
    let (flat, declared): (Vec<_>, Vec<_>) = structure.fields.iter().partition(|field| field.flat);
    let properties = declared.iter().map(|field| {
        let (wire, shape) = (&field.wire, within(cx, &field.ty, depth));
        quote!((#wire, #shape))
    });
    let others = match &structure.additional {
        Additional::Kept(ty) => Some(within(cx, ty, depth)),
        // A union beside the properties reads its own among them.
        Additional::Ignored | Additional::Denied => {
            (!flat.is_empty()).then(|| quote!(runtime::Shape::Any))
        }
    };
    let others = match others {
        Some(others) => quote!(Some(&#others)),
        None => quote!(None),
    };
    quote!(runtime::Shape::Object(&[#(#properties),*], #others))
}

/// The shape of a value that is one text.
fn single(cx: &Cx<'_>, ty: &Type) -> TokenStream {
    let scalar = match behind(cx, ty).made() {
        Made::Single(scalar) => Some(scalar),
        Made::Bytes => Some(Scalar::Text),
        Made::Wrapped(inner) => return single(cx, inner),
        Made::Named(id) => match cx.api.find_type(id).map(|def| &def.shape) {
            Some(TypeShape::Enumeration(list)) => list.values.scalar(),
            _ => None,
        },
        Made::List(_) | Made::Map(_) | Made::Null | Made::Any => None,
    };
    match scalar {
        Some(Scalar::Text) => quote!(runtime::Shape::Text),
        Some(Scalar::Integer | Scalar::Number) => quote!(runtime::Shape::Number),
        Some(Scalar::Boolean) => quote!(runtime::Shape::Boolean),
        None => quote!(runtime::Shape::Any),
    }
}
