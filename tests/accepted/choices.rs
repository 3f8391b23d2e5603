//! A choice of bodies: each in its own media type, and nothing but what was chosen.

use client::body_choices::operations::ungrouped::{AddPeopleBody, SetDraftBody};
use client::body_choices::{Client, models};
use client::runtime::Body;

use super::recorder::Recorder;

fn client() -> (Client, Recorder) {
    let recorder = Recorder::default();
    let client = Client::builder().transport(recorder.clone());
    (client.build().unwrap(), recorder)
}

fn person() -> models::Person {
    models::Person::new("A & Ö").age(7)
}

fn sent(body: impl Into<AddPeopleBody>) -> String {
    let (client, recorder) = client();
    Recorder::call(client.add_people(body)).unwrap();
    let sent = recorder.sent();
    let sent = sent.strip_prefix("POST https://api.example.com/people\ncontent-type: ");
    sent.unwrap().to_owned()
}

#[test]
fn each_kind_is_sent_as_itself() {
    let person = || Box::new(person());
    for (body, expected) in [
        (
            AddPeopleBody::Json(vec![*person()]),
            "application/json\n\n[{\"name\":\"A & Ö\",\"age\":7}]",
        ),
        (
            AddPeopleBody::VndPersonJson(person()),
            "application/vnd.person+json\n\n{\"name\":\"A & Ö\",\"age\":7}",
        ),
        (
            AddPeopleBody::Form(person()),
            "application/x-www-form-urlencoded\n\nname=A%20%26%20%C3%96&age=7",
        ),
        (
            AddPeopleBody::FormData(Box::new(models::AddPeopleForm::new("A & Ö").age(7))),
            "multipart/form-data; boundary=B\n\n\
             --B\nContent-Disposition: form-data; name=\"name\"\n\nA & Ö\n\
             --B\nContent-Disposition: form-data; name=\"age\"\n\n7\n--B--\n",
        ),
        (
            AddPeopleBody::Xml(person()),
            "application/xml\n\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
             <Person><name>A &amp; Ö</name><age>7</age></Person>",
        ),
        (
            AddPeopleBody::Csv(vec![*person()]),
            "text/csv\n\nname,age\nA & Ö,7\n",
        ),
        (
            AddPeopleBody::Text("A & Ö".to_owned()),
            "text/plain\n\nA & Ö",
        ),
        (
            AddPeopleBody::Bytes(Body::from("A & Ö")),
            "application/octet-stream\n\nA & Ö",
        ),
        (
            AddPeopleBody::Image(Body::from("A").content_type("image/gif")),
            "image/gif\n\nA",
        ),
    ] {
        assert_eq!(sent(body), expected);
    }
    assert_eq!(
        sent(&*person()),
        "application/vnd.person+json\n\n{\"name\":\"A & Ö\",\"age\":7}"
    );
}

#[test]
fn a_choice_may_be_left_out() {
    let (client, recorder) = client();
    Recorder::call(client.set_draft()).unwrap();
    assert_eq!(recorder.sent(), "PUT https://api.example.com/drafts\n");
    Recorder::call(client.set_draft().body(SetDraftBody::Text("a".to_owned()))).unwrap();
    assert_eq!(
        recorder.sent(),
        "PUT https://api.example.com/drafts\ncontent-type: text/plain\n\na"
    );
}
