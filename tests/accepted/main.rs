//! Emitted clients of fixtures on the wire, against a server on loopback.

mod links;
mod response_headers;
mod server;
