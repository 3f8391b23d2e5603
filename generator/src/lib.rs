//! castiron casts OpenAPI specs into Rust clients that read as if written by hand.

pub mod analyze;
pub mod config;
pub mod diagnostics;
pub mod dialect;
pub mod emit;
pub mod lower;
pub mod model;
pub mod names;
pub mod output;
pub mod pipeline;
pub mod resolve;
pub mod source;
