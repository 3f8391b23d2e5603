//! Any text, from its bytes to the printed files of its crate.
#![no_main]

use castiron::config::Config;
use castiron::output;
use castiron::pipeline::{self, Request};
use castiron::source::Sources;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let config = Config::of_one("api.json".into(), "client".into(), "client").expect("a name");
    let request = Request {
        apis: config.apis,
        package: config.package,
        strict: false,
    };
    let mut sources = Sources::new();
    sources.hold("api.json", text);
    let outcome = pipeline::cast_from(&request, sources);
    let Some(tree) = outcome.tree else {
        assert!(outcome.diagnostics.has_errors());
        return;
    };
    // The runtime is the same for all.
    let own = tree
        .into_iter()
        .filter(|(path, _)| !path.starts_with(output::RUNTIME));
    assert!(output::format(own.collect()).is_ok());
});
