//! Emitted clients of fixtures on the wire, against a server on loopback.

mod response_headers;
mod server;
