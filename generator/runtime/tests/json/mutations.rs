//! Damaged bodies: whatever comes, reading gives a value or an error, and a value is written as what
//! it was read from.

use castiron_runtime::RawJson;
use castiron_runtime::json::{MAX_DEPTH, from_slice};
use serde::de::IgnoredAny;

use crate::payment::{Payment, TEXTS};
use crate::random::random;

/// What damage is made of.
const PIECES: &[&str] = &[
    "",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "\\u0000",
    "null",
    "true",
    "-",
    ".",
    "e",
    "E+",
    "0",
    "9",
    "1e999",
    "-0",
    "1.0",
    "0.1",
    "123456789012345678901234567890123456789",
    "\u{FEFF}",
    "\u{0}",
    "\n",
    " ",
    "é",
    "\"id\":1,",
    "{\"kind\":\"login\",\"name\":1}",
    "[[[[[[[[",
];

fn damaged(values: &mut fastrand::Rng) -> Vec<u8> {
    let mut body = TEXTS[values.usize(..TEXTS.len())].as_bytes().to_vec();
    for _ in 0..values.usize(1..4) {
        let start = values.usize(..=body.len());
        let end = (start + values.usize(..8)).min(body.len());
        match values.u8(..5) {
            0 => body.truncate(start),
            1 => {
                let piece = PIECES[values.usize(..PIECES.len())];
                body.splice(start..end, piece.bytes());
            }
            2 => {
                let copy = body[start..].to_vec();
                let place = values.usize(..=body.len());
                body.splice(place..place, copy);
            }
            3 => drop(body.drain(start..end)),
            _ => {
                if let Some(byte) = body.get_mut(start) {
                    *byte ^= 1 << values.u8(..8);
                }
            }
        }
    }
    body
}

/// Reads and writes a body in every way there is.
fn check(body: &[u8]) {
    let ignored = from_slice::<IgnoredAny>(body, MAX_DEPTH);
    match from_slice::<RawJson>(body, MAX_DEPTH) {
        Ok(kept) => {
            assert!(ignored.is_ok());
            assert_eq!(serde_json::to_string(&kept).unwrap(), kept.text());
        }
        Err(error) => assert_eq!(ignored.unwrap_err().path(), error.path()),
    }
    let payment = from_slice::<Payment>(body, MAX_DEPTH);
    // A value that is kept as text first is read with an eye for every number.
    if let Ok(kept) = from_slice::<RawJson>(body, MAX_DEPTH) {
        assert_eq!(kept.read::<Payment>().ok(), payment.as_ref().ok().cloned());
    }
    match payment {
        Ok(payment) => {
            let written = serde_json::to_vec(&payment).unwrap();
            let again = from_slice::<Payment>(&written, MAX_DEPTH).unwrap();
            assert_eq!(again, payment);
            assert_eq!(serde_json::to_vec(&again).unwrap(), written);
        }
        Err(error) => {
            assert!(error.path().starts_with('$'));
            assert!(!error.message().is_empty());
        }
    }
}

#[test]
fn no_damage_makes_reading_panic_or_lose_something() {
    let mut random = random(200_000);
    for round in 0..random.rounds {
        let body = damaged(&mut random.values);
        let outcome = std::panic::catch_unwind(|| check(&body));
        assert!(outcome.is_ok(), "round {round}: {}", body.escape_ascii());
    }
}
