//! Words: how a wire name is split, before a case is put on it.

use heck::ToSnakeCase;

/// Spellings that `heck` splits in the wrong place: it makes `o_auth2` of `OAuth2`.
const SPELLINGS: [(&str, &str); 17] = [
    ("OAuth", "Oauth"),
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("GitHub", "Github"),
    ("GitLab", "Gitlab"),
    ("GraphQL", "Graphql"),
    ("PayPal", "Paypal"),
    ("MySQL", "Mysql"),
    ("PostgreSQL", "Postgresql"),
    ("WebSocket", "Websocket"),
    ("2FA", "2fa"),
    ("macOS", "macos"),
    ("iOS", "ios"),
    ("IDs", "Ids"),
    ("URLs", "Urls"),
    ("URIs", "Uris"),
    ("APIs", "Apis"),
];

/// Splits a wire name into lower-case words.
///
/// Digits stay with the word before them, so `iban10` is one word. A sign before a number is a
/// word of its own (`+1`, `-1`). The result is empty if the name has no letters or digits.
pub(crate) fn split(wire: &str) -> Vec<String> {
    let signed = match wire.as_bytes() {
        [b'+', digit, ..] if digit.is_ascii_digit() => format!("plus {wire}"),
        [b'-', digit, ..] if digit.is_ascii_digit() => format!("minus {wire}"),
        _ => wire.to_owned(),
    };
    let spelled = SPELLINGS
        .iter()
        .fold(signed, |name, (from, to)| name.replace(from, to));
    // An apostrophe is part of its word.
    let spelled = spelled.replace(['\'', '\u{2019}'], "");
    spelled
        .to_snake_case()
        .split('_')
        .map(|word| {
            word.chars()
                .filter(|letter| unicode_ident::is_xid_continue(*letter))
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// `user_id`
pub(crate) fn snake(words: &[String]) -> String {
    words.join("_")
}

/// `USER_ID`
pub(crate) fn shouting(words: &[String]) -> String {
    words.join("_").to_uppercase()
}

/// `UserId`
pub(crate) fn pascal(words: &[String]) -> String {
    let mut name = String::new();
    for word in words {
        let mut letters = word.chars();
        if let Some(first) = letters.next() {
            // `a1` and `1b` must not become one number with their neighbour.
            if first.is_ascii_digit() && name.ends_with(|last: char| last.is_ascii_digit()) {
                name.push('_');
            }
            name.extend(first.to_uppercase());
            name.push_str(letters.as_str());
        }
    }
    name
}
