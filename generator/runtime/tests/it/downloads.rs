//! Bodies that are handed out while they arrive, on a paused clock.

use std::fs;
use std::time::Duration;

use castiron_runtime::{
    Config, Documented, Download, Effect, Error, ErrorKind, Media, Operation, RequestParts,
    Response, RetryPolicy, SaveError, Streaming, decode,
};
use tempfile::TempDir;
use tokio::time::Instant;

use crate::fake::{Fake, PLAIN, Reply, Step, json, once};

static FILE: Operation = Operation {
    responses: &[
        Documented::success("200", Media::Bytes),
        Documented::error("default", Media::Json),
    ],
    ..PLAIN
};

const LENGTH_10: &[(&str, &str)] = &[("content-length", "10")];

async fn answers(
    config: Config,
    replies: Vec<Reply>,
) -> (Fake, Result<Response<Download>, Error<Vec<i32>>>) {
    let fake = Fake::new(replies);
    let core = fake.core_with(|builder| builder.config(config));
    let result = RequestParts::new(&core, &FILE)
        .stream(Streaming::download(), decode::json)
        .await;
    (fake, result)
}

async fn download(
    headers: &'static [(&'static str, &'static str)],
    steps: Vec<Step>,
) -> Response<Download> {
    let reply = Reply::Answer(200, headers, steps);
    answers(once(), vec![reply]).await.1.unwrap()
}

/// What comes before the first error, and that error.
async fn all(download: &mut Response<Download>) -> (String, Option<Error>) {
    let mut text = String::new();
    while let Some(chunk) = download.chunk().await {
        match chunk {
            Ok(chunk) => text.push_str(std::str::from_utf8(&chunk).unwrap()),
            Err(error) => {
                assert!(download.chunk().await.is_none());
                return (text, Some(error));
            }
        }
    }
    (text, None)
}

#[tokio::test(start_paused = true)]
async fn the_head_is_there_before_the_body() {
    let started = Instant::now();
    let headers = &[("content-length", "10"), ("x-request-id", "r7")];
    let download = download(headers, vec![Step::Hang]).await;
    assert_eq!(started.elapsed(), Duration::ZERO);
    assert_eq!(
        (download.status(), download.request_id()),
        (200, Some("r7"))
    );
    assert_eq!((download.length(), download.arrived()), (Some(10), 0));
    assert_eq!(
        format!("{:?}", *download),
        "Download { arrived: 0, length: Some(10), .. }"
    );
}

#[tokio::test(start_paused = true)]
async fn all_chunks_and_then_the_end() {
    let steps = || vec![Step::Chunk("01234"), Step::Chunk("56789")];
    let mut announced = download(LENGTH_10, steps()).await;
    assert_eq!(all(&mut announced).await.0, "0123456789");
    assert_eq!(announced.arrived(), 10);
    assert!(announced.chunk().await.is_none());
    let mut unannounced = download(&[], steps()).await;
    let (text, error) = all(&mut unannounced).await;
    assert_eq!((text.as_str(), error.is_none()), ("0123456789", true));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_breaks_off_says_how_much_has_come() {
    let steps = vec![Step::Chunk("01234"), Step::Cut];
    let (text, error) = all(&mut download(LENGTH_10, steps).await).await;
    let error = error.unwrap();
    assert_eq!(text, "01234");
    assert_eq!(
        (error.kind(), error.effect(), error.status()),
        (ErrorKind::Transport, Effect::Applied, Some(200))
    );
    assert_eq!(
        error.to_string(),
        "GET /thing: 200 OK: the body broke off: the connection was closed, after 5 of 10 bytes \
         (the request was applied)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_that_ends_early_is_an_error() {
    let (_, error) = all(&mut download(LENGTH_10, vec![Step::Chunk("01234")]).await).await;
    assert_eq!(
        error.unwrap().message(),
        "the body ended too early, after 5 of 10 bytes"
    );
    let (_, error) = all(&mut download(LENGTH_10, vec![]).await).await;
    assert_eq!(
        error.unwrap().message(),
        "the body ended too early, after 0 of 10 bytes"
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_longer_than_announced_is_an_error() {
    let steps = vec![Step::Chunk("01234"), Step::Chunk("567890")];
    let (text, error) = all(&mut download(LENGTH_10, steps).await).await;
    assert_eq!(text, "01234");
    assert_eq!(
        error.unwrap().message(),
        "the body is longer than was announced, after 11 of 10 bytes"
    );
}

#[tokio::test(start_paused = true)]
async fn a_transfer_coding_overrides_the_length() {
    let headers = &[("content-length", "10"), ("transfer-encoding", "chunked")];
    let mut download = download(headers, vec![Step::Chunk("01234")]).await;
    assert_eq!(download.length(), None);
    assert!(all(&mut download).await.1.is_none());
}

#[tokio::test(start_paused = true)]
async fn silence_is_an_error_after_the_idle_timeout() {
    let steps = vec![Step::Chunk("01234"), Step::Hang];
    let mut download = download(LENGTH_10, steps).await;
    let started = Instant::now();
    let (_, error) = all(&mut download).await;
    let error = error.unwrap();
    assert_eq!(started.elapsed().as_secs(), 30);
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.message(), "nothing came for 30s, after 5 of 10 bytes");
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_may_take_longer_than_the_call() {
    let slow = || {
        let wait = || Step::Wait(Duration::from_secs(29));
        (0..10).flat_map(move |_| [wait(), Step::Chunk("x")])
    };
    let started = Instant::now();
    let mut patient = download(LENGTH_10, slow().collect()).await;
    assert!(all(&mut patient).await.1.is_none());
    assert_eq!(started.elapsed().as_secs(), 290);
    let started = Instant::now();
    let mut bounded = download(LENGTH_10, slow().collect()).await;
    bounded.within(Duration::from_secs(60));
    let (text, error) = all(&mut bounded).await;
    assert_eq!((text.as_str(), started.elapsed().as_secs()), ("xx", 60));
    assert_eq!(error.unwrap().kind(), ErrorKind::Timeout);
}

#[tokio::test(start_paused = true)]
async fn a_body_without_end_is_bounded_by_the_time_given() {
    let steps = (0..10).map(|_| Step::Chunk("x")).collect();
    let mut download = download(LENGTH_10, steps).await;
    download.within(Duration::ZERO);
    let (text, error) = all(&mut download).await;
    assert_eq!(text, "");
    assert_eq!(
        error.unwrap().message(),
        "no time was left, after 0 of 10 bytes"
    );
}

#[tokio::test(start_paused = true)]
async fn the_body_limit_does_not_count() {
    let steps = vec![Step::Chunk("01234"), Step::Chunk("56789")];
    let reply = Reply::Answer(200, LENGTH_10, steps);
    let (_, result) = answers(once().body_limit(3), vec![reply]).await;
    assert_eq!(all(&mut result.unwrap()).await.0, "0123456789");
}

#[tokio::test(start_paused = true)]
async fn an_error_is_read_whole_and_typed() {
    let (_, result) = answers(once(), vec![json(404, "[4, 0, 4]")]).await;
    let error = result.unwrap_err();
    assert_eq!(
        (error.kind(), error.api_error()),
        (ErrorKind::Status, Some(&vec![4, 0, 4]))
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_is_repeated_before_the_head_only() {
    let config = Config::new().retry(RetryPolicy::new());
    let cut = Reply::Answer(200, LENGTH_10, vec![Step::Chunk("0"), Step::Cut]);
    let (fake, result) = answers(config, vec![json(503, "[]"), cut]).await;
    let (text, error) = all(&mut result.unwrap()).await;
    assert_eq!((text.as_str(), fake.sent().len()), ("0", 2));
    assert_eq!(error.unwrap().attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_chunk_that_is_given_up_is_not_lost() {
    let steps = vec![
        Step::Wait(Duration::from_secs(5)),
        Step::Chunk("0123456789"),
    ];
    let mut download = download(LENGTH_10, steps).await;
    let impatient = tokio::time::timeout(Duration::from_secs(2), download.chunk()).await;
    assert!(impatient.is_err());
    assert_eq!(all(&mut download).await.0, "0123456789");
}

fn files(folder: &TempDir) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder.path()).unwrap();
    entries
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).unwrap();
            (entry.file_name().into_string().unwrap(), text)
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_file_is_complete_or_not_there() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("report.pdf");
    let cut = || vec![Step::Chunk("01234"), Step::Cut];
    let error = download(LENGTH_10, cut()).await.save(&path).await;
    assert!(matches!(error, Err(SaveError::Download(_))));
    assert_eq!(files(&folder), []);
    let whole = vec![Step::Chunk("01234"), Step::Chunk("56789")];
    let written = download(LENGTH_10, whole).await.save(&path).await;
    assert_eq!(written.unwrap(), 10);
    let saved = [("report.pdf".to_owned(), "0123456789".to_owned())];
    assert_eq!(files(&folder), saved);
    let error = download(LENGTH_10, cut()).await.save(&path).await;
    assert!(error.is_err());
    assert_eq!(files(&folder), saved);
}

#[tokio::test(start_paused = true)]
async fn a_download_that_is_dropped_leaves_no_file() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("report.pdf");
    let steps = vec![Step::Chunk("01234"), Step::Hang];
    let mut download = download(LENGTH_10, steps).await;
    let given_up = tokio::time::timeout(Duration::from_secs(1), download.save(&path)).await;
    assert!(given_up.is_err());
    assert_eq!(files(&folder), []);
}

#[tokio::test(start_paused = true)]
async fn a_path_that_names_no_file_is_an_error() {
    let mut download = download(LENGTH_10, vec![Step::Chunk("0123456789")]).await;
    let error = download.save("/").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body cannot be written: the path names no file"
    );
}

#[tokio::test(start_paused = true)]
async fn any_writer_takes_the_body() {
    let steps = || vec![Step::Chunk("01234"), Step::Chunk("56789")];
    let mut memory = Vec::new();
    let mut source = download(LENGTH_10, steps()).await;
    assert_eq!(source.write_to(&mut memory).await.unwrap(), 10);
    assert_eq!(memory, b"0123456789");
    let mut small = [0; 7];
    let mut source = download(LENGTH_10, steps()).await;
    let error = source.write_to(&mut small[..]).await;
    assert!(matches!(error, Err(SaveError::Write(_))));
}
