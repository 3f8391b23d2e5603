//! Which texts a header carries.

use crate::keeper::sent;

/// Each is refused by name and never by value, and never gets as far as the transport.
fn assert_refused(text: &str) {
    let value = format!("s3cret{text}s3cret");
    let value = match text.trim_matches([' ', '\t']) {
        "" => text,
        _ => &value,
    };
    let message = sent(|parts| parts.header("x-key", value))
        .unwrap_err()
        .to_string();
    assert!(message.contains("`x-key`"), "{message}");
    assert!(!message.contains("s3cret"), "{message}");
}

fn arrives(value: &str) -> bool {
    let result = sent(|parts| parts.header("x-key", value));
    result.is_ok_and(|request| {
        assert_eq!(request.headers["x-key"], value);
        true
    })
}

/// As bytes of a text, and as the characters that ISO 8859-1 gives to the bytes.
#[test]
fn all_256_bytes() {
    let mut carried = 0;
    for byte in 0..=255_u8 {
        let char = char::from(byte);
        let is_carried = char == '\t' || (' '..='~').contains(&char);
        assert_eq!(arrives(&format!("a{char}z")), is_carried, "{byte}");
        if is_carried {
            carried += 1;
        } else {
            assert_refused(&char.to_string());
        }
    }
    assert_eq!(carried, 96);
}

#[test]
fn blanks_at_the_ends_are_refused() {
    for blank in [" ", "\t", "  ", " \t "] {
        assert_refused(blank);
        for value in [format!("{blank}a"), format!("a{blank}"), blank.to_owned()] {
            assert!(!arrives(&value), "{value:?}");
        }
        assert!(arrives(&format!("a{blank}z")));
    }
}

#[test]
fn line_breaks_are_refused_wherever_they_are() {
    for text in [
        "\r\nx-injected: 1",
        "\n",
        "\r",
        "\r\n\r\n",
        "\n folded",
        "\u{2028}",
        "\u{85}",
    ] {
        assert_refused(text);
        assert!(!arrives(text.trim_start_matches(' ')));
    }
}

#[test]
fn characters_beyond_ascii_are_refused() {
    for text in ["é", "€", "𝄞", "\u{feff}", "\u{a0}", "ａ"] {
        assert_refused(text);
    }
}

#[test]
fn an_empty_value_is_sent_and_an_empty_list_is_not() {
    assert!(arrives(""));
    let request = sent(|parts| parts.header("x-key", &[""; 0])).unwrap();
    assert!(!request.headers.contains_key("x-key"));
}

#[test]
fn long_values_are_sent() {
    assert!(arrives(&"x".repeat(100_000)));
}

#[test]
fn a_name_that_http_does_not_know_is_named() {
    for name in ["", "x y", "x:y", "x\r\ny", "é"] {
        let error = sent(|parts| parts.header(name, "s3cret")).unwrap_err();
        assert_eq!(
            error.message(),
            format!("`{name}` cannot be the name of an HTTP header")
        );
    }
}

/// Lists are taken apart again at commas, and blanks around the parts are dropped.
#[test]
fn parts_of_lists_that_would_change_are_refused() {
    for parts in [
        ["a,b", "c"],
        ["a", " b"],
        ["a ", "b"],
        ["a\t", "b"],
        ["a", "b\n"],
    ] {
        sent(|request| request.header("x-key", &parts)).unwrap_err();
    }
    for name in ["a=b", "a,b"] {
        let object = serde_json::json!({name: 1});
        sent(|parts| parts.header_styled("x-key", true, &object)).unwrap_err();
    }
}
