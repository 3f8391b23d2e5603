//! Security schemes: what a client has to send to be let in.

use openapiv3 as oa;

use super::parameter::{is_of_transport, is_token};
use super::{Lowering, doc, extensions, markdown};
use crate::diagnostics::{Code, Place};
use crate::model::{Location, Origin, SecurityKind, SecurityScheme, TokenFlow};
use crate::resolve::ResolvedOperation;

/// The type of schemes that are proven by the client's certificate (OpenAPI 3.1).
const MUTUAL_TLS: &str = "mutualTLS";

impl Lowering<'_, '_, '_> {
    /// The schemes that a program can follow.
    pub(super) fn schemes(&mut self) -> Vec<SecurityScheme> {
        let resolved = self.resolved;
        self.schemes_of_connections();
        let mut schemes = Vec::new();
        for (key, node) in &resolved.schemes {
            if !self.is_asked_for(key) {
                self.diagnostics
                    .note(
                        Code::IdleSecurityScheme,
                        &node.place,
                        format!("no operation asks for `{key}`"),
                    )
                    .effect("clients do not take its credentials")
                    .help("list it under `security`, of the document or of operations");
                continue;
            }
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

    /// Whether the document or an operation lists a scheme.
    fn is_asked_for(&self, key: &str) -> bool {
        let resolved = self.resolved;
        resolved.operations.iter().any(|operation| {
            let own = operation.value.security.as_ref();
            let requirements = own.unwrap_or(&resolved.security);
            requirements
                .iter()
                .any(|requirement| requirement.contains_key(key))
        })
    }

    /// Whether credentials of an operation travel in the header `Authorization`.
    pub(super) fn authorizes(&self, operation: &ResolvedOperation) -> bool {
        let own = operation.value.security.as_ref();
        let requirements = own.unwrap_or(&self.resolved.security);
        let mut schemes = self.resolved.schemes.iter();
        schemes.any(|(key, node)| {
            let is_there = match &node.value {
                oa::SecurityScheme::APIKey { location, name, .. } => {
                    *location == oa::APIKeyLocation::Header
                        && name.eq_ignore_ascii_case("authorization")
                }
                oa::SecurityScheme::HTTP { .. }
                | oa::SecurityScheme::OAuth2 { .. }
                | oa::SecurityScheme::OpenIDConnect { .. } => true,
            };
            is_there && requirements.iter().any(|asked| asked.contains_key(key))
        })
    }

    /// Whether a scheme is proven by the connection (`mutualTLS`), so that requests carry nothing.
    pub(super) fn is_of_connection(&self, key: &str) -> bool {
        let declared = self.resolved.raw("/components/securitySchemes");
        let kind = declared.and_then(|declared| declared.get(key)?.get("type"));
        kind.is_some_and(|kind| kind == MUTUAL_TLS)
    }

    /// Says of each scheme that is proven by the connection who has to do it.
    fn schemes_of_connections(&mut self) {
        let place = self.resolved.place("/components/securitySchemes");
        let declared = self.resolved.raw(place.pointer());
        let keys = declared.and_then(|declared| declared.as_object());
        for key in keys.into_iter().flat_map(|keys| keys.keys()) {
            if self.is_of_connection(key) && self.is_asked_for(key) {
                self.diagnostics
                    .note(
                        Code::UnsupportedSecurityScheme,
                        &place.child(key).child("type"),
                        format!("`{key}` is of `type: {MUTUAL_TLS}`, which a certificate proves when the connection is made"),
                    )
                    .effect("nothing is sent for it")
                    .help("give the client a `transport` that has the certificate");
            }
        }
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
            oa::SecurityScheme::APIKey { location, name, .. }
                if *location == oa::APIKeyLocation::Header && is_of_transport(name) =>
            {
                self.diagnostics
                    .warning(
                        Code::UnsupportedSecurityScheme,
                        &place.child("name"),
                        format!("`{name}` is set by what sends the request"),
                    )
                    .effect("alternatives with this scheme are left out")
                    .help("name the header that the key is sent in");
                return None;
            }
            oa::SecurityScheme::APIKey { name, .. } if name.is_empty() => {
                self.diagnostics
                    .warning(
                        Code::UnsupportedSecurityScheme,
                        &place.child("name"),
                        "a key without a name cannot be sent",
                    )
                    .effect("alternatives with this scheme are left out")
                    .help("name the parameter that the key is sent in");
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
            oa::SecurityScheme::HTTP {
                scheme,
                bearer_format,
                ..
            } => match scheme.to_ascii_lowercase().as_str() {
                "basic" => SecurityKind::Basic,
                "bearer" => SecurityKind::Bearer(bearer_format.clone()),
                name if !COMPUTED.contains(&name)
                    && !name.is_empty()
                    && name.bytes().all(is_token) =>
                {
                    SecurityKind::Http(scheme.clone())
                }
                _ => {
                    self.diagnostics
                        .warning(
                            Code::UnsupportedSecurityScheme,
                            &place.child("scheme"),
                            format!("HTTP authentication by `{scheme}` is not supported"),
                        )
                        .effect("alternatives with this scheme are left out")
                        .help("`basic`, `bearer`, and schemes whose credentials are a fixed text are supported");
                    return None;
                }
            },
            oa::SecurityScheme::OAuth2 { flows, .. } => SecurityKind::OAuth2(token_flows(flows)),
            oa::SecurityScheme::OpenIDConnect {
                open_id_connect_url,
                ..
            } => SecurityKind::OpenIdConnect(open_id_connect_url.clone()),
        })
    }
}

/// Schemes of HTTP (IANA, "HTTP Authentication Schemes"; NTLM) whose credentials are computed from
/// the request, or from what the server asks first.
const COMPUTED: [&str; 13] = [
    "concealed",
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "ntlm",
    "oauth",
    "privatetoken",
    "scram-sha-1",
    "scram-sha-256",
    "vapid",
];

/// The flows, first those that need no person with a browser.
fn token_flows(flows: &oa::OAuth2Flows) -> Vec<TokenFlow> {
    let scopes = |scopes: &indexmap::IndexMap<String, String>| {
        scopes
            .iter()
            .map(|(scope, text)| (scope.clone(), markdown::first_sentence(text)))
            .collect()
    };
    let credentials = flows
        .client_credentials
        .as_ref()
        .map(|flow| TokenFlow::ClientCredentials {
            token_url: flow.token_url.clone(),
            refresh_url: flow.refresh_url.clone(),
            scopes: scopes(&flow.scopes),
        });
    let password = flows.password.as_ref().map(|flow| TokenFlow::Password {
        token_url: flow.token_url.clone(),
        refresh_url: flow.refresh_url.clone(),
        scopes: scopes(&flow.scopes),
    });
    let code = flows
        .authorization_code
        .as_ref()
        .map(|flow| TokenFlow::AuthorizationCode {
            authorization_url: flow.authorization_url.clone(),
            token_url: flow.token_url.clone(),
            refresh_url: flow.refresh_url.clone(),
            scopes: scopes(&flow.scopes),
        });
    let implicit = flows.implicit.as_ref().map(|flow| TokenFlow::Implicit {
        authorization_url: flow.authorization_url.clone(),
        refresh_url: flow.refresh_url.clone(),
        scopes: scopes(&flow.scopes),
    });
    [credentials, password, code, implicit]
        .into_iter()
        .flatten()
        .collect()
}
