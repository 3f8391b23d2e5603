//! Segments that mean this or the parent folder, in every spelling that values can bring about.

use castiron_runtime::Style;

use crate::keeper::{at, path_of, sent_to};

/// A template, its values by turns, and the path; or `None` where it is refused.
type Case = (&'static str, &'static [&'static str], Option<&'static str>);

const CASES: [Case; 64] = [
    ("/a/{x}", &["."], None),
    ("/a/{x}", &[".."], None),
    ("/a/{x}/b", &["."], None),
    ("/a/{x}/b", &[".."], None),
    ("/{x}", &["."], None),
    ("/{x}", &[".."], None),
    ("/{x}/", &[".."], None),
    ("/a/.{x}", &["."], None),
    ("/a/{x}.", &["."], None),
    ("/a/.{x}/b", &["."], None),
    ("/a/{x}./b", &["."], None),
    ("/a/%2e{x}", &["."], None),
    ("/a/%2E{x}", &["."], None),
    ("/a/{x}%2e", &["."], None),
    ("/a/{x}%2E/b", &["."], None),
    ("/a/{x}{y}", &[".", "."], None),
    ("/a/{x}{y}/b", &[".", "."], None),
    ("/{x}{y}", &[".", "."], None),
    ("/a/{x}{y}", &["", ".."], None),
    ("/a/{x}{y}", &["..", ""], None),
    ("/a/{x};v=1", &[".."], None),
    ("/a/{x};v=1", &["."], None),
    ("/a/.{x};v=1/b", &["."], None),
    ("/a/{x};{y}", &["..", "b"], None),
    ("/a/{x}{y};v", &[".", "."], None),
    ("/a/{x}/{y}", &["..", ".."], None),
    ("/a/{x}/{y}", &["b", ".."], None),
    ("/a/{x}/{y}", &["..", "b"], None),
    ("/a/{x}", &[""], None),
    ("/a/{x}/b", &[""], None),
    ("/a/.{x}", &[""], None),
    ("/a/..{x}", &[""], None),
    ("/a/{x}", &["..."], Some("/a/...")),
    ("/a/{x}", &["...."], Some("/a/....")),
    ("/a/{x}", &[".a"], Some("/a/.a")),
    ("/a/{x}", &["a."], Some("/a/a.")),
    ("/a/{x}", &["..a"], Some("/a/..a")),
    ("/a/{x}", &["a.."], Some("/a/a..")),
    ("/a/{x}", &["%2e"], Some("/a/%252e")),
    ("/a/{x}", &["%2E"], Some("/a/%252E")),
    ("/a/{x}", &["%2e%2e"], Some("/a/%252e%252e")),
    ("/a/{x}", &["%2e."], Some("/a/%252e.")),
    ("/a/{x}", &[".%2E"], Some("/a/.%252E")),
    ("/a/{x}", &["%252e%252e"], Some("/a/%25252e%25252e")),
    ("/a/{x}", &["..;"], Some("/a/..%3B")),
    ("/a/{x}", &["..;/"], Some("/a/..%3B%2F")),
    ("/a/{x}", &["..;a=b"], Some("/a/..%3Ba%3Db")),
    ("/a/{x}", &["../b"], Some("/a/..%2Fb")),
    ("/a/{x}", &["a/../b"], Some("/a/a%2F..%2Fb")),
    ("/a/{x}", &["..\\b"], Some("/a/..%5Cb")),
    ("/a/{x}", &["\\.."], Some("/a/%5C..")),
    ("/a/{x}", &[".. "], Some("/a/..%20")),
    ("/a/{x}", &[" .."], Some("/a/%20..")),
    ("/a/{x}", &["..\t"], Some("/a/..%09")),
    ("/a/{x}", &[".\n."], Some("/a/.%0A.")),
    ("/a/{x}", &["..\0"], Some("/a/..%00")),
    ("/a/{x}", &["..?"], Some("/a/..%3F")),
    ("/a/{x}", &["..#"], Some("/a/..%23")),
    ("/a/{x}", &["．．"], Some("/a/%EF%BC%8E%EF%BC%8E")),
    ("/a/{x}", &["․․"], Some("/a/%E2%80%A4%E2%80%A4")),
    ("/a/{x}{y}", &[".", "b"], Some("/a/.b")),
    ("/a/{x}{y}", &["..", "."], Some("/a/...")),
    ("/a/v{x}", &[".."], Some("/a/v..")),
    ("/a/{x}.json", &["."], Some("/a/..json")),
];

#[test]
fn dot_segments_are_refused_and_their_likes_are_not() {
    for (template, values, expected) in CASES {
        let result = sent_to(at(template), |parts| {
            for (name, value) in ["x", "y"].into_iter().zip(values) {
                parts.path(name, *value);
            }
        });
        match (result, expected) {
            (Ok(request), Some(path)) => assert_eq!(path_of(&request), path),
            (Err(_), None) => {}
            (result, _) => panic!("{template} with {values:?}: {result:?}"),
        }
    }
}

#[test]
fn styles_that_write_dots_of_their_own_make_no_dot_segment() {
    let styled = |style, value| {
        sent_to(at("/a/{x}"), |parts| {
            parts.path_styled("x", style, true, value);
        })
    };
    for value in [".", ""] {
        styled(Style::Label, value).unwrap_err();
    }
    let request = styled(Style::Label, "..").unwrap();
    assert_eq!(path_of(&request), "/a/...");
    let request = styled(Style::Matrix, "..").unwrap();
    assert_eq!(path_of(&request), "/a/;x=..");
}

#[test]
fn parameters_in_matrix_style_do_not_hide_dots_before_them() {
    for first in [".", ".."] {
        sent_to(at("/a/{x}{y}"), |parts| {
            parts.path("x", first);
            parts.path_styled("y", Style::Matrix, false, "b");
        })
        .unwrap_err();
    }
}

#[test]
fn no_value_of_one_item_takes_the_place_of_a_literal() {
    let lists: [&[&str]; 2] = [&["search"], &["search", "x"]];
    for (list, is_sent) in lists.into_iter().zip([false, true]) {
        let result = sent_to(at("/things/{x}"), |parts| {
            parts.path_except("x", list, &["search", "new"]);
        });
        assert_eq!(result.is_ok(), is_sent);
    }
}
