//! `castiron inspect`: prints what one stage makes of one spec.

use std::io;
use std::path::Path;

use castiron::config::{self, Api, Config};
use castiron::pipeline::{self, Inspection};

use super::arguments::{Inspect, Options, Stage};
use super::console::Console;
use super::failure::{Failure, Fault};
use super::{config_path, configured};

pub(super) fn run(inspect: &Inspect, options: &Options, console: &Console) -> Result<(), Failure> {
    let stage = match inspect.stage {
        Stage::Document => pipeline::Stage::Document,
        Stage::Model => pipeline::Stage::Model,
        Stage::Names => pipeline::Stage::Names,
    };
    let mut api = subject(&inspect.subject, options)?;
    inspect.reading.apply(&mut api);
    let Inspection {
        diagnostics,
        sources,
        text,
    } = pipeline::inspect(&api, stage);
    // Standard output is for the text alone.
    console.findings_aside(&diagnostics, &sources);
    match text {
        Some(text) => match console.data(&text) {
            // `castiron inspect … | head` has what it wanted.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => Ok(result?),
        },
        None => Err(Failure::Told),
    }
}

/// An existing file is a spec; anything else is the name of an API in `castiron.toml`.
fn subject(subject: &str, options: &Options) -> Result<Api, Failure> {
    if Path::new(subject).is_file() {
        // Nothing that is printed carries this name.
        return Ok(Api::new("api", subject));
    }
    if config_path(options)?.is_none() {
        let message = format!(
            "`{subject}` is no file, and there is no `{}` to name an API",
            config::FILE
        );
        let help = if subject.starts_with("https://") || subject.starts_with("http://") {
            "castiron opens no connection: download the document first"
        } else {
            "give the path of an OpenAPI document"
        };
        return Err(Failure::CommandLine(Fault::new(message, help)));
    }
    let config = configured(options)?;
    match config.api(subject) {
        Some(api) => Ok(api.clone()),
        None => Err(unknown(subject, &config)),
    }
}

fn unknown(subject: &str, config: &Config) -> Failure {
    let help = match config.nearest_api(subject) {
        Some(name) => format!("did you mean `{name}`?"),
        None => {
            let names: Vec<&str> = config.apis.iter().map(|api| api.name.as_str()).collect();
            format!("the APIs are `{}`", names.join("`, `"))
        }
    };
    let message = format!(
        "`{subject}` is neither a file nor an API of `{}`",
        config::FILE
    );
    Failure::CommandLine(Fault::new(message, help))
}
