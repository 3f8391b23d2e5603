//! A transport with one answer, which may be any bytes.

use std::time::Duration;

use castiron_runtime::{
    BoxFuture, CoreBuilder, DecodeError, Documented, Error, HeaderMap, HttpRequest, HttpResponse,
    Idempotency, Media, Method, Operation, Received, RequestParts, Response, StatusCode, Transport,
    TransportError, decode,
};
use serde::Deserialize;

/// An answer of both results and errors.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Answer {
    pub code: u8,
}

/// What a server sends.
#[derive(Debug, Clone)]
pub struct Canned {
    pub status: u16,
    pub content_type: Option<&'static str>,
    pub body: &'static [u8],
}

const OPERATION: &Operation = &Operation {
    id: "postThing",
    method: Method::POST,
    path: "/thing",
    server: None,
    accept: "application/json",
    security: &[],
    responses: &[
        Documented::success("200", Media::Json),
        Documented::success("204", Media::Empty),
        Documented::success("205", Media::Empty),
        Documented::error("default", Media::Json),
    ],
    idempotency: Idempotency::None,
    hidden: &[],
};

/// What a documented result becomes: nothing where nothing is documented.
fn result(received: &Received) -> Result<Option<Answer>, DecodeError> {
    match received.status.as_u16() {
        204 | 205 => decode::empty(received).map(|()| None),
        _ => decode::json(received).map(Some),
    }
}

impl Canned {
    /// Sends a request with a body, and gives what the caller gets.
    pub fn call(
        self,
        fill: impl FnOnce(&mut RequestParts),
    ) -> Result<Response<Option<Answer>>, Error<Answer>> {
        let mut builder = CoreBuilder::new("https://api.example.com");
        builder.transport(self);
        let mut parts = RequestParts::new(&builder.build().unwrap(), OPERATION);
        fill(&mut parts);
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_time().build().unwrap();
        runtime.block_on(parts.send(result, decode::json))
    }
}

impl Transport for Canned {
    fn send(&self, _request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let status = StatusCode::from_u16(self.status).unwrap();
        let mut headers = HeaderMap::new();
        if let Some(content_type) = self.content_type {
            headers.insert("content-type", content_type.parse().unwrap());
        }
        let body = self.body;
        Box::pin(async move { Ok(HttpResponse::new(status, headers, body)) })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}
