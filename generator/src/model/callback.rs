//! Callbacks and webhooks: the requests that the API sends.

use serde::Serialize;

use super::body::{Body, Documented};
use super::header::Header;
use super::operation::{Method, OperationId};
use super::parameter::Parameter;
use super::{Doc, Origin};

/// A request that the API sends to whoever asked for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Callback {
    /// Its `operationId`, or a name made of where it stands.
    pub id: String,
    /// `x-rust-name`.
    pub rust_name: Option<String>,
    /// Where the callback stands.
    pub origin: Origin,
    /// The operations that ask for it; none if it is sent without being asked for.
    pub operations: Vec<OperationId>,
    /// The method.
    pub method: Method,
    /// Where it is sent to, as an expression of the spec; nothing for a webhook, whose address is set
    /// up somewhere else.
    pub url: Option<String>,
    /// The summary.
    pub summary: Option<Doc>,
    /// The description.
    pub doc: Option<Doc>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// The headers that it comes with.
    pub headers: Vec<Header>,
    /// The parameters of its query.
    pub query: Vec<Parameter>,
    /// The body.
    pub body: Option<Body>,
    /// What the API understands as an answer.
    pub responses: Vec<Documented>,
}
