//! What the tests of the workspace share: where its files are, how a spec is cast, what its
//! documentation shows, and a server that records what a client sends.
//!
//! Helpers panic: what they cannot do fails the test that asked for it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "only tests call these functions"
)]

pub mod casting;
pub mod emitted;
pub mod examples;
#[cfg(doctest)]
mod readme;
pub mod references;
pub mod wire;
pub mod workspace;
