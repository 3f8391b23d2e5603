//! The proofs, and the table of what they did.

use std::sync::atomic::Ordering;
use std::time::Instant;

use crate::bench::Tally;
use crate::subject::Make;
#[cfg(feature = "blocking")]
use crate::ureq_client;
use crate::{
    answers, crowd, cuts, listener, logs, races, redirects, refusals, reqwest_client, streams,
    surroundings, tls, uploads,
};

/// A behaviour, and what proves it.
type Proof = (&'static str, fn(Make, &Tally));

const PROOFS: [Proof; 26] = [
    ("a canary that is printed", logs::listener),
    ("a request cut at any byte", cuts::requests),
    ("one cut after the other", cuts::rows),
    ("a response cut at any byte", cuts::responses),
    (
        "a response in chunks cut at any byte",
        cuts::chunked_responses,
    ),
    (
        "a response without length cut at any byte",
        cuts::close_delimited_responses,
    ),
    (
        "framing, headers and status lines that are wrong",
        answers::odd,
    ),
    ("more headers than anyone sends", answers::large_heads),
    ("pages of a proxy", answers::pages),
    ("an answer byte by byte", streams::drips),
    ("an answer without end", streams::endless),
    ("an answer that would unpack to more", streams::bombs),
    ("a long body that nobody reads", uploads::unread),
    ("a long body that is refused early", uploads::early_refusals),
    ("a connection that ends when it is made", refusals::hang_ups),
    ("no connection", refusals::no_connection),
    ("a connection that nobody takes", refusals::no_accept),
    ("a redirect", redirects::redirects),
    ("a proxy that opens no tunnel", redirects::tunnels),
    ("proxies in the environment", surroundings::proxies),
    ("no certificates to trust", surroundings::certificates),
    ("a small stack", surroundings::small_stacks),
    ("a certificate that is refused", tls::certificates),
    ("a handshake cut at any byte", tls::handshakes),
    ("a version of TLS that is not safe", tls::versions),
    ("a version of TLS that is safe", tls::safe_versions),
];

/// What takes more threads than one.
const CROWD: [Proof; 1] = [("a thousand calls at a time", crowd::calls)];

/// What depends on who runs a client's connections while it is idle.
const IDLE: [Proof; 1] = [("a connection closed while idle", races::idle)];

/// What needs no other clock than that of the machine.
#[cfg(feature = "blocking")]
const BLOCKING: [Proof; 11] = [
    ("what ureq logs", logs::ureq),
    (
        "a request or response cut at any byte",
        cuts::without_silence,
    ),
    ("one cut after the other", cuts::rows),
    ("pages of a proxy", answers::pages),
    ("an answer without end", streams::endless),
    ("an answer that would unpack to more", streams::bombs),
    (
        "a long body that nobody reads",
        uploads::unread_without_silence,
    ),
    ("a long body that is refused early", uploads::early_refusals),
    ("no connection", refusals::no_connection),
    ("a redirect", redirects::redirects),
    ("a version of TLS that is not safe", tls::versions),
];

const CLIENTS: &[(&str, Make, &[Proof])] = &[
    ("reqwest", reqwest_client::make, &PROOFS),
    ("reqwest", reqwest_client::make, &IDLE),
    ("reqwest, threaded", reqwest_client::make_threaded, &CROWD),
    ("reqwest, threaded", reqwest_client::make_threaded, &IDLE),
    #[cfg(feature = "blocking")]
    ("ureq", ureq_client::make, &BLOCKING),
    #[cfg(feature = "blocking")]
    ("ureq", ureq_client::make, &IDLE),
];

/// How many faults a run injects at least.
const FAULTS: u64 = 25_000;

/// Runs the proofs that the command line names, or all.
pub fn run() {
    listener::listen();
    if let Ok(url) = std::env::var(surroundings::CALL) {
        return surroundings::call(&url);
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    let chosen = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(*word));
    let mut faults = 0;
    println!("\n  faults   reused    calls received  seconds");
    for &(client, make, proofs) in CLIENTS {
        for (behaviour, proof) in proofs {
            let name = format!("{client}: {behaviour}");
            if chosen(&name) {
                faults += prove(&name, make, *proof);
            }
        }
    }
    let (texts, kinds) = listener::judge();
    println!(
        "{faults:>8} faults in all; {texts} texts, {kinds} of them different, show no canary\n"
    );
    assert!(!words.is_empty() || faults >= FAULTS, "too few faults");
}

fn prove(name: &str, make: Make, proof: fn(Make, &Tally)) -> u64 {
    let (tally, began) = (Tally::default(), Instant::now());
    proof(make, &tally);
    listener::judge();
    let count = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let faults = count(&tally.faults);
    println!(
        "{faults:>8} {:>8} {:>8} {:>8} {:>8.1}  {name}",
        count(&tally.reused),
        count(&tally.calls),
        count(&tally.received),
        began.elapsed().as_secs_f64(),
    );
    faults
}
