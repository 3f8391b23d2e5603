//! Writing: what JSON cannot hold is an error, and never something else.

use castiron_runtime::RawJson;
use serde::{Serialize, Serializer};
use serde_json::json;

#[test]
fn floats_that_are_not_finite_are_refused_wherever_they_are() {
    #[derive(Serialize)]
    enum Variants {
        Newtype(f64),
        Tuple(f64, f32),
        Named { value: f32 },
    }
    for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let single = float as f32;
        let refused = [
            RawJson::from_value(&float),
            RawJson::from_value(&single),
            RawJson::from_value(&Some(float)),
            RawJson::from_value(&[1.0, float]),
            RawJson::from_value(&(1, single)),
            RawJson::from_value(&std::collections::BTreeMap::from([("a", float)])),
            RawJson::from_value(&Variants::Newtype(float)),
            RawJson::from_value(&Variants::Tuple(1.0, single)),
            RawJson::from_value(&Variants::Named { value: single }),
        ];
        for outcome in refused {
            let message = outcome.unwrap_err().to_string();
            assert_eq!(
                message,
                "a number is not finite, and JSON has no text for that"
            );
        }
    }
}

/// A value that contains itself.
struct Circle;

impl Serialize for Circle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq([Self])
    }
}

#[test]
fn a_value_that_contains_itself_is_refused() {
    let message = RawJson::from_value(&Circle).unwrap_err().to_string();
    assert_eq!(message, "nested deeper than 128 levels");
}

#[test]
fn what_can_be_read_can_be_written() {
    let nested = |levels| (1..levels).fold(json!([]), |inner, _| json!([inner]));
    assert!(RawJson::from_value(&nested(128)).is_ok());
    assert!(RawJson::from_value(&nested(129)).is_err());
    assert!(RawJson::from_value(&json!({"a": [[], {}], "b": {"c": [1, 2]}})).is_ok());
}
