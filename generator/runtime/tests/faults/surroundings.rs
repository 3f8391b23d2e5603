//! Surroundings that a client does not expect: proxies in the environment, no certificates, little
//! stack, other runtimes or none.

use std::process::{Command, Output};
use std::sync::atomic::Ordering;
use std::thread;

use castiron_runtime::Config;

use crate::bench::Tally;
use crate::canaries;
use crate::clock::Clock;
use crate::listener;
use crate::reqwest_client::{make, make_threaded};
use crate::server::Server;
use crate::subject::{Class, Make};

/// Names the server that a process is to call, instead of running proofs.
pub const CALL: &str = "CASTIRON_FAULTS_CALL";

/// Makes one call, and says what became of it.
pub fn call(url: &str) {
    println!(
        "{:?}",
        make(url, &Config::new(), Clock::new()).call(Class::Once, "10000000")
    );
    listener::judge();
}

/// Variables that name no proxy, or one that is not there: the call goes on without, or ends with
/// nothing sent.
pub fn proxies(_make: Make, tally: &Tally) {
    let long = "x".repeat(100_000);
    let values = [
        "",
        " ",
        "http://",
        "://",
        ":::",
        "javascript:alert(1)",
        "http://[::1",
        "http://127.0.0.1:1",
        &format!("http://user:{}@127.0.0.1:1", canaries::BASE_URL_PASSWORD),
        "ftp://127.0.0.1",
        "socks9://x",
        "http://\u{e9}\n",
        &long,
    ];
    for name in [
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "NO_PROXY",
        "REQUEST_METHOD",
    ] {
        for value in values {
            let server = Server::start(Clock::new());
            let output = run(&server.url(), &[(name, value)]);
            let shown = shown(&output);
            assert!(output.status.success(), "{name}={value}: {shown}");
            let received = server.state.ledger.receipts("10000000").len();
            let expected = if shown.starts_with("Ok") { 1 } else { 0 };
            assert_eq!(received, expected, "{name}={value}: {shown}");
            assert!(
                received == 1 || shown.contains("NotSent"),
                "{name}={value}: {shown}"
            );
            listener::search(&shown);
            tally.faults.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Without certificates to trust, TLS cannot begin.
pub fn certificates(_make: Make, tally: &Tally) {
    let nowhere = ["SSL_CERT_FILE", "SSL_CERT_DIR"].map(|name| (name, "/nowhere"));
    let server = Server::start(Clock::new());
    let url = server.url().replace("http:", "https:");
    let shown = shown(&run(&url, &nowhere));
    assert!(
        shown.contains("the HTTP client cannot be set up"),
        "{shown}"
    );
    assert_eq!(server.begun(), 0);
    tally.faults.fetch_add(1, Ordering::Relaxed);
}

fn run(url: &str, variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.env(CALL, url).envs(variables.iter().copied());
    command.output().unwrap()
}

fn shown(output: &Output) -> String {
    let texts = [&output.stdout, &output.stderr];
    texts
        .map(|text| String::from_utf8_lossy(text).into_owned())
        .concat()
}

/// A thread with a stack of 256 KiB is enough, on any kind of runtime.
pub fn small_stacks(_make: Make, tally: &Tally) {
    for make in [make as Make, make_threaded] {
        let server = Server::start(Clock::new());
        let url = server.url();
        let small = thread::Builder::new().stack_size(256 << 10);
        let calls = move || {
            let mut client = make(&url, &Config::new(), Clock::new());
            let outcome = client.call(Class::Once, "10000000");
            outcome.map(|_| ())
        };
        let outcome = small.spawn(calls).unwrap().join().unwrap();
        assert!(outcome.is_ok(), "{outcome:?}");
        tally.faults.fetch_add(1, Ordering::Relaxed);
    }
}
