//! Lists for callers who wait on their thread, without an async runtime.

use castiron_runtime::{Effect, ErrorKind};

use super::{cursor, items_of, numbered, pages_of, target};
use crate::fake::{Fake, json};

const FIRST: &str = r#"{"items":[1,2],"next":"a"}"#;
const SECOND: &str = r#"{"items":[3],"next":"b"}"#;
const THIRD: &str = r#"{"items":[4]}"#;

#[test]
fn items_come_as_the_thread_waits_for_their_pages() {
    let fake = Fake::new([FIRST, SECOND, THIRD].map(|body| json(200, body))).blocking();
    let list = items_of(&fake, cursor()).blocking();
    let sent = |item: Result<u32, _>| (item.ok(), fake.sent().len());
    let items: Vec<_> = list.map(sent).collect();
    assert_eq!(
        items,
        [(Some(1), 1), (Some(2), 1), (Some(3), 2), (Some(4), 3)]
    );
}

#[test]
fn an_error_ends_a_list_until_it_is_resumed() {
    let replies = [(200, FIRST), (500, "{}"), (200, SECOND), (200, THIRD)];
    let fake = Fake::new(replies.map(|(status, body)| json(status, body))).blocking();
    let mut list = items_of(&fake, cursor()).blocking();
    let before: Vec<_> = list.by_ref().map(Result::ok).collect();
    assert_eq!(before, [Some(1), Some(2), None]);
    assert!(list.next().is_none());
    list.resume();
    let after: Vec<_> = list.map(Result::ok).collect();
    assert_eq!(after, [Some(3), Some(4)]);
    let asked: Vec<String> = fake.sent().iter().map(target).collect();
    assert_eq!(asked, ["", "?after=a", "?after=a", "?after=b"]);
}

#[test]
fn a_list_without_an_end_is_found_out() {
    let fake = Fake::new([FIRST, FIRST].map(|body| json(200, body))).blocking();
    let mut list = pages_of(&fake.core(), cursor(), |_| {}).blocking();
    assert!(list.next().unwrap().is_ok());
    assert!(list.next().unwrap().is_ok());
    let error = list.next().unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.effect()),
        (ErrorKind::Pagination, Effect::NotSent)
    );
    assert!(list.next().is_none());
    assert_eq!(fake.sent().len(), 2);
}

#[test]
fn more_pages_than_the_caller_allows_are_an_error() {
    let fake = Fake::new([FIRST, SECOND].map(|body| json(200, body))).blocking();
    let list = items_of(&fake, numbered()).blocking().max_pages(1);
    let items: Vec<_> = list.map(Result::ok).collect();
    assert_eq!(items, [Some(1), Some(2), None]);
}
