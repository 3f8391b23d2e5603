//! The token server, and the source of tokens that a caller may have instead.

use std::panic::resume_unwind;
use std::time::Duration;

use castiron_runtime::token::{Token, TokenClient};
use castiron_runtime::{
    BoxFuture, HeaderMap, HttpRequest, HttpResponse, StatusCode, TokenError, TokenSource,
    TransportError,
};

use crate::executor::Planned;
use crate::judge::Violation;
use crate::plan::{TokenAnswer, TokenReaction};
use crate::server::Server;

pub const TOKEN_URL: &str = "https://login.example.com/token";

type Answered = Result<HttpResponse, TransportError>;

/// The caller's own source.
pub struct Source(pub Server);

impl TokenSource for Source {
    fn fetch<'a>(&'a self, _: &'a TokenClient) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async {
            match self.0.grant().await {
                Ok((token, Some(seconds))) => {
                    Ok(Token::new(token).expires_in(Duration::from_secs(seconds)))
                }
                Ok((token, None)) => Ok(Token::new(token)),
                Err(_) => Err(TokenError::new("there is none")),
            }
        })
    }
}

/// Counts the fetches that are going on.
struct Fetching(Server);

impl Fetching {
    fn begin(server: &Server) -> Self {
        let ledger = &mut *server.ledger();
        ledger.fetching += 1;
        if ledger.fetching > 1 {
            let words = "a token is fetched while another one is on its way";
            ledger.violations.push(Violation::new("one fetch", words));
        }
        Self(server.clone())
    }
}

impl Drop for Fetching {
    fn drop(&mut self) {
        self.0.ledger().fetching -= 1;
    }
}

impl Server {
    /// Stores a refresh token somewhere.
    pub async fn store(self) -> Result<(), String> {
        let _fetching = Fetching::begin(&self);
        self.clock.sleep(Duration::from_millis(20)).await;
        Ok(())
    }

    /// A token with its announced lifetime in seconds, or what came instead.
    async fn grant(&self) -> Result<(String, Option<u64>), TokenAnswer> {
        let _fetching = Fetching::begin(self);
        let (number, calm) = {
            let ledger = &mut *self.ledger();
            ledger.token_requests += 1;
            (ledger.token_requests, ledger.calm)
        };
        let planned = self.plan.tokens.as_ref().filter(|_| !calm);
        let planned = planned.and_then(|plan| plan.reactions.get(number - 1));
        let planned = planned.unwrap_or(&TokenReaction::FINE);
        self.clock.sleep(planned.think).await;
        match planned.answer {
            TokenAnswer::Grant { announced, meant } => {
                let token = format!("t-{number}");
                let until = self.clock.now() + meant;
                self.ledger().tokens.insert(token.clone(), until);
                Ok((token, announced))
            }
            TokenAnswer::Stall => std::future::pending().await,
            TokenAnswer::Panic => resume_unwind(Box::new(Planned)),
            other => Err(other),
        }
    }

    /// The same over HTTP.
    pub async fn token_answer(&self, request: &HttpRequest) -> Answered {
        let granted = self.grant().await;
        let (status, body) = match granted.and_then(|granted| self.rotated(request, granted)) {
            Ok(body) => (200, body),
            Err(TokenAnswer::Refuse(status)) => (status, r#"{"error": "no"}"#.to_owned()),
            Err(TokenAnswer::Garbage) => (200, "<html>".to_owned()),
            Err(_) => return Err(TransportError::unknown("the connection was closed")),
        };
        let status = StatusCode::from_u16(status).unwrap();
        Ok(HttpResponse::new(status, HeaderMap::new(), body))
    }

    /// The answer with a token, and with a new refresh token where the flow has them. The old one
    /// is of no more use then; a client that sends it again has lost the new one.
    fn rotated(
        &self,
        request: &HttpRequest,
        (token, announced): (String, Option<u64>),
    ) -> Result<String, TokenAnswer> {
        let form = String::from_utf8(request.body.as_bytes().unwrap().to_vec()).unwrap();
        let lifetime = announced.map(|seconds| format!(r#", "expires_in": {seconds}"#));
        let mut body = format!(
            r#""access_token": "{token}"{}"#,
            lifetime.unwrap_or_default()
        );
        if !form.starts_with("grant_type=client_credentials") {
            let ledger = &mut *self.ledger();
            let sent = form.split("refresh_token=r-").nth(1);
            let sent = sent.and_then(|sent| sent.split('&').next()?.parse().ok());
            if sent.is_some_and(|sent: u64| sent != ledger.refresh_token) {
                let words = "a refresh token is sent that another one has replaced";
                ledger.violations.push(Violation::new("rotation", words));
                return Err(TokenAnswer::Refuse(400));
            }
            ledger.refresh_token += 1;
            body += &format!(r#", "refresh_token": "r-{}""#, ledger.refresh_token);
        }
        Ok(format!("{{{body}}}"))
    }
}
