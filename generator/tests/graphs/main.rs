//! Documents whose parts lead to one another in long, wide and circular ways, and documents that are
//! large: each is cast, or refused at a place, and in time.
#![cfg(test)]

mod components;
mod documents;
mod schemas;

use std::env;
use std::time::Duration;

use castiron::config::{Api, Package};
use castiron::diagnostics::Locate;
use castiron::output;
use castiron::pipeline::{self, Outcome, Request};
use castiron::source::Sources;
use cpu_time::ThreadTime;

/// How long castiron may work at a document: a hundred times what it needs.
const TIME: Duration = Duration::from_secs(10);

/// A kind of documents.
struct Graph {
    name: &'static str,
    /// The document of a size.
    text: fn(usize) -> String,
    /// The size that a run of all tests tries, and the one with `CASTIRON_GRAPHS=all`.
    sizes: [usize; 2],
    becomes: Becomes,
}

/// What is to become of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Becomes {
    /// All of it is cast.
    Whole,
    /// It is cast, and a finding with this code says what of it is lost.
    Less(&'static str),
    /// It is refused with this code.
    Refused(&'static str),
}

#[test]
fn every_graph_is_cast_or_refused_in_time() {
    let chosen = env::var("CASTIRON_GRAPHS").ok();
    let is_chosen = |graph: &Graph| match chosen.as_deref() {
        None | Some("all") => true,
        Some(words) => graph.name.contains(words),
    };
    let mut faults = Vec::new();
    for graph in graphs().into_iter().filter(is_chosen) {
        let size = graph.sizes[usize::from(chosen.is_some())];
        let (took, fault) = tried(&graph, size);
        if chosen.is_some() {
            // What doubles when the size does is no more than in proportion.
            let (twice, _) = tried(&graph, 2 * size);
            let ratio = twice.as_secs_f64() / took.as_secs_f64();
            println!("{:32} {size:9} {took:9.3?} × {ratio:.2}", graph.name);
        }
        if let Err(fault) = fault {
            faults.push(format!("{} of {size}: {fault}", graph.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn graphs() -> Vec<Graph> {
    let mut graphs = schemas::graphs();
    graphs.extend(components::graphs());
    graphs.extend(documents::graphs());
    graphs
}

/// The time that castiron worked at a document, and what was wrong.
fn tried(graph: &Graph, size: usize) -> (Duration, Result<(), String>) {
    let text = (graph.text)(size);
    let name = match text.starts_with('{') || text.starts_with('[') {
        true => "api.json",
        false => "api.yaml",
    };
    let began = ThreadTime::now();
    let mut sources = Sources::new();
    sources.hold(name, text);
    let request = Request {
        apis: vec![Api::new("api", name)],
        package: Package::new("client", "client"),
        strict: false,
    };
    let outcome = pipeline::cast_from(&request, sources);
    let took = began.elapsed();
    let judged = match took > TIME {
        true => Err(format!("takes {took:?}")),
        false => judged(graph.becomes, outcome),
    };
    (took, judged)
}

fn judged(becomes: Becomes, outcome: Outcome) -> Result<(), String> {
    let Outcome {
        diagnostics,
        sources,
        tree,
        ..
    } = outcome;
    for diagnostic in diagnostics.iter().take(100) {
        if sources.locate(&diagnostic.place).is_none() {
            return Err(format!("has no place: {}", diagnostic.message));
        }
    }
    let codes: Vec<&str> = diagnostics
        .iter()
        .map(|found| found.code.as_str())
        .collect();
    let expected = match becomes {
        Becomes::Whole => codes.is_empty() && tree.is_some(),
        Becomes::Less(code) => codes.contains(&code) && tree.is_some(),
        Becomes::Refused(code) => codes.contains(&code) && tree.is_none(),
    };
    if !expected {
        let first = diagnostics.iter().next().map(|found| &found.message);
        let became = if tree.is_some() { "cast" } else { "refused" };
        return Err(format!("is {became}, and not {becomes:?}: {first:?}"));
    }
    let own = tree
        .into_iter()
        .flat_map(castiron::emit::FileTree::into_iter);
    let own = own.filter(|(path, _)| !path.starts_with(output::RUNTIME));
    match output::format(own.collect()) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{}: `{}`", error.message, error.excerpt)),
    }
}
