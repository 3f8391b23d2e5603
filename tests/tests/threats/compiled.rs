//! Documents that were accepted, compiled: as the modules of one crate, without a warning.

use std::path::Path;

use castiron::output;
use castiron_tests::emitted::Emitted;

use crate::trial::{cast, trial};
use crate::{ANSWERED, names, values};

#[test]
fn what_is_accepted_compiles() {
    let cases = ANSWERED.iter();
    let cases =
        cases.filter_map(|(case, trial)| trial.as_ref().ok()?.files.as_ref().map(|_| &case.text));
    let is_accepted = |text: &String| trial(text).is_ok_and(|trial| trial.files.is_some());
    let others = values::documents().into_iter().filter(is_accepted);
    let mut documents: Vec<String> = cases.cloned().chain(others).collect();
    documents.extend(names::documents());
    println!("{} clients", documents.len());
    compile(&documents);
}

/// Compiles the clients of documents, each as a module of its own.
fn compile(documents: &[String]) {
    let named: Vec<(String, &str)> = (0..)
        .zip(documents)
        .map(|(index, text): (usize, &String)| (format!("m{index:04}"), text.as_str()))
        .collect();
    let files = output::format(cast(&named).tree.expect("each was cast by itself")).unwrap();
    let mut features: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
    features.push("mock");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("threats");
    let emitted = Emitted::write(folder, files, &features, &[]);
    if let Err(printed) = emitted.cargo(&["clippy"]) {
        let module = printed
            .split_once("src/m")
            .and_then(|(_, rest)| rest.get(..4)?.parse::<usize>().ok());
        let text = module.and_then(|index| documents.get(index));
        panic!("{printed}\n{}", text.map_or("", |text| text));
    }
}
