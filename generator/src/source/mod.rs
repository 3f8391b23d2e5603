//! Bytes to raw trees: the only module that opens a spec, and the only one that knows YAML.
//!
//! [`Sources`] reads documents and remembers their texts, so that findings can be shown where they
//! were written. Positions are looked up only for what is printed: reading a spec does not pay for
//! them.

mod document;
mod encoding;
mod fault;
mod json;
mod mended;
mod origins;
mod positions;
mod read;
mod reference;
mod text;
mod tree;
mod yaml;

pub use document::Document;
pub use origins::Origins;
pub use read::{BYTES_AT_MOST, Sources, Unopened};
pub use reference::{Ends, fragment_pointer, percent_decoded};
pub use tree::DEPTH_AT_MOST;
