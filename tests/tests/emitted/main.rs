//! The committed crate: it holds what the generator writes, and the runtime as it is.
#![cfg(test)]

mod drift;
mod manifest;
mod panics;
mod runtime;
