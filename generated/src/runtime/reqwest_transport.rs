//! [`ReqwestTransport`]: the built-in transport, on reqwest.

use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, header};
use reqwest::{Client, Request, Url, redirect, tls};
use tokio::runtime::Handle;

use super::{
    BoxFuture, BuildError, Config, HttpRequest, HttpResponse, ResponseBody, Transport,
    TransportError,
};

/// The built-in transport: HTTP/1.1 over TLS 1.2 or newer, with the platform's certificates.
///
/// It follows no redirects, sends no referer, keeps no cookies and does not decompress. It needs
/// a tokio runtime whose I/O and time drivers are on.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: Client,
}

impl ReqwestTransport {
    /// A transport with the connect time-out of a configuration.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up on this machine.
    pub fn new(config: &Config) -> Result<Self, BuildError> {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .tls_version_min(tls::Version::TLS_1_2)
            .connect_timeout(config.connect_timeout)
            .build()
            .map_err(|error| {
                let error = error.without_url();
                BuildError::new(format!(
                    "the HTTP client cannot be set up: {}",
                    chain(&error)
                ))
            })?;
        Ok(Self { client })
    }

    /// Uses a client that is set up already, for instance with a proxy or certificates of its own.
    ///
    /// It must not follow redirects: a redirected request carries the API's keys to whoever the
    /// redirect names.
    pub fn with_client(client: Client) -> Self {
        Self { client }
    }

    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        if Handle::try_current().is_err() {
            return Err(TransportError::not_sent(
                "there is no tokio runtime here: await the request inside one, or set a transport",
            )
            .permanent());
        }
        let mut outgoing = Request::new(request.method, unchanged(&request.url)?);
        *outgoing.headers_mut() = request.headers;
        if !request.body.is_empty() {
            *outgoing.body_mut() = Some(request.body.into());
        } else if matches!(
            *outgoing.method(),
            Method::POST | Method::PUT | Method::PATCH
        ) {
            // hyper leaves it out, and there are servers that answer 411 then.
            let none = HeaderValue::from_static("0");
            outgoing.headers_mut().insert(header::CONTENT_LENGTH, none);
        }
        let mut response = self
            .client
            .execute(outgoing)
            .await
            .map_err(transport_error)?;
        Ok(HttpResponse {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            body: Box::new(response),
        })
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(self.exchange(request))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // Without a runtime `send` fails at once, and nobody waits for this.
        match Handle::try_current() {
            Ok(_) => Box::pin(tokio::time::sleep(duration)),
            Err(_) => Box::pin(std::future::pending()),
        }
    }
}

impl ResponseBody for reqwest::Response {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { Self::chunk(self).await.map_err(transport_error) })
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ReqwestTransport")
            .finish_non_exhaustive()
    }
}

/// Parses a URL and makes sure that the parser has not rewritten path or query.
fn unchanged(url: &str) -> Result<Url, TransportError> {
    let parsed = Url::parse(url).map_err(|_| {
        TransportError::not_sent("the address of the server is not a URL").permanent()
    })?;
    let sent = parsed.as_str();
    if sent == url || sent.strip_suffix('/') == Some(url) {
        return Ok(parsed);
    }
    Err(TransportError::not_sent(
        "the URL would be rewritten on its way, so that it could address something else",
    )
    .permanent())
}

fn transport_error(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let message = chain(&error);
    let failure = if error.is_connect() || error.is_builder() {
        TransportError::not_sent(message)
    } else {
        TransportError::unknown(message)
    };
    failure.with_source(error)
}

/// An error and what caused it, on one line; the outermost alone says nothing.
fn chain(error: &reqwest::Error) -> String {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        message.push_str(": ");
        message.push_str(&cause.to_string());
        source = cause.source();
    }
    message
}
