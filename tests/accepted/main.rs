//! Emitted clients of fixtures on the wire: what they send and read, by a server on loopback or a
//! transport that keeps the request.

mod apart;
mod callback_requests;
mod choices;
mod csv;
mod lines;
mod links;
mod multipart;
mod ranges;
mod recorder;
mod response_headers;
mod responses;
mod server;
