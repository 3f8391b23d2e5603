//! A value that is held apart is read, written, compared and shown as it is.

use castiron_runtime::Apart;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Node {
    name: String,
    next: Option<Apart<Node>>,
}

fn node(name: &str, next: Option<Node>) -> Node {
    Node {
        name: name.to_owned(),
        next: next.map(Apart::new),
    }
}

#[test]
fn it_is_written_as_it_was_read() {
    let text = r#"{"name":"a","next":{"name":"b","next":null}}"#;
    let read: Node = serde_json::from_str(text).unwrap();
    assert_eq!(read, node("a", Some(node("b", None))));
    assert_ne!(read, node("a", Some(node("c", None))));
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
}

#[test]
fn it_is_used_like_a_box() {
    let mut held = Apart::from(node("a", None));
    let before = held.clone();
    held.name.push('b');
    assert_eq!((before.name.as_str(), held.name.as_str()), ("a", "ab"));
    assert_eq!(format!("{held:?}"), r#"Node { name: "ab", next: None }"#);
    assert_eq!(held.into_inner(), node("ab", None));

    let list = Apart::new(vec![1, 2]);
    assert_eq!((&list).into_iter().sum::<i32>(), 3);
}
