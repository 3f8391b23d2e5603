//! The servers that an API names, and the values of the variables in their URLs.

use proc_macro2::TokenStream;
use quote::quote;

use super::Cx;
use super::docs::{Text, code};
use crate::model::{Server, ServerVariable};
use crate::names::{ServerNames, ValuesNames, VariableNames};

/// The URL of the first server, if no value has to be given for it.
pub(super) fn default(cx: &Cx<'_>) -> Option<TokenStream> {
    let (server, names) = cx.api.servers.iter().zip(&cx.names.servers).next()?;
    let variant = &names.variant;
    if server.variables.is_empty() {
        return Some(quote!(Server::#variant.url()));
    }
    let fields = variables(server, names).map(|(variable, names)| {
        let default = variable.default.as_ref()?;
        let field = &names.field;
        Some(match names.values.is_some() {
            true => quote!(#field: Default::default()),
            false => quote!(#field: String::from(#default)),
        })
    });
    let fields: Vec<TokenStream> = fields.collect::<Option<_>>()?;
    Some(quote!(Server::#variant { #(#fields),* }.url()))
}

/// The variables that have only some values, one for each enum.
pub(super) fn values<'a>(cx: &Cx<'a>) -> Vec<(&'a ServerVariable, &'a ValuesNames)> {
    let servers = cx.api.servers.iter().zip(&cx.names.servers);
    let mut found: Vec<(&ServerVariable, &ValuesNames)> = Vec::new();
    for (variable, names) in servers.flat_map(|(server, names)| variables(server, names)) {
        if let Some(values) = &names.values
            && !found.iter().any(|(_, known)| known.name == values.name)
        {
            found.push((variable, values));
        }
    }
    found
}

/// `Server`, and the enums of its variables.
pub(super) fn servers(cx: &Cx<'_>) -> Option<TokenStream> {
    if cx.api.servers.is_empty() {
        return None;
    }
    let servers = cx.api.servers.iter().zip(&cx.names.servers);
    let variants = servers
        .clone()
        .map(|(server, names)| variant(server, names));
    let arms = servers.map(|(server, names)| arm(server, names));
    let values = values(cx);
    let values = values
        .iter()
        .map(|(variable, names)| enumeration(variable, names));
    Some(quote! {
        #[doc = " The servers that the API names."]
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Server {
            #(#variants)*
        }

        impl Server {
            #[doc = " The base URL, with the values of its variables."]
            pub fn url(&self) -> String {
                match self {
                    #(#arms)*
                }
            }
        }

        #(#values)*
    })
}

fn variables<'a>(
    server: &'a Server,
    names: &'a ServerNames,
) -> impl Iterator<Item = (&'a ServerVariable, &'a VariableNames)> {
    server.variables.iter().zip(&names.variables)
}

fn variant(server: &Server, names: &ServerNames) -> TokenStream {
    let doc = Text::of(server.doc.as_ref(), || "A server of the API.".to_owned())
        .paragraph(code(&server.url))
        .attributes();
    let variant = &names.variant;
    let fields = variables(server, names).map(|(variable, names)| {
        let mut doc = Text::of(variable.doc.as_ref(), || {
            format!("{} of the URL.", code(&variable.wire))
        });
        if let Some(default) = &variable.default {
            doc = doc.paragraph(format!("By default {}.", code(default)));
        }
        let doc = doc.attributes();
        let field = &names.field;
        let ty = match &names.values {
            Some(values) => {
                let name = &values.name;
                quote!(#name)
            }
            None => quote!(String),
        };
        quote! {
            #doc
            #field: #ty,
        }
    });
    let fields = (!server.variables.is_empty()).then(|| quote!({ #(#fields)* }));
    quote! {
        #doc
        #variant #fields,
    }
}

fn arm(server: &Server, names: &ServerNames) -> TokenStream {
    let variant = &names.variant;
    let url = &server.url;
    if server.variables.is_empty() {
        return quote!(Self::#variant => String::from(#url),);
    }
    let fields = names.variables.iter().map(|names| &names.field);
    let filled = variables(server, names).map(|(variable, names)| {
        let hole = format!("{{{}}}", variable.wire);
        let field = &names.field;
        match names.values.is_some() {
            true => quote!(.replace(#hole, #field.as_str())),
            false => quote!(.replace(#hole, #field)),
        }
    });
    quote! {
        Self::#variant { #(#fields),* } => String::from(#url) #(#filled)*,
    }
}

fn enumeration(variable: &ServerVariable, names: &ValuesNames) -> TokenStream {
    let name = &names.name;
    let doc = Text::of(variable.doc.as_ref(), || {
        format!(
            "The values of {} in the URL of a server.",
            code(&variable.wire)
        )
    })
    .attributes();
    let default = variable.default.as_ref();
    let derive_default = default.map(|_| quote!(, Default));
    let variants = variable.allowed.iter().zip(&names.variants);
    let arms = variants
        .clone()
        .map(|(value, variant)| quote!(Self::#variant => #value,));
    let variants = variants.map(|(value, variant)| {
        let doc = format!(" {}", code(value));
        let default = (Some(value) == default).then(|| quote!(#[default]));
        quote! {
            #[doc = #doc]
            #default
            #variant,
        }
    });
    quote! {
        #doc
        #[derive(Debug, Clone, Copy, PartialEq, Eq #derive_default)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        impl #name {
            #[doc = " The value as the URL has it."]
            pub fn as_str(self) -> &'static str {
                match self {
                    #(#arms)*
                }
            }
        }
    }
}
