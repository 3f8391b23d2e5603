//! Emitted clients of fixtures on the wire, against a server on loopback.

mod callbacks;
mod links;
mod response_headers;
mod responses;
mod server;
