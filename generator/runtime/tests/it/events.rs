//! Server-sent events that are handed out as they arrive.

use std::time::Duration;

use castiron_runtime::base64_bytes::Base64;
use castiron_runtime::{
    Config, Decoder, Effect, Error, ErrorKind, Events, Operation, RequestParts, Response,
    SecurityScheme, ServerEvent, Streaming, decode,
};

use crate::fake::{Fake, PLAIN, Reply, Step, once};

const STREAM: &[(&str, &str)] = &[("content-type", "text/event-stream; charset=utf-8")];

async fn call<T: 'static>(
    config: Config,
    reply: Reply,
    data: Decoder<T>,
) -> Result<Response<Events<T>>, Error> {
    let fake = Fake::new([reply]);
    let core = fake.core_with(|builder| builder.config(config));
    RequestParts::new(&core, &PLAIN)
        .stream(Streaming::events(data), decode::none)
        .await
}

async fn texts(steps: Vec<Step>) -> Response<Events<String>> {
    let reply = Reply::Answer(200, STREAM, steps);
    call(once(), reply, decode::text).await.unwrap()
}

/// An event on one line: type, data, identifier and wait, as far as they are there.
fn line(event: ServerEvent<String>) -> String {
    let mut parts = vec![format!("{:?}", event.data)];
    parts.extend(event.event.map(|event| format!("event={event}")));
    parts.extend(event.id.map(|id| format!("id={id}")));
    parts.extend(event.retry.map(|retry| format!("retry={retry:?}")));
    parts.join(" ")
}

async fn events(steps: Vec<Step>) -> Vec<String> {
    let mut stream = texts(steps).await;
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        events.push(match event {
            Ok(event) => line(event),
            Err(error) => format!("! {}", error.message()),
        });
    }
    events
}

/// Reads a body in one chunk, in two of all sizes, and byte by byte.
async fn check(body: &str, expected: &[&str]) {
    let bytes = body.as_bytes();
    let parts = |at: usize| {
        let (head, tail) = bytes.split_at(at);
        vec![Step::Bytes(head.to_vec()), Step::Bytes(tail.to_vec())]
    };
    let mut ways: Vec<Vec<Step>> = (0..=bytes.len()).map(parts).collect();
    ways.push(bytes.iter().map(|byte| Step::Bytes(vec![*byte])).collect());
    for steps in ways {
        assert_eq!(events(steps).await, expected, "{body:?}");
    }
}

#[tokio::test]
async fn every_end_of_a_line_will_do() {
    for end in ["\n", "\r", "\r\n"] {
        let body = ["data: 1", "", ": comment", "data: 2", "data: 3", "", ""].join(end);
        check(&body, &["\"1\"", "\"2\\n3\""]).await;
    }
    check(
        "data: 1\n\r\ndata: 2\r\ndata: 3\r\r\n",
        &["\"1\"", "\"2\\n3\""],
    )
    .await;
}

#[tokio::test]
async fn the_examples_of_the_standard() {
    check(
        "data: YHOO\ndata: +2\ndata: 10\n\n",
        &["\"YHOO\\n+2\\n10\""],
    )
    .await;
    check(
        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
        &[
            "\"first event\" id=1",
            "\"second event\" id=",
            "\" third event\" id=",
        ],
    )
    .await;
    check("data\n\ndata\ndata\n\ndata:", &["\"\"", "\"\\n\""]).await;
    check("data:test\n\ndata: test\n\n", &["\"test\"", "\"test\""]).await;
}

#[tokio::test]
async fn a_type_counts_once_and_an_identifier_until_the_next() {
    check(
        "event: add\nid: 7\ndata: 1\n\ndata: 2\n\nid: 8\n\ndata: 3\n\n",
        &["\"1\" event=add id=7", "\"2\" id=7", "\"3\" id=8"],
    )
    .await;
}

#[tokio::test]
async fn an_event_without_data_is_none() {
    check("event: ping\nretry: 5\n\ndata: 1\n\n\n\n", &["\"1\""]).await;
}

#[tokio::test]
async fn fields_that_make_no_sense_are_ignored() {
    check(
        "id: 7\nid: a\0b\nretry: 10s\nretry: \nDATA: x\nother: y\nother\ndata: 1\n\n",
        &["\"1\" id=7"],
    )
    .await;
    check(
        "retry: 1500\ndata: 1\n\nretry: 99999999999999999999\ndata: 2\n\n",
        &["\"1\" retry=1.5s", "\"2\""],
    )
    .await;
}

#[tokio::test]
async fn one_byte_order_mark_is_skipped() {
    check(
        "\u{FEFF}data: 1\n\ndata: \u{FEFF}2\n\n",
        &["\"1\"", "\"\\u{feff}2\""],
    )
    .await;
    check("\u{FEFF}\u{FEFF}data: 1\n\ndata: 2\n\n", &["\"2\""]).await;
}

#[tokio::test]
async fn an_event_without_its_end_is_dropped() {
    check("data: 1\n\ndata: 2\n", &["\"1\""]).await;
    check("data: 1\n\ndata: 2", &["\"1\""]).await;
    check("", &[]).await;
}

#[tokio::test]
async fn a_cut_is_an_error_after_the_last_whole_event() {
    let steps = vec![Step::Chunk("data: 1\n\ndata: 2\n"), Step::Cut];
    assert_eq!(
        events(steps).await,
        [
            "\"1\"",
            "! the body broke off: the connection was closed, after 17 bytes"
        ]
    );
}

#[tokio::test]
async fn data_is_read_as_json() {
    let body = "data: {\"a\":\ndata: [1]}\n\ndata: {\"a\": 1, \"a\": 2}\n\nid: 9\ndata: [2]\n\n";
    let reply = Reply::Answer(200, STREAM, vec![Step::Chunk(body)]);
    let call = call::<serde_json::Value>(once(), reply, decode::json).await;
    let mut stream = call.unwrap();
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!(first.data.to_string(), "{\"a\":[1]}");
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Decode, Effect::Applied)
    );
    assert_eq!(
        error.message(),
        "an item of the stream: `$.a`: the key is there twice"
    );
    let third = stream.next().await.unwrap().unwrap();
    assert_eq!(third.data.to_string(), "[2]");
    assert_eq!(stream.last_id(), Some("9"));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn data_that_is_not_utf_8_is_an_error_in_its_place() {
    let steps = vec![Step::Bytes(b"data: \xff\n\ndata: 2\n\n".to_vec())];
    assert_eq!(
        events(steps).await,
        ["! an item of the stream: the text is not in UTF-8", "\"2\""]
    );
}

#[tokio::test(start_paused = true)]
async fn events_are_there_at_once_and_comments_keep_the_stream_alive() {
    let alive = |_| {
        [
            Step::Wait(Duration::from_secs(29)),
            Step::Chunk(": alive\r"),
        ]
    };
    let mut steps = vec![Step::Chunk("data: 1\r\r")];
    steps.extend((0..10).flat_map(alive));
    steps.extend([Step::Chunk("data: 2\n\n"), Step::Hang]);
    let mut stream = texts(steps).await;
    let started = tokio::time::Instant::now();
    let mut next = async || {
        let event = stream.next().await.unwrap();
        (event.map(line), started.elapsed().as_secs())
    };
    let (first, at) = next().await;
    assert_eq!((first.unwrap().as_str(), at), ("\"1\"", 0));
    let (second, at) = next().await;
    assert_eq!((second.unwrap().as_str(), at), ("\"2\"", 290));
    let (silence, at) = next().await;
    assert_eq!((silence.unwrap_err().kind(), at), (ErrorKind::Timeout, 320));
}

#[tokio::test]
async fn another_media_type_is_an_error() {
    let page = |headers| Reply::Answer(200, headers, vec![Step::Chunk("<h1>Sign in</h1>")]);
    let html = call(once(), page(&[("content-type", "text/html")]), decode::text);
    let error = html.await.unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Decode, Effect::Applied)
    );
    assert_eq!(
        error.message(),
        "expected `text/event-stream`, got a body of `text/html` that begins with `<h1>Sign in</h1>`"
    );
    let none = call(once(), page(&[]), decode::text).await;
    assert_eq!(none.unwrap_err().kind(), ErrorKind::Decode);
    let nothing = call(once(), Reply::Answer(204, &[], vec![]), decode::text);
    assert!(nothing.await.unwrap().next().await.is_none());
}

#[tokio::test]
async fn an_event_beyond_the_limit_is_the_last() {
    for body in [
        "data: 123\n\n: 3456789012\ndata: 2\n\n",
        "data: 123\n\ndata: 1234\ndata: 1234\n\n",
        "data: 123\n\nid: 123\nevent: 123\ndata: 123\n\n",
    ] {
        let reply = Reply::Answer(200, STREAM, vec![Step::Chunk(body)]);
        let call = call(once().body_limit(10), reply, decode::text).await;
        let mut stream = call.unwrap();
        assert_eq!(stream.next().await.unwrap().unwrap().data, "123");
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{body:?}");
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn an_event_without_end_is_not_read_on() {
    let long: &'static str = "x".repeat(64 * 1024).leak();
    let lines: &'static str = "data: 67\n".repeat(8 * 1024).leak();
    for chunk in [long, lines] {
        let steps = (0..1600).map(|_| Step::Chunk(chunk)).collect();
        let reply = Reply::Answer(200, STREAM, steps);
        let call = call(once().body_limit(1 << 20), reply, decode::text).await;
        let mut stream = call.unwrap();
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert!(stream.next().await.is_none());
        let shown = format!("{:?}", *stream);
        let arrived = shown.split(&[' ', ','][..]).nth(3).unwrap();
        assert!(arrived.parse::<usize>().unwrap() < 4 << 20, "{shown}");
    }
}

#[tokio::test]
async fn what_an_item_quotes_shows_no_secret() {
    static KEY: SecurityScheme = SecurityScheme::api_key_query("key", "key", "api_key");
    static KEYED: Operation = Operation {
        security: &[&[&KEY]],
        ..PLAIN
    };
    let steps = vec![Step::Chunk("data: <b>s3cret-key</b>\n\n")];
    let fake = Fake::new([Reply::Answer(200, STREAM, steps)]);
    let core = fake.core_with(|builder| builder.api_key(&KEY, "s3cret-key"));
    let parts = RequestParts::new(&core, &KEYED);
    let data = Streaming::events(decode::json::<i32>);
    let result: Result<_, Error> = parts.stream(data, decode::none).await;
    let error = result.unwrap().next().await.unwrap().unwrap_err();
    assert_eq!(
        error.message(),
        "an item of the stream: expected JSON, got a body of `application/json` that begins with \
         `<b>[redacted]</b>`"
    );
}

#[tokio::test(start_paused = true)]
async fn data_of_texts_needs_no_quotes() {
    let body = "data: 10.50\n\ndata: \"-3\"\n\ndata: a \"b\"\n\n";
    let reply = || Reply::Answer(200, STREAM, vec![Step::Chunk(body)]);
    let mut texts = call(once(), reply(), decode::unquoted::<String>)
        .await
        .unwrap();
    for text in ["10.50", "-3", "a \"b\""] {
        assert_eq!(texts.next().await.unwrap().unwrap().data, text);
    }
    let secrets = call(once(), reply(), decode::unquoted_with::<Vec<u8>, Base64>);
    let error = secrets.await.unwrap().next().await.unwrap().unwrap_err();
    assert_eq!(
        error.message(),
        "an item of the stream: `$`: the text is not base64"
    );
}
