//! The runtime as emitted code uses it, over a fake transport and over loopback sockets.

#[cfg(test)]
mod apart;
#[cfg(test)]
mod base_url;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod blocking_streams;
#[cfg(test)]
mod both;
#[cfg(test)]
mod bytes;
#[cfg(test)]
mod canaries;
#[cfg(test)]
#[cfg(feature = "csv")]
mod csv;
#[cfg(test)]
#[cfg(feature = "reqwest")]
mod cut_streams;
#[cfg(test)]
#[cfg(feature = "decimal")]
mod decimal;
#[cfg(test)]
mod digits;
#[cfg(test)]
mod downloads;
#[cfg(test)]
mod echo;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod events;
#[cfg(test)]
mod fake;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod hooks;
#[cfg(test)]
mod json;
mod json_keys;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod lines;
#[cfg(test)]
mod links;
#[cfg(test)]
#[cfg(feature = "mock")]
mod mock;
#[cfg(test)]
mod nullable;
#[cfg(test)]
mod object;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod panics;
#[cfg(test)]
mod paths;
#[cfg(test)]
mod quoted;
#[cfg(test)]
mod raw_json;
#[cfg(test)]
mod redaction;
#[cfg(test)]
#[cfg(feature = "reqwest")]
mod reqwest_transport;
#[cfg(test)]
mod responses;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod retries_budget;
#[cfg(test)]
mod retries_keys;
#[cfg(test)]
mod retries_tokens;
#[cfg(test)]
mod retries_waits;
#[cfg(test)]
mod security;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod server;
#[cfg(test)]
#[cfg(feature = "time")]
mod times;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod uploads;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod ureq_timeouts;
#[cfg(test)]
#[cfg(feature = "blocking")]
mod ureq_transport;
#[cfg(test)]
#[cfg(feature = "validate")]
mod validate;
#[cfg(test)]
mod values;
#[cfg(test)]
#[cfg(feature = "xml")]
mod xml;
