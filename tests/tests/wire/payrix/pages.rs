//! Payrix: listing page by page, by `page[number]` for as long as `details.page.hasMore` says so.

use castiron_tests::wire::{Answer, Request, Server};
use payment_clients::runtime::ErrorKind;

use super::client;

/// A page with one session, called as the page's number is.
fn page(request: &Request, last: u32) -> Answer {
    let (_, rest) = request.line.split_once("page%5Bnumber%5D=").unwrap();
    let digits = rest.split(|letter: char| !letter.is_ascii_digit());
    let number: u32 = digits.into_iter().next().unwrap().parse().unwrap();
    let (data, more) = match number {
        // A page that a filter has emptied.
        2 => (String::new(), true),
        number => (format!(r#"{{"id": "p1_ssn_{number}"}}"#), number < last),
    };
    Answer::json(
        200,
        format!(
            r#"{{"response": {{"data": [{data}], "details": {{"requestId": 1, "totals": [],
            "page": {{"current": {number}, "last": {last}, "hasMore": {more}}}}}, "errors": []}}}}"#
        ),
    )
}

fn lines(server: &Server) -> Vec<String> {
    let requests = server.requests();
    requests
        .iter()
        .map(|request| request.line.clone())
        .collect()
}

#[tokio::test]
async fn sessions_of_all_pages_come_one_by_one() {
    let server = Server::start(|request| page(request, 3)).await;
    let client = client(server.origin());
    let list = client.sessions().get_sessions().page_limit(50);
    let mut sessions = list.search("created[greater]=2025-01-01").items();
    let mut ids = Vec::new();
    while let Some(session) = sessions.next().await {
        ids.extend(session.unwrap().id);
    }
    assert_eq!(ids, ["p1_ssn_1", "p1_ssn_3"]);
    let target =
        |number| format!("GET /sessions?page%5Blimit%5D=50&page%5Bnumber%5D={number} HTTP/1.1");
    assert_eq!(lines(&server), [1, 2, 3].map(target));
    for request in server.requests() {
        assert_eq!(request.header("apikey"), Some("hush-api-key"));
        assert_eq!(
            request.header("search"),
            Some("created[greater]=2025-01-01")
        );
    }
}

#[tokio::test]
async fn pages_begin_where_the_caller_says() {
    let server = Server::start(|request| page(request, 4)).await;
    let client = client(server.origin());
    let mut pages = client.sessions().get_sessions().page_number(3).pages();
    let mut numbers = Vec::new();
    while let Some(page) = pages.next().await {
        let response = page.unwrap().into_inner().response.unwrap();
        numbers.extend(response.details.unwrap().page.unwrap().current);
    }
    assert_eq!(numbers, [3, 4]);
}

#[tokio::test]
async fn a_server_that_gives_one_page_for_ever_is_found_out() {
    let body =
        r#"{"response": {"data": [{"id": "p1_ssn_1"}], "details": {"page": {"hasMore": true}}}}"#;
    let server = Server::answering(Answer::json(200, body)).await;
    let client = client(server.origin());
    let mut sessions = client.sessions().get_sessions().items();
    assert!(sessions.next().await.unwrap().is_ok());
    let error = sessions.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert!(sessions.next().await.is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_page_that_is_refused_is_asked_for_again() {
    let refusals = std::sync::atomic::AtomicU32::new(0);
    let server = Server::start(move |request| {
        let refused = request.line.contains("=3 ")
            && refusals.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0;
        match refused {
            true => Answer::json(400, r#"{"errors": [{"msg": "Slow down"}]}"#),
            false => page(request, 3),
        }
    })
    .await;
    let client = client(server.origin());
    let mut sessions = client.sessions().get_sessions().items();
    assert!(sessions.next().await.unwrap().is_ok());
    let error = sessions.next().await.unwrap().unwrap_err();
    let errors = error.into_api_error().unwrap().errors.unwrap();
    assert_eq!(errors[0].msg.as_deref(), Some("Slow down"));
    assert!(sessions.next().await.is_none());
    sessions.resume();
    let session = sessions.next().await.unwrap().unwrap();
    assert_eq!(session.id.as_deref(), Some("p1_ssn_3"));
}

/// The API reports errors with status 200, too.
#[tokio::test]
async fn errors_of_a_page_do_not_end_the_list_in_silence() {
    let body = r#"{"response": {"data": [], "details": {}, "errors": [{"msg": "Database down"}]}}"#;
    let server = Server::answering(Answer::json(200, body)).await;
    let client = client(server.origin());
    let mut sessions = client.sessions().get_sessions().items();
    let error = sessions.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert_eq!(error.message(), "the page reports errors");
    assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
}
