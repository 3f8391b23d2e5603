//! Has Prism, an independent mock server, judge every request that the generated clients send and
//! answer with everything that the specs document.
//!
//! ```text
//! cargo run -p castiron-tests --bin prism -- [path of the prism command] [names of APIs, or styles]
//! ```
//!
//! Prism validates each request against the spec. A call passes when Prism finds nothing wrong with
//! it and the client gives back the success, or the error, that the spec documents for the status.
//! Requests that are spoilt on their way must be refused, which shows that the judge judges. After the
//! APIs comes a document of every style of parameters and every kind of body (`styles.rs`).

mod bokamera;
mod difference;
mod documented;
mod paycomet;
mod payrix;
mod samples;
mod server;
mod styles;
mod tigo;
mod transport;
mod travelport;
mod trial;
mod verdict;

use std::error::Error;
use std::process::ExitCode;

use server::Prism;
use trial::{Tally, Trial};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_else(|| "prism".to_owned());
    let chosen: Vec<String> = arguments.collect();
    match try_all(&command, &chosen).await {
        Ok(tallies) => report(&tallies),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// All, or those that were chosen.
async fn try_all(command: &str, chosen: &[String]) -> Outcome<Vec<Tally>> {
    let is_chosen = |name: &str| chosen.is_empty() || chosen.iter().any(|it| it == name);
    let mut tallies = Vec::new();
    let apis = ["paycomet", "payrix", "travelport", "tigo", "bokamera"];
    for api in apis.into_iter().filter(|api| is_chosen(api)) {
        let spec = samples::folder(api).join("openapi.yaml");
        let prism = Prism::start(command, &spec)?;
        let mut trial = Trial::new(api, &spec, &prism)?;
        match api {
            "paycomet" => paycomet::call(&mut trial).await?,
            "payrix" => payrix::call(&mut trial).await?,
            "travelport" => travelport::call(&mut trial).await?,
            "tigo" => tigo::call(&mut trial).await?,
            _ => bokamera::call(&mut trial).await?,
        }
        tallies.push(trial.close(&prism)?);
    }
    if is_chosen("styles") {
        tallies.push(styles::judge(command)?);
    }
    Ok(tallies)
}

fn report(tallies: &[Tally]) -> ExitCode {
    println!("API         operations  calls  requests  violations  spoilt requests refused");
    for tally in tallies {
        println!(
            "{:<10}  {:>10}  {:>5}  {:>8}  {:>10}  {:>23}",
            tally.api,
            tally.operations,
            tally.calls,
            tally.requests,
            tally.violations,
            tally.refused,
        );
    }
    let failures: Vec<_> = tallies.iter().flat_map(|tally| &tally.failures).collect();
    for failure in &failures {
        println!("{failure}");
    }
    let passed: usize = tallies.iter().map(|tally| tally.passed).sum();
    println!("{passed} passed, {} failed", failures.len());
    if failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
