//! Calls of clients that castiron emits for its accepted fixtures, and the bytes that they send.
//!
//! `tests/compiles.rs` compiles this beside the crate of all fixtures, and runs it. Expectations are
//! written out by hand from the fixtures and the standards that they name.
#![cfg(test)]

mod choices;
mod csv;
mod multipart;
mod ranges;
mod recorder;
