//! CSV: the table that says which columns a structure has.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Cx, Imports};
use crate::model::{Csv, CsvCell, Presence, Structure, TypeId};

/// The impl of `runtime::csv::Record`.
pub(super) fn csv(
    cx: &Cx<'_>,
    id: TypeId,
    structure: &Structure,
    csv: &Csv,
    imports: &mut Imports,
) -> TokenStream {
    imports.csv = true;
    let name = &cx.names.of(id).name;
    let columns = structure.fields.iter().zip(&csv.cells);
    let columns = columns.map(|(field, kind)| {
        let (wire, cell) = (&field.wire, cell(*kind));
        let how = match field.presence {
            Presence::Required => quote!(.required()),
            Presence::RequiredNullable => quote!(.required().nullable()),
            Presence::Optional | Presence::OptionalNullable => TokenStream::new(),
        };
        quote!(csv::Column::new(#wire, #cell)#how)
    });
    let additional = csv.additional.map(|kind| {
        let cell = cell(kind);
        quote!(.additional(#cell))
    });
    quote! {
        impl csv::Record for #name {
            fn columns() -> &'static csv::Columns {
                static COLUMNS: csv::Columns = csv::Columns::new(&[#(#columns),*])#additional;
                &COLUMNS
            }
        }
    }
}

fn cell(cell: CsvCell) -> TokenStream {
    match cell {
        CsvCell::Text => quote!(csv::Cell::Text),
        CsvCell::Number => quote!(csv::Cell::Number),
        CsvCell::Boolean => quote!(csv::Cell::Boolean),
    }
}
