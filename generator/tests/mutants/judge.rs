//! What has to be true of every mutant.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use castiron::config::{Api, Package};
use castiron::diagnostics::{Diagnostics, render_all};
use castiron::output;
use castiron::pipeline::{self, Outcome, Request};
use castiron::source::Sources;
use cpu_time::ThreadTime;

use crate::aimed;
use crate::mutate::Mutant;
use crate::places::{Written, placed};

/// How long castiron may work at a mutant.
const TIME: Duration = Duration::from_secs(10);

/// What became of a mutant.
pub enum Verdict {
    /// It was refused, as it should be.
    Refused,
    /// Files were made of it.
    Cast,
    /// castiron is at fault.
    Faulty(Fault),
}

/// What castiron did wrong.
#[derive(Debug, Clone)]
pub struct Fault {
    pub text: String,
}

impl Fault {
    /// What it has in common with others: its text without what it says of the document.
    pub fn kind(&self) -> String {
        let mut parts = self.text.split('`');
        let mut kind = parts.next().unwrap_or_default().to_owned();
        while let (Some(_), Some(rest)) = (parts.next(), parts.next()) {
            kind.push_str("``");
            kind.push_str(rest);
        }
        kind.lines().next().unwrap_or_default().to_owned()
    }
}

/// Casts a mutant and judges what comes of it.
pub fn judged(mutant: &Mutant) -> Verdict {
    let began = ThreadTime::now();
    let result = catch_unwind(AssertUnwindSafe(|| verdict(mutant)));
    let verdict = result.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().cloned().or_else(|| {
            panic
                .downcast_ref::<&str>()
                .map(|words| (*words).to_owned())
        });
        Err(format!("panics: {}", words.unwrap_or_default()))
    });
    let took = began.elapsed();
    match verdict {
        Ok(_) if took > TIME => Verdict::Faulty(Fault {
            text: "takes too long".to_owned(),
        }),
        Ok(true) => Verdict::Cast,
        Ok(false) => Verdict::Refused,
        Err(text) => Verdict::Faulty(Fault { text }),
    }
}

/// Whether it was cast.
fn verdict(mutant: &Mutant) -> Result<bool, String> {
    let Outcome {
        diagnostics,
        sources,
        tree,
        ..
    } = cast(&[("api", mutant)]);
    let whole = Sources::new().parse(mutant.file, mutant.text.as_str(), &mut Diagnostics::new());
    let whole = whole.as_ref().map(castiron::source::Document::root);
    let text = Written {
        file: mutant.file,
        text: &mutant.text,
        tree: whole,
    };
    for diagnostic in diagnostics.iter() {
        placed(diagnostic, &sources, &text)?;
    }
    if let Some(fault) = &mutant.fault {
        aimed::note(fault, &diagnostics, &sources, whole);
    }
    render_all(&diagnostics, &sources, true);
    let Some(tree) = tree else {
        return if diagnostics.has_errors() {
            Ok(false)
        } else {
            Err("refused without an error".to_owned())
        };
    };
    let own = tree
        .into_iter()
        .filter(|(path, _)| !path.starts_with(output::RUNTIME));
    match output::format(own.collect()) {
        Ok(_) => Ok(true),
        Err(error) => Err(format!("{}: `{}`", error.message, error.excerpt)),
    }
}

/// Casts documents into one crate.
pub fn cast(mutants: &[(&str, &Mutant)]) -> Outcome {
    let mut sources = Sources::new();
    let apis = mutants.iter().map(|(name, mutant)| {
        let file = match *name {
            "api" => mutant.file.to_owned(),
            name => mutant.file.replace("api", name),
        };
        sources.hold(&file, mutant.text.as_str());
        Api::new(*name, file)
    });
    let request = Request {
        apis: apis.collect(),
        package: Package::new("client", "client"),
        strict: false,
    };
    pipeline::cast_from(&request, sources)
}
