//! `castiron check`: tells how the crate on disk differs from what would be written.

use std::env;

use castiron::config::Config;
use castiron::output;
use serde_json::json;

use super::arguments::Options;
use super::console::{Console, counted};
use super::failure::Failure;
use super::{Cast, cast};

pub(super) fn run(config: &Config, options: &Options, console: &Console) -> Result<(), Failure> {
    let Cast { tree, .. } = cast(config, options, console)?;
    let files = output::format(tree)?;
    let out = &config.package.out;
    let drift = output::check(out, &files)?;
    if drift.is_empty() {
        console.status(
            "Checked",
            format_args!(
                "{} in {}, up to date",
                counted(files.len(), "file"),
                out.display()
            ),
        );
        return Ok(());
    }
    for (kind, paths) in [
        ("missing", &drift.missing),
        ("changed", &drift.changed),
        ("orphaned", &drift.orphaned),
    ] {
        for path in paths {
            let file = out.join(path).display().to_string();
            console.answer(
                format_args!("{kind} {file}"),
                || json!({ "reason": "drift", "drift": kind, "file": file }),
            )?;
        }
    }
    console.help(format_args!("run `{}` to regenerate", remedy(options)));
    Err(Failure::Told)
}

/// The command that removes the drift, started as this one was.
fn remedy(options: &Options) -> String {
    // Cargo tells what it runs whose package that is.
    let is_run_by_cargo =
        env::var_os("CARGO_PKG_NAME").is_some_and(|name| name == env!("CARGO_PKG_NAME"));
    match (&options.config, is_run_by_cargo) {
        (None, true) => "cargo run".to_owned(),
        (None, false) => "castiron".to_owned(),
        (Some(path), true) => format!("cargo run -- --config {}", path.display()),
        (Some(path), false) => format!("castiron --config {}", path.display()),
    }
}
