//! Shapes: what a value is where only text can go, as the runtime has to know to read it.

use proc_macro2::TokenStream;
use quote::quote;

use super::Cx;
use super::types::behind;
use crate::model::{
    Additional, DecimalForm, Enumeration, Structure, TimestampForm, Type, TypeShape, Values,
};

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
    match behind(cx, ty) {
        Type::Nullable(inner) | Type::Sensitive(inner) => single(cx, inner),
        Type::Named(id) => match cx.api.find_type(*id).map(|def| &def.shape) {
            Some(TypeShape::Enumeration(enumeration)) => listed(enumeration),
            _ => quote!(runtime::Shape::Any),
        },
        Type::String
        | Type::Secret
        | Type::Base64(_)
        | Type::Binary
        | Type::File
        | Type::Uuid
        | Type::DateTime
        | Type::Timestamp(TimestampForm::HttpDate)
        | Type::Date
        | Type::Time
        | Type::Duration
        | Type::IntegerString(_)
        | Type::Decimal(DecimalForm::String) => quote!(runtime::Shape::Text),
        Type::Timestamp(TimestampForm::UnixTime)
        | Type::Integer(_)
        | Type::Float { .. }
        | Type::Decimal(DecimalForm::Number) => quote!(runtime::Shape::Number),
        Type::Boolean => quote!(runtime::Shape::Boolean),
        Type::List(_) | Type::Map(_) | Type::Any => quote!(runtime::Shape::Any),
    }
}

fn listed(enumeration: &Enumeration) -> TokenStream {
    match enumeration.values {
        Values::Strings => quote!(runtime::Shape::Text),
        Values::Integers(_) | Values::Numbers => quote!(runtime::Shape::Number),
        Values::Booleans => quote!(runtime::Shape::Boolean),
        Values::Mixed => quote!(runtime::Shape::Any),
    }
}
