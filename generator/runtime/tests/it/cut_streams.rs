//! Bodies that are cut at every byte, over sockets.

use castiron_runtime::{
    Config, Core, CoreBuilder, Documented, Download, ErrorKind, Media, Operation, RequestParts,
    RetryPolicy, decode,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::fake::PLAIN;

static FILE: Operation = Operation {
    responses: &[Documented::success("200", Media::Bytes)],
    ..PLAIN
};

const ANNOUNCED: &str = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n0123456789abcdefghij";

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
                       a\r\n0123456789\r\n5\r\nabcde\r\n5\r\nfghij\r\n0\r\n\r\n";

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

/// Begins an answer and closes the connection after the first `length` bytes of it.
async fn answer(listener: &TcpListener, answer: &str, length: usize) {
    let mut socket = accept(listener).await;
    socket
        .write_all(&answer.as_bytes()[..length])
        .await
        .unwrap();
    socket.shutdown().await.unwrap();
}

/// The text of a body, and whether it was whole.
async fn read(download: &mut Download) -> (String, bool) {
    let mut text = String::new();
    while let Some(chunk) = download.chunk().await {
        match chunk {
            Ok(chunk) => text.push_str(std::str::from_utf8(&chunk).unwrap()),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Transport);
                return (text, false);
            }
        }
    }
    (text, true)
}

/// Cuts an answer at every byte; `prefix` says how much of the body is in what is left of it.
async fn cut_everywhere(whole: &str, prefix: impl Fn(&str) -> String) {
    let (listener, core) = listen().await;
    let head = whole.find("\r\n\r\n").unwrap() + 4;
    for length in 0..=whole.len() {
        let call = RequestParts::new(&core, &FILE).download(decode::none);
        let (_, result) = tokio::join!(answer(&listener, whole, length), call);
        match result {
            Err(error) => {
                assert!(length < head);
                assert_eq!(error.kind(), ErrorKind::Transport);
            }
            Ok(mut download) => {
                let (text, is_whole) = read(&mut download).await;
                assert_eq!(is_whole, length == whole.len(), "cut after {length} bytes");
                assert_eq!(text, prefix(&whole[head..length]));
            }
        }
    }
}

#[tokio::test]
async fn a_cut_download_with_a_length_is_never_whole() {
    cut_everywhere(ANNOUNCED, str::to_owned).await;
}

#[tokio::test]
async fn a_cut_download_in_chunks_is_never_whole() {
    // The letters and digits are the body, but for the lines with the sizes of the chunks.
    cut_everywhere(CHUNKED, |body| {
        let lines = body.split("\r\n").enumerate();
        lines
            .filter_map(|(index, line)| (index % 2 == 1).then_some(line.trim_end()))
            .collect()
    })
    .await;
}

#[tokio::test]
async fn dropping_a_download_closes_the_connection() {
    let (listener, core) = listen().await;
    let call = RequestParts::new(&core, &FILE).download(decode::none);
    let endless = "HTTP/1.1 200 OK\r\n\r\n0123";
    let server = async {
        let mut socket = accept(&listener).await;
        socket.write_all(endless.as_bytes()).await.unwrap();
        socket
    };
    let (mut socket, result) = tokio::join!(server, call);
    let mut download = result.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "0123");
    drop(download);
    // Neither side waits: the client has closed its end.
    let mut rest = Vec::new();
    let _ = socket.read_to_end(&mut rest).await;
    assert_eq!(rest, b"");
}
