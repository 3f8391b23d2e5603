//! castiron casts OpenAPI specs into Rust clients that read as if written by hand.

// In the order of the pipeline; the blank lines keep rustfmt from sorting them.
pub mod diagnostics;

pub mod source;

pub mod dialect;

pub mod emit;

pub mod output;

pub mod pipeline;

pub mod config;
