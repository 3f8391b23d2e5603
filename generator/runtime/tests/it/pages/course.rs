//! Which page is asked for, and where a list ends.

use super::{cursor, done, link, numbered, offset, walk, walk_set};
use crate::fake::json;

#[tokio::test]
async fn pages_are_counted_until_one_is_empty() {
    let bodies = [r#"{"items":[1,2]}"#, r#"{"items":[3]}"#, r#"{"items":[]}"#];
    assert_eq!(
        walk(numbered(), &bodies).await,
        done([1, 2, 3], ["?page=1", "?page=2", "?page=3"])
    );
}

/// A server may lower the size of a page that it is asked for.
#[tokio::test]
async fn a_short_page_is_not_the_last() {
    let bodies = [r#"{"items":[1]}"#, r#"{"items":[2,3]}"#, r#"{"items":[]}"#];
    let replies = bodies.map(|body| json(200, body));
    let list = walk_set(numbered(), |parts| parts.query("size", &50), replies).await;
    assert_eq!(list.items, [1, 2, 3]);
    assert_eq!(
        list.asked,
        ["?size=50&page=1", "?size=50&page=2", "?size=50&page=3"]
    );
}

#[tokio::test]
async fn counting_ends_where_a_page_says_that_there_is_no_more() {
    let bodies = [
        r#"{"items":[1],"more":true}"#,
        r#"{"items":[],"more":true}"#,
        r#"{"items":[2],"more":false}"#,
    ];
    assert_eq!(
        walk(numbered(), &bodies).await,
        done([1, 2], ["?page=1", "?page=2", "?page=3"])
    );
}

#[tokio::test]
async fn counting_ends_at_the_last_number() {
    let bodies = [r#"{"items":[1],"last":2}"#, r#"{"items":[2],"last":2}"#];
    assert_eq!(
        walk(numbered(), &bodies).await,
        done([1, 2], ["?page=1", "?page=2"])
    );
}

#[tokio::test]
async fn counting_begins_where_the_caller_says() {
    let replies = [r#"{"items":[7]}"#, r#"{"items":[]}"#].map(|body| json(200, body));
    let list = walk_set(numbered(), |parts| parts.query("page", &7), replies).await;
    assert_eq!(list, done([7], ["?page=7", "?page=8"]));
}

#[tokio::test]
async fn a_caller_who_gives_no_number_to_count_from_is_told() {
    let list = walk_set(numbered(), |parts| parts.query("page", &-1), []).await;
    assert_eq!(
        list.error.as_deref(),
        Some(
            "GET /things/{kind}/list: the query parameter `page` has no number to count from (the \
             request was not sent)"
        )
    );
    assert_eq!(list.asked, [""; 0]);
}

#[tokio::test]
async fn offsets_grow_by_what_came() {
    let bodies = [
        r#"{"items":[1,2,3]}"#,
        r#"{"items":[4]}"#,
        r#"{"items":[]}"#,
    ];
    assert_eq!(
        walk(offset(), &bodies).await,
        done([1, 2, 3, 4], ["?skip=0", "?skip=3", "?skip=4"])
    );
}

#[tokio::test]
async fn cursors_are_followed_until_there_is_none() {
    let ends = [
        r#"{"items":[2]}"#,
        r#"{"items":[2],"next":null}"#,
        r#"{"items":[2],"next":""}"#,
        r#"{"items":[2],"next":"b","more":false}"#,
    ];
    for end in ends {
        let list = walk(cursor(), &[r#"{"items":[1],"next":"a/ &="}"#, end]).await;
        assert_eq!(list, done([1, 2], ["", "?after=a%2F%20%26%3D"]), "{end}");
    }
}

#[tokio::test]
async fn an_empty_page_with_a_cursor_goes_on() {
    let bodies = [
        r#"{"items":[],"next":"a"}"#,
        r#"{"items":[],"next":"b"}"#,
        r#"{"items":[1]}"#,
    ];
    assert_eq!(
        walk(cursor(), &bodies).await,
        done([1], ["", "?after=a", "?after=b"])
    );
}

#[tokio::test]
async fn a_cursor_replaces_that_of_the_caller_and_leaves_the_rest() {
    let replies = [r#"{"items":[1],"next":"b"}"#, r#"{"items":[2]}"#].map(|body| json(200, body));
    let set = |parts: &mut castiron_runtime::RequestParts| {
        parts.query("after", "a");
        parts.query("size", &2);
    };
    let list = walk_set(cursor(), set, replies).await;
    assert_eq!(list, done([1, 2], ["?after=a&size=2", "?after=b&size=2"]));
}

#[tokio::test]
async fn more_without_a_way_to_it_is_an_error() {
    for next in [cursor(), link()] {
        let list = walk(next, &[r#"{"items":[1],"more":true}"#]).await;
        assert_eq!(list.items, [1]);
        assert_eq!(
            list.error.as_deref(),
            Some(
                "GET /things/{kind}/list: the page says that there is more, but not where (the \
                 request was not sent)"
            )
        );
    }
}
