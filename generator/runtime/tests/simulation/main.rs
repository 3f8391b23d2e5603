//! A simulation: many clients with many calls each, under a virtual clock, against a server that
//! fails in every way it can and keeps a ledger of what it has applied.
//!
//! A seed decides everything, with threads too.
//! `cargo test -p castiron-runtime --features blocking --test simulation -- --nocapture` plays
//! 100,000 calls and prints what happened in them. `CASTIRON_SIMULATION_CALLS=1000000` plays so many,
//! from a seed of chance; `CASTIRON_SIMULATION_SEED=7` plays the run of that seed alone, or begins
//! with it when both are set. A run that breaks a rule is made as small as possible, and is printed
//! with its seed.

#[cfg(test)]
mod api;
#[cfg(test)]
mod cancellation;
#[cfg(test)]
mod client;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod counts;
#[cfg(test)]
mod draw;
#[cfg(test)]
mod executor;
#[cfg(test)]
mod found;
#[cfg(test)]
mod hooks;
#[cfg(test)]
mod judge;
#[cfg(test)]
mod judged;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod many;
#[cfg(test)]
mod persistence;
#[cfg(test)]
mod plan;
#[cfg(test)]
mod run;
#[cfg(test)]
mod server;
#[cfg(test)]
mod shrink;
#[cfg(test)]
mod threads;
#[cfg(test)]
mod tokens;
