//! Idempotency keys: which parameters and properties carry one.

use super::Lowering;
use super::extensions::Extensions;
use crate::diagnostics::{Code, Place};
use crate::model::{Constraint, Location, OnRepeat, Type};

/// The mark, on a parameter or a property.
const MARK: &str = "x-rust-idempotency";

/// How long the keys are that clients make: a UUID.
const MADE: u64 = 36;

impl Lowering<'_, '_, '_> {
    /// What the API does with a repeated key, if this parameter carries one: it is marked, or has
    /// the name of the draft "The Idempotency-Key HTTP Header Field".
    pub(super) fn key_in_parameter(
        &mut self,
        wire: &str,
        location: Location,
        place: &Place,
        extensions: &Extensions,
        value: (&Type, &[Constraint]),
    ) -> Option<OnRepeat> {
        let named = location == Location::Header && wire.eq_ignore_ascii_case("idempotency-key");
        let fits = matches!(location, Location::Header | Location::Query);
        match extensions.get(MARK) {
            None => named
                .then_some(OnRepeat::Replays)
                .filter(|_| takes_made_keys(value)),
            Some(_) if !fits => {
                self.unusable_key(place, "only a header or a query parameter can carry a key");
                None
            }
            Some(mark) => self.key(mark, place, value),
        }
    }

    /// What the API does with a repeated key, if this property is marked to carry one.
    pub(super) fn key_in_property(
        &mut self,
        place: &Place,
        extensions: &Extensions,
        value: (&Type, &[Constraint]),
    ) -> Option<OnRepeat> {
        self.key(extensions.get(MARK)?, place, value)
    }

    fn key(
        &mut self,
        mark: &serde_json::Value,
        place: &Place,
        value: (&Type, &[Constraint]),
    ) -> Option<OnRepeat> {
        let on_repeat = match mark {
            serde_json::Value::Bool(false) => return None,
            serde_json::Value::Bool(true) => OnRepeat::Replays,
            serde_json::Value::String(word) if word == "replays" => OnRepeat::Replays,
            serde_json::Value::String(word) if word == "refuses" => OnRepeat::Refuses,
            _ => {
                self.unusable_key(place, "the mark is `true`, `replays` or `refuses`");
                return None;
            }
        };
        if !takes_made_keys(value) {
            self.unusable_key(
                place,
                "the keys that a client makes are text of 36 characters",
            );
            return None;
        }
        Some(on_repeat)
    }

    fn unusable_key(&mut self, place: &Place, fact: &str) {
        self.diagnostics
            .warning(Code::UnusableIdempotencyKey, &place.child(MARK), fact)
            .effect("the mark is ignored: a POST or PATCH that may have been received is not repeated")
            .help("mark a header, query parameter or top-level property of the JSON body that takes a UUID");
    }
}

/// Whether a UUID, written as text, is a value of that type.
fn takes_made_keys((ty, constraints): (&Type, &[Constraint])) -> bool {
    let is_text = matches!(ty, Type::String | Type::Uuid);
    is_text
        && constraints.iter().all(|constraint| match constraint {
            Constraint::MaxLength(most) => *most >= MADE,
            Constraint::MinLength(least) => *least <= MADE,
            // Whether it admits a UUID is a question for an engine of ECMA 262.
            Constraint::Pattern(_) => false,
            _ => true,
        })
}
