//! castiron casts OpenAPI specs into Rust clients that read as if written by hand.

pub mod diagnostics;
pub mod dialect;
pub mod source;
