//! Arguments → exit status.

mod arguments;
mod check;
mod console;
mod explain;
mod failure;
mod generate;
mod inspect;

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use castiron::config::{self, Config};
use castiron::emit::FileTree;
use castiron::pipeline::{self, ApiSummary, Outcome, Request};
use clap::Parser;

use arguments::{Arguments, Command, OneSpec, Options};
use console::Console;
use failure::{Failure, Fault};

const DONE: u8 = 0;
const REFUSED: u8 = 1;
const WRONG_COMMAND_LINE: u8 = 2;

/// Does what the command line says.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(mut error) => {
            arguments::suggest(&mut error);
            // Whoever closed the stream before reading the help does not need it.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() {
                WRONG_COMMAND_LINE
            } else {
                DONE
            });
        }
    };
    let console = Console::new(&arguments.options);
    let status = match execute(arguments, &console) {
        Ok(()) => Ok(DONE),
        Err(Failure::Told) => Ok(REFUSED),
        Err(Failure::Fault(fault)) => console.fault(&fault).map(|()| REFUSED),
        Err(Failure::CommandLine(fault)) => console.fault(&fault).map(|()| WRONG_COMMAND_LINE),
        Err(Failure::Output(error)) => Err(error),
    };
    ExitCode::from(status.unwrap_or_else(|error| {
        // A reader that went away does not want to be told; what it was not told is still not done.
        if error.kind() != io::ErrorKind::BrokenPipe {
            console.lost_output(&error);
        }
        REFUSED
    }))
}

fn execute(arguments: Arguments, console: &Console) -> Result<(), Failure> {
    let Arguments { command, options } = arguments;
    match command.unwrap_or(Command::Generate(OneSpec::default())) {
        Command::Generate(one) => generate::run(&wanted(&one, &options)?, &one, &options, console),
        Command::Check(one) => check::run(&wanted(&one, &options)?, &one, &options, console),
        Command::Inspect(inspect) => inspect::run(&inspect, &options, console),
        Command::Explain { code } => explain::run(&code, console),
    }
}

/// What the command line names, or else `castiron.toml`.
fn wanted(one: &OneSpec, options: &Options) -> Result<Config, Failure> {
    let (Some(spec), Some(out)) = (&one.spec, &one.out) else {
        return configured(options);
    };
    let name = one.name.clone().or_else(|| folder_name(out));
    let config = Config::of_one(spec.clone(), out.clone(), &name.unwrap_or_default());
    let mut config = config.map_err(|error| {
        Failure::CommandLine(Fault::new(
            error.message,
            "choose another name with `--name`",
        ))
    })?;
    config.package.types_only = one.types_only;
    for api in &mut config.apis {
        api.tag_features = one.tag_features;
        one.reading.apply(api);
    }
    Ok(config)
}

/// The last part of the path; what `.` and `..` stand for is asked of the disk.
fn folder_name(path: &Path) -> Option<String> {
    let name = |path: &Path| Some(path.file_name()?.to_string_lossy().into_owned());
    name(path).or_else(|| name(&path.canonicalize().ok()?))
}

/// Reads `castiron.toml` and makes its folder the current one.
///
/// Findings and emitted files name specs by their paths. These must not depend on the folder that
/// a run was started in, so all of them are relative to the file, as with cargo and its workspace.
fn configured(options: &Options) -> Result<Config, Failure> {
    let Some(path) = config_path(options)? else {
        return Err(Failure::Fault(Fault::new(
            format!("there is no `{}` in this folder or above it", config::FILE),
            "write one, or name a spec: `castiron generate openapi.yaml --out client`",
        )));
    };
    let config = Config::read(&path)?;
    if let Some(folder) = path.parent().filter(|folder| *folder != Path::new("")) {
        env::set_current_dir(folder).map_err(|error| folder_fault(folder, &error))?;
    }
    Ok(config)
}

fn config_path(options: &Options) -> Result<Option<PathBuf>, Failure> {
    match &options.config {
        Some(path) => Ok(Some(path.clone())),
        None => match env::current_dir() {
            Ok(folder) => Ok(Config::find(&folder)),
            Err(error) => Err(folder_fault(Path::new("."), &error)),
        },
    }
}

fn folder_fault(folder: &Path, error: &io::Error) -> Failure {
    let message = format!("cannot work in `{}`: {error}", folder.display());
    Failure::Fault(Fault {
        message,
        ..Fault::default()
    })
}

/// What the pipeline made of the specs, once its findings are told and it did not refuse.
struct Cast {
    apis: Vec<ApiSummary>,
    tree: FileTree,
}

fn cast(config: &Config, options: &Options, console: &Console) -> Result<Cast, Failure> {
    let request = Request {
        apis: config.apis.clone(),
        package: config.package.clone(),
        strict: config.strict || options.strict,
    };
    let Outcome {
        apis,
        diagnostics,
        sources,
        tree,
    } = pipeline::cast(&request);
    console.findings(&diagnostics, &sources)?;
    match tree {
        Some(tree) => {
            // They may have left the screen by the time that a person looks.
            if !diagnostics.is_empty() {
                console.status("Found", diagnostics.tally(&sources));
            }
            Ok(Cast { apis, tree })
        }
        None => {
            console.refused(&diagnostics);
            Err(Failure::Told)
        }
    }
}
