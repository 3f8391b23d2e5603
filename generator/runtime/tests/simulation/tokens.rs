//! The token server, and the source of tokens that a caller may have instead.

use std::panic::resume_unwind;
use std::time::Duration;

use castiron_runtime::token::{Token, TokenClient};
use castiron_runtime::{
    BoxFuture, HeaderMap, HttpResponse, StatusCode, TokenError, TokenSource, TransportError,
};

use crate::executor::Planned;
use crate::judge::Violation;
use crate::plan::{TokenAnswer, TokenReaction};
use crate::server::Server;

pub const TOKEN_URL: &str = "https://login.example.com/token";

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
struct Fetching<'a>(&'a Server);

impl<'a> Fetching<'a> {
    fn begin(server: &'a Server) -> Self {
        let ledger = &mut *server.ledger();
        ledger.fetching += 1;
        if ledger.fetching > 1 {
            let words = "a token is fetched while another one is on its way";
            ledger.violations.push(Violation::new("one fetch", words));
        }
        Self(server)
    }
}

impl Drop for Fetching<'_> {
    fn drop(&mut self) {
        self.0.ledger().fetching -= 1;
    }
}

impl Server {
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
    pub async fn token_answer(&self) -> Result<HttpResponse, TransportError> {
        let (status, body) = match self.grant().await {
            Ok((token, announced)) => {
                let lifetime = announced.map(|seconds| format!(r#", "expires_in": {seconds}"#));
                let lifetime = lifetime.unwrap_or_default();
                (200, format!(r#"{{"access_token": "{token}"{lifetime}}}"#))
            }
            Err(TokenAnswer::Refuse(status)) => (status, r#"{"error": "no"}"#.to_owned()),
            Err(TokenAnswer::Garbage) => (200, "<html>".to_owned()),
            Err(_) => return Err(TransportError::unknown("the connection was closed")),
        };
        let status = StatusCode::from_u16(status).unwrap();
        Ok(HttpResponse::new(status, HeaderMap::new(), body))
    }
}
