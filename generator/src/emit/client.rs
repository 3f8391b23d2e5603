//! The client of an API: its builder, its servers and its credentials.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Text, code};
use super::tree::Contents;
use super::{Cx, rust, servers};
use crate::model::{GroupId, Location, SchemeId, SecurityKind, SecurityScheme, TokenFlow};
use crate::names::SchemeNames;

/// `<api>/client.rs`
pub(super) fn client(cx: &Cx<'_>) -> Contents {
    let title = &cx.api.title;
    let doc = format!(" The client of {title}.");
    let client_doc = Text::new(format!(
        "A client of {title}; cheap to clone, and safe to share."
    ))
    .attributes();
    let groups = groups(cx);
    let builder = builder(cx);
    let servers = servers::servers(cx);
    let schemes = schemes(cx);
    rust(
        cx,
        quote! {
            #![doc = #doc]

            use crate::runtime;

            #client_doc
            #[derive(Debug, Clone)]
            pub struct Client {
                pub(crate) core: runtime::Core,
            }

            #groups
            #builder
            #servers
            #schemes
        },
    )
}

/// `Client::builder`, and a method for each group.
fn groups(cx: &Cx<'_>) -> TokenStream {
    let default = servers::default(cx);
    let doc = match (&default, cx.names.servers.first()) {
        (Some(_), Some(names)) => Text::new(format!(
            "Begins a client of the first server, [`Server::{}`].",
            names.variant
        )),
        (None, Some(_)) => Text::new("Begins a client; it needs a server, or a base URL."),
        (_, None) => Text::new("Begins a client; it needs a base URL."),
    };
    let doc = doc.attributes();
    let server = default.unwrap_or_else(|| quote!(""));
    let methods = cx.api.groups.iter().enumerate().map(|(index, group)| {
        let names = cx.names.group(GroupId(index));
        let condition = cx.only_with(Some(GroupId(index)));
        let doc = Text::of(group.doc.as_ref(), || {
            format!("The operations tagged {}.", code(&group.wire))
        })
        .attributes();
        let (method, module, name) = (&names.method, &names.module, &names.name);
        quote! {
            #doc
            #condition
            pub fn #method(&self) -> super::operations::#module::#name<'_> {
                super::operations::#module::#name { core: &self.core }
            }
        }
    });
    quote! {
        impl Client {
            #doc
            pub fn builder() -> ClientBuilder {
                ClientBuilder {
                    core: runtime::CoreBuilder::new(#server),
                }
            }

            #(#methods)*
        }
    }
}

fn builder(cx: &Cx<'_>) -> TokenStream {
    let setters = cx.api.schemes.iter().enumerate().map(|(index, scheme)| {
        let names = cx.names.scheme(SchemeId(index));
        setter(scheme, names)
    });
    let own = cx.api.operations.iter().any(|one| one.server.is_some());
    let server_doc = match own {
        false => Text::new("Talks to a server that the API names."),
        true => Text::new("Talks to a server that the API names.").paragraph(
            "Operations with a server of their own go there as long as this is the default server; to any\n\
             other, all operations go.",
        ),
    }
    .attributes();
    let server = (!cx.api.servers.is_empty()).then(|| {
        quote! {
            #server_doc
            pub fn server(mut self, server: Server) -> Self {
                self.core.base_url(server.url());
                self
            }
        }
    });
    let doc = Text::new(format!("Builds a [`Client`] of {}.", cx.api.title)).attributes();
    quote! {
        #doc
        #[derive(Debug)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct ClientBuilder {
            core: runtime::CoreBuilder,
        }

        impl ClientBuilder {
            #server

            #[doc = " Talks to another server. Paths of operations are appended to the path of `url`."]
            #[doc = ""]
            #[doc = " Where `http://` is accepted, `HTTP_PROXY` of the environment may take requests off this machine,"]
            #[doc = " unless `NO_PROXY` names the host; a transport of your own decides for itself."]
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.core.base_url(url);
                self
            }

            #(#setters)*

            #[doc = " Sets time-outs and limits."]
            pub fn config(mut self, config: runtime::Config) -> Self {
                self.core.config(config);
                self
            }

            #[doc = " Calls `hook` before each attempt to send a request: it sees the operation and the attempt, and"]
            #[doc = " can set headers. Several hooks are called in the order in which they were added."]
            #[doc = ""]
            #[doc = " A hook that panics fails the call. Requests for access tokens are not shown to it."]
            pub fn on_request(
                mut self,
                hook: impl Fn(&mut runtime::RequestView<'_>) + Send + Sync + 'static,
            ) -> Self {
                self.core.on_request(hook);
                self
            }

            #[doc = " Calls `hook` after each attempt that was answered, with whatever status. Several hooks are"]
            #[doc = " called in the order in which they were added; one that panics fails the call."]
            pub fn on_response(
                mut self,
                hook: impl Fn(&runtime::ResponseView<'_>) + Send + Sync + 'static,
            ) -> Self {
                self.core.on_response(hook);
                self
            }

            #[doc = " Sends requests through `transport`: another HTTP stack, or a fake."]
            pub fn transport(mut self, transport: impl runtime::Transport) -> Self {
                self.core.transport(transport);
                self
            }

            #[doc = " Checks the settings and makes the client."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " The base URL cannot be used, or there is nothing to send requests with."]
            pub fn build(self) -> Result<Client, runtime::BuildError> {
                Ok(Client {
                    core: self.core.build()?,
                })
            }
        }
    }
}

/// The setter of a builder for one scheme.
fn setter(scheme: &SecurityScheme, names: &SchemeNames) -> TokenStream {
    let (setter, constant) = (&names.setter, &names.constant);
    let doc = Text::of(scheme.doc.as_ref(), || {
        format!("Sets the credentials of {}.", code(&scheme.wire))
    });
    match &scheme.kind {
        SecurityKind::ApiKey { location, name } => {
            let place = match location {
                Location::Query => "query parameter",
                Location::Cookie => "cookie",
                Location::Header | Location::Path => "header",
            };
            let doc = doc
                .paragraph(format!("Sent as the {place} {}.", code(name)))
                .attributes();
            quote! {
                #doc
                pub fn #setter(mut self, #setter: impl Into<runtime::Secret>) -> Self {
                    self.core.api_key(&#constant, #setter);
                    self
                }
            }
        }
        SecurityKind::Basic => {
            let doc = doc
                .paragraph("Sent by HTTP Basic authentication.")
                .attributes();
            quote! {
                #doc
                pub fn #setter(mut self, username: impl Into<String>, password: impl Into<runtime::Secret>) -> Self {
                    self.core.basic(&#constant, username, password);
                    self
                }
            }
        }
        SecurityKind::Bearer(format) => {
            let format = format
                .as_deref()
                .map(|format| format!("Tokens are of the format {}.", code(format)));
            let doc = doc
                .paragraph(
                    "Sent as a bearer token: a text, or a source that gives a token when asked.",
                )
                .maybe(format)
                .attributes();
            token_setter(&doc, setter, constant)
        }
        SecurityKind::Http(scheme) => {
            let doc = doc
                .paragraph(format!(
                    "Sent as `Authorization: {scheme} …`; set what stands for the dots."
                ))
                .attributes();
            quote! {
                #doc
                pub fn #setter(mut self, #setter: impl Into<runtime::Secret>) -> Self {
                    self.core.http(&#constant, #setter);
                    self
                }
            }
        }
        SecurityKind::OpenIdConnect(url) => {
            let doc = doc
                .paragraph(format!(
                    "Sent as a bearer token, which the provider gives that is described at\n{}:\n\
                     a text, or a source that gives a token when asked.",
                    code(url)
                ))
                .attributes();
            token_setter(&doc, setter, constant)
        }
        SecurityKind::OAuth2(flows) => {
            let mut doc = doc;
            for flow in flows {
                doc = doc.paragraph(flow_doc(flow));
            }
            token_setter(&doc.attributes(), setter, constant)
        }
    }
}

fn token_setter(doc: &TokenStream, setter: &Ident, constant: &Ident) -> TokenStream {
    quote! {
        #doc
        pub fn #setter(mut self, tokens: impl Into<runtime::token::Bearer>) -> Self {
            self.core.bearer(&#constant, tokens);
            self
        }
    }
}

fn flow_doc(flow: &TokenFlow) -> String {
    let renewed = match flow.refresh_url() {
        None => String::new(),
        Some(url) => format!("\nThey are renewed at {}.", code(url)),
    };
    let scopes: String = flow.scopes().iter().map(scope_doc).collect();
    let doc = match flow {
        TokenFlow::ClientCredentials { token_url, .. } => format!(
            "Tokens are to be had by [`runtime::token::ClientCredentials`] from {}.",
            code(token_url)
        ),
        TokenFlow::Password { token_url, .. } => format!(
            "Tokens are to be had by [`runtime::token::Password`] from {}.",
            code(token_url)
        ),
        TokenFlow::AuthorizationCode {
            authorization_url,
            token_url,
            ..
        } => format!(
            "A person grants access at {}, for a code that\n{} takes for a token. A refresh token that\n\
             comes with it serves [`runtime::token::RefreshToken`].",
            code(authorization_url),
            code(token_url)
        ),
        TokenFlow::Implicit {
            authorization_url, ..
        } => format!(
            "A person grants access at {}, which gives the browser a token.",
            code(authorization_url)
        ),
    };
    let scopes = match scopes.as_str() {
        "" => String::new(),
        scopes => format!("\n\nScopes:\n\n{}", scopes.trim_end()),
    };
    doc + &renewed + &scopes
}

fn scope_doc((scope, text): &(String, String)) -> String {
    match text.as_str() {
        "" => format!("- {}\n", code(scope)),
        text => format!("- {}: {text}\n", code(scope)),
    }
}

/// What the runtime has to know of each scheme.
fn schemes(cx: &Cx<'_>) -> TokenStream {
    let schemes = cx.api.schemes.iter().enumerate().map(|(index, scheme)| {
        let names = cx.names.scheme(SchemeId(index));
        let constant = &names.constant;
        let (wire, setter) = (&scheme.wire, names.setter.to_string());
        let value = match &scheme.kind {
            SecurityKind::ApiKey { location, name } => match location {
                Location::Query => quote!(api_key_query(#wire, #setter, #name)),
                Location::Cookie => quote!(api_key_cookie(#wire, #setter, #name)),
                Location::Header | Location::Path => quote!(api_key_header(#wire, #setter, #name)),
            },
            SecurityKind::Basic => quote!(basic(#wire, #setter)),
            SecurityKind::Http(scheme) => quote!(http(#wire, #setter, #scheme)),
            SecurityKind::Bearer(_) => quote!(bearer(#wire, #setter)),
            SecurityKind::OpenIdConnect(_) | SecurityKind::OAuth2(_) => {
                quote!(oauth2(#wire, #setter))
            }
        };
        quote! {
            pub(super) static #constant: runtime::SecurityScheme = runtime::SecurityScheme::#value;
        }
    });
    quote!(#(#schemes)*)
}
