//! Types as they are written in emitted code.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Cx;
use crate::model::{Base64Form, DecimalForm, IntegerKind, TimestampForm, Type, TypeId, TypeShape};

/// Where a type is written, which decides how a definition is named there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// In a file of `models`, which imports the definitions it uses.
    Models,
    /// Elsewhere in the API's module: `models::Session`.
    Api,
}

/// How serde is told to write a value that has a representation of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Decimal,
    DecimalString,
    Base64,
    Base64Url,
    IntegerString,
    HttpDate,
    UnixTime,
}

impl Coding {
    /// The runtime module for `#[serde(with = …)]`.
    pub(super) fn module(self) -> &'static str {
        match self {
            Self::Decimal => "runtime::decimal",
            Self::DecimalString => "runtime::decimal_string",
            Self::Base64 => "runtime::base64_bytes",
            Self::Base64Url => "runtime::base64_url",
            Self::IntegerString => "runtime::integer_string",
            Self::HttpDate => "runtime::http_date",
            Self::UnixTime => "runtime::unix_time",
        }
    }

    /// The runtime's marker of the form.
    pub(super) fn form(self) -> TokenStream {
        match self {
            Self::Decimal => quote!(runtime::decimal::Number),
            Self::DecimalString => quote!(runtime::decimal_string::Text),
            Self::Base64 => quote!(runtime::base64_bytes::Base64),
            Self::Base64Url => quote!(runtime::base64_url::Base64Url),
            Self::IntegerString => quote!(runtime::integer_string::Digits),
            Self::HttpDate => quote!(runtime::http_date::HttpDate),
            Self::UnixTime => quote!(runtime::unix_time::UnixTime),
        }
    }
}

/// The type of a value.
pub(super) fn ty(cx: &Cx<'_>, scope: Scope, ty: &Type) -> TokenStream {
    match ty {
        Type::Named(id) => named(cx, scope, *id),
        Type::String => cx.std("String"),
        Type::Secret => quote!(runtime::Secret),
        Type::Base64(_) => {
            let vec = cx.std("Vec");
            quote!(#vec<u8>)
        }
        Type::Binary => quote!(bytes::Bytes),
        Type::File => quote!(runtime::File),
        Type::Uuid => quote!(uuid::Uuid),
        Type::DateTime => quote!(runtime::DateTime),
        Type::Timestamp(_) => quote!(jiff::Timestamp),
        Type::Date => quote!(jiff::civil::Date),
        Type::Time => quote!(runtime::Time),
        Type::Duration => quote!(runtime::Duration),
        Type::Boolean => quote!(bool),
        Type::Integer(kind) | Type::IntegerString(kind) => integer(*kind),
        Type::Float => quote!(f64),
        Type::Decimal(_) => quote!(rust_decimal::Decimal),
        Type::List(item) => {
            let vec = cx.std("Vec");
            let item = self::ty(cx, scope, item);
            quote!(#vec<#item>)
        }
        Type::Map(value) => {
            let map = match scope {
                Scope::Models => cx.std("BTreeMap"),
                Scope::Api => quote!(std::collections::BTreeMap),
            };
            let string = cx.std("String");
            let value = self::ty(cx, scope, value);
            quote!(#map<#string, #value>)
        }
        Type::Nullable(inner) => {
            let option = cx.std("Option");
            let inner = self::ty(cx, scope, inner);
            quote!(#option<#inner>)
        }
        Type::Sensitive(inner) => {
            let inner = self::ty(cx, scope, inner);
            quote!(runtime::Sensitive<#inner>)
        }
        Type::Any => quote!(runtime::RawJson),
    }
}

pub(super) fn named(cx: &Cx<'_>, scope: Scope, id: TypeId) -> TokenStream {
    let name = &cx.names.of(id).name;
    match scope {
        Scope::Models => quote!(#name),
        Scope::Api => quote!(models::#name),
    }
}

pub(super) fn integer(kind: IntegerKind) -> TokenStream {
    match kind {
        IntegerKind::I8 => quote!(i8),
        IntegerKind::I16 => quote!(i16),
        IntegerKind::I32 => quote!(i32),
        IntegerKind::I64 => quote!(i64),
        IntegerKind::U8 => quote!(u8),
        IntegerKind::U16 => quote!(u16),
        IntegerKind::U32 => quote!(u32),
        IntegerKind::U64 => quote!(u64),
    }
}

/// The type behind all names that are only other names.
pub(super) fn behind<'a>(cx: &Cx<'a>, ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    // A circle of aliases is one step longer than there are definitions.
    for _ in 0..=cx.api.types.len() {
        match ty {
            Type::Named(id) => match cx.api.find_type(*id).map(|def| &def.shape) {
                Some(TypeShape::Alias(target)) if !cx.facts.of(*id).wrapper => ty = target,
                _ => return ty,
            },
            _ => return ty,
        }
    }
    ty
}

/// Whether, and how, serde has to be told how to write a type.
pub(super) fn coding<'a>(cx: &Cx<'a>, ty: &'a Type) -> Option<Coding> {
    match behind(cx, ty) {
        Type::Decimal(DecimalForm::Number) => Some(Coding::Decimal),
        Type::Decimal(DecimalForm::String) => Some(Coding::DecimalString),
        Type::Base64(Base64Form::Standard) => Some(Coding::Base64),
        Type::Base64(Base64Form::Url) => Some(Coding::Base64Url),
        Type::IntegerString(_) => Some(Coding::IntegerString),
        Type::Timestamp(TimestampForm::HttpDate) => Some(Coding::HttpDate),
        Type::Timestamp(TimestampForm::UnixTime) => Some(Coding::UnixTime),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Sensitive(inner) => {
            coding(cx, inner)
        }
        _ => None,
    }
}

/// Whether a type reads `null` as one of its values.
pub(super) fn takes_null<'a>(cx: &Cx<'a>, ty: &'a Type) -> bool {
    match behind(cx, ty) {
        Type::Any => true,
        Type::Sensitive(inner) => takes_null(cx, inner),
        _ => false,
    }
}

/// How a value is taken as an argument: by value where that is cheap or it is made on the spot, else
/// by reference.
pub(super) struct Argument {
    pub ty: TokenStream,
    /// Whether the argument is a reference already.
    pub reference: bool,
}

impl Argument {
    /// The expression for a reference to the value of the argument.
    pub fn borrowed(&self, name: &Ident) -> TokenStream {
        if self.reference {
            quote!(#name)
        } else {
            quote!(&#name)
        }
    }
}

pub(super) fn argument<'a>(cx: &Cx<'a>, ty: &'a Type) -> Argument {
    let by_value = |ty| Argument {
        ty,
        reference: false,
    };
    let by_reference = |ty| Argument {
        ty,
        reference: true,
    };
    match behind(cx, ty) {
        Type::String => by_reference(quote!(&str)),
        Type::List(item) => {
            let item = match behind(cx, item) {
                Type::String => quote!(&str),
                _ => self::ty(cx, Scope::Api, item),
            };
            by_reference(quote!(&[#item]))
        }
        Type::Boolean
        | Type::Integer(_)
        | Type::IntegerString(_)
        | Type::Float
        | Type::Decimal(_)
        | Type::Uuid
        | Type::DateTime
        | Type::Timestamp(_)
        | Type::Date
        | Type::Time
        | Type::Duration => by_value(self::ty(cx, Scope::Api, ty)),
        Type::Named(_)
        | Type::Secret
        | Type::Base64(_)
        | Type::Binary
        | Type::File
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Sensitive(_)
        | Type::Any => {
            let ty = self::ty(cx, Scope::Api, ty);
            by_reference(quote!(&#ty))
        }
    }
}

/// The exception for a function that clippy thinks takes too many arguments (more than seven).
pub(super) fn many_arguments(count: usize) -> Option<TokenStream> {
    (count > 7).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "the API requires all of them")]),
    )
}

/// Whether a variant boxes its value. All structures and tuples are boxed, whatever their size today, so that
/// a property more never changes the type of a variant.
pub(super) fn is_boxed<'a>(cx: &Cx<'a>, ty: &'a Type) -> bool {
    match behind(cx, ty) {
        Type::Named(id) => matches!(
            cx.api.find_type(*id).map(|def| &def.shape),
            Some(TypeShape::Structure(_) | TypeShape::Union(_) | TypeShape::Tuple(_))
        ),
        Type::Nullable(inner) | Type::Sensitive(inner) => is_boxed(cx, inner),
        _ => false,
    }
}

/// The exception for a setter that is called like a method of an operator's trait, which clippy
/// takes for an attempt at that trait.
pub(super) fn operator(name: &Ident) -> Option<TokenStream> {
    const OPERATORS: [&str; 10] = [
        "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
    ];
    let is_operator = OPERATORS.iter().any(|operator| name == operator);
    is_operator.then(|| {
        quote!(#[expect(clippy::should_implement_trait, reason = "named after the API's own word")])
    })
}

/// A slice as the list that a form is defined for.
pub(super) fn owned(cx: &Cx<'_>, ty: &Type, value: TokenStream) -> TokenStream {
    match behind(cx, ty) {
        Type::List(_) => quote!(&#value.to_vec()),
        _ => value,
    }
}
