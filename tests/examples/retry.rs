//! What is sent again, and what is not: `cargo run -p castiron-tests --example retry`
//!
//! A POST with an idempotency key survives two failures. One without is sent once, and its error says
//! that it may have been applied all the same.

mod server;

use std::error::Error;
use std::time::Duration;

use payment_clients::payrix::models::{
    Frozen, Inactive, MfaAuthenticated, SessionPublic, SessionToken, SessionsPostRequest,
};
use payment_clients::runtime::{Config, RetryPolicy};
use payment_clients::travelport::models::{CurrencyAmount, Payment};
use payment_clients::{payrix, travelport};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let policy = RetryPolicy::new().backoff(Duration::from_millis(1), Duration::from_millis(10));
    let config = Config::new().retry(policy);

    let payrix = payrix::Client::builder()
        .base_url(failing_twice()?)
        .api_key("api-key")
        .config(config.clone())
        .build()?;
    let session = SessionsPostRequest::new(
        SessionPublic::PublicAccess,
        SessionToken::AuthTokenDisabled,
        MfaAuthenticated::MfaDisabled,
        Inactive::Active,
        Frozen::NotFrozen,
    );
    let request = payrix.sessions().post_sessions(&session);
    let created = request.idempotency_key("order-17").await?;
    println!("client: created, status {}", created.status());

    let travelport = travelport::Client::builder()
        .base_url(server::start(|_| None)?)
        .oauth2("access-token")
        .config(config)
        .build()?;
    let payment = Payment::new(CurrencyAmount::new().value("943.60".parse()?).code("USD"));
    let request = travelport.payments().add_payment("workbench", &payment);
    if let Err(error) = request.await {
        println!("client: {error}");
        println!(
            "client: {:?} after {} attempt",
            error.effect(),
            error.attempts()
        );
    }
    Ok(())
}

fn failing_twice() -> std::io::Result<String> {
    let mut attempts = 0;
    server::start(move |request| {
        attempts += 1;
        let mut lines = request.lines();
        let key = lines.find_map(|line| line.strip_prefix("request-token: "));
        let key = key.unwrap_or("none");
        let (does, answer) = match attempts {
            1 => ("says 503", Some((503, "{}".to_owned()))),
            2 => ("hangs up", None),
            _ => (
                "says 200",
                Some((200, r#"{"response": {"data": []}}"#.to_owned())),
            ),
        };
        println!("server: attempt {attempts} with the key {key}: {does}");
        answer
    })
}
