//! What the tests of the emitted clients share: a server that records bytes, and JSON that keeps its digits.
//!
//! Helpers panic: what they cannot do fails the test that asked for it.

mod failure;
mod json;
mod samples;
mod server;

pub use self::failure::{Outcome, assert_no_secret, assert_proxy_page, once, refused};
pub use self::json::{Json, differences, json};
pub use self::samples::{sample, sample_names};
pub use self::server::{Answer, Request, Server, exchange};
