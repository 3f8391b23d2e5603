//! Bodies over the built-in transports, as a server reads them.

#![cfg(all(feature = "reqwest", feature = "blocking"))]

use std::io::{Cursor, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use castiron_runtime::{
    Body, Config, Core, CoreBuilder, Effect, Error, ErrorKind, Method, Operation, RequestParts,
    ReqwestTransport, UreqTransport, decode,
};
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{file, stream};
use crate::fake::PLAIN;

static PUT: Operation = Operation {
    method: Method::PUT,
    ..PLAIN
};

const ANSWER: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1\r\n\r\n1";

/// What carries a request.
#[derive(Debug, Clone, Copy)]
enum Carrier {
    Reqwest,
    Ureq,
}

const CARRIERS: [Carrier; 2] = [Carrier::Reqwest, Carrier::Ureq];

fn core(carrier: Carrier, listener: &TcpListener, config: Config) -> Core {
    let address = listener.local_addr().unwrap();
    let config = config.user_agent("test");
    let mut builder = CoreBuilder::new(format!("http://{address}"));
    match carrier {
        Carrier::Reqwest => builder.transport(ReqwestTransport::new(&config).unwrap()),
        Carrier::Ureq => builder.transport(UreqTransport::new(&config)),
    };
    builder.config(config);
    builder.build().unwrap()
}

async fn put(core: &Core, body: Body) -> Result<i32, Error> {
    let mut parts = RequestParts::new(core, &PUT);
    parts.bytes_body("application/octet-stream", body);
    let result = parts.send(decode::json::<i32>, decode::none).await;
    result.map(|response| *response)
}

/// What a server reads up to an end, or to that of the connection; then it answers.
async fn read_until(socket: &mut TcpStream, end: &[u8]) -> String {
    let mut request = Vec::new();
    while !request.ends_with(end) {
        if socket.read_buf(&mut request).await.unwrap_or(0) == 0 {
            break;
        }
    }
    let _ = socket.write_all(ANSWER).await;
    String::from_utf8(request).unwrap()
}

/// What a server reads of one body, with the header that tells its length.
async fn exchange(carrier: Carrier, body: Body, end: &'static str) -> (String, Result<i32, Error>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let core = core(carrier, &listener, Config::new());
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        (read_until(&mut socket, end.as_bytes()).await, listener)
    });
    let result = put(&core, body).await;
    let (request, listener) = server.await.unwrap();
    let more = tokio::time::timeout(Duration::from_millis(20), listener.accept()).await;
    assert!(more.is_err(), "the request is sent once");
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let framing: Vec<&str> = head
        .lines()
        .filter(|line| line.starts_with("content-length") || line.starts_with("transfer"))
        .collect();
    (format!("{}\r\n\r\n{body}", framing.join("\r\n")), result)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_known_length_is_sent_and_an_unknown_one_comes_in_chunks() {
    for carrier in CARRIERS {
        let scan = file("known_length", b"scan");
        let empty = file("known_length_empty", b"");
        let bodies: [(Body, &'static str); 7] = [
            ("text".into(), "content-length: 4\r\n\r\ntext"),
            (Body::file(scan), "content-length: 4\r\n\r\nscan"),
            (Body::file(empty), "content-length: 0\r\n\r\n"),
            (
                Body::reader(Cursor::new("read")).with_length(4),
                "content-length: 4\r\n\r\nread",
            ),
            (
                Body::reader(Cursor::new("read")),
                "transfer-encoding: chunked\r\n\r\n4\r\nread\r\n0\r\n\r\n",
            ),
            (
                stream([Ok("a"), Ok(""), Ok("bc")]),
                "transfer-encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n",
            ),
            (stream([]), "transfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
        ];
        for (body, expected) in bodies {
            let end = expected.rsplit("\r\n\r\n").next().unwrap();
            let end = if end.is_empty() { "\r\n\r\n" } else { end };
            let end = if expected.contains("chunked") {
                "0\r\n\r\n"
            } else {
                end
            };
            let (sent, result) = exchange(carrier, body, end).await;
            assert_eq!(sent, expected);
            assert_eq!(result.unwrap(), 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_body_that_fails_midway_ends_the_call_without_an_answer() {
    for carrier in CARRIERS {
        let failing: [(Body, &str, &str); 3] = [
            (
                stream([Ok("abc"), Err("the vault is shut")]),
                "transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "the body cannot be read: the vault is shut",
            ),
            (
                stream([Ok("abc")]).with_length(9),
                "content-length: 9\r\n\r\nabc",
                "the body is shorter than it was said to be",
            ),
            (
                stream([Ok("abc"), Ok("d")]).with_length(3),
                "content-length: 3\r\n\r\n",
                "the body is longer than it was said to be",
            ),
        ];
        for (body, incomplete, message) in failing {
            let (sent, result) = exchange(carrier, body, "0\r\n\r\n").await;
            assert!(incomplete.starts_with(&sent), "{sent}");
            let error = result.unwrap_err();
            assert_eq!(error.message(), message);
            assert_eq!(
                (error.kind(), error.effect()),
                (ErrorKind::Transport, Effect::Unknown)
            );
            assert_eq!(error.attempts(), 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_file_that_is_not_there_is_found_missing_before_anything_is_sent() {
    for carrier in CARRIERS {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let core = core(carrier, &listener, Config::new());
        let error = put(&core, Body::file("/nowhere/scan.pdf"))
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Transport, Effect::NotSent)
        );
        assert_eq!(error.attempts(), 1);
        let more = tokio::time::timeout(Duration::from_millis(20), listener.accept()).await;
        assert!(more.is_err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_untouched_stream_goes_out_once_the_server_is_there() {
    for carrier in CARRIERS {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let core = core(carrier, &listener, Config::new());
        drop(listener);
        let body = stream([Ok("abc")]);
        let server = tokio::spawn(async move {
            let listener = loop {
                match TcpListener::bind(address).await {
                    Ok(listener) => break listener,
                    Err(_) => tokio::task::yield_now().await,
                }
            };
            let (mut socket, _) = listener.accept().await.unwrap();
            read_until(&mut socket, b"0\r\n\r\n").await
        });
        assert_eq!(put(&core, body).await.unwrap(), 1);
        assert!(server.await.unwrap().ends_with("\r\n3\r\nabc\r\n0\r\n\r\n"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_server_that_does_not_read_is_left_at_the_end_of_the_call() {
    for carrier in CARRIERS {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let config = Config::new().total_timeout(Duration::from_millis(300));
        let core = core(carrier, &listener, config);
        let server = tokio::spawn(async move { listener.accept().await.unwrap() });
        let body = Body::reader(std::io::repeat(7)).with_length(1 << 40);
        let error = put(&core, body).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.effect()),
            (ErrorKind::Timeout, Effect::Unknown)
        );
        assert_eq!(error.attempts(), 1);
        drop(server);
    }
}

/// Counts what is read of it.
struct Counted<R>(R, Arc<AtomicU64>);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_hundred_megabytes_are_never_in_memory_at_once() {
    const SIZE: u64 = 100 << 20;
    for carrier in CARRIERS {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        // Left to itself, the system lets a slow reader's buffer grow to a third of all.
        SockRef::from(&listener)
            .set_recv_buffer_size(1 << 16)
            .unwrap();
        let core = core(carrier, &listener, Config::new());
        let given = Arc::<AtomicU64>::default();
        let counted = Arc::clone(&given);
        let server = tokio::spawn(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            let (mut received, mut most) = (0, 0);
            let mut buffer = vec![0; 1 << 16];
            while received < SIZE {
                received += socket.read(&mut buffer).await.unwrap() as u64;
                most = most.max(counted.load(Ordering::Relaxed).saturating_sub(received));
            }
            socket.write_all(ANSWER).await.unwrap();
            most
        });
        let body = Counted(std::io::repeat(7).take(SIZE), Arc::clone(&given));
        assert_eq!(
            put(&core, Body::reader(body).with_length(SIZE))
                .await
                .unwrap(),
            1
        );
        assert_eq!(given.load(Ordering::Relaxed), SIZE);
        // What is on its way is in the buffers of the sockets and of hyper.
        let most = server.await.unwrap();
        assert!(most < 16 << 20, "{most} bytes were on their way at once");
    }
}

/// A stream that never gives anything.
struct Silent;

impl futures_core::Stream for Silent {
    type Item = Result<&'static str, std::convert::Infallible>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Pending
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_stream_that_falls_silent_is_left_at_the_end_of_the_call() {
    for carrier in CARRIERS {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let config = Config::new().total_timeout(Duration::from_millis(300));
        let core = core(carrier, &listener, config);
        let error = put(&core, Body::stream(Silent)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{carrier:?}");
        assert_eq!((error.effect(), error.attempts()), (Effect::Unknown, 1));
    }
}
