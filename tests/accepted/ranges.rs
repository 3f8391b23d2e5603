//! Request bodies of a range of media types: what the caller says goes, within the range.

use client::media_ranges::operations::ungrouped::AddPictureBody;
use client::media_ranges::{Client, models};
use client::runtime::{Body, Effect};

use super::recorder::Recorder;

fn client() -> (Client, Recorder) {
    let recorder = Recorder::default();
    let client = Client::builder().transport(recorder.clone());
    (client.build().unwrap(), recorder)
}

fn message<T: std::fmt::Debug, E>(
    result: Result<client::runtime::Response<T>, client::runtime::Error<E>>,
) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.effect(), Effect::NotSent);
    error.message().to_owned()
}

#[test]
fn what_is_said_is_sent() {
    let (client, recorder) = client();
    let body = Body::from("PNG").content_type("image/png; x=1");
    Recorder::call(client.add_file(body)).unwrap();
    assert_eq!(
        recorder.sent(),
        "POST https://api.example.com/files\ncontent-type: image/png; x=1\n\nPNG"
    );
    let note = Body::from("a").content_type("text/markdown");
    Recorder::call(client.add_note().body(note)).unwrap();
    assert_eq!(
        recorder.sent(),
        "POST https://api.example.com/notes\ncontent-type: text/markdown\n\na"
    );
}

#[test]
fn what_is_not_said_is_bytes_or_text() {
    let (client, recorder) = client();
    Recorder::call(client.add_file("x")).unwrap();
    assert_eq!(
        recorder.sent(),
        "POST https://api.example.com/files\ncontent-type: application/octet-stream\n\nx"
    );
    Recorder::call(client.add_note().body("a")).unwrap();
    assert_eq!(
        recorder.sent(),
        "POST https://api.example.com/notes\ncontent-type: text/plain\n\na"
    );
    Recorder::call(client.add_note()).unwrap();
    assert_eq!(recorder.sent(), "POST https://api.example.com/notes\n");
}

#[test]
fn each_choice_has_its_range() {
    let (client, recorder) = client();
    let image = |body: Body| Recorder::call(client.add_picture(AddPictureBody::Image(body)));
    assert!(image(Body::from("x").content_type("image/webp")).is_ok());
    assert_eq!(
        recorder.sent(),
        "POST https://api.example.com/pictures\ncontent-type: image/webp\n\nx"
    );
    let any = AddPictureBody::Any(Body::from("x").content_type("audio/ogg"));
    Recorder::call(client.add_picture(any)).unwrap();
    assert_eq!(
        recorder.sent(),
        "POST https://api.example.com/pictures\ncontent-type: audio/ogg\n\nx"
    );
    let link = models::AddPictureRequest::new().href("/x");
    Recorder::call(client.add_picture(&link)).unwrap();
    assert_eq!(
        recorder.sent(),
        "POST https://api.example.com/pictures\ncontent-type: application/json\n\n{\"href\":\"/x\"}"
    );
}

#[test]
fn what_the_api_does_not_take_is_refused() {
    let (client, _) = client();
    let image = |body: Body| {
        message(Recorder::call(
            client.add_picture(AddPictureBody::Image(body)),
        ))
    };
    assert_eq!(
        image(Body::from("x")),
        "the body cannot be written: the API takes `image/*`: say which of them it is with \
         `Body::content_type`"
    );
    assert_eq!(
        image(Body::from("x").content_type("audio/ogg")),
        "the body cannot be written: it is said to be `audio/ogg`, but the API takes `image/*`"
    );
    for wrong in ["image", "image/*", "image/png\r\nX: 1", "*/*"] {
        assert_eq!(
            image(Body::from("x").content_type(wrong)),
            "the body cannot be written: what it is said to be is no media type, such as `image/png`"
        );
    }
    let video = AddPictureBody::Mp4(Body::from("x").content_type("video/ogg"));
    assert_eq!(
        message(Recorder::call(client.add_picture(video))),
        "the body cannot be written: it is said to be `video/ogg`, but the API takes `video/mp4`"
    );
}
