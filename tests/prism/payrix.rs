//! The calls of Payrix.

use payment_clients::payrix::{Client, ClientBuilder, models};

use crate::Outcome;
use crate::transport::Spoil;
use crate::trial::Trial;

const SESSION: &str = "p1_ssn_00c741e02fbbe0645cb1fe7";
const REQUEST_TOKEN: &str = "20250423-yourmerchant-refunds-001";
const TOKEN: &str = "a12bc3d4e56f789g0h1ij23kl456789";

/// Calls every operation with each kind of credentials that it takes.
pub async fn call(trial: &mut Trial) -> Outcome {
    let keys: [fn(ClientBuilder) -> ClientBuilder; 3] = [
        |builder| builder.api_key("key"),
        |builder| builder.session_key("session"),
        |builder| builder.txn_session_key("transaction"),
    ];
    for key in keys {
        let client = key(builder(trial)).build()?;
        read(trial, &client).await;
        create(trial, &client).await?;
    }
    let login = builder(trial).username("name").password("word").build()?;
    create(trial, &login).await?;

    spoilt(trial).await
}

fn builder(trial: &Trial) -> ClientBuilder {
    Client::builder()
        .base_url(trial.url())
        .transport(trial.transport())
}

async fn read(trial: &mut Trial, client: &Client) {
    let sessions = client.sessions();
    let call = || {
        sessions
            .get_sessions()
            .page_number(1)
            .page_limit(50)
            .embed("login")
            .request_token(REQUEST_TOKEN)
            .search("created[greater]=2025-01-01")
            .totals("count[]=id")
            .token(TOKEN)
            .send()
    };
    trial.operation("getSessions", call).await;

    let call = || {
        sessions
            .get_sessions_id(SESSION)
            .embed("login")
            .request_token(REQUEST_TOKEN)
            .token(TOKEN)
            .send()
    };
    trial.operation("getSessionsId", call).await;

    let call = || {
        sessions
            .delete_sessions_id(SESSION)
            .request_token(REQUEST_TOKEN)
            .token(TOKEN)
            .send()
    };
    trial.operation("deleteSessionsId", call).await;
}

async fn create(trial: &mut Trial, client: &Client) -> Outcome {
    for body in trial.requests::<models::SessionsPostRequest>("postSessions")? {
        let call = || {
            client
                .sessions()
                .post_sessions(&body)
                .idempotency_key(REQUEST_TOKEN)
                .token(TOKEN)
                .send()
        };
        trial.operation("postSessions", call).await;
    }
    Ok(())
}

async fn spoilt(trial: &mut Trial) -> Outcome {
    let client = builder(trial).api_key("key").build()?;
    let call = || client.sessions().get_sessions().send();
    let spoil = Spoil::Without("apikey");
    trial
        .refuses("a request without its key", spoil, call)
        .await;
    let spoil = Spoil::Url("/sessions", "/session");
    trial.refuses("an unknown path", spoil, call).await;

    let body = trial.request::<models::SessionsPostRequest>("postSessions")?;
    let call = || client.sessions().post_sessions(&body).send();
    let spoil = Spoil::Body(r#"{"public": "yes"}"#);
    trial.refuses("a flag in words", spoil, call).await;
    Ok(())
}
