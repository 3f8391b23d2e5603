//! Credentials of three kinds: `cargo run -p castiron-tests --example auth`
//!
//! An API key; tokens for an application, which are fetched once, shared, and replaced when the API refuses
//! one; tokens for a user who logged in elsewhere, with a refresh token that changes as it is used.

mod server;

use std::error::Error;

use payment_clients::runtime::token::{ClientCredentials, RefreshToken};
use payment_clients::{payrix, tigo};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = server::start(api())?;
    let token_url = format!("{url}/token");

    println!("- an API key");
    let payrix = payrix::Client::builder()
        .base_url(&url)
        .api_key("api-key")
        .build()?;
    payrix.sessions().get_sessions_id("17").await?;

    println!("- client credentials");
    let flow = ClientCredentials::new(&token_url, "client", "secret").scope("read");
    let tigo = tigo::Client::builder()
        .base_url(&url)
        .application(flow)
        .build()?;
    tigo.bills().list_contract_bills(1).await?;
    tigo.bills().list_contract_bills(2).await?;

    println!("- a refresh token");
    let flow = RefreshToken::new(&token_url, "client", "refresh-0").on_rotation(store);
    let tigo = tigo::Client::builder()
        .base_url(&url)
        .application(flow)
        .build()?;
    tigo.bills().list_contract_bills(3).await?;
    Ok(())
}

/// Where a program writes the new refresh token into its database.
async fn store(refresh_token: payment_clients::runtime::Secret) -> std::io::Result<()> {
    println!("client: stores {}", refresh_token.expose());
    Ok(())
}

/// An API and its token server, who have fallen out over the first token.
fn api() -> impl FnMut(&str) -> server::Answer + Send {
    let mut tokens = 0;
    move |request| {
        let (line, head) = request.split_once(" HTTP/1.1\r\n")?;
        let credentials = ["apikey: ", "authorization: "];
        let mut lines = head.lines();
        let sent = lines.find(|line| credentials.iter().any(|name| line.starts_with(name)));
        let sent = sent.unwrap_or_else(|| head.lines().last().unwrap_or_default());
        println!("server: {line}, {sent}");
        if line == "POST /token" {
            tokens += 1;
            let rotated = match head.contains("grant_type=refresh_token") {
                true => format!(r#", "refresh_token": "refresh-{tokens}""#),
                false => String::new(),
            };
            let token =
                format!(r#"{{"access_token": "token-{tokens}", "expires_in": 3600{rotated}}}"#);
            return Some((200, token));
        }
        match sent {
            "authorization: Bearer token-1" => Some((401, "{}".to_owned())),
            _ if line.starts_with("GET /sessions/") => Some((200, "{}".to_owned())),
            _ => Some((200, "[]".to_owned())),
        }
    }
}
