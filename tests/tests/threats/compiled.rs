//! Documents that were accepted, compiled: as the modules of one crate, without a warning.

use std::path::Path;

use castiron::output;
use castiron_tests::emitted::Emitted;

use crate::trial::cast;

/// Compiles the clients of documents, each as a module of its own.
pub fn compile(name: &str, documents: &[String]) {
    let named: Vec<(String, &str)> = (0..)
        .zip(documents)
        .map(|(index, text): (usize, &String)| (format!("m{index:04}"), text.as_str()))
        .collect();
    let files = output::format(cast(&named).tree.expect("each was cast by itself")).unwrap();
    let mut features: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
    features.push("mock");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("threats/{name}"));
    let emitted = Emitted::write(folder, files, &features, &[]);
    if let Err(printed) = emitted.cargo(&["clippy"]) {
        let module = printed
            .split_once("src/m")
            .and_then(|(_, rest)| rest.get(..4)?.parse::<usize>().ok());
        let text = module.and_then(|index| documents.get(index));
        panic!("{printed}\n{}", text.map_or("", |text| text));
    }
}
