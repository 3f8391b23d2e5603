//! What a body holds and how long it is, by where it comes from.

use std::io::{Cursor, Read};

use castiron_runtime::Body;

use super::{all, file, next, stream};

#[tokio::test]
async fn every_source_gives_its_bytes() {
    let scan = file("every_source", b"scan");
    let sources: [(Body, &[u8], Option<u64>, bool); 8] = [
        (Body::default(), b"", Some(0), true),
        (vec![0, 255].into(), &[0, 255], Some(2), true),
        (b"abc".into(), b"abc", Some(3), true),
        ("text".into(), b"text", Some(4), true),
        (Body::file(scan), b"scan", Some(4), true),
        (Body::reader(Cursor::new("read")), b"read", None, false),
        (stream([Ok("a"), Ok(""), Ok("b")]), b"ab", None, false),
        (
            stream([Ok("ab"), Ok("c")]).with_length(3),
            b"abc",
            Some(3),
            false,
        ),
    ];
    for (body, bytes, length, repeatable) in sources {
        let open = body.open().unwrap();
        assert_eq!(open.length(), length, "{body:?}");
        assert_eq!(body.is_repeatable(), repeatable, "{body:?}");
        assert_eq!(all(open).await.unwrap(), bytes, "{body:?}");
        assert_eq!(body.open().is_ok(), repeatable, "{body:?}");
    }
}

#[tokio::test]
async fn a_body_of_another_length_than_said_fails_before_its_end() {
    for (length, whole, sent, reason) in [
        (
            4,
            "abc",
            "abc",
            "the body is shorter than it was said to be",
        ),
        (2, "abc", "", "the body is longer than it was said to be"),
        (0, "abc", "", "the body is longer than it was said to be"),
        (1, "", "", "the body is shorter than it was said to be"),
    ] {
        let mut open = stream([Ok(whole)]).with_length(length).open().unwrap();
        let mut given = Vec::new();
        let error = loop {
            match next(&mut open).await.unwrap() {
                Ok(chunk) => given.extend_from_slice(&chunk),
                Err(error) => break error,
            }
        };
        assert_eq!(given, sent.as_bytes(), "{length}");
        assert_eq!(error.to_string(), reason);
        assert!(next(&mut open).await.is_none());
    }
}

#[tokio::test]
async fn the_last_chunk_waits_until_nothing_follows() {
    let items = [Ok("ab"), Ok("cd"), Err("the vault is shut")];
    let mut open = stream(items).with_length(4).open().unwrap();
    assert_eq!(next(&mut open).await.unwrap().unwrap(), "ab");
    let error = next(&mut open).await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body cannot be read: the vault is shut"
    );
}

#[tokio::test]
async fn a_file_that_grows_is_sent_as_long_as_it_was() {
    let path = file("grows", b"0123");
    let open = Body::file(&path).open().unwrap();
    std::fs::write(&path, b"0123456789").unwrap();
    assert_eq!(all(open).await.unwrap(), b"0123");
}

#[tokio::test]
async fn a_file_that_shrinks_fails() {
    let path = file("shrinks", b"0123");
    let open = Body::file(&path).open().unwrap();
    std::fs::write(&path, b"01").unwrap();
    let error = all(open).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body is shorter than it was said to be"
    );
}

#[test]
fn what_is_no_file_cannot_be_opened() {
    let folder = Body::file(env!("CARGO_TARGET_TMPDIR"));
    let missing = Body::file("/nowhere/s3cret.pdf");
    for body in [folder, missing] {
        let error = body.open().unwrap_err().to_string();
        assert!(
            error.starts_with("the file of the body cannot be opened: "),
            "{error}"
        );
        assert!(!error.contains("s3cret"), "{error}");
    }
}

#[tokio::test]
async fn only_the_first_reader_of_a_stream_gets_anything() {
    let body = stream([Ok("a")]);
    let (one, other) = (body.open().unwrap(), body.clone().open().unwrap());
    assert_eq!(all(one).await.unwrap(), b"a");
    let error = all(other).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body can be read only once, and was read"
    );
    assert!(body.open().is_err());
}

#[test]
fn a_blocking_transport_reads_what_an_async_stream_gives() {
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    let body = Body::stream(Received(receiver));
    let writer = std::thread::spawn(move || {
        for number in 0..1000_u32 {
            sender.blocking_send(number.to_string()).unwrap();
        }
    });
    let mut text = String::new();
    body.open().unwrap().read_to_string(&mut text).unwrap();
    writer.join().unwrap();
    let expected: String = (0..1000).map(|number: u32| number.to_string()).collect();
    assert_eq!(text, expected);
}

struct Received(tokio::sync::mpsc::Receiver<String>);

impl futures_core::Stream for Received {
    type Item = Result<String, std::convert::Infallible>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|text| text.map(Ok))
    }
}

#[test]
fn nothing_of_a_body_is_printed() {
    let bodies = [
        Body::from("s3cret"),
        Body::file("s3cret"),
        stream([Ok("s3cret")]),
    ];
    let printed = format!("{bodies:?}");
    assert_eq!(printed, "[Body(6 bytes), Body(a file), Body(a stream)]");
}
