//! Canaries: secrets for every carrier, and a check that what is printed shows none of them,
//! whatever encoding it is in.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;

/// A secret that a header can carry: both ends are unique, so that half of it is noticed too.
macro_rules! canary {
    ($number:literal) => {
        concat!("hush", $number, "/+=\"&<'_kiwi", $number)
    };
}

pub const API_KEY_HEADER: &str = canary!("01");
pub const API_KEY_QUERY: &str = canary!("02");
/// Cookies carry fewer characters than headers.
pub const API_KEY_COOKIE: &str = "hush03/+=&<'_kiwi03";
pub const BASIC_PASSWORD: &str = canary!("04");
pub const BEARER: &str = canary!("05");
pub const CLIENT_SECRET: &str = canary!("06");
pub const USER_PASSWORD: &str = concat!(canary!("07"), " \u{e9}\n\u{1f511}kiwi07");
pub const REFRESH_TOKEN: &str = canary!("08");
pub const ACCESS_TOKEN: &str = canary!("09");
pub const EXTRA_FIELD: &str = canary!("10");
pub const PATH_PARAMETER: &str = concat!(canary!("11"), " \u{e9}kiwi11");
pub const QUERY_PARAMETER: &str = concat!(canary!("12"), " \u{e9}kiwi12");
pub const HEADER_PARAMETER: &str = canary!("13");
pub const COOKIE_PARAMETER: &str = canary!("14");
pub const BODY_TEXT: &str = concat!(canary!("15"), " \u{e9}\\\n\u{1f511}kiwi15");
pub const BODY_NUMBER: u64 = 916_403_128_899_916;
pub const BODY_NESTED: &str = canary!("17");
pub const BASE_URL_PASSWORD: &str = "hush18kiwi18";

/// How many carriers there are.
pub const COUNT: usize = 18;

/// The canaries that a text shows, as they are called: `01` and so on.
pub fn seen(text: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut known = BTreeSet::new();
    look(text.to_owned(), 4, &mut known, &mut found);
    found
}

/// Fails if a text shows a canary.
#[track_caller]
pub fn assert_none(text: &str) {
    let seen = seen(text);
    assert!(seen.is_empty(), "canaries {seen:?} in: {text}");
}

/// Looks at a text, and at all that it could be the encoding of.
fn look(text: String, depth: usize, known: &mut BTreeSet<String>, found: &mut BTreeSet<usize>) {
    for number in 1..=COUNT {
        let ends = [format!("hush{number:02}"), format!("kiwi{number:02}")];
        if ends.iter().any(|end| text.contains(end)) {
            found.insert(number);
        }
    }
    if text.contains(&BODY_NUMBER.to_string()) {
        found.insert(16);
    }
    if depth == 0 || !known.insert(text.clone()) {
        return;
    }
    let percent = percent_decode_str(&text).decode_utf8_lossy().into_owned();
    for decoded in [percent, unescaped(&text)] {
        if decoded != text {
            look(decoded, depth - 1, known, found);
        }
    }
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || "+/-_".contains(c);
    for run in text.split(|c| !is_base64(c)).filter(|run| run.len() >= 8) {
        for decoded in from_base64(run) {
            look(decoded, depth - 1, known, found);
        }
    }
}

/// The text without the escapes of JSON.
fn unescaped(text: &str) -> String {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let code = rest.strip_prefix("\\u").and_then(|rest| rest.get(..4));
        if let Some(unit) = code.and_then(|code| u16::from_str_radix(code, 16).ok()) {
            units.push(unit);
            rest = &rest[6..];
            continue;
        }
        let is_escape = character == '\\' && rest.len() > 1;
        let skipped = if is_escape { 1 } else { 0 };
        let character = rest[skipped..].chars().next().unwrap();
        units.extend(character.encode_utf16(&mut [0; 2]).iter());
        rest = &rest[skipped + character.len_utf8()..];
    }
    String::from_utf16_lossy(&units)
}

/// What a run of Base64 could be, wherever in it a group begins.
fn from_base64(run: &str) -> Vec<String> {
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let mut texts = Vec::new();
    for alphabet in [&STANDARD, &URL_SAFE] {
        let engine = GeneralPurpose::new(alphabet, config);
        for start in 0..4 {
            let run = &run[start..];
            let whole = run.len() - usize::from(run.len() % 4 == 1);
            if let Ok(bytes) = engine.decode(&run[..whole]) {
                texts.push(String::from_utf8_lossy(&bytes).into_owned());
            }
        }
    }
    texts
}
