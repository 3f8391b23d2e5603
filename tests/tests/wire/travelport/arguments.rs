//! Travelport: what arguments may hold, and what is refused before anything is sent.

use castiron_tests::wire::{Answer, Server, assert_no_secret, exchange};
use payment_clients::runtime::{Effect, ErrorKind};

use super::{WORKBENCH, client, payment};

#[tokio::test]
async fn all_documented_headers_are_sent() {
    let (_, request) = exchange(Answer::empty(200), async |base_url| {
        let client = client(base_url);
        let request = client.payments().delete_payment("w", "p");
        request
            .session_id("session")
            .trace_id("trace")
            .access_group("group")
            .await
    })
    .await;
    assert_eq!(
        request.head(),
        [
            "DELETE /11/air/paymentoffer/reservationworkbench/w/payments/p",
            "accept: */*",
            "authorization: Bearer hush-token",
            "traceid: trace",
            "travelportplussessionid: session",
            "xauth_travelport_accessgroup: group",
        ]
    );
}

#[tokio::test]
async fn headers_with_line_breaks_are_refused() {
    let server = Server::answering(Answer::empty(200)).await;
    let client = client(server.origin());
    let delete = || client.payments().delete_payment("w", "p");
    let injection = "hush\r\nAuthorization: other";
    for (name, request) in [
        ("TravelportPlusSessionID", delete().session_id(injection)),
        ("TraceId", delete().trace_id(injection)),
        (
            "XAUTH_TRAVELPORT_ACCESSGROUP",
            delete().access_group(injection),
        ),
    ] {
        let error = request.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        let beginning = format!("the header `{name}` cannot carry its value");
        assert!(error.message().starts_with(&beginning), "{error}");
        assert_no_secret(&error, &["hush", "other"]);
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn path_values_stay_one_segment() {
    let (_, request) = exchange(Answer::json(200, "{}"), async |base_url| {
        client(base_url)
            .payments()
            .cancel_payment("a/b?c", "../d#e")
            .await
    })
    .await;
    let line = "POST /11/air/paymentoffer/reservationworkbench/a%2Fb%3Fc/payments/..%2Fd%23e";
    assert_eq!(request.head()[0], line);
}

#[tokio::test]
async fn ids_that_would_change_the_path_are_refused() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    let client = client(server.origin());
    let payments = client.payments();
    for id in ["", ".", ".."] {
        for error in [
            payments.cancel_payment(WORKBENCH, id).await.unwrap_err(),
            payments.cancel_payment(id, "payment_1").await.unwrap_err(),
            payments.add_payment(id, &payment()).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Request);
            assert_eq!(error.effect(), Effect::NotSent);
        }
        let error = payments.delete_payment(WORKBENCH, id).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn cancelling_a_payment_called_list_is_refused() {
    let server = Server::answering(Answer::json(200, "{}")).await;
    let client = client(server.origin());
    let error = client.payments().cancel_payment(WORKBENCH, "list").await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(error.effect(), Effect::NotSent);
    assert_eq!(
        error.message(),
        "the path parameter `id` cannot be `list`, which would address another operation"
    );
    assert_eq!(server.connections(), 0);

    // There is no `DELETE …/list`, and what is encoded stays an id.
    let client = super::client(server.origin());
    client
        .payments()
        .delete_payment(WORKBENCH, "list")
        .await
        .unwrap();
    client
        .payments()
        .cancel_payment(WORKBENCH, "%6cist")
        .await
        .unwrap();
    assert!(
        server
            .request()
            .line
            .ends_with("/payments/%256cist HTTP/1.1")
    );
}
