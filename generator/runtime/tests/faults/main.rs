//! Clients against a server that breaks every rule of TCP and HTTP, byte by byte.
//!
//! `cargo test -p castiron-runtime --test faults` runs the proofs one after the other and prints
//! what each injected; words after `--` choose among them.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod bench;
#[cfg(test)]
#[path = "../it/canaries.rs"]
#[expect(dead_code, reason = "the other tests of the runtime need all of it")]
mod canaries;
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
mod listener;
#[cfg(test)]
mod logs;
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
mod shown;
#[cfg(test)]
mod streams;
#[cfg(test)]
mod subject;
#[cfg(test)]
mod surroundings;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod uploads;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod ureq_client;

fn main() {
    #[cfg(test)]
    proofs::run();
}
