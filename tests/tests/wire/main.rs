//! The emitted clients on the wire, against what the APIs' own documents show.
//!
//! Expectations are written out by hand from those documents, not from what the clients do.
#![cfg(test)]

mod bokamera;
mod mock;
mod paycomet;
mod payrix;
mod tigo;
mod tokens;
mod travelport;
