//! What types of an API are made of: exact JSON, secrets, the forms of values on the wire.
//!
//! [`json::from_slice`] reads a type from what came over the wire; serde's own readers do, too.

// The root of the runtime in a crate without clients, where it stands in the place of `lib.rs`.
mod apart;
pub mod base64_bytes;
pub mod base64_url;
pub mod constant;
#[cfg(feature = "decimal")]
pub mod decimal;
#[cfg(feature = "decimal")]
pub mod decimal_string;
mod finite;
#[cfg(feature = "time")]
pub mod http_date;
pub mod integer_string;
pub mod json;
mod nullable;
pub mod object;
mod raw_json;
mod secret;
mod sensitive;
#[cfg(feature = "time")]
pub mod unix_time;
#[cfg(feature = "validate")]
pub mod validate;
#[cfg(feature = "time")]
mod verbatim;
pub mod wire;

pub use self::apart::Apart;
pub use self::constant::Null;
pub use self::nullable::{Nullable, optional_any, required_nullable};
pub use self::raw_json::{Kind, RawJson};
pub use self::secret::Secret;
pub use self::sensitive::Sensitive;
#[cfg(feature = "validate")]
pub use self::validate::Validate;
#[cfg(feature = "time")]
pub use self::verbatim::{DateTime, Duration, FormatError, Time, Verbatim};
