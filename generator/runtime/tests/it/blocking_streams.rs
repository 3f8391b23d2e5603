//! Bodies that are handed out while they arrive, to callers who wait on their thread.

use std::time::{Duration, Instant};

use castiron_runtime::{
    Config, Core, CoreBuilder, Download, Error, ErrorKind, Events, Lines, RequestParts, Response,
    RetryPolicy, SaveError, Streaming, decode,
};
use tempfile::TempDir;

use crate::fake::PLAIN;
use crate::server::Server;
use crate::server::Step::{self, Drip, Give, Take, Wait};

fn core(server: &Server, config: Config) -> Core {
    let mut builder = CoreBuilder::new(format!("http://{}", server.address));
    builder.config(config.retry(RetryPolicy::never()));
    builder.build().unwrap()
}

fn stream<T>(
    connections: &'static [&'static [Step]],
    streaming: Streaming<T>,
) -> Result<Response<T>, Error<Vec<i32>>> {
    stream_within(Config::new(), connections, streaming)
}

fn stream_within<T>(
    config: Config,
    connections: &'static [&'static [Step]],
    streaming: Streaming<T>,
) -> Result<Response<T>, Error<Vec<i32>>> {
    let server = Server::new(connections);
    RequestParts::new(&core(&server, config), &PLAIN).stream_blocking(streaming, decode::json)
}

const LENGTH_20: &str = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n";

const STREAM: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\
                      transfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n";

#[test]
fn a_body_may_take_longer_than_the_call() {
    const LENGTH: &str = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n";
    const BODY: &str = "0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCD\
                        0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCD";
    let slow: &[&[Step]] = &[&[Take, Give(LENGTH), Drip(BODY)]];
    // The body takes two seconds at least, and what comes before far less, on a busy machine too.
    let config = Config::new().total_timeout(Duration::from_millis(1_900));
    let download: Result<Response<Download>, _> =
        stream_within(config, slow, Streaming::download());
    let mut memory = Vec::new();
    let written = download.unwrap().write_to_blocking(&mut memory);
    assert_eq!(written.unwrap(), 100);
    assert_eq!(memory, BODY.as_bytes());
}

#[test]
fn silence_is_an_error_after_the_idle_timeout() {
    let silent: &[&[Step]] = &[&[Take, Give(LENGTH_20), Give("01234"), Wait]];
    let config = Config::new().idle_timeout(Duration::from_secs(1));
    let mut download = stream_within(config, silent, Streaming::download()).unwrap();
    let mut arrived = 0;
    let error = loop {
        match download.chunk_blocking().unwrap() {
            Ok(chunk) => arrived += chunk.len(),
            Err(error) => break error,
        }
    };
    assert_eq!((arrived, error.kind()), (5, ErrorKind::Timeout));
    assert!(download.chunk_blocking().is_none());
}

/// Longer than any of the other times, which have to come first.
const LONG: Duration = Duration::from_secs(20);

#[test]
fn a_silent_body_is_bounded_by_the_time_given() {
    let silent: &[&[Step]] = &[&[Take, Give(LENGTH_20), Give("01234"), Wait]];
    let config = Config::new().idle_timeout(LONG);
    let mut download = stream_within(config, silent, Streaming::download()).unwrap();
    let started = Instant::now();
    download.within(Duration::from_millis(100));
    let error = download.write_to_blocking(&mut Vec::new()).unwrap_err();
    assert!(
        matches!(&error, SaveError::Download(error) if error.kind() == ErrorKind::Timeout),
        "{error}"
    );
    assert!(started.elapsed() < LONG / 2, "{:?}", started.elapsed());
}

#[test]
fn a_silent_error_is_bounded_by_the_time_of_the_call() {
    const ERROR: &str = "HTTP/1.1 404 Not Found\r\ncontent-length: 9\r\n\r\n[4, ";
    let silent: &[&[Step]] = &[&[Take, Give(ERROR), Wait]];
    let started = Instant::now();
    let config = Config::new()
        .idle_timeout(LONG)
        .total_timeout(Duration::from_secs(2));
    let error = stream_within(config, silent, Streaming::download()).unwrap_err();
    assert_eq!(error.status(), Some(404));
    assert!(started.elapsed() < LONG / 2, "{:?}", started.elapsed());
}

#[test]
fn a_file_is_complete_or_not_there() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("file");
    let cut: &[&[Step]] = &[&[Take, Give(LENGTH_20), Give("01234")]];
    let mut download = stream(cut, Streaming::download()).unwrap();
    assert!(download.save_blocking(&path).is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    let whole: &[&[Step]] = &[&[Take, Give(LENGTH_20), Give("0123456789abcdefghij")]];
    let mut download = stream(whole, Streaming::download()).unwrap();
    assert_eq!(download.save_blocking(&path).unwrap(), 20);
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789abcdefghij");
}

#[test]
fn events_are_iterated_and_a_cut_is_the_last() {
    let cut: &[&[Step]] = &[&[Take, Give(STREAM), Give("9\r\ndata: 2\n\n\r\n9\r\nda")]];
    let events = stream(cut, Streaming::events(decode::json::<i32>));
    let mut events: Response<Events<i32>> = events.unwrap();
    let read: Vec<_> = events
        .iter_blocking()
        .map(|event| event.map(|event| event.data).map_err(|error| error.kind()))
        .collect();
    assert_eq!(read, [Ok(1), Ok(2), Err(ErrorKind::Transport)]);
}

#[test]
fn lines_are_there_before_the_end() {
    const LINES: &str = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n1\n2\n";
    let open: &[&[Step]] = &[&[Take, Give(LINES), Wait]];
    let lines = stream(open, Streaming::lines(decode::json::<i32>));
    let mut lines: Response<Lines<i32>> = lines.unwrap();
    assert_eq!(lines.next_blocking().unwrap().unwrap(), 1);
    assert_eq!(lines.next_blocking().unwrap().unwrap(), 2);
}

#[test]
fn an_error_is_read_whole_and_typed() {
    const ERROR: &str = "HTTP/1.1 404 Not Found\r\ncontent-length: 9\r\n\r\n[4, 0, 4]";
    let refused: &[&[Step]] = &[&[Take, Give(ERROR)]];
    let error = stream(refused, Streaming::download()).unwrap_err();
    assert_eq!(error.api_error(), Some(&vec![4, 0, 4]));
}
