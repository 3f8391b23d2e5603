//! Calls without an async runtime: `cargo run -p castiron-tests --example blocking`
//!
//! The same requests, with `send_blocking` in the place of `await`. Threads share one client, and its token.

mod server;

use std::error::Error;
use std::thread;

use payment_clients::runtime::token::ClientCredentials;
use payment_clients::tigo::Client;

fn main() -> Result<(), Box<dyn Error>> {
    let url = server::start(|request| match request.starts_with("POST /token") {
        true => {
            println!("server: a token");
            let token = r#"{"access_token": "token", "expires_in": 3600}"#;
            Some((200, token.to_owned()))
        }
        false => Some((200, r#"[{"billNo": "1"}, {"billNo": "2"}]"#.to_owned())),
    })?;
    let tigo = Client::builder()
        .application(ClientCredentials::new(
            format!("{url}/token"),
            "client",
            "secret",
        ))
        .base_url(url)
        .build()?;

    let outcomes: Vec<_> = thread::scope(|scope| {
        let bills = |contract| {
            let request = tigo.bills().list_contract_bills(contract);
            scope.spawn(move || (contract, request.send_blocking()))
        };
        let threads: Vec<_> = (1..=3).map(bills).collect();
        threads.into_iter().map(|thread| thread.join()).collect()
    });
    for outcome in outcomes {
        let (contract, bills) = outcome.map_err(|_| "a thread panicked")?;
        println!("client: contract {contract} has {} bills", bills?.len());
    }
    Ok(())
}
