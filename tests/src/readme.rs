//! The Rust of README.md, compiled with the examples of the documentation.
#![doc = include_str!("../../README.md")]
