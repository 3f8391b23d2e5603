//! Headers of answers, by type.

use client::response_headers::Client;
use client::response_headers::models::{ListPetsXAnyHeader, ListPetsXTagsHeaderItem};
use client::response_headers::operations::ungrouped::{ListPetsHeaders, LookAtPetHeaders};

use super::server::Server;

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.origin()).build().unwrap()
}

#[test]
fn every_type_is_read() {
    let lines = [
        ("x-rate-limit", "7"),
        ("X-TOTAL", "12"),
        ("expires", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("x-fee", "0.10"),
        ("x-tags", "new, odd"),
        ("x-scale", "width=3,kind=m"),
        ("x-cursor", r#"{"page": 4}"#),
        ("x-note", "a, b"),
        ("x-token", "sk_live_1"),
        ("x-any", "five"),
    ];
    let server = Server::answering(&[(200, &lines, b"")]);
    let response = client(&server).list_pets().send_blocking().unwrap();
    let headers = ListPetsHeaders::from(response.headers());
    assert_eq!(headers.x_rate_limit().unwrap(), Some(7));
    assert_eq!(headers.x_total().unwrap(), 12);
    let expires = headers.expires().unwrap().unwrap();
    assert_eq!(expires.to_string(), "1994-11-06T08:49:37Z");
    assert_eq!(headers.x_fee().unwrap().unwrap().to_string(), "0.10");
    let tags = headers.x_tags().unwrap().unwrap();
    let odd = ListPetsXTagsHeaderItem::Unknown("odd".to_owned());
    assert_eq!(tags, [ListPetsXTagsHeaderItem::New, odd]);
    let scale = headers.x_scale().unwrap().unwrap();
    assert_eq!((scale.width, scale.kind.as_deref()), (Some(3), Some("m")));
    assert_eq!(headers.x_cursor().unwrap().unwrap().page, 4);
    assert_eq!(headers.x_note().unwrap().as_deref(), Some("a, b"));
    #[expect(deprecated, reason = "the fixture says so")]
    let token = headers.x_token().unwrap().unwrap();
    assert_eq!(token.expose(), "sk_live_1");
    assert!(!format!("{headers:?} {token:?}").contains("sk_live"));
    let any = ListPetsXAnyHeader::String("five".to_owned());
    assert_eq!(headers.x_any().unwrap(), Some(any));
}

#[test]
fn a_missing_header_costs_nothing_but_itself() {
    let server = Server::answering(&[(200, &[("x-fee", "much")], b"")]);
    let response = client(&server).list_pets().send_blocking().unwrap();
    let headers = ListPetsHeaders::from(response.headers());
    assert_eq!(headers.x_rate_limit().unwrap(), None);
    let missing = headers.x_total().unwrap_err();
    assert_eq!(missing.to_string(), "the header `X-Total` is missing");
    let fault = "the header `X-Fee` cannot be read: expected a decimal number, found a string";
    assert_eq!(headers.x_fee().unwrap_err().to_string(), fault);
}

#[test]
fn errors_have_headers_of_their_own() {
    let lines = [("x-rate-limit", "0"), ("x-total", "too many")];
    let server = Server::answering(&[(404, &lines, b"")]);
    let error = client(&server).list_pets().send_blocking().unwrap_err();
    let headers = error.headers().map(ListPetsHeaders::from).unwrap();
    assert_eq!(headers.x_rate_limit().unwrap(), Some(0));
    assert_eq!(headers.x_total_4xx().unwrap().as_deref(), Some("too many"));
}

#[test]
fn an_answer_of_nothing_but_headers() {
    let lines = [("x-rate-limit", "6"), ("from", "+/8=")];
    let server = Server::answering(&[(204, &lines, b"")]);
    let response = client(&server).look_at_pet("p1").send_blocking().unwrap();
    let headers = LookAtPetHeaders::from(response.headers());
    assert_eq!(headers.x_rate_limit().unwrap(), Some(6));
    assert_eq!(headers.sender().unwrap(), Some(vec![0xfb, 0xff]));
    assert!(
        server
            .requests()
            .concat()
            .starts_with("HEAD /pets/p1 HTTP/1.1")
    );
}
