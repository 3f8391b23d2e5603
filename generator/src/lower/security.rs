//! Security schemes: what a client has to send to be let in.

use openapiv3 as oa;

use super::parameter::is_token;
use super::{Lowering, doc, extensions};
use crate::diagnostics::{Code, Place};
use crate::model::{Location, Origin, SecurityKind, SecurityScheme, TokenFlow};

impl Lowering<'_, '_, '_> {
    /// The schemes that a program can follow.
    pub(super) fn schemes(&mut self) -> Vec<SecurityScheme> {
        let resolved = self.resolved;
        let mut schemes = Vec::new();
        for (key, node) in &resolved.schemes {
            let (description, extensions) = match &node.value {
                oa::SecurityScheme::APIKey {
                    description,
                    extensions,
                    ..
                }
                | oa::SecurityScheme::HTTP {
                    description,
                    extensions,
                    ..
                }
                | oa::SecurityScheme::OAuth2 {
                    description,
                    extensions,
                    ..
                }
                | oa::SecurityScheme::OpenIDConnect {
                    description,
                    extensions,
                    ..
                } => (description, extensions),
            };
            if let Some(kind) = self.scheme_kind(&node.value, &node.place) {
                schemes.push(SecurityScheme {
                    wire: key.clone(),
                    rust_name: extensions::rust_name(extensions),
                    origin: Origin(node.place.pointer().to_owned()),
                    doc: doc(description.as_deref()),
                    kind,
                });
            }
        }
        schemes
    }

    fn scheme_kind(&mut self, scheme: &oa::SecurityScheme, place: &Place) -> Option<SecurityKind> {
        Some(match scheme {
            oa::SecurityScheme::APIKey { location, name, .. }
                if *location != oa::APIKeyLocation::Query
                    && (name.is_empty() || !name.bytes().all(is_token)) =>
            {
                self.diagnostics
                    .warning(
                        Code::UnsupportedSecurityScheme,
                        &place.child("name"),
                        format!("`{name}` cannot be the name of an HTTP header or cookie"),
                    )
                    .effect("alternatives with this scheme are left out")
                    .help("a name is made of letters, digits and any of `!#$%&'*+-.^_`|~`");
                return None;
            }
            oa::SecurityScheme::APIKey { location, name, .. } => SecurityKind::ApiKey {
                location: match location {
                    oa::APIKeyLocation::Query => Location::Query,
                    oa::APIKeyLocation::Header => Location::Header,
                    oa::APIKeyLocation::Cookie => Location::Cookie,
                },
                name: name.clone(),
            },
            oa::SecurityScheme::HTTP { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
                "basic" => SecurityKind::Basic,
                "bearer" => SecurityKind::Bearer,
                _ => {
                    self.diagnostics
                        .warning(
                            Code::UnsupportedSecurityScheme,
                            &place.child("scheme"),
                            format!("HTTP authentication by `{scheme}` is not supported"),
                        )
                        .effect("alternatives with this scheme are left out")
                        .help("`basic` and `bearer` are supported");
                    return None;
                }
            },
            oa::SecurityScheme::OAuth2 { flows, .. } => SecurityKind::OAuth2(token_flows(flows)),
            oa::SecurityScheme::OpenIDConnect { .. } => SecurityKind::Bearer,
        })
    }
}

/// The flows that need no person with a browser.
fn token_flows(flows: &oa::OAuth2Flows) -> Vec<TokenFlow> {
    let scopes = |scopes: &indexmap::IndexMap<String, String>| {
        scopes
            .iter()
            .map(|(scope, text)| (scope.clone(), text.clone()))
            .collect()
    };
    let credentials = flows
        .client_credentials
        .as_ref()
        .map(|flow| TokenFlow::ClientCredentials {
            token_url: flow.token_url.clone(),
            scopes: scopes(&flow.scopes),
        });
    let password = flows.password.as_ref().map(|flow| TokenFlow::Password {
        token_url: flow.token_url.clone(),
        scopes: scopes(&flow.scopes),
    });
    credentials.into_iter().chain(password).collect()
}
