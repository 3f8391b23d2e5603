//! The header `Link` (RFC 8288), as servers write it.

use castiron_runtime::Next;

use super::{Walk, walk_set};
use crate::fake::{Reply, Step, json};

async fn walk(header: &'static str) -> Walk {
    let headers: &'static [_] = vec![("link", header)].leak();
    let first = Reply::Answer(200, headers, vec![Step::Chunk(r#"{"items":[1]}"#)]);
    let second = json(200, r#"{"items":[2]}"#);
    walk_set(Next::LinkHeader, |_| {}, [first, second]).await
}

#[tokio::test]
async fn leads_to_the_next_page() {
    let rows = [
        r#"<?page=2>; rel="next""#,
        r#"<?page=2>; rel=next"#,
        r#"<?page=2>;rel="last NEXT";type="a/b""#,
        r#"<?page=1>; rel="prev", <?page=2>; rel="next", <?page=9>; rel="last""#,
        r#"<?a=1,2>; rel="first",<?page=2> ; Rel = "next""#,
        r#", <?page=7>; title="; rel=\"next\", <?x>" ; rel=prev, <?page=2>; flag; rel="next","#,
        r#"<?page=7>; rel="next"; anchor="/other", <?page=2>; rel="next""#,
        r#"<?page=7>; rel="prev"; rel="next", <?page=2>; rel="next""#,
        "<https://api.example.com/v1/things/red/list?page=2>; rel=next",
    ];
    for header in rows {
        let list = walk(header).await;
        assert_eq!((list.items, list.error), (vec![1, 2], None), "{header}");
        assert_eq!(list.asked, ["", "?page=2"], "{header}");
    }
}

#[tokio::test]
async fn without_a_next_page_is_the_end() {
    for header in [
        "",
        r#"<?page=1>; rel="prev""#,
        r#"<?page=2>; rel="nextish""#,
        "<?page=2>",
    ] {
        let list = walk(header).await;
        assert_eq!((list.items, list.error), (vec![1], None), "{header}");
    }
}

/// Taking it for the end would lose the rest of the list.
#[tokio::test]
async fn that_cannot_be_read_is_an_error() {
    for header in [
        "?page=2; rel=next",
        "<?page=2; rel=next",
        r#"<?page=2>; rel="next"#,
        "<?p=2> rel=next",
    ] {
        let list = walk(header).await;
        assert_eq!(
            list.error.as_deref(),
            Some(
                "GET /things/{kind}/list: the header `Link` cannot be read (the request was not sent)"
            ),
            "{header}"
        );
    }
}

#[tokio::test]
async fn to_another_origin_is_refused() {
    let list = walk("<https://evil.example/?page=2>; rel=next").await;
    assert_eq!(list.asked, [""]);
    assert!(
        list.error
            .unwrap()
            .contains("leads to `https://evil.example`")
    );
}
