//! Links of answers: the requests that follow from them.

use client::links::Client;
use client::links::models::Pet;
use client::links::operations::owners::AddPetLinks;
use client::links::operations::pets::RenamePetLinks;

use super::server::Server;

const ADDED: &[u8] = br#"{"id": 7, "name": "Ada"}"#;

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.origin()).build().unwrap()
}

/// The lines of a request that say what is asked for.
fn asked(request: &str) -> Vec<&str> {
    let is_of_interest = |line: &&str| {
        let headers = ["from:", "content-type:"];
        line.contains(" HTTP/1.1") || headers.iter().any(|name| line.starts_with(name))
    };
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let body = Some(body).filter(|body| !body.is_empty());
    head.lines().filter(is_of_interest).chain(body).collect()
}

#[test]
fn values_of_the_call_and_its_answer_are_handed_on() {
    let cursors = [("x-cursors", "1, 2"), ("content-type", "application/json")];
    let json = [("content-type", "application/json")];
    let server = Server::answering(&[
        (201, &cursors, ADDED),
        (200, &json, ADDED),
        (204, &[], b""),
        (204, &[], b""),
        (200, &json, ADDED),
    ]);
    let client = client(&server);
    let pet = Pet::new("Bo");
    let added = client
        .owners()
        .add_pet("o/1", &pet)
        .send_blocking()
        .unwrap();
    let links = AddPetLinks::from(&added);
    let found = links.pet(&client).send_blocking().unwrap();
    assert_eq!(found.name, "Ada");
    links.visits(&client).send_blocking().unwrap();
    let renamed = links.rename(&client, true).send_blocking().unwrap();
    RenamePetLinks::from(&renamed)
        .back(&client, 8)
        .send_blocking()
        .unwrap();
    assert!(!format!("{links:?} {added:?}").contains("o/1"));

    let requests = server.requests();
    let asked: Vec<_> = requests.iter().map(|request| asked(request)).collect();
    assert_eq!(
        asked,
        [
            vec![
                "POST /owners/o%2F1/pets HTTP/1.1",
                "content-type: application/json",
                r#"{"name":"Bo"}"#,
            ],
            vec!["GET /pets/7 HTTP/1.1"],
            vec![
                "GET /pets/7/visits?kind=new&cursors=1&cursors=2 HTTP/1.1",
                "from: POST o/1",
            ],
            vec![
                "PUT /pets/7?client=true HTTP/1.1",
                "content-type: application/json",
                r#""Bo""#,
            ],
            vec!["GET /pets/8 HTTP/1.1"],
        ]
    );
}

#[test]
fn errors_have_links_too() {
    let json = [("content-type", "application/json")];
    let server = Server::answering(&[
        (409, &json, br#"{"existing": [3, 4]}"#),
        (200, &json, ADDED),
    ]);
    let client = client(&server);
    let refused = client
        .owners()
        .add_pet("o", &Pet::new("Bo"))
        .send_blocking();
    let refused = refused.unwrap_err();
    AddPetLinks::from(&refused)
        .pet_default(&client)
        .send_blocking()
        .unwrap();
    assert!(server.requests().concat().contains("GET /pets/3 HTTP/1.1"));
}

#[test]
fn what_the_answer_lacks_is_not_sent() {
    let json = [("content-type", "application/json")];
    let server = Server::answering(&[(201, &json, br#"{"id": null, "name": "Ada"}"#)]);
    let client = client(&server);
    let added = client
        .owners()
        .add_pet("o", &Pet::new("Bo"))
        .send_blocking();
    let added = added.unwrap();
    let error = AddPetLinks::from(&added)
        .pet(&client)
        .send_blocking()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /pets/{id}: the path parameter `id` cannot be written: the answer has no \
         `$response.body#/id` (the request was not sent)"
    );
}
