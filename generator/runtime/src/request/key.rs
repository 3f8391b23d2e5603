//! The idempotency key, put into a request.

use super::super::call::IdempotencyKey;
use super::super::{EncodeError, Idempotency, idempotency};
use super::RequestParts;

impl RequestParts {
    /// Puts the idempotency key where the operation takes it.
    ///
    /// A method that is idempotent by itself needs none; there it is sent when the caller sets it.
    pub(super) fn place_key(&mut self) -> Result<Option<IdempotencyKey>, EncodeError> {
        let Some(on_repeat) = self.operation.idempotency.on_repeat() else {
            return Ok(None);
        };
        let set = self.key.take();
        let in_body = self.key_in_body()?;
        if let (Some(set), Some(in_body)) = (&set, &in_body)
            && let Idempotency::BodyField(name, _) = self.operation.idempotency
            && set != in_body
        {
            return Err(EncodeError::new(format!(
                "the body has another idempotency key in its property `{name}`"
            )));
        }
        let is_carried = in_body.is_some();
        let chosen = in_body.or(set);
        let is_chosen = chosen.is_some();
        let text = match chosen {
            Some(key) => {
                idempotency::checked(&key)?;
                key
            }
            None if self.operation.method.is_idempotent() => return Ok(None),
            None => idempotency::generated()?,
        };
        if !is_carried {
            self.carry_key(&text);
        }
        Ok(Some(IdempotencyKey {
            text,
            chosen: is_chosen,
            on_repeat,
        }))
    }

    /// The key that the body has already, where that is its carrier.
    fn key_in_body(&self) -> Result<Option<String>, EncodeError> {
        match self.operation.idempotency {
            Idempotency::BodyField(name, _) => idempotency::in_body(name, &self.body),
            Idempotency::None | Idempotency::Header(..) | Idempotency::Query(..) => Ok(None),
        }
    }

    fn carry_key(&mut self, key: &str) {
        match self.operation.idempotency {
            Idempotency::None => {}
            Idempotency::Header(name, _) => self.header(name, key),
            Idempotency::Query(name, _) => self.query(name, key),
            Idempotency::BodyField(name, _) => {
                self.body = idempotency::into_body(name, key, &self.body);
            }
        }
    }
}
