//! Payrix: what arguments may hold, and what is refused before anything is sent.

use castiron_tests::wire::{Answer, Server, assert_no_secret, exchange};
use payment_clients::runtime::{Effect, ErrorKind};

use super::client;

#[tokio::test]
async fn headers_with_line_breaks_are_refused() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    let client = client(server.origin());
    let list = || client.sessions().get_sessions();
    let injection = "hush\r\nAPIKEY: other";
    for (name, request) in [
        ("request-token", list().request_token(injection)),
        ("search", list().search(injection)),
        ("totals", list().totals(injection)),
        ("token", list().token(injection)),
    ] {
        let error = request.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert_eq!(error.effect(), Effect::NotSent);
        let beginning = format!("the header `{name}` cannot carry its value");
        assert!(error.message().starts_with(&beginning), "{error}");
        assert_no_secret(&error, &["hush", "other"]);
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn path_values_stay_one_segment() {
    for (id, segment) in [
        ("a/b", "a%2Fb"),
        ("../sessions", "..%2Fsessions"),
        ("a b", "a%20b"),
        ("a?b=c&d#e", "a%3Fb%3Dc%26d%23e"),
        ("50%", "50%25"),
        ("%2F", "%252F"),
        ("a+b;c:d@e", "a%2Bb%3Bc%3Ad%40e"),
        ("\\..\\", "%5C..%5C"),
        ("é\r\n", "%C3%A9%0D%0A"),
        ("...", "..."),
        ("A-z_0.9~", "A-z_0.9~"),
    ] {
        let (outcome, request) = exchange(Answer::json(200, "{}"), async |base_url| {
            client(base_url).sessions().get_sessions_id(id).await
        })
        .await;
        outcome.unwrap();
        assert_eq!(request.line, format!("GET /sessions/{segment} HTTP/1.1"));
    }
}

#[tokio::test]
async fn ids_that_would_change_the_path_are_refused() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    let client = client(server.origin());
    for id in ["", ".", ".."] {
        for error in [
            client.sessions().get_sessions_id(id).await.unwrap_err(),
            client.sessions().delete_sessions_id(id).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Request);
            assert_eq!(error.effect(), Effect::NotSent);
        }
    }
    let error = client.sessions().get_sessions_id("").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /sessions/{id}: the path parameter `id` is empty (the request was not sent)"
    );
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn query_values_are_encoded() {
    let (_, request) = exchange(Answer::json(200, "{}"), async |base_url| {
        let client = client(base_url);
        let request = client.sessions().get_sessions();
        request
            .embed("a&b=c d+é")
            .page_number(-1)
            .page_limit(0)
            .await
    })
    .await;
    let line = "GET /sessions?embed=a%26b%3Dc%20d%2B%C3%A9&page%5Bnumber%5D=-1&page%5Blimit%5D=0";
    assert_eq!(request.head()[0], line);
}
