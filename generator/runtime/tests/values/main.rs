//! What callers put into paths, queries, headers, cookies and forms, and the bytes it becomes.

#[cfg(test)]
mod base_urls;
#[cfg(test)]
mod cookies;
#[cfg(test)]
mod credentials;
#[cfg(test)]
mod dots;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod keeper;
#[cfg(test)]
mod numbers;
#[cfg(test)]
#[cfg(feature = "reqwest")]
mod paths;
#[cfg(test)]
mod reference;
#[cfg(test)]
mod sizes;
#[cfg(test)]
#[cfg(feature = "reqwest")]
mod socket;
#[cfg(test)]
#[cfg(feature = "reqwest")]
mod sockets;
#[cfg(test)]
mod styles;
#[cfg(test)]
mod tables;
