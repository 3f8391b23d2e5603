//! Operations: what is asked of the API, what comes back, where it lives, and who may ask.

use serde::Serialize;

use super::header::Header;
use super::link::Link;
use super::pagination::Pagination;
use super::types::{Constraint, Field, Type, Value};
use super::{Doc, Origin};

/// The key of an `Operation` in `Api::operations`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct OperationId(pub usize);

/// The key of a `Group` in `Api::groups`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct GroupId(pub usize);

/// The key of a `SecurityScheme` in `Api::schemes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct SchemeId(pub usize);

/// A call of the API.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Operation {
    /// The `operationId`, or a name made of method and path.
    pub id: String,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where the operation stands.
    pub origin: Origin,
    /// The first tag.
    pub group: Option<GroupId>,
    /// The method.
    pub method: Method,
    /// The path template, as in the spec: `/sessions/{id}`.
    pub path: String,
    /// The summary.
    pub summary: Option<Doc>,
    /// The description.
    pub doc: Option<Doc>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Parameters in the order of the emitted signature: path parameters as they stand in the
    /// path, then query, header, cookie.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The documented responses: exact statuses, then ranges, then `default`.
    pub responses: Vec<Documented>,
    /// The headers that its answers come with, of whatever status.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<Header>,
    /// The links of its answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The server of this operation alone, as long as the client talks to its default server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// Alternatives of credentials; each is a list that has to be complete. No alternative at
    /// all, like an empty one, means that anybody may call.
    pub security: Vec<Vec<SchemeId>>,
    /// How the list that a GET answers with comes in pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagination: Option<Pagination>,
}

impl Operation {
    /// The representations of the first success; the first of them is what is asked for.
    pub fn representations(&self) -> &[Content] {
        self.responses
            .iter()
            .find(|response| response.status.is_success())
            .map_or(&[], |response| &response.contents)
    }

    /// The other representations of the first success than the one that is asked for.
    pub fn alternatives(&self) -> &[Content] {
        self.representations().get(1..).unwrap_or_default()
    }

    /// Those that are read as a whole, with their indices, if what arrives can be one of several.
    pub fn whole_representations(&self) -> Vec<(usize, &Content)> {
        let all = self.representations().iter().enumerate();
        let whole: Vec<_> = all
            .filter(|(_, content)| content.framing.is_none())
            .collect();
        if whole.len() > 1 { whole } else { Vec::new() }
    }
}

/// An HTTP method that OpenAPI knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// GET
    Get,
    /// PUT
    Put,
    /// POST
    Post,
    /// DELETE
    Delete,
    /// OPTIONS
    Options,
    /// HEAD
    Head,
    /// PATCH
    Patch,
    /// TRACE
    Trace,
}

impl Method {
    /// The method as HTTP writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// What the API does with a request whose idempotency key it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OnRepeat {
    /// It answers what it has answered to the first.
    Replays,
    /// It refuses the request.
    Refuses,
}

/// What carries the idempotency key of a POST or PATCH.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum KeyCarrier<'a> {
    /// A parameter.
    Parameter(&'a Parameter),
    /// A top-level property of the JSON body.
    Property(&'a Field),
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// The name on the wire.
    pub wire: String,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where the parameter is declared.
    pub origin: Origin,
    /// Where it travels.
    pub location: Location,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether each item or property is a value of its own.
    pub explode: bool,
    /// Whether reserved characters of URLs are left as they are.
    pub allow_reserved: bool,
    /// Whether the value is written as one JSON text, which `content` asks for, in no style.
    pub json: bool,
    /// Whether a call without it is wrong.
    pub required: bool,
    /// The type of its value.
    pub ty: Type,
    /// The description.
    pub doc: Option<Doc>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `x-sensitive: true`: never printed.
    pub sensitive: bool,
    /// The value that the API assumes if the parameter is absent.
    pub default: Option<Value>,
    /// Limits, as they are documented.
    pub constraints: Vec<Constraint>,
    /// An example of the value.
    pub example: Option<Value>,
    /// What the spec says of the example, on one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example_doc: Option<Doc>,
    /// What the API does with a repeated value, if the parameter carries an idempotency key.
    pub idempotency: Option<OnRepeat>,
}

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// In a segment of the path.
    Path,
    /// Behind the question mark.
    Query,
    /// In a header of its own.
    Header,
    /// In the `Cookie` header.
    Cookie,
}

/// How lists and objects are written in a parameter (OpenAPI 3.0, "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// `a,b`; path and header.
    Simple,
    /// `.a.b`; path.
    Label,
    /// `;name=a,b`; path.
    Matrix,
    /// `name=a&name=b` or `name=a,b`; query and cookie.
    Form,
    /// `name=a%20b`; query.
    SpaceDelimited,
    /// `name=a|b`; query.
    PipeDelimited,
    /// `name[key]=a`; query.
    DeepObject,
}

/// A request body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// Whether a call without it is wrong.
    pub required: bool,
    /// The description.
    pub doc: Option<Doc>,
    /// The media types that the API takes, JSON first.
    pub contents: Vec<Content>,
}

/// One representation of a body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Content {
    /// The media type as it is sent: `application/json`; of bytes and text, maybe a range: `image/*`.
    pub media_type: String,
    /// How it is written and read.
    pub media: Media,
    /// The type of its value; of one of its items, if it is a success whose items are told apart.
    pub ty: Type,
    /// How its items are told apart, if it is a request or success that brings one after the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub framing: Option<Framing>,
    /// The properties of a form that are not written as usual.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FormField>,
    /// Whether it is never printed, whatever its type.
    pub sensitive: bool,
    /// An example of the value.
    pub example: Option<Value>,
    /// What the spec says of the example, on one line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example_doc: Option<Doc>,
}

/// How a property of a form (`application/x-www-form-urlencoded`) is written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormField {
    /// The name of the property.
    pub wire: String,
    /// The style, one that query parameters may have.
    pub style: Style,
    /// Whether each item or property is a pair of its own.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
}

/// How the items of a body are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Framing {
    /// `text/event-stream`: the data of server-sent events.
    Events,
    /// `application/jsonl`: one on each line.
    Lines,
    /// `application/json-seq`: behind record separators.
    Records,
}

/// How a body is written and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    /// JSON, and everything that ends in `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`, of requests only.
    Multipart,
    /// XML of a structure.
    Xml,
    /// CSV of a list of structures.
    Csv,
    /// Text in UTF-8, handed over as it is.
    Text,
    /// Bytes, handed over as they are.
    Bytes,
}

/// A documented response.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Documented {
    /// Which statuses it is for.
    pub status: StatusPattern,
    /// The description.
    pub doc: Option<Doc>,
    /// The media types that may arrive, JSON first; none means that there is no body.
    pub contents: Vec<Content>,
}

/// Which statuses a response is for, in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusPattern {
    /// One status: `200`.
    Exact(u16),
    /// A hundred statuses, by their first digit: `4XX`.
    Range(u8),
    /// Every status that is not documented otherwise.
    Default,
}

impl StatusPattern {
    /// Whether the response is a success. `default` is documented for failures.
    pub fn is_success(self) -> bool {
        match self {
            Self::Exact(status) => (200..300).contains(&status),
            Self::Range(class) => class == 2,
            Self::Default => false,
        }
    }
}

impl std::fmt::Display for StatusPattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact(status) => write!(formatter, "{status}"),
            Self::Range(class) => write!(formatter, "{class}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// A group of operations: a tag.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The tag's name.
    pub wire: String,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where the tag is declared or first used.
    pub origin: Origin,
    /// The tag's description.
    pub doc: Option<Doc>,
}

/// A server that the spec names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Server {
    /// The URL, with variables in braces.
    pub url: String,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where the server stands.
    pub origin: Origin,
    /// The description as one plain line, from which a name can be made.
    pub label: Option<String>,
    /// The description.
    pub doc: Option<Doc>,
    /// The variables of the URL, in the order of the URL.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// The URL with the defaults of all variables, if all have one.
    pub fn default_url(&self) -> Option<String> {
        self.variables
            .iter()
            .try_fold(self.url.clone(), |url, variable| {
                let hole = format!("{{{}}}", variable.wire);
                Some(url.replace(&hole, variable.default.as_ref()?))
            })
    }
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServerVariable {
    /// Its name in the URL.
    pub wire: String,
    /// The value if none is given; `None` where the caller has to give one.
    pub default: Option<String>,
    /// The allowed values; empty if any will do.
    pub allowed: Vec<String>,
    /// The description.
    pub doc: Option<Doc>,
    /// Where it is declared.
    pub origin: Origin,
}

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
