//! Bodies of JSON texts that are handed out as they arrive.

use std::time::Duration;

use castiron_runtime::{
    Config, Error, ErrorKind, Lines, RequestParts, Response, Streaming, decode,
};
use serde_json::Value;

use crate::fake::{Fake, PLAIN, Reply, Step, once};

#[derive(Clone, Copy)]
enum Kind {
    Lines,
    Records,
}

async fn stream(kind: Kind, config: Config, steps: Vec<Step>) -> Response<Lines<Value>> {
    let fake = Fake::new([Reply::Answer(200, &[], steps)]);
    let core = fake.core_with(|builder| builder.config(config));
    let parts = RequestParts::new(&core, &PLAIN);
    let result: Result<_, Error> = match kind {
        Kind::Lines => {
            parts
                .stream(Streaming::lines(decode::json), decode::none)
                .await
        }
        Kind::Records => {
            parts
                .stream(Streaming::records(decode::json), decode::none)
                .await
        }
    };
    result.unwrap()
}

/// The items as JSON, and `!` before the messages of errors.
async fn items(kind: Kind, config: Config, steps: Vec<Step>) -> Vec<String> {
    let mut stream = stream(kind, config, steps).await;
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(match item {
            Ok(value) => value.to_string(),
            Err(error) => format!("! {}", error.message()),
        });
    }
    items
}

/// Reads a body in one chunk, in two of all sizes, and byte by byte.
async fn check(kind: Kind, body: &'static str, expected: &[&str]) {
    let bytes = body.as_bytes();
    let parts = |at: usize| {
        let (head, tail) = bytes.split_at(at);
        vec![Step::Bytes(head.to_vec()), Step::Bytes(tail.to_vec())]
    };
    let mut ways: Vec<Vec<Step>> = (0..=bytes.len()).map(parts).collect();
    ways.push(bytes.iter().map(|byte| Step::Bytes(vec![*byte])).collect());
    for steps in ways {
        assert_eq!(items(kind, once(), steps).await, expected, "{body:?}");
    }
}

#[tokio::test]
async fn one_value_on_each_line() {
    check(Kind::Lines, "1\n{\"a\": 2}\n", &["1", "{\"a\":2}"]).await;
    check(Kind::Lines, "", &[]).await;
}

#[tokio::test]
async fn blank_lines_are_skipped_and_the_last_needs_no_end() {
    check(Kind::Lines, "\n1\r\n \r\n\n 2 \n\t\n3", &["1", "2", "3"]).await;
    check(Kind::Lines, "\n\r\n  ", &[]).await;
    check(Kind::Lines, "\u{FEFF}1\n2", &["1", "2"]).await;
}

#[tokio::test]
async fn a_line_that_is_no_json_is_an_error_in_its_place() {
    check(
        Kind::Lines,
        "1\n{\"a\": 1, \"a\": 2}\n2\n[3",
        &[
            "1",
            "! an item of the stream: `$.a`: the key is there twice",
            "2",
            "! an item of the stream: `$[0]`: the text is not JSON: EOF while parsing a list",
        ],
    )
    .await;
}

#[tokio::test]
async fn lines_are_checked_like_all_json() {
    let deep = "[".repeat(129) + &"]".repeat(129) + "\n1\n";
    let read = items(Kind::Lines, once(), vec![Step::Bytes(deep.into())]).await;
    assert!(
        read[0].ends_with("nested deeper than 128 levels"),
        "{read:?}"
    );
    assert_eq!(read[1], "1");
    let not_utf_8 = Step::Bytes(b"\"\xff\"\n2\n".to_vec());
    let read = items(Kind::Lines, once(), vec![not_utf_8]).await;
    assert_eq!(
        read,
        ["! an item of the stream: `$`: byte 1 is not UTF-8", "2"]
    );
}

#[tokio::test]
async fn a_cut_is_an_error_after_the_last_whole_line() {
    let steps = vec![Step::Chunk("1\n2\n3"), Step::Cut];
    assert_eq!(
        items(Kind::Lines, once(), steps).await,
        [
            "1",
            "2",
            "! the body broke off: the connection was closed, after 5 bytes"
        ]
    );
}

#[tokio::test]
async fn records_begin_with_a_separator() {
    check(
        Kind::Records,
        "\x1e1\n\x1e{\"a\": 2}\n",
        &["1", "{\"a\":2}"],
    )
    .await;
    check(Kind::Records, "", &[]).await;
    check(Kind::Records, "\x1e\x1e\n\x1e1\n\n\x1e", &["1"]).await;
}

#[tokio::test]
async fn records_may_have_several_lines() {
    check(
        Kind::Records,
        "\x1e{\n \"a\": [1,\n2]\n}\n\x1e\"}\\\"{\"\n\x1e[\"[\",\n\"\\\\\"]\n",
        &["{\"a\":[1,2]}", "\"}\\\"{\"", "[\"[\",\"\\\\\"]"],
    )
    .await;
}

#[tokio::test]
async fn a_record_that_may_be_cut_is_an_error_in_its_place() {
    let part = "! a text of the stream may be a part of one";
    check(Kind::Records, "\x1e12\x1e3 \x1e4", &[part, "3", part]).await;
    check(
        Kind::Records,
        "\x1e{\"a\": 1}\x1e\"b\"",
        &["{\"a\":1}", "\"b\""],
    )
    .await;
    check(
        Kind::Records,
        "\x1e[1,\n\x1e2\n",
        &[
            "! an item of the stream: `$[0]`: the text is not JSON: EOF while parsing a value",
            "2",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_text_outside_of_records_is_an_error_in_its_place() {
    let outside = "! a text of the stream does not begin with a record separator";
    check(Kind::Records, "1\n\x1e2\n3\n", &[outside, "2", outside]).await;
}

#[tokio::test(start_paused = true)]
async fn items_do_not_wait_for_those_behind_them() {
    for (kind, chunk) in [(Kind::Lines, "1\n"), (Kind::Records, "\x1e1\n")] {
        let steps = vec![Step::Chunk(chunk), Step::Hang];
        let mut stream = stream(kind, once(), steps).await;
        assert_eq!(stream.next().await.unwrap().unwrap(), 1);
        let started = tokio::time::Instant::now();
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!(started.elapsed().as_secs(), 30);
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn all_items_together_may_be_given_a_time() {
    let slow = |_| [Step::Wait(Duration::from_secs(20)), Step::Chunk("1\n")];
    let steps = (0..9).flat_map(slow).collect();
    let mut stream = stream(Kind::Lines, once(), steps).await;
    stream.within(Duration::from_secs(50));
    assert!(stream.next().await.unwrap().is_ok());
    assert!(stream.next().await.unwrap().is_ok());
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn an_item_beyond_the_limit_is_the_last() {
    for (kind, body) in [
        (Kind::Lines, "12345\n123456\n1\n"),
        (Kind::Records, "\x1e1234\n\x1e123456\n\x1e1\n"),
    ] {
        let whole = items(kind, once().body_limit(5), vec![Step::Chunk(body)]).await;
        let bytes = body.bytes().map(|byte| Step::Bytes(vec![byte])).collect();
        assert_eq!(items(kind, once().body_limit(5), bytes).await, whole);
        assert_eq!(whole.len(), 2);
        assert_eq!(
            whole[1],
            "! an item of the stream is larger than 5 bytes: raise `Config::body_limit` to accept it"
        );
    }
}

#[tokio::test]
async fn a_line_without_end_is_not_read_on() {
    let chunk: &'static str = "x".repeat(64 * 1024).leak();
    for (kind, begin) in [(Kind::Lines, ""), (Kind::Records, "\x1e")] {
        let mut steps = vec![Step::Chunk(begin)];
        steps.extend((0..1600).map(|_| Step::Chunk(chunk)));
        let mut stream = stream(kind, once().body_limit(1 << 20), steps).await;
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert!(stream.next().await.is_none());
        // The limit, and one chunk more to know.
        let read = 17 * 64 * 1024 + begin.len();
        assert_eq!(
            format!("{:?}", *stream),
            format!("Lines(Incoming {{ arrived: {read}, length: None, .. }})")
        );
    }
}
