//! The idempotency key of a call: chosen by the caller or made here, and put where the API takes it.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::value::RawValue;

use super::{Body, EncodeError};

/// The longest key that is sent, in characters: what the APIs that publish a limit have in common.
const LONGEST: usize = 255;

/// Checks a key that the caller chose.
///
/// # Errors
///
/// It is empty, longer than 255 characters, or has characters other than visible ASCII, which not
/// every carrier keeps unchanged.
pub(super) fn checked(key: &str) -> Result<(), EncodeError> {
    if key.is_empty() || key.len() > LONGEST || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(EncodeError::new(format!(
            "the idempotency key is to be 1 to {LONGEST} visible ASCII characters, without blanks"
        )));
    }
    Ok(())
}

/// A new key: 122 random bits of the operating system, as a version 4 UUID (RFC 9562, 5.4).
///
/// # Errors
///
/// The operating system has no random numbers to give.
pub(super) fn generated() -> Result<String, EncodeError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        EncodeError::new(format!(
            "no idempotency key can be made, because there are no random numbers: {error}"
        ))
    })?;
    let number = u128::from_be_bytes(bytes);
    let number = number & !(0xf000 << 64) | 0x4000 << 64;
    let number = number & !(0xc000 << 48) | 0x8000 << 48;
    let hex = format!("{number:032x}");
    let mut rest = hex.as_str();
    let groups = [8, 4, 4, 4, 12].map(|length| {
        let (group, after) = rest.split_at(length);
        rest = after;
        group
    });
    Ok(groups.join("-"))
}

/// The key that a JSON body has in its property `name`.
///
/// # Errors
///
/// The body is no JSON object, or the property is no string.
pub(super) fn in_body(name: &str, body: &Body) -> Result<Option<String>, EncodeError> {
    let body = body.as_bytes().map(Bytes::as_ref).unwrap_or_default();
    let members: BTreeMap<String, &RawValue> = serde_json::from_slice(body).map_err(|_| {
        EncodeError::new(format!(
            "the idempotency key is the property `{name}` of a JSON object, and the body is none"
        ))
    })?;
    let Some(value) = members.get(name) else {
        return Ok(None);
    };
    serde_json::from_str(value.get()).map(Some).map_err(|_| {
        EncodeError::new(format!(
            "the property `{name}` of the body carries the idempotency key, and is no string"
        ))
    })
}

/// A JSON object with the property `name` set to `key`, in front of the others.
pub(super) fn into_body(name: &str, key: &str, body: &Body) -> Body {
    let body = body.as_bytes().map(Bytes::as_ref).unwrap_or_default();
    let members = body.trim_ascii_start().get(1..).unwrap_or_default();
    let is_empty = members.trim_ascii_start().starts_with(b"}");
    let name = serde_json::Value::from(name);
    let key = serde_json::Value::from(key);
    let mut whole = format!("{{{name}:{key}").into_bytes();
    if !is_empty {
        whole.push(b',');
    }
    whole.extend_from_slice(members);
    whole.into()
}
