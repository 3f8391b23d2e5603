//! Payrix: the servers of the document, and others.

use castiron_tests::wire::{Answer, Server, exchange};
use payment_clients::payrix::{Client, Server as Named};

#[tokio::test]
async fn the_custom_server_is_whatever_is_given() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    let custom = Named::Custom {
        server_url: server.origin().to_owned(),
    };
    let client = Client::builder().server(custom).api_key("one").build();
    client.unwrap().sessions().get_sessions().await.unwrap();
    assert_eq!(server.request().line, "GET /sessions HTTP/1.1");
    let host = server.origin().trim_start_matches("http://");
    assert_eq!(server.request().header("host"), Some(host));
}

#[tokio::test]
async fn a_base_url_of_ones_own_may_have_a_path() {
    for end in ["/gateway/payrix", "/gateway/payrix/"] {
        let (outcome, request) = exchange(Answer::json(200, "{}"), async |base_url| {
            let client = Client::builder()
                .server(Named::CanadaSandbox)
                .base_url(format!("{base_url}{end}"))
                .api_key("one")
                .build()
                .unwrap();
            client.sessions().get_sessions_id("x").await
        })
        .await;
        outcome.unwrap();
        assert_eq!(request.line, "GET /gateway/payrix/sessions/x HTTP/1.1");
    }
}

#[test]
fn the_servers_are_the_documented_ones() {
    assert_eq!(Named::Sandbox.url(), "https://test-api.payrix.com");
    assert_eq!(
        Named::CanadaSandbox.url(),
        "https://test-api.payrixcanada.com"
    );
}

#[test]
fn a_base_url_that_would_leak_the_key_is_refused() {
    for url in [
        "http://test-api.payrix.com",
        "https://user:hush@test-api.payrix.com",
        "https://test-api.payrix.com?key=hush",
        "ftp://test-api.payrix.com",
        "test-api.payrix.com",
        "",
    ] {
        let error = Client::builder().base_url(url).build().unwrap_err();
        assert!(!format!("{error}\n{error:?}").contains("hush"), "{error}");
    }
}
