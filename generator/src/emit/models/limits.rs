//! Limits: the checks of a definition, behind the feature `validate`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::super::types::{Coding, coding};
use super::{Cx, Imports};
use crate::model::{Additional, Constraint, Field, Structure, TupleItem, Type, TypeId, Union};

/// The checks of a structure.
pub(super) fn of_structure(
    cx: &Cx<'_>,
    id: TypeId,
    structure: &Structure,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let names = cx.names.of(id);
    let limits = structure.constraints.iter().cloned();
    let (each, own): (Vec<_>, Vec<_>) =
        limits.partition(|limit| matches!(limit, Constraint::Each(_)));
    let mut checks = Vec::from_iter(value(&quote!(self), None, &own));
    for (field, name) in structure.fields.iter().zip(&names.members) {
        checks.extend(of_field(cx, field, name));
    }
    if let Additional::Kept(ty) = &structure.additional {
        let additional = &names.additional;
        let place = quote!(&self.#additional);
        checks.extend(value(&place, coding(cx, ty), &each));
        checks.extend(leads_to_limits(cx, ty).then(|| quote!(check.nested(#place);)));
    }
    let limits = structure.fields.iter().flat_map(|field| &field.constraints);
    let limits: Vec<Constraint> = limits.chain(&structure.constraints).cloned().collect();
    implementation(cx, id, &limits, &checks, imports)
}

fn of_field(cx: &Cx<'_>, field: &Field, name: &Ident) -> Option<TokenStream> {
    let place = quote!(&self.#name);
    if field.flat {
        return leads_to_limits(cx, &field.ty).then(|| quote!(check.nested(#place);));
    }
    of_member(cx, &field.wire, &place, &field.ty, &field.constraints)
}

/// The checks of what has a name in a pointer.
fn of_member(
    cx: &Cx<'_>,
    wire: &str,
    place: &TokenStream,
    ty: &Type,
    limits: &[Constraint],
) -> Option<TokenStream> {
    let inside = leads_to_limits(cx, ty);
    let own = rules(limits).map(|rules| match coding(cx, ty) {
        None => quote!(check.property(#wire, #place, #rules);),
        Some(coding) => {
            let form = coding.form();
            quote!(check.property_with(#wire, #place, #form, #rules);)
        }
    });
    let inside = inside.then(|| quote!(check.inside(#wire, #place);));
    (own.is_some() || inside.is_some()).then(|| quote!(#own #inside))
}

/// The checks of a union.
pub(super) fn of_union(
    cx: &Cx<'_>,
    id: TypeId,
    union: &Union,
    imports: &mut Imports,
) -> Option<TokenStream> {
    let held = quote!(value);
    let branches = union.branches.iter().zip(&cx.names.of(id).members);
    let arms: Vec<(&Ident, TokenStream)> = branches
        .filter_map(|(branch, member)| {
            let own = value(&held, coding(cx, &branch.ty), &branch.constraints);
            let inside = leads_to_limits(cx, &branch.ty);
            let inside = inside.then(|| quote!(check.nested(value);));
            (own.is_some() || inside.is_some()).then(|| (member, quote!(#own #inside)))
        })
        .collect();
    let check = match arms.as_slice() {
        [] => return None,
        [(member, check)] => quote!(if let Self::#member(value) = self { #check }),
        several => {
            let arms = several
                .iter()
                .map(|(member, check)| quote!(Self::#member(value) => { #check }));
            quote!(match self { #(#arms)* _ => {} })
        }
    };
    let limits = union.branches.iter().flat_map(|branch| &branch.constraints);
    let limits: Vec<Constraint> = limits.cloned().collect();
    implementation(cx, id, &limits, &[check], imports)
}

/// The checks of a tuple.
pub(super) fn of_tuple(
    cx: &Cx<'_>,
    id: TypeId,
    items: &[TupleItem],
    imports: &mut Imports,
) -> Option<TokenStream> {
    let checks = items.iter().enumerate().filter_map(|(index, item)| {
        let place = Literal::usize_unsuffixed(index);
        let (ty, limits) = (&item.ty, item.constraints.as_slice());
        of_member(cx, &index.to_string(), &quote!(&self.#place), ty, limits)
    });
    let checks: Vec<TokenStream> = checks.collect();
    let limits = items.iter().flat_map(|item| &item.constraints);
    let limits: Vec<Constraint> = limits.cloned().collect();
    implementation(cx, id, &limits, &checks, imports)
}

/// The checks of a list or map of itself.
pub(super) fn of_wrapper(cx: &Cx<'_>, id: TypeId, imports: &mut Imports) -> Option<TokenStream> {
    let check = quote!(check.nested(&self.0););
    let limited = cx.facts.of(id).limited;
    implementation(cx, id, &[], limited.then_some(check).as_slice(), imports)
}

fn implementation(
    cx: &Cx<'_>,
    id: TypeId,
    limits: &[Constraint],
    checks: &[TokenStream],
    imports: &mut Imports,
) -> Option<TokenStream> {
    if checks.is_empty() {
        return None;
    }
    imports.validate = true;
    let name = &cx.names.of(id).name;
    let rule = limits.iter().any(Constraint::is_checked).then(|| {
        quote!(
            use validate::Rule;
        )
    });
    Some(quote! {
        #[cfg(feature = "validate")]
        impl validate::Validate for #name {
            fn check(&self, check: &mut validate::Check) {
                #rule

                #(#checks)*
            }
        }
    })
}

/// Whether a type holds values of a definition with limits.
fn leads_to_limits(cx: &Cx<'_>, ty: &Type) -> bool {
    ty.named().is_some_and(|id| cx.facts.of(id).limited)
}

/// The check of a value itself.
fn value(
    place: &TokenStream,
    coding: Option<Coding>,
    limits: &[Constraint],
) -> Option<TokenStream> {
    let rules = rules(limits)?;
    Some(match coding.map(Coding::form) {
        None => quote!(check.value(#place, #rules);),
        Some(form) => quote!(check.value_with(#place, #form, #rules);),
    })
}

/// The rules of limits; `None` if nothing is checked.
fn rules(limits: &[Constraint]) -> Option<TokenStream> {
    let rules: Vec<TokenStream> = limits.iter().filter_map(rule).collect();
    (!rules.is_empty()).then(|| quote!(&[#(#rules),*]))
}

/// A limit as a rule of the runtime; `None` if it cannot be checked.
fn rule(limit: &Constraint) -> Option<TokenStream> {
    let count = |count: &u64| Literal::u64_unsuffixed(*count);
    Some(match limit {
        Constraint::MinLength(least) => {
            let least = count(least);
            quote!(Rule::MinLength(#least))
        }
        Constraint::MaxLength(most) => {
            let most = count(most);
            quote!(Rule::MaxLength(#most))
        }
        Constraint::Pattern(pattern) => {
            let regex = pattern.regex.as_ref()?;
            quote!(Rule::Pattern(#regex))
        }
        Constraint::Minimum(bound, exclusive) => {
            let bound = bound.to_string();
            match exclusive {
                false => quote!(Rule::Minimum(#bound)),
                true => quote!(Rule::ExclusiveMinimum(#bound)),
            }
        }
        Constraint::Maximum(bound, exclusive) => {
            let bound = bound.to_string();
            match exclusive {
                false => quote!(Rule::Maximum(#bound)),
                true => quote!(Rule::ExclusiveMaximum(#bound)),
            }
        }
        Constraint::MultipleOf(of) => {
            let of = of.to_string();
            quote!(Rule::MultipleOf(#of))
        }
        Constraint::MinItems(least) => {
            let least = count(least);
            quote!(Rule::MinItems(#least))
        }
        Constraint::MaxItems(most) => {
            let most = count(most);
            quote!(Rule::MaxItems(#most))
        }
        Constraint::UniqueItems => quote!(Rule::UniqueItems),
        Constraint::MinProperties(least) => {
            let least = count(least);
            quote!(Rule::MinProperties(#least))
        }
        Constraint::MaxProperties(most) => {
            let most = count(most);
            quote!(Rule::MaxProperties(#most))
        }
        Constraint::OneOf(values) => {
            let values = values.iter().map(ToString::to_string);
            quote!(Rule::OneOf(&[#(#values),*]))
        }
        Constraint::Each(limits) => {
            let rules = rules(limits)?;
            quote!(Rule::Each(#rules))
        }
        Constraint::ResponsesOnly | Constraint::RequestsOnly => return None,
    })
}
