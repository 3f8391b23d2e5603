//! What the tests of the workspace share: where its files are, how a spec is cast, and a server
//! that records what a client sends.
//!
//! Helpers panic: what they cannot do fails the test that asked for it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "only tests call these functions"
)]

pub mod casting;
pub mod emitted;
#[cfg(doctest)]
mod readme;
pub mod wire;
pub mod workspace;
