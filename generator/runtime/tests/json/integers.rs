//! Whole numbers for integers, however they are written, and nothing else.

use std::collections::BTreeMap;
use std::fmt::Debug;

use castiron_runtime::json::{MAX_DEPTH, from_slice};
use castiron_runtime::{Nullable, RawJson};
use serde::de::{DeserializeOwned, Deserializer};
use serde::{Deserialize, Serialize};

use crate::random::random;

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    from_slice(text.as_bytes(), MAX_DEPTH).map_err(|error| error.to_string())
}

/// Spellings of a whole number, and the number.
const WHOLE: &[(&str, i128)] = &[
    ("0", 0),
    ("-0", 0),
    ("-0.0", 0),
    ("0e99999999999999999999", 0),
    ("0.000e-5", 0),
    ("1", 1),
    ("1.0", 1),
    ("1.000000000000000000000000000000000000000000000", 1),
    ("10e-1", 1),
    ("100000000000000000000000000000000000000000000e-44", 1),
    ("0.1e1", 1),
    ("0.0000000012e10", 12),
    ("1e0", 1),
    ("1E+2", 100),
    ("1e2", 100),
    ("1.25e2", 125),
    ("-1.27e2", -127),
    ("-1280e-1", -128),
    ("12.7e1", 127),
];

/// Spellings of numbers that are not whole, however near.
const FRACTIONS: &[&str] = &[
    "1.5",
    "0.1",
    "-0.5",
    "1e-1",
    "15e-1",
    "1.00000000000000000000000000000000000000000001",
    "0.99999999999999999999999999999999999999999999",
    "1e-99999999999999999999",
    "9007199254740992.5",
    "1.5e0",
];

/// Spellings of numbers that no type holds.
const BEYOND: &[&str] = &[
    "1234567890123456789012345678901234567890",
    "-1234567890123456789012345678901234567890",
    "1e39",
    "1e999",
    "1e99999999999999999999",
    "3.402823669209384634633746074317682114560e38",
];

/// Calls a function for every type of integer.
macro_rules! every_type {
    ($function:ident) => {
        $function::<i8>("i8");
        $function::<i16>("i16");
        $function::<i32>("i32");
        $function::<i64>("i64");
        $function::<i128>("i128");
        $function::<u8>("u8");
        $function::<u16>("u16");
        $function::<u32>("u32");
        $function::<u64>("u64");
        $function::<u128>("u128");
    };
}

#[test]
fn a_whole_number_is_an_integer_in_every_spelling() {
    fn check<T: DeserializeOwned + TryFrom<i128> + Debug + PartialEq>(name: &str) {
        for (text, number) in WHOLE {
            match T::try_from(*number) {
                Ok(number) => assert_eq!(read::<T>(text), Ok(number), "{text} as {name}"),
                Err(_) => {
                    let error = format!("$: expected {name}, found a number beyond it");
                    assert_eq!(read::<T>(text), Err(error), "{text}");
                }
            }
        }
    }
    every_type!(check);
}

#[test]
fn a_fraction_is_refused_and_not_rounded() {
    fn check<T: DeserializeOwned + Debug + PartialEq>(name: &str) {
        for text in FRACTIONS {
            let error = format!("$: expected {name}, found a number with a fraction");
            assert_eq!(read::<T>(text), Err(error), "{text}");
        }
    }
    every_type!(check);
}

#[test]
fn a_number_beyond_the_type_is_refused_and_not_wrapped() {
    fn check<T: DeserializeOwned + Debug + PartialEq>(name: &str) {
        for text in BEYOND {
            let error = format!("$: expected {name}, found a number beyond it");
            assert_eq!(read::<T>(text), Err(error), "{text}");
        }
    }
    every_type!(check);
}

#[test]
fn the_ends_of_every_type_are_read_and_the_next_number_is_not() {
    macro_rules! ends {
        ($($type:ident)*) => {
            $(for zeros in ["", ".0", "e0", ".000E+0"] {
                let (least, most) = ($type::MIN, $type::MAX);
                assert_eq!(read::<$type>(&format!("{least}{zeros}")), Ok(least));
                assert_eq!(read::<$type>(&format!("{most}{zeros}")), Ok(most));
                // The last digit of an end is never a nine.
                let next = |text: String| {
                    let last = text.chars().last().unwrap().to_digit(10).unwrap();
                    format!("{}{}{zeros}", &text[..text.len() - 1], last + 1)
                };
                assert!(read::<$type>(&next(most.to_string())).is_err());
                let below = if least == 0 { "-1".to_owned() } else { next(least.to_string()) };
                assert!(read::<$type>(&below).is_err(), "{below}");
            })*
        };
    }
    ends!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);
}

#[test]
fn other_kinds_are_not_integers() {
    for (text, found) in [
        ("\"1\"", "a string"),
        ("true", "a boolean"),
        ("null", "null"),
        ("[1]", "an array"),
        ("{}", "an object"),
    ] {
        let error = format!("$: expected u32, found {found}");
        assert_eq!(read::<u32>(text), Err(error));
    }
}

/// An enumeration of integers, as it is emitted.
#[derive(Debug, PartialEq)]
enum Level {
    High,
    Unknown(i32),
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i32::deserialize(deserializer).map(|value| match value {
            1 => Self::High,
            other => Self::Unknown(other),
        })
    }
}

/// A union of an integer and a string, as it is emitted.
#[derive(Debug, PartialEq)]
enum Code {
    Integer(i64),
    String(String),
    Unknown(RawJson),
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = RawJson::deserialize(deserializer)?;
        if json.is_whole() {
            return json.decode().map(Self::Integer);
        }
        match json.as_string() {
            Some(text) => Ok(Self::String(text)),
            None => Ok(Self::Unknown(json)),
        }
    }
}

#[derive(Debug, PartialEq, Deserialize, Serialize)]
enum Variant {
    One(u8),
    Two(u8, u8),
    Named { value: u8 },
}

#[derive(Debug, PartialEq, Deserialize)]
struct Places {
    field: u8,
    optional: Option<i64>,
    #[serde(default)]
    nullable: Nullable<i64>,
    list: Vec<u16>,
    pair: (u8, i8),
    map: BTreeMap<String, Vec<u32>>,
    level: Level,
    code: Code,
    variants: Vec<Variant>,
}

const PLACES: &str = r#"{"field": 1.0, "optional": 2e0, "nullable": 30e-1, "list": [4, 5.0],
    "pair": [6.0, -7.0], "map": {"a": [80e-1]}, "level": 1.0, "code": 10.0,
    "variants": [{"One": 1.0}, {"Two": [1.0, 2.0]}, {"Named": {"value": 3.0}}]}"#;

#[test]
fn whole_numbers_are_integers_in_every_place() {
    let places = Places {
        field: 1,
        optional: Some(2),
        nullable: Nullable::Value(3),
        list: vec![4, 5],
        pair: (6, -7),
        map: BTreeMap::from([("a".to_owned(), vec![8])]),
        level: Level::High,
        code: Code::Integer(10),
        variants: vec![
            Variant::One(1),
            Variant::Two(1, 2),
            Variant::Named { value: 3 },
        ],
    };
    assert_eq!(read(PLACES), Ok(places));
}

#[test]
fn an_error_names_the_place_and_never_the_number() {
    for (right, wrong, expected) in [
        (
            r#""field": 1.0"#,
            r#""field": 1.5"#,
            "$.field: expected u8, found a number with a fraction",
        ),
        (
            r#""field": 1.0"#,
            r#""field": 1e3"#,
            "$.field: expected u8, found a number beyond it",
        ),
        (
            r#": 2e0"#,
            r#": 1e40"#,
            "$.optional: expected i64, found a number beyond it",
        ),
        (
            r#": 30e-1"#,
            r#": 31e-1"#,
            "$.nullable: expected i64, found a number with a fraction",
        ),
        (
            "[4, 5.0]",
            "[4, 5.1]",
            "$.list[1]: expected u16, found a number with a fraction",
        ),
        (
            "-7.0]",
            "-129]",
            "$.pair[1]: expected i8, found a number beyond it",
        ),
        (
            "[80e-1]",
            r#"[1, "4111"]"#,
            "$.map.a[1]: expected u32, found a string",
        ),
        (
            r#""level": 1.0"#,
            r#""level": 3e9"#,
            "$.level: expected i32, found a number beyond it",
        ),
        (
            r#""code": 10.0"#,
            r#""code": 1e19"#,
            "$.code: expected i64, found a number beyond it",
        ),
        (
            r#"{"One": 1.0}"#,
            r#"{"One": 256}"#,
            "$.variants[0].One: expected u8, found a number beyond it",
        ),
        (
            r#""value": 3.0"#,
            r#""value": -3.0"#,
            "$.variants[2].Named.value: expected u8, found a number beyond it",
        ),
    ] {
        assert!(PLACES.contains(right), "{right}");
        let error = read::<Places>(&PLACES.replace(right, wrong));
        assert_eq!(error, Err(expected.to_owned()));
    }
}

#[test]
fn a_union_keeps_a_fraction_as_unknown() {
    assert_eq!(
        read("1.5"),
        Ok(Code::Unknown(RawJson::parse("1.5").unwrap()))
    );
    assert_eq!(read("\"1.0\""), Ok(Code::String("1.0".to_owned())));
}

#[test]
fn any_spelling_of_a_random_number_gives_that_number() {
    let mut random = random(20_000);
    for _ in 0..random.rounds {
        let number = (random.values.i64(..) >> random.values.u32(..64)) | 1;
        let shift = random.values.usize(..30);
        let digits = number.unsigned_abs().to_string();
        let sign = if number < 0 { "-" } else { "" };
        let padded = format!("{}{digits}", "0".repeat(shift));
        let (whole, fraction) = padded.split_at(padded.len() - shift);
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let spellings = [
            format!("{sign}{digits}"),
            format!("{sign}{digits}.{}", "0".repeat(shift + 1)),
            format!("{sign}{digits}{}e-{shift}", "0".repeat(shift)),
            format!("{sign}{whole}.{fraction}0E+{shift}"),
        ];
        for text in spellings {
            assert_eq!(read(&text), Ok(number), "{text}");
            assert_eq!(read(&format!("[{text}]")), Ok(vec![number]), "{text}");
        }
    }
}
