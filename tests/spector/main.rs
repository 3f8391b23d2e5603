//! Counts how many scenarios of Spector, a conformance suite for client generators that others wrote,
//! generated clients pass.
//!
//! ```text
//! cargo run -p castiron-tests --bin spector -- [path of the tsp-spector command] [documents]
//! ```
//!
//! The documents of the suite are cast into one crate below the target folder, and compiled with the
//! calls of `scenarios/`, a file for each document. The suite's own server checks each request and
//! keeps its coverage. A scenario is passed when the server says so and the client gives back what the
//! server answered. Whatever does not pass has to stand in `missing.txt`, and nothing else.
//!
//! With names of documents, only those are compiled and called, and `missing.txt` is not asked.

mod clients;
mod documents;
mod server;
mod verdict;

use std::error::Error;
use std::process::ExitCode;

use server::Server;
use verdict::Verdict;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match count() {
        Ok(verdict) => report(&verdict),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn count() -> Outcome<Verdict> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_else(|| "tsp-spector".to_owned());
    let chosen: Vec<String> = arguments.collect();
    let program = clients::build(&chosen)?;
    let server = Server::start(&command)?;
    let calls = program.run(&server)?;
    let coverage = server.stop()?;
    if chosen.is_empty() {
        Ok(Verdict::on_all(&calls, &coverage))
    } else {
        Ok(Verdict::on_calls(&calls, &coverage))
    }
}

fn report(verdict: &Verdict) -> ExitCode {
    for fault in &verdict.known {
        println!("known: {fault}");
    }
    for failure in &verdict.failures {
        println!("{failure}");
    }
    println!("passed {} of {}", verdict.passed, verdict.scenarios);
    if verdict.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
