//! What a careful programmer writes on reqwest and serde, with the models of the generated client.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use payment_clients::payrix::models::SessionsPostResponseResult;
use payment_clients::runtime::json;
use payment_clients::travelport::models::{Payment, PaymentResponseWrapper};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{Client, RequestBuilder, Response, Url, redirect, retry, tls};
use serde::de::DeserializeOwned;

use super::Failure;

const BODY_LIMIT: usize = 16 * 1024 * 1024;
const HEAD_TIMEOUT: Duration = Duration::from_secs(60);
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The most headers of a response, for those who have met more than the 100 of hyper.
const HEADERS: usize = 256;

/// Whether a response is taken with as many headers as by generated clients, and checked as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// No: hyper has its way, and serde_json reads it at once.
    Without,
    /// Yes, for nesting and for keys that are there twice.
    With,
}

/// A client written by hand.
pub struct ByHand {
    http: Client,
    base_url: String,
    check: Check,
}

impl ByHand {
    /// A client with the limits of the generated ones.
    pub fn new(base_url: &str, check: Check) -> Self {
        let http = Client::builder()
            .user_agent(concat!("payment-clients/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .tls_version_min(tls::Version::TLS_1_2)
            .connect_timeout(Duration::from_secs(5))
            .read_timeout(Duration::from_secs(30))
            .timeout(Duration::from_secs(120));
        let http = match check {
            Check::Without => http,
            Check::With => http.http1_max_headers(HEADERS),
        };
        Self {
            http: http.build().expect("a client"),
            base_url: base_url.to_owned(),
            check,
        }
    }

    /// `GET /sessions`
    pub async fn list_sessions(
        &self,
        api_key: &str,
        number: i64,
        limit: i64,
        request_token: &str,
    ) -> Result<SessionsPostResponseResult, Failure> {
        let url = Url::parse_with_params(
            &format!("{}/sessions", self.base_url),
            [
                ("page[number]", number.to_string()),
                ("page[limit]", limit.to_string()),
            ],
        )?;
        let mut key = HeaderValue::from_str(api_key)?;
        key.set_sensitive(true);
        let request = self
            .http
            .get(url)
            .header(ACCEPT, JSON)
            .header("apikey", key)
            .header("request-token", request_token);
        self.send(request).await
    }

    /// `POST /paymentoffer/reservationworkbench/{workbench}/payments`
    pub async fn add_payment(
        &self,
        token: &str,
        workbench: &str,
        trace: &str,
        payment: &Payment,
    ) -> Result<PaymentResponseWrapper, Failure> {
        let url = format!(
            "{}/paymentoffer/reservationworkbench/{workbench}/payments",
            self.base_url
        );
        let request = self
            .http
            .post(url)
            .header(ACCEPT, JSON)
            .header(CONTENT_TYPE, JSON)
            .header("traceid", trace)
            .bearer_auth(token)
            .body(serde_json::to_vec(payment)?);
        self.send(request).await
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Failure> {
        let response = tokio::time::timeout(HEAD_TIMEOUT, request.send()).await??;
        let status = response.status();
        let body = whole(response).await?;
        if !status.is_success() {
            return Err(format!("the API answered {status}").into());
        }
        Ok(match self.check {
            Check::Without => serde_json::from_slice(&body)?,
            Check::With => json::from_slice(&body, json::MAX_DEPTH)?,
        })
    }
}

async fn whole(mut response: Response) -> Result<Bytes, Failure> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > BODY_LIMIT {
            return Err("the body is too large".into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
