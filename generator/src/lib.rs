//! castiron casts OpenAPI specs into Rust clients that read as if written by hand.

pub mod config;
pub mod emit;
pub mod output;
