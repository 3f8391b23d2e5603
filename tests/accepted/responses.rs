//! Answers by status and by media type.

use client::runtime::{Effect, ErrorKind};
use client::{
    default_response_only, downloads, error_types, response_ranges, responses_without_body,
    several_content_types, several_success_types,
};

use super::server::{Answer, Server};

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];
const TEXT: &[(&str, &str)] = &[("content-type", "text/plain")];
const PDF: &[(&str, &str)] = &[("content-type", "application/pdf")];

/// Calls an operation of a module's client, which gets one answer.
macro_rules! answered {
    ($api:ident, $answer:expr, $call:expr) => {{
        let server = Server::answering(&[$answer]);
        let client = $api::Client::builder().base_url(server.origin()).build();
        let call: fn(&$api::Client) -> _ = $call;
        call(&client.unwrap())
    }};
}

#[test]
fn several_media_types_are_told_apart_by_what_arrives() {
    use several_content_types::models::Query;
    use several_content_types::operations::ungrouped::MakeReportContent;
    let make = |answer: Answer<'_>| {
        answered!(several_content_types, answer, |client| {
            client.make_report(&Query::new(2026)).send_any_blocking()
        })
    };
    let csv: &[_] = &[("content-type", "Text/CSV; header=present")];
    let content = make((200, csv, b"a;b")).unwrap().into_inner();
    assert_eq!(content, MakeReportContent::Csv("a;b".to_owned()));
    let report = make((200, JSON, br#"{"rows": ["a"]}"#))
        .unwrap()
        .into_inner();
    let MakeReportContent::Json(report) = report else {
        panic!("{report:?}");
    };
    assert_eq!(report.rows.unwrap(), ["a"]);
    let error = make((200, &[("content-type", "text/html")], b"<p>")).unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Decode, Effect::Applied)
    );
    assert_eq!(
        error.message(),
        "the API's description has no body of `text/html`"
    );
}

#[test]
fn all_media_types_are_asked_for_or_one() {
    use several_content_types::{Client, models::Query};
    let server = Server::answering(&[(200, JSON, b"{}"), (200, TEXT, b"a")]);
    let client = Client::builder().base_url(server.origin()).build().unwrap();
    client
        .make_report(&Query::new(1))
        .send_any_blocking()
        .unwrap();
    client
        .make_report(&Query::new(1))
        .send_csv_blocking()
        .unwrap();
    let requests = server.requests();
    assert!(requests[0].contains("\r\naccept: application/json, text/csv\r\n"));
    assert!(requests[1].contains("\r\naccept: text/csv\r\n"));
}

#[test]
fn bytes_come_as_they_are() {
    use downloads::operations::ungrouped::GetInvoiceContent;
    let body = b"%PDF\x00\xff\r\n\r\n";
    let content = answered!(downloads, (200, PDF, body), |client| {
        client.get_invoice("i").send_any_blocking()
    });
    assert_eq!(
        content.unwrap().into_inner(),
        GetInvoiceContent::Pdf(body.to_vec().into())
    );
    let whole = answered!(downloads, (200, PDF, body), |client| {
        client.get_invoice("i").send_pdf_blocking()
    });
    assert_eq!(whole.unwrap().into_inner().as_ref(), body);
    let mut kept = Vec::new();
    let streamed = answered!(downloads, (200, PDF, body), |client| {
        client.get_invoice("i").download_pdf_blocking()
    });
    streamed
        .unwrap()
        .into_inner()
        .write_to_blocking(&mut kept)
        .unwrap();
    assert_eq!(kept, body);
}

#[test]
fn results_are_chosen_by_status() {
    use several_success_types::operations::ungrouped::PlaceOrderResponse;
    let place = |answer: Answer<'_>| {
        let result = answered!(several_success_types, answer, |client| {
            client.place_order().send_blocking()
        });
        match result.unwrap().into_inner() {
            PlaceOrderResponse::Status200(order) => format!("order {}", order.id.unwrap()),
            PlaceOrderResponse::Status201(receipt) => {
                format!("receipt {}", receipt.number.unwrap())
            }
            other => format!("{other:?}"),
        }
    };
    assert_eq!(place((200, JSON, br#"{"id": "o"}"#)), "order o");
    assert_eq!(place((201, JSON, br#"{"number": "r"}"#)), "receipt r");
    assert_eq!(place((204, &[], b"")), "Status204");
}

#[test]
fn a_range_is_for_what_no_status_is_for() {
    use response_ranges::operations::ungrouped::DeleteJobError;
    let delete = |answer: Answer<'_>| {
        let error = answered!(response_ranges, answer, |client| {
            client.delete_job("j").send_blocking()
        });
        match error.unwrap_err().into_api_error() {
            Some(DeleteJobError::Status404(unknown)) => format!("unknown {}", unknown.id),
            Some(DeleteJobError::Status4XX(refused)) => format!("refused {:?}", refused.code),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(delete((404, JSON, br#"{"id": "j"}"#)), "unknown j");
    assert_eq!(delete((499, JSON, br#"{"code": 7}"#)), "refused Some(7)");
    assert_eq!(delete((500, JSON, br#"{"code": 7}"#)), "None");
    let jobs = answered!(response_ranges, (299, JSON, br#"["a"]"#), |client| {
        client.list_jobs().send_blocking()
    });
    assert_eq!(jobs.unwrap().into_inner(), ["a"]);
}

#[test]
fn a_default_is_for_all_the_others() {
    use error_types::operations::ungrouped::EachError;
    let each = |answer: Answer<'_>| {
        let error = answered!(error_types, answer, |client| client.each().send_blocking());
        match error.unwrap_err().into_api_error() {
            Some(EachError::Status422(fault)) => format!("fault {:?}", fault.message),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(each((404, &[], b"")), "Some(Status404)");
    assert_eq!(
        each((422, JSON, br#"{"message": "m"}"#)),
        "fault Some(\"m\")"
    );
    assert_eq!(each((409, JSON, br#"["a"]"#)), "Some(Status4XX([\"a\"]))");
    assert_eq!(each((501, TEXT, b"out")), "Some(Default(\"out\"))");
    let ping = |answer: Answer<'_>| {
        answered!(default_response_only, answer, |client| client
            .ping()
            .send_blocking())
    };
    let body = br#"{"message": "m"}"#;
    assert_eq!(
        ping((200, JSON, body)).unwrap().message.as_deref(),
        Some("m")
    );
    let refused = ping((400, JSON, body))
        .unwrap_err()
        .into_api_error()
        .unwrap();
    assert_eq!(refused.message.as_deref(), Some("m"));
}

#[test]
fn no_body_is_no_fault_where_none_is_documented() {
    let delete = |answer: Answer<'_>| {
        let result = answered!(responses_without_body, answer, |client| {
            client.delete_job("j").send_blocking()
        });
        result.map(|response| response.status())
    };
    assert_eq!(delete((204, &[], b"")).unwrap(), 204);
    assert_eq!(delete((200, TEXT, b"gone")).unwrap(), 200);
    assert_eq!(delete((404, &[], b"")).unwrap_err().status(), Some(404));
    let empty = answered!(response_ranges, (200, JSON, b""), |client| {
        client.list_jobs().send_blocking()
    });
    let error = empty.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::EmptyBody, Effect::Applied)
    );
}
