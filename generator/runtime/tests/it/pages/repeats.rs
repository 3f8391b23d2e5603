//! Lists without an end: each is found out before anything is asked for twice.

use castiron_runtime::{Effect, ErrorKind};

use super::{collect, cursor, items_of, link, numbered, offset, pages_of, walk, walk_set};
use crate::fake::{Fake, json};

const NO_END: &str = "has come before, so the list has no end (the request was not sent)";

fn no_end(what: &str) -> Option<String> {
    Some(format!("GET /things/{{kind}}/list: the {what} {NO_END}"))
}

#[tokio::test]
async fn a_cursor_that_stays_the_same() {
    let body = r#"{"items":[1],"next":"hush"}"#;
    let list = walk(cursor(), &[body, body]).await;
    assert_eq!(list.items, [1, 1]);
    assert_eq!(list.error, no_end("cursor for `after` of the next page"));
    assert_eq!(list.asked, ["", "?after=hush"]);
}

#[tokio::test]
async fn cursors_that_go_round() {
    let bodies = [
        r#"{"items":[1],"next":"a"}"#,
        r#"{"items":[2],"next":"b"}"#,
        r#"{"items":[3],"next":"a"}"#,
    ];
    let list = walk(cursor(), &bodies).await;
    assert_eq!(list.items, [1, 2, 3]);
    assert_eq!(list.error, no_end("cursor for `after` of the next page"));
}

#[tokio::test]
async fn a_cursor_that_leads_back_to_the_callers_own() {
    let replies = [json(200, r#"{"items":[1],"next":"a b"}"#)];
    let list = walk_set(cursor(), |parts| parts.query("after", "a b"), replies).await;
    assert_eq!(list.error, no_end("cursor for `after` of the next page"));
    assert_eq!(list.asked, ["?after=a%20b"]);
}

#[tokio::test]
async fn a_link_that_leads_to_its_own_page() {
    let spellings = [
        r#"{"items":[2],"next":"?page=1"}"#,
        r#"{"items":[2],"next":"list?page=1#top"}"#,
        r#"{"items":[2],"next":"https://API.example.com/v1/things/red/list?page=1"}"#,
    ];
    for own in spellings {
        let list = walk(link(), &[r#"{"items":[1],"next":"?page=1"}"#, own]).await;
        assert_eq!(
            (list.items, list.error),
            (vec![1, 2], no_end("link of the next page"))
        );
        assert_eq!(list.asked, ["", "?page=1"]);
    }
}

#[tokio::test]
async fn a_link_that_leads_to_the_first_page() {
    let replies = [json(
        200,
        r#"{"items":[1],"next":"/v1/things/red/list?size=2"}"#,
    )];
    let list = walk_set(link(), |parts| parts.query("size", &2), replies).await;
    assert_eq!(list.error, no_end("link of the next page"));
}

#[tokio::test]
async fn an_offset_that_stands_still() {
    let list = walk(offset(), &[r#"{"items":[],"more":true}"#]).await;
    assert_eq!(list.error, no_end("number for `skip` of the next page"));
}

/// A server that does not know the parameter answers every request with the first page.
#[tokio::test]
async fn a_page_that_comes_again_is_not_handed_out() {
    for (next, name) in [(numbered(), "page"), (offset(), "skip")] {
        let fake = Fake::new([1, 1].map(|_| json(200, r#"{"items":[1,2]}"#)));
        let mut list = items_of(&fake, next);
        let (items, error) = collect(&mut list).await;
        let error = error.unwrap();
        assert_eq!(items, [1, 2]);
        assert_eq!(
            (error.kind(), error.effect(), error.status()),
            (ErrorKind::Pagination, Effect::Applied, Some(200))
        );
        assert_eq!(
            error.message(),
            format!(
                "the page is the same as one before it: the API does not seem to go by `{name}`"
            )
        );
    }
}

#[tokio::test]
async fn pages_that_go_round() {
    let bodies = [r#"{"items":[1]}"#, r#"{"items":[2]}"#, r#"{"items":[1]}"#];
    let list = walk(numbered(), &bodies).await;
    assert_eq!(list.items, [1, 2]);
    assert!(list.error.unwrap().contains("the same as one before it"));
}

#[tokio::test]
async fn more_pages_than_the_caller_allows() {
    let fake = Fake::new([r#"{"items":[1]}"#, r#"{"items":[2]}"#].map(|body| json(200, body)));
    let mut list = items_of(&fake, numbered()).max_pages(2);
    let (items, error) = collect(&mut list).await;
    let error = error.unwrap();
    assert_eq!((items, fake.sent().len()), (vec![1, 2], 2));
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Pagination, Effect::NotSent)
    );
    assert_eq!(
        error.message(),
        "the list has more than 2 pages: raise `max_pages` to fetch them"
    );
}

#[tokio::test]
async fn as_many_pages_as_the_caller_allows() {
    let fake = Fake::new([json(200, r#"{"items":[1],"last":1}"#)]);
    let mut list = pages_of(&fake.core(), numbered(), |_| {}).max_pages(1);
    assert_eq!(list.next().await.unwrap().unwrap().status(), 200);
    assert!(list.next().await.is_none());
}

#[tokio::test]
async fn ten_thousand_pages_are_the_most_unless_set() {
    let endless = (0..10_001).map(|page| {
        let body = format!(r#"{{"items":[{page}],"next":"{page}"}}"#);
        json(200, body.leak())
    });
    let fake = Fake::new(endless);
    let mut list = items_of(&fake, cursor());
    let (items, error) = collect(&mut list).await;
    assert_eq!((items.len(), fake.sent().len()), (10_000, 10_000));
    assert_eq!(error.unwrap().kind(), ErrorKind::Pagination);
}
