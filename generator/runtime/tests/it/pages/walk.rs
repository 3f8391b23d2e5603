//! Walking over pages: each is fetched when it is asked for, by a call of its own.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use castiron_runtime::{Effect, ErrorKind, RetryPolicy};
use futures_core::Stream;

use super::{collect, cursor, items_of, numbered, pages_of, target};
use crate::fake::{Fake, Reply, json, once};

const FIRST: &str = r#"{"items":[1,2],"next":"a"}"#;
const SECOND: &str = r#"{"items":[3],"next":"b"}"#;
const THIRD: &str = r#"{"items":[4]}"#;

fn three() -> Fake {
    Fake::new([FIRST, SECOND, THIRD].map(|body| json(200, body)))
}

#[tokio::test]
async fn a_page_is_fetched_when_it_is_asked_for() {
    let fake = three();
    let mut list = items_of(&fake, cursor());
    let mut sent = vec![fake.sent().len()];
    while let Some(item) = list.next().await {
        item.unwrap();
        sent.push(fake.sent().len());
    }
    assert_eq!(sent, [0, 1, 1, 2, 3]);
}

#[tokio::test]
async fn dropping_a_list_asks_for_no_more() {
    let fake = three();
    let mut list = items_of(&fake, cursor());
    list.next().await.unwrap().unwrap();
    drop(list);
    tokio::task::yield_now().await;
    assert_eq!(fake.sent().len(), 1);
}

#[tokio::test]
async fn pages_come_whole_with_what_they_came_with() {
    let fake = three();
    let mut list = pages_of(&fake.core(), cursor(), |_| {});
    let page = list.next().await.unwrap().unwrap();
    assert_eq!((page.status(), page.headers().len()), (200, 1));
    assert_eq!(page.items.as_deref(), Some(&[1, 2][..]));
    assert_eq!(page.next.as_deref(), Some("a"));
}

#[tokio::test]
async fn a_list_is_a_stream() {
    let fake = three();
    let mut list = items_of(&fake, cursor());
    let mut items = Vec::new();
    while let Some(item) = poll_fn(|context| Pin::new(&mut list).poll_next(context)).await {
        items.push(item.unwrap());
    }
    assert_eq!(items, [1, 2, 3, 4]);
}

#[tokio::test]
async fn an_error_ends_a_list_until_it_is_resumed() {
    let fake = Fake::new([
        json(200, FIRST),
        json(500, "{}"),
        json(200, SECOND),
        json(200, THIRD),
    ]);
    let mut list = items_of(&fake, cursor());
    let (before, error) = collect(&mut list).await;
    assert_eq!(error.unwrap().status(), Some(500));
    assert!(list.next().await.is_none());
    assert_eq!(fake.sent().len(), 2);

    list.resume();
    let (after, error) = collect(&mut list).await;
    assert!(error.is_none());
    assert_eq!([before, after].concat(), [1, 2, 3, 4]);
    let asked: Vec<String> = fake.sent().iter().map(target).collect();
    assert_eq!(asked, ["", "?after=a", "?after=a", "?after=b"]);
}

#[tokio::test]
async fn the_first_page_can_be_resumed() {
    let fake = Fake::new([json(500, "{}"), json(200, r#"{"items":[1],"last":1}"#)]);
    let mut list = items_of(&fake, numbered());
    assert!(collect(&mut list).await.1.is_some());
    list.resume();
    assert_eq!(collect(&mut list).await.0, [1]);
    let asked: Vec<String> = fake.sent().iter().map(target).collect();
    assert_eq!(asked, ["?page=1", "?page=1"]);
}

#[tokio::test]
async fn resuming_does_not_get_past_a_loop() {
    let fake = Fake::new([FIRST, r#"{"items":[3],"next":"a"}"#].map(|body| json(200, body)));
    let mut list = items_of(&fake, cursor());
    for _ in 0..3 {
        let (_, error) = collect(&mut list).await;
        assert_eq!(error.unwrap().kind(), ErrorKind::Pagination);
        list.resume();
    }
    assert_eq!(fake.sent().len(), 2);
}

#[tokio::test]
async fn items_of_a_page_without_its_list_are_an_error() {
    let fake = Fake::new([json(200, r#"{"next":"a"}"#)]);
    let error = items_of(&fake, cursor()).next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Pagination, Effect::Applied)
    );
    assert_eq!(error.body().unwrap(), r#"{"next":"a"}"#);
    assert_eq!(
        error.to_string(),
        "GET /things/{kind}/list: 200 OK: the page has no list of items (the request was applied)"
    );
}

/// An answer of status 200 that says that something went wrong is not the end of a list.
#[tokio::test]
async fn items_of_a_page_that_reports_errors_are_an_error() {
    let fake = Fake::new([
        json(200, r#"{"items":[],"errors":["busy"]}"#),
        json(200, r#"{"items":[1],"errors":[]}"#),
        json(200, r#"{"items":[]}"#),
    ]);
    let mut list = items_of(&fake, numbered());
    let error = list.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /things/{kind}/list: 200 OK: the page reports errors (the request was applied)"
    );
    list.resume();
    assert_eq!(collect(&mut list).await.0, [1]);
    let asked: Vec<String> = fake.sent().iter().map(target).collect();
    assert_eq!(asked, ["?page=1", "?page=1", "?page=2"]);
}

#[tokio::test]
async fn pages_that_report_errors_are_handed_out() {
    let fake = Fake::new([json(200, r#"{"items":[],"errors":["busy"]}"#)]);
    let mut list = pages_of(&fake.core(), cursor(), |_| {});
    let page = list.next().await.unwrap().unwrap();
    assert_eq!(page.errors.as_deref(), Some(&["busy".to_owned()][..]));
}

#[test]
fn lists_go_to_other_threads() {
    fn is_send<T: Send + Unpin + 'static>(_: T) {}
    let fake = three();
    is_send(pages_of(&fake.core(), cursor(), |_| {}));
    is_send(items_of(&fake, cursor()));
}

#[tokio::test]
async fn pages_without_their_list_are_handed_out() {
    let fake = Fake::new([r#"{"next":"a"}"#, "{}"].map(|body| json(200, body)));
    let mut list = pages_of(&fake.core(), cursor(), |_| {});
    assert!(list.next().await.unwrap().is_ok());
    assert!(list.next().await.unwrap().is_ok());
    assert!(list.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn each_page_has_the_whole_time_of_a_call() {
    let late = |body| Reply::After(Duration::from_secs(50), Box::new(json(200, body)));
    let fake = Fake::new([FIRST, SECOND, THIRD].map(late));
    let config = once().total_timeout(Duration::from_secs(60));
    let core = fake.core_with(|builder| builder.config(config));
    let mut list = pages_of(&core, cursor(), |_| {}).items();
    let (items, error) = collect(&mut list).await;
    assert_eq!((items.len(), error.is_none()), (4, true));
}

#[tokio::test(start_paused = true)]
async fn each_page_is_repeated_for_itself() {
    let replies = [FIRST, SECOND, THIRD]
        .into_iter()
        .flat_map(|body| [json(503, "{}"), json(200, body)]);
    let fake = Fake::new(replies);
    let config = once().retry(RetryPolicy::new());
    let core = fake.core_with(|builder| builder.config(config));
    let mut list = pages_of(&core, cursor(), |_| {}).items();
    let (items, error) = collect(&mut list).await;
    assert_eq!((items.len(), error.is_none()), (4, true));
    assert_eq!(fake.sent().len(), 6);
}

#[tokio::test(start_paused = true)]
async fn giving_up_a_wait_does_not_give_up_the_page() {
    let late = Reply::After(Duration::from_secs(5), Box::new(json(200, FIRST)));
    let fake = Fake::new([late]);
    let mut list = items_of(&fake, cursor());
    let early = tokio::time::timeout(Duration::from_secs(1), list.next()).await;
    assert!(early.is_err());
    assert_eq!(list.next().await.unwrap().unwrap(), 1);
    assert_eq!(fake.sent().len(), 1);
}
