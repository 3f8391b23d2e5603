//! Types that hold one another in long rows: their values move to other threads in a crate like any
//! user's, whose compiler stops at 128 levels.

use std::panic::UnwindSafe;

use client::{rows_of_types, wide_circle};

/// A future that holds a value while it waits, like those of users do.
async fn kept<T>(value: T) -> T {
    std::future::ready(()).await;
    value
}

fn sent<T: Send>(_: &T) {}

fn held_by_many<T: Sync + UnwindSafe + 'static>(_: &T) {}

#[test]
fn rows_move_to_other_threads() {
    let level = rows_of_types::models::Level0::new();
    held_by_many(&level);
    sent(&kept(kept(kept(kept(level)))));
}

#[test]
fn circles_move_to_other_threads() {
    let hub = wide_circle::models::Hub::new().word("here");
    held_by_many(&hub);
    sent(&kept(kept(kept(kept(hub)))));
}

#[test]
fn what_is_held_apart_is_used_like_a_box() {
    use wide_circle::models::{Hub, Kept, Listed, Required};

    let inner = Hub::new().word("inner");
    let mut required = Required::new(inner.clone());
    assert_eq!(required.hub.word.as_deref(), Some("inner"));
    required.hub.word = None;
    assert_ne!(required, Required::new(inner.clone()));
    assert_eq!(required.hub.into_inner(), Hub::new());

    let listed = Listed::new().hubs(vec![inner.clone(), Hub::new()]);
    let words = listed.hubs.iter().flatten().map(|hub| hub.word.as_deref());
    assert_eq!(Vec::from_iter(words), [Some("inner"), None]);

    let kept = Kept::new().additional_property("x", inner.clone());
    assert_eq!(*kept.additional_properties["x"], inner);
    assert_eq!(
        format!("{:?}", kept.additional_properties["x"]),
        format!("{inner:?}")
    );
}
