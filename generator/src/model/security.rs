//! Security schemes: the ways to authenticate.

use serde::Serialize;

use super::parameter::Location;
use super::{Doc, Origin};

/// The key of a `SecurityScheme` in `Api::schemes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct SchemeId(pub usize);

/// A way to authenticate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SecurityScheme {
    /// Its key under `securitySchemes`.
    pub wire: String,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where it is declared.
    pub origin: Origin,
    /// The description.
    pub doc: Option<Doc>,
    /// What is sent.
    pub kind: SecurityKind,
}

/// What a security scheme sends.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityKind {
    /// A key in a header, the query or a cookie.
    ApiKey {
        /// Where the key travels.
        location: Location,
        /// The header's, parameter's or cookie's name.
        name: String,
    },
    /// HTTP Basic.
    Basic,
    /// Another scheme of HTTP, by its name, with credentials that are sent as they are.
    Http(String),
    /// A bearer token that the caller has, and the format of such tokens, for the reader alone.
    Bearer(Option<String>),
    /// A bearer token that the OpenID provider gives whose description is at this URL.
    OpenIdConnect(String),
    /// A bearer token that OAuth2 flows give.
    #[serde(rename = "oauth2")]
    OAuth2(Vec<TokenFlow>),
}

/// An OAuth2 flow; those that a program can carry out on its own stand first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenFlow {
    /// Client credentials (RFC 6749, 4.4).
    ClientCredentials {
        /// The token endpoint, with its own query string.
        token_url: String,
        /// Where tokens are renewed, if not there.
        refresh_url: Option<String>,
        /// Scopes, each with the first sentence of its description.
        scopes: Vec<(String, String)>,
    },
    /// Resource owner password credentials (RFC 6749, 4.3).
    Password {
        /// The token endpoint, with its own query string.
        token_url: String,
        /// Where tokens are renewed, if not there.
        refresh_url: Option<String>,
        /// Scopes, each with the first sentence of its description.
        scopes: Vec<(String, String)>,
    },
    /// Authorization code (RFC 6749, 4.1): a person grants access in a browser.
    AuthorizationCode {
        /// Where the person is sent.
        authorization_url: String,
        /// The token endpoint, with its own query string.
        token_url: String,
        /// Where tokens are renewed, if not there.
        refresh_url: Option<String>,
        /// Scopes, each with the first sentence of its description.
        scopes: Vec<(String, String)>,
    },
    /// Implicit (RFC 6749, 4.2): a person grants access in a browser, which gets the token.
    Implicit {
        /// Where the person is sent.
        authorization_url: String,
        /// Where tokens are renewed.
        refresh_url: Option<String>,
        /// Scopes, each with the first sentence of its description.
        scopes: Vec<(String, String)>,
    },
}

impl TokenFlow {
    /// Scopes, each with the first sentence of its description.
    pub fn scopes(&self) -> &[(String, String)] {
        match self {
            Self::ClientCredentials { scopes, .. }
            | Self::Password { scopes, .. }
            | Self::AuthorizationCode { scopes, .. }
            | Self::Implicit { scopes, .. } => scopes,
        }
    }

    /// Where tokens are renewed, if the spec says so.
    pub fn refresh_url(&self) -> Option<&str> {
        match self {
            Self::ClientCredentials { refresh_url, .. }
            | Self::Password { refresh_url, .. }
            | Self::AuthorizationCode { refresh_url, .. }
            | Self::Implicit { refresh_url, .. } => refresh_url.as_deref(),
        }
    }
}
