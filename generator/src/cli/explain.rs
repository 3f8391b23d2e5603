//! `castiron explain`: prints what a code means, with a document that has the fault.

use std::io;

use castiron::diagnostics::{Code, nearest};

use super::console::Console;
use super::failure::{Failure, Fault};

/// The page about all codes.
const PAGE: &str = include_str!("../../DIAGNOSTICS.md");

pub(super) fn run(code: &str, console: &Console) -> Result<(), Failure> {
    let wanted = code.to_uppercase();
    let headline = format!("## {wanted}: ");
    let mut lines = PAGE.lines().skip_while(|line| !line.starts_with(&headline));
    let Some(first) = lines.next() else {
        return Err(unknown(code));
    };
    let rest = lines.take_while(|line| !line.starts_with("## "));
    let text: Vec<&str> = std::iter::once(first.trim_start_matches("## "))
        .chain(rest)
        .collect();
    match console.data(&format!("{}\n", text.join("\n").trim_end())) {
        // `castiron explain … | head` has what it wanted.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

fn unknown(code: &str) -> Failure {
    let codes = Code::ALL.iter().map(|code| code.as_str());
    let help = match nearest(code, codes) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "findings begin with their code, such as `E0204`".to_owned(),
    };
    Failure::CommandLine(Fault::new(format!("there is no code `{code}`"), help))
}
