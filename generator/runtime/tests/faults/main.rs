//! Clients against a server that breaks every rule of TCP and HTTP, byte by byte.
//!
//! `cargo test -p castiron-runtime --test faults` runs the proofs one after the other and prints
//! what each injected; words after `--` choose among them.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod bench;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod connection;
#[cfg(test)]
mod crowd;
#[cfg(test)]
mod cuts;
#[cfg(test)]
mod fate;
#[cfg(test)]
mod fault;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod races;
#[cfg(test)]
mod redirects;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod reqwest_client;
#[cfg(test)]
mod server;
#[cfg(test)]
mod streams;
#[cfg(test)]
mod subject;
#[cfg(test)]
mod surroundings;
#[cfg(test)]
mod tls;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod ureq_client;

fn main() {
    #[cfg(test)]
    proofs::run();
}
