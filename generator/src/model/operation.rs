//! Operations: what is asked of the API, what comes back, and who may ask.

use serde::Serialize;

use super::body::{Body, Content, Documented};
use super::header::Header;
use super::link::Link;
use super::pagination::Pagination;
use super::parameter::{Location, Parameter};
use super::security::SchemeId;
use super::structure::Field;
use super::{Doc, Origin};

/// The key of an `Operation` in `Api::operations`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct OperationId(pub usize);

/// The key of a `Group` in `Api::groups`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct GroupId(pub usize);

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
    /// The parameter of a name in a place. Names of headers have no case (RFC 9110, section 5.1).
    pub fn parameter(&self, location: Location, name: &str) -> Option<&Parameter> {
        let mut parameters = self.parameters.iter();
        parameters.find(|known| {
            known.location == location
                && match location {
                    Location::Header => known.wire.eq_ignore_ascii_case(name),
                    Location::Path | Location::Query | Location::Cookie => known.wire == name,
                }
        })
    }

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
