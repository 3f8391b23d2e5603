//! Pagination: the methods that walk over the pages of a list and over its items.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::holding::Holding;
use super::super::types::{Scope, behind, ty};
use super::reply::Decoded;
use super::{Cx, Op};
use crate::model::{Field, PageStyle, Presence, Step, Type, TypeShape};

/// The methods `pages` and `items` of a request.
pub(super) fn methods(cx: &Cx<'_>, op: &Op<'_>, decoded: &Decoded) -> Option<TokenStream> {
    let pagination = op.operation.pagination.as_ref()?;
    let Decoded {
        success,
        failure,
        decode,
        decode_error,
        ..
    } = decoded;
    let item = ty(cx, Scope::Api, &pagination.item);
    let items = list(cx, &pagination.items);
    let more = match &pagination.more {
        Some(way) => {
            let more = flag(cx, way);
            quote!(|page| #more)
        }
        None => quote!(|_| None),
    };
    let errors = match &pagination.errors {
        Some(way) => {
            let errors = count(cx, way);
            quote!(|page| #errors)
        }
        None => quote!(|_| None),
    };
    let next = next(cx, &pagination.style);
    Some(quote! {
        #[doc = " Sends the request for page after page, each when it is asked for."]
        pub fn pages(self) -> runtime::Pages<#success, #item, #failure> {
            self.parts.pages(#decode, #decode_error, runtime::Paging {
                items: |page: &mut #success| #items,
                more: #more,
                errors: #errors,
                next: #next,
            })
        }

        #[doc = " Sends the request for page after page, and gives what is on them one by one."]
        pub fn items(self) -> runtime::Items<#success, #item, #failure> {
            self.pages().items()
        }

        #[doc = " Like `pages`, but this thread waits for each page."]
        #[cfg(feature = "blocking")]
        pub fn pages_blocking(self) -> runtime::BlockingPages<#success, #item, #failure> {
            self.pages().blocking()
        }

        #[doc = " Like `items`, but this thread waits for each page."]
        #[cfg(feature = "blocking")]
        pub fn items_blocking(self) -> runtime::BlockingItems<#success, #item, #failure> {
            self.items().blocking()
        }
    })
}

fn next(cx: &Cx<'_>, style: &PageStyle) -> TokenStream {
    match style {
        PageStyle::Page {
            parameter,
            first,
            last,
        } => {
            let first = Literal::u64_unsuffixed(*first);
            let last = match last {
                Some(way) => {
                    let last = number(cx, way);
                    quote!(|page| #last)
                }
                None => quote!(|_| None),
            };
            quote!(runtime::Next::Page { parameter: #parameter, first: #first, last: #last })
        }
        PageStyle::Offset { parameter } => {
            quote!(runtime::Next::Offset { parameter: #parameter })
        }
        PageStyle::Cursor { parameter, next } => {
            let cursor = text(cx, next);
            quote!(runtime::Next::Cursor { parameter: #parameter, cursor: |page| #cursor })
        }
        PageStyle::NextLink { next } => {
            let link = text(cx, next);
            quote!(runtime::Next::Link(|page| #link))
        }
        PageStyle::LinkHeader => quote!(runtime::Next::LinkHeader),
    }
}

/// A property at the end of a way: the expression that reads it, and what is known of it.
struct End<'a> {
    field: &'a Field,
    place: TokenStream,
    /// Whether the value is behind `runtime::Apart`.
    apart: bool,
}

/// Reads a way up to its last property, which it gives as it stands in its structure.
fn end<'a>(
    cx: &Cx<'a>,
    way: &[Step],
    option: &TokenStream,
    nullable: &TokenStream,
) -> Option<End<'a>> {
    let mut ends: Option<End<'a>> = None;
    for step in way {
        let shape = cx.api.find_type(step.owner).map(|def| &def.shape);
        let Some(TypeShape::Structure(structure)) = shape else {
            return None;
        };
        let field = structure.fields.get(step.field)?;
        let name = cx.names.of(step.owner).members.get(step.field)?;
        let before = ends.map_or(quote!(page), |End { field, place, .. }| {
            match field.presence {
                Presence::Required => place,
                Presence::RequiredNullable | Presence::Optional => quote!(#place.#option()?),
                Presence::OptionalNullable => quote!(#place.#nullable()?),
            }
        });
        ends = Some(End {
            field,
            place: quote!(#before.#name),
            apart: Holding::of(cx, step.owner, step.field).names_runtime(),
        });
    }
    ends
}

/// The list as `Option<&mut Vec<_>>`.
fn list(cx: &Cx<'_>, way: &[Step]) -> TokenStream {
    let Some(End {
        field,
        place,
        apart,
    }) = end(cx, way, &quote!(as_mut), &quote!(as_option_mut))
    else {
        return quote!(Some(page));
    };
    let list = match field.presence {
        Presence::Required => quote!(Some(&mut #place)),
        Presence::RequiredNullable | Presence::Optional => quote!(#place.as_mut()),
        Presence::OptionalNullable => quote!(#place.as_option_mut()),
    };
    let inside = apart.then(|| quote!(.map(|list| &mut **list)));
    quote!(#list #inside)
}

/// Whether there is more, as `Option<bool>`.
fn flag(cx: &Cx<'_>, way: &[Step]) -> TokenStream {
    value(cx, way, |_, place| Forms {
        required: quote!(Some(#place)),
        optional: quote!(#place),
        nullable: quote!(#place.as_option().copied()),
    })
}

/// How long a list is, as `Option<usize>`.
fn count(cx: &Cx<'_>, way: &[Step]) -> TokenStream {
    value(cx, way, |_, place| Forms {
        required: quote!(Some(#place.len())),
        optional: quote!(Some(#place.as_ref()?.len())),
        nullable: quote!(Some(#place.as_option()?.len())),
    })
}

/// A number of any size, as `Option<i128>`.
fn number(cx: &Cx<'_>, way: &[Step]) -> TokenStream {
    value(cx, way, |_, place| Forms {
        required: quote!(Some(i128::from(#place))),
        optional: quote!(#place.map(i128::from)),
        nullable: quote!(#place.as_option().copied().map(i128::from)),
    })
}

/// A string or an integer, as `Option<String>`.
fn text(cx: &Cx<'_>, way: &[Step]) -> TokenStream {
    value(cx, way, |ty, place| match ty {
        Type::String => Forms {
            required: quote!(Some(#place.clone())),
            optional: quote!(#place.clone()),
            nullable: quote!(#place.as_option().cloned()),
        },
        _ => Forms {
            required: quote!(Some(#place.to_string())),
            optional: quote!(#place.map(|next| next.to_string())),
            nullable: quote!(#place.as_option().map(|next| next.to_string())),
        },
    })
}

/// How a value is read where it is always there, may be absent, and may also be `null`.
struct Forms {
    required: TokenStream,
    optional: TokenStream,
    nullable: TokenStream,
}

fn value(cx: &Cx<'_>, way: &[Step], forms: impl Fn(&Type, &TokenStream) -> Forms) -> TokenStream {
    let Some(End { field, place, .. }) = end(cx, way, &quote!(as_ref), &quote!(as_option)) else {
        return quote!(None);
    };
    let forms = forms(behind(cx, &field.ty), &place);
    match field.presence {
        Presence::Required => forms.required,
        Presence::RequiredNullable | Presence::Optional => forms.optional,
        Presence::OptionalNullable => forms.nullable,
    }
}
