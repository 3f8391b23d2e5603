//! Payrix: the alternatives of credentials.

use castiron_tests::wire::{Answer, Request, Server, assert_no_secret, exchange};
use payment_clients::payrix::{Client, ClientBuilder};
use payment_clients::runtime::{Effect, ErrorKind};

use super::new_session;

#[tokio::test]
async fn each_alternative_of_credentials_is_sent_by_itself() {
    type Set = fn(ClientBuilder) -> ClientBuilder;
    let alternatives: [(Set, &[&str]); 6] = [
        (|b| b.api_key("one"), &["apikey: one"]),
        (|b| b.session_key("two"), &["sessionkey: two"]),
        (|b| b.txn_session_key("three"), &["txnsessionkey: three"]),
        (
            |b| b.username("four").password("five"),
            &["password: five", "username: four"],
        ),
        // Of several that are complete, the first of the document.
        (
            |b| b.password("five").username("four").txn_session_key("three"),
            &["txnsessionkey: three"],
        ),
        // Half of a pair does not get in the way of another.
        (
            |b| b.password("five").session_key("two"),
            &["sessionkey: two"],
        ),
    ];
    for (set, expected) in alternatives {
        let (outcome, request) = exchange(Answer::json(200, "{}"), async |base_url| {
            let builder = set(Client::builder()).base_url(base_url);
            let client = builder.build().unwrap();
            client.sessions().post_sessions(&new_session()).await
        })
        .await;
        outcome.unwrap();
        assert_eq!(credentials(&request), expected);
    }
}

#[tokio::test]
async fn missing_credentials_are_named_before_anything_is_sent() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    let build = |builder: ClientBuilder| builder.base_url(server.origin()).build().unwrap();

    for builder in [
        Client::builder().password("hush"),
        Client::builder().username("hush"),
        Client::builder(),
    ] {
        let client = build(builder);
        let error = client.sessions().post_sessions(&new_session()).await;
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert_eq!(error.effect(), Effect::NotSent);
        assert_eq!(
            error.to_string(),
            "POST /sessions: `postSessions` needs credentials: set `api_key`, or `session_key`, \
             or `txn_session_key`, or `username` and `password` on the client builder (the \
             request was not sent)"
        );
        assert_no_secret(&error, &["hush"]);
    }

    // A user name and a password open one operation only.
    let client = build(Client::builder().username("hush").password("hush"));
    let error = client.sessions().get_sessions().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(
        error.message(),
        "`getSessions` needs credentials: set `api_key`, or `session_key`, or `txn_session_key` \
         on the client builder"
    );
    assert_eq!(server.connections(), 0);
}

#[test]
fn credentials_that_no_header_can_carry_are_refused_when_the_client_is_built() {
    for key in ["hush\r\nx-injected: 1", "hush\n", "hush ", "hüsh", ""] {
        let error = Client::builder().session_key(key).build().unwrap_err();
        let shown = format!("{error}\n{error:?}");
        assert!(shown.contains("`session_key`"), "{shown}");
        assert!(
            !shown.contains("hush") && !shown.contains("hüsh"),
            "{shown}"
        );
    }
}

/// The credentials in a request: names and values of all headers but those of the operation.
fn credentials(request: &Request) -> Vec<String> {
    let head = request.head().into_iter().skip(1);
    let others = ["accept: ", "content-type: ", "request-token: "];
    head.filter(|line| !others.iter().any(|other| line.starts_with(other)))
        .collect()
}
