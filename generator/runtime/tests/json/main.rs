//! Reading and writing JSON without losing anything: tables, random values and damaged texts.
//!
//! `CASTIRON_JSON_ROUNDS` sets how many random values and damaged texts there are, and
//! `CASTIRON_JSON_SEED` which; a failure prints the seed it came from.

#[cfg(test)]
mod bodies;
#[cfg(test)]
mod canned;
#[cfg(test)]
#[cfg(feature = "decimal")]
mod decimals;
#[cfg(test)]
#[cfg(feature = "decimal")]
mod formats;
#[cfg(test)]
mod free_form;
#[cfg(test)]
mod integers;
#[cfg(test)]
mod limits;
#[cfg(test)]
#[cfg(feature = "decimal")]
mod mutations;
#[cfg(test)]
#[cfg(feature = "decimal")]
mod payment;
#[cfg(test)]
mod random;
#[cfg(test)]
mod states;
#[cfg(test)]
mod texts;
#[cfg(test)]
#[cfg(feature = "decimal")]
mod unknown;
#[cfg(test)]
mod written;
