//! A program under test, with a fake of the API beneath the real client: `cargo run -p castiron-tests --example mock`
//!
//! Answers are queued as the types of the API, and requests are read as such. Nothing is sent anywhere, and
//! nothing waits, so that even a time-out takes no time.

use std::error::Error;

use payment_clients::payrix::Client;
use payment_clients::payrix::mock::Mock;
use payment_clients::payrix::models::{
    ErrorFourHundred, Frozen, Inactive, MfaAuthenticated, SessionPublic, SessionToken,
    SessionsPostRequest, SessionsResponseResult,
};
use payment_clients::runtime::Effect;

/// The program: what it tells its user after trying to open a session.
async fn open(payrix: &Client, login: &str) -> String {
    let session = SessionsPostRequest::new(
        SessionPublic::PublicAccess,
        SessionToken::AuthTokenDisabled,
        MfaAuthenticated::MfaDisabled,
        Inactive::Active,
        Frozen::NotFrozen,
    );
    let session = session.login(login);
    match payrix.sessions().post_sessions(&session).await {
        Ok(_) => "open".to_owned(),
        Err(error) if error.effect() == Effect::Answered => "refused".to_owned(),
        Err(error) => format!("look first: {error}"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mock = Mock::new();
    mock.post_sessions()
        .returns(SessionsResponseResult::new())
        .returns_error(400, ErrorFourHundred::new())
        .hangs();

    let payrix = mock.client();
    for login in ["ada", "bob", "cyd"] {
        println!("{login}: {}", open(&payrix, login).await);
    }
    for request in mock.post_sessions().requests() {
        println!("sent for {}", request.body()?.login.unwrap_or_default());
    }
    Ok(())
}
