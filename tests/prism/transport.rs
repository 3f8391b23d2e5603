//! [`Judged`]: a transport that tells Prism which answer to give, and keeps what Prism says.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::HeaderValue;
use payment_clients::runtime::{
    BoxFuture, BuildError, Config, HttpRequest, HttpResponse, ReqwestTransport, Transport,
    TransportError,
};

/// What spoils a request on its way.
#[derive(Debug, Clone, Copy)]
pub enum Spoil {
    /// A header is lost.
    Without(&'static str),
    /// The body is of another media type than it says.
    ContentType(&'static str),
    /// The body is another one.
    Body(&'static str),
    /// A part of the URL is another one.
    Url(&'static str, &'static str),
}

/// Sends requests to Prism with a `Prefer` header, and keeps the answers.
#[derive(Clone)]
pub struct Judged {
    carrier: Arc<ReqwestTransport>,
    order: Arc<Mutex<Order>>,
}

#[derive(Default)]
struct Order {
    prefer: String,
    spoil: Option<Spoil>,
    seen: Seen,
}

/// What came back since the last order.
#[derive(Default, Clone)]
pub struct Seen {
    /// How many requests were sent; more than one if the client tried again.
    pub requests: usize,
    /// What Prism found wrong with them.
    pub violations: Vec<String>,
    /// The body of the last answer.
    pub body: Vec<u8>,
}

impl Judged {
    /// A transport over HTTP.
    pub fn new() -> Result<Self, BuildError> {
        Ok(Self {
            carrier: Arc::new(ReqwestTransport::new(&Config::new())?),
            order: Arc::default(),
        })
    }

    /// Orders the answer to the next call, and a change to its requests.
    pub fn order(&self, prefer: String, spoil: Option<Spoil>) {
        *self.locked() = Order {
            prefer,
            spoil,
            seen: Seen::default(),
        };
    }

    /// What came back since the last order.
    pub fn seen(&self) -> Seen {
        self.locked().seen.clone()
    }

    fn locked(&self) -> MutexGuard<'_, Order> {
        self.order.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn exchange(&self, mut request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.prepare(&mut request)?;
        let mut response = self.carrier.send(request).await?;
        let mut body = Vec::new();
        while let Some(chunk) = response.body.chunk().await? {
            body.extend_from_slice(&chunk);
        }
        let violations = violations(&response, &body);
        let seen = &mut self.locked().seen;
        seen.requests += 1;
        seen.violations.extend(violations);
        seen.body.clone_from(&body);
        Ok(HttpResponse::new(response.status, response.headers, body))
    }

    fn prepare(&self, request: &mut HttpRequest) -> Result<(), TransportError> {
        let order = self.locked();
        let prefer = HeaderValue::from_str(&order.prefer)
            .map_err(|_| TransportError::not_sent("the preference cannot be sent in a header"))?;
        request.headers.insert("prefer", prefer);
        match order.spoil {
            None => {}
            Some(Spoil::Without(header)) => drop(request.headers.remove(header)),
            Some(Spoil::ContentType(media_type)) => {
                let media_type = HeaderValue::from_static(media_type);
                request.headers.insert("content-type", media_type);
            }
            Some(Spoil::Body(body)) => request.body = body.into(),
            Some(Spoil::Url(part, other)) => request.url = request.url.replace(part, other),
        }
        Ok(())
    }
}

impl Transport for Judged {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.carrier.sleep(duration)
    }
}

/// Prism lists violations in a header where it can answer all the same, and answers with a problem
/// of its own where it cannot.
fn violations(response: &HttpResponse, body: &[u8]) -> Option<String> {
    let body = String::from_utf8_lossy(body);
    match response.headers.get("sl-violations") {
        Some(violations) => Some(String::from_utf8_lossy(violations.as_bytes()).into_owned()),
        None => body
            .contains("https://stoplight.io/prism/errors#")
            .then(|| body.into_owned()),
    }
}
