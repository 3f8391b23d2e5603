//! Path templates and the values that may fill them.

use castiron_runtime::{Error, Operation, RequestParts, Style, decode};
use proptest::prelude::*;
use serde::Serialize;

use crate::fake::{Fake, PLAIN, json, operation};

fn send(path: &'static str, set: impl FnOnce(&mut RequestParts)) -> Result<String, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        let fake = Fake::new([json(200, "1")]);
        let mut parts = RequestParts::new(&fake.core(), operation(Operation { path, ..PLAIN }));
        set(&mut parts);
        parts.send(decode::json::<i32>, decode::none).await?;
        let url = fake.sent().remove(0).url;
        Ok(url
            .strip_prefix("https://api.example.com/v1")
            .unwrap()
            .to_owned())
    })
}

fn filled(path: &'static str, value: &str) -> Result<String, Error> {
    send(path, |parts| parts.path("id", value))
}

fn styled<T: Serialize + ?Sized>(style: Style, explode: bool, value: &T) -> String {
    send("/a/{id}", |parts| {
        parts.path_styled("id", style, explode, value)
    })
    .unwrap()
}

#[test]
fn values_are_encoded() {
    let table = [
        ("/a/{id}", "x", "/a/x"),
        ("/a/{id}/b", "a/b?c#d%e\\", "/a/a%2Fb%3Fc%23d%25e%5C/b"),
        ("/a/{id}", "%2e%2e", "/a/%252e%252e"),
        ("/a/{id}", "a\tb\nc é", "/a/a%09b%0Ac%20%C3%A9"),
        ("/a/{id}.json", "x", "/a/x.json"),
        ("/a/v{id}", ".", "/a/v."),
        ("/a b/{id}", "x", "/a%20b/x"),
        ("/a:run/{id}@x", "...", "/a:run/...@x"),
    ];
    for (path, value, expected) in table {
        assert_eq!(filled(path, value).unwrap(), expected);
    }
}

#[test]
fn dots_are_refused() {
    for (path, value) in [
        ("/a/{id}", "."),
        ("/a/{id}", ".."),
        ("/a/.{id}", "."),
        ("/a/{id}./b", "."),
        ("/a/%2e{id}", "."),
        ("/{id}", ".."),
    ] {
        let error = filled(path, value).unwrap_err().to_string();
        assert!(
            error.contains("comes out as `.` or `..`"),
            "{path} with {value}: {error}"
        );
    }
    let both = send("/a/{x}{y}", |parts| {
        parts.path("x", ".");
        parts.path("y", ".");
    });
    assert!(both.is_err());
}

#[test]
fn empty_values_are_refused() {
    for path in ["/a/{id}", "/a/v{id}"] {
        assert_eq!(
            filled(path, "").unwrap_err().to_string(),
            format!("GET {path}: the path parameter `id` is empty (the request was not sent)")
        );
    }
    assert!(send("/a/{id}", |_| {}).is_err());
    assert!(send("/a/{id}", |parts| parts.path("id", &Vec::<i32>::new())).is_err());
}

#[test]
fn styles() {
    use Style::{Label, Matrix, Simple};
    let list = ["a", "b,c"];
    let object = serde_json::json!({"G": 200, "R": 100});
    let table = [
        (
            Simple,
            "/a/a,b%2Cc",
            "/a/a,b%2Cc",
            "/a/G,200,R,100",
            "/a/G=200,R=100",
        ),
        (
            Label,
            "/a/.a,b%2Cc",
            "/a/.a.b%2Cc",
            "/a/.G,200,R,100",
            "/a/.G=200.R=100",
        ),
        (
            Matrix,
            "/a/;id=a,b%2Cc",
            "/a/;id=a;id=b%2Cc",
            "/a/;id=G,200,R,100",
            "/a/;G=200;R=100",
        ),
    ];
    for (style, list_plain, list_exploded, object_plain, object_exploded) in table {
        assert_eq!(styled(style, false, &list), list_plain);
        assert_eq!(styled(style, true, &list), list_exploded);
        assert_eq!(styled(style, false, &object), object_plain);
        assert_eq!(styled(style, true, &object), object_exploded);
    }
    assert_eq!(styled(Label, false, &5), "/a/.5");
    assert_eq!(styled(Matrix, false, &5), "/a/;id=5");
    assert_eq!(styled(Matrix, false, ""), "/a/;id");
}

proptest! {
    #[test]
    fn any_value_comes_back_from_one_segment(value in "\\PC*|.*|[./%\\\\?#]{1,4}") {
        match filled("/a/{id}/z", &value) {
            Err(_) => prop_assert!(matches!(value.as_str(), "" | "." | "..")),
            Ok(path) => {
                let segments: Vec<&str> = path.split('/').collect();
                prop_assert_eq!(segments.len(), 4);
                let decoded = percent_encoding::percent_decode_str(segments[2]);
                prop_assert_eq!(decoded.decode_utf8().unwrap(), value);
            }
        }
    }
}
