//! Bodies that are cut at every byte, over sockets.

use castiron_runtime::{
    Config, Core, CoreBuilder, Error, ErrorKind, RequestParts, RetryPolicy, Streaming, decode,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::fake::PLAIN;

/// An answer, byte for byte.
struct Answer {
    bytes: Vec<u8>,
    /// How many bytes of the body are in the first bytes of the answer; `None` before it begins.
    arrived: Vec<Option<usize>>,
}

impl Answer {
    fn announced(body: &str) -> Self {
        let mut answer = Self::begun(&format!("content-length: {}", body.len()));
        answer.put(body, 1);
        answer
    }

    fn chunked(body: &str, size: usize) -> Self {
        let mut answer = Self::begun("transfer-encoding: chunked");
        for chunk in body.as_bytes().chunks(size) {
            answer.put(&format!("{:x}\r\n", chunk.len()), 0);
            answer.put(std::str::from_utf8(chunk).unwrap(), 1);
            answer.put("\r\n", 0);
        }
        answer.put("0\r\n\r\n", 0);
        answer
    }

    fn begun(framing: &str) -> Self {
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n{framing}\r\n\r\n");
        let mut arrived = vec![None; head.len()];
        arrived.push(Some(0));
        let bytes = head.into_bytes();
        Self { bytes, arrived }
    }

    /// Adds bytes, each of which is one of the body or none.
    fn put(&mut self, bytes: &str, each: usize) {
        for byte in bytes.bytes() {
            let before = self.arrived.last().copied().flatten().unwrap();
            self.arrived.push(Some(before + each));
            self.bytes.push(byte);
        }
    }

    /// Every way to cut it, and the part of the body that is left.
    fn cuts<'a>(&'a self, body: &'a str) -> impl Iterator<Item = (&'a [u8], Option<&'a str>)> {
        let cuts = self.arrived.iter().enumerate();
        cuts.map(move |(length, arrived)| {
            (
                &self.bytes[..length],
                arrived.map(|arrived| &body[..arrived]),
            )
        })
    }
}

async fn listen() -> (TcpListener, Core) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut builder = CoreBuilder::new(format!("http://{address}"));
    builder.config(Config::new().retry(RetryPolicy::never()));
    (listener, builder.build().unwrap())
}

/// Takes a request, and leaves the answer to the caller.
async fn accept(listener: &TcpListener) -> TcpStream {
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        assert_ne!(socket.read_buf(&mut request).await.unwrap(), 0);
    }
    socket
}

async fn answer(listener: &TcpListener, bytes: &[u8]) {
    let mut socket = accept(listener).await;
    socket.write_all(bytes).await.unwrap();
    socket.shutdown().await.unwrap();
}

/// What `read` gives for each item, and whether the end came without an error.
macro_rules! items {
    ($stream:expr, $next:ident, $read:expr) => {{
        let mut items = Vec::new();
        let mut is_whole = true;
        while let Some(item) = $stream.$next().await {
            match item {
                Ok(item) => items.push($read(item)),
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
                    is_whole = false;
                }
            }
        }
        (items, is_whole)
    }};
}

/// Checks what comes of an answer and all parts of it: nothing without a head, and otherwise what
/// `expected` makes of the body.
macro_rules! check_cuts {
    ($body:expr, $call:expr, $read:expr, $expected:expr) => {
        let (listener, core) = listen().await;
        for whole in [
            Answer::announced($body),
            Answer::chunked($body, 1),
            Answer::chunked($body, 7),
        ] {
            for (bytes, body) in whole.cuts($body) {
                let call = $call(RequestParts::new(&core, &PLAIN));
                let (_, result) = tokio::join!(answer(&listener, bytes), call);
                let result: Result<_, Error> = result;
                let Some(body) = body else {
                    assert_eq!(result.unwrap_err().kind(), ErrorKind::Transport);
                    continue;
                };
                let (items, is_whole) = $read(result.unwrap()).await;
                let cut_after = bytes.len();
                assert_eq!(
                    is_whole,
                    cut_after == whole.bytes.len(),
                    "cut after {cut_after} bytes: {items:?}"
                );
                assert_eq!(items, $expected(body, is_whole));
            }
        }
    };
}

#[tokio::test]
async fn a_cut_download_is_never_whole() {
    check_cuts!(
        "0123456789abcdefghij",
        |parts: Box<RequestParts>| parts.stream(Streaming::download(), decode::none),
        async |mut download: castiron_runtime::Response<castiron_runtime::Download>| {
            let text = |chunk: bytes::Bytes| String::from_utf8(chunk.to_vec()).unwrap();
            let (chunks, is_whole) = items!(download, chunk, text);
            (chunks.concat(), is_whole)
        },
        |body: &str, _| body.to_owned()
    );
}

#[tokio::test]
async fn cut_lines_are_never_all() {
    check_cuts!(
        "1\n22\r\n\n333\n4444",
        |parts: Box<RequestParts>| parts
            .stream(Streaming::lines(decode::json::<i32>), decode::none),
        async |mut lines: castiron_runtime::Response<castiron_runtime::Lines<i32>>| {
            items!(lines, next, |line: i32| line)
        },
        |body: &str, is_whole| {
            let end = if is_whole {
                body.len()
            } else {
                body.rfind('\n').map_or(0, |end| end + 1)
            };
            let lines = body[..end].split_ascii_whitespace();
            lines
                .map(|line| line.parse().unwrap())
                .collect::<Vec<i32>>()
        }
    );
}

#[tokio::test]
async fn cut_events_are_never_all() {
    check_cuts!(
        "data: 1\n\nid: 7\ndata: 2\n\n: 3\n\nevent: x\ndata: 4\n\n",
        |parts: Box<RequestParts>| parts.stream(Streaming::events(decode::text), decode::none),
        async |mut events: castiron_runtime::Response<castiron_runtime::Events<String>>| {
            let data = |event: castiron_runtime::ServerEvent<String>| event.data;
            items!(events, next, data)
        },
        |body: &str, _| {
            let end = body.rfind("\n\n").map_or(0, |end| end + 2);
            let lines = body[..end].lines();
            lines
                .filter_map(|line| line.strip_prefix("data: ").map(str::to_owned))
                .collect::<Vec<String>>()
        }
    );
}

#[tokio::test]
async fn dropping_a_stream_closes_the_connection() {
    let (listener, core) = listen().await;
    let call = RequestParts::new(&core, &PLAIN).stream(Streaming::download(), decode::none);
    let server = async {
        let mut socket = accept(&listener).await;
        let endless = "HTTP/1.1 200 OK\r\n\r\n0123";
        socket.write_all(endless.as_bytes()).await.unwrap();
        socket
    };
    let (mut socket, result) = tokio::join!(server, call);
    let result: Result<_, Error> = result;
    let mut download = result.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "0123");
    drop(download);
    // This ends only because the client has closed its side.
    let mut rest = Vec::new();
    let _ = socket.read_to_end(&mut rest).await;
    assert_eq!(rest, b"");
}
