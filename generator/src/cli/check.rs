//! `castiron check`: tells how the crate on disk differs from what would be written.

use std::env;
use std::path::Path;

use castiron::config::Config;
use castiron::output;
use castiron::visible::visible;
use serde_json::json;

use super::arguments::{OneSpec, Options};
use super::console::{Console, counted};
use super::failure::Failure;
use super::{Cast, cast};

pub(super) fn run(
    config: &Config,
    one: &OneSpec,
    options: &Options,
    console: &Console,
) -> Result<(), Failure> {
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
    if !out.exists() {
        let folder = out.display().to_string();
        console.answer(
            format_args!("missing {}: there is no such folder", visible(&folder)),
            || json!({ "reason": "drift", "drift": "missing", "file": folder }),
        )?;
        return Err(stale(one, options, console));
    }
    for (kind, paths) in [
        ("missing", &drift.missing),
        ("changed", &drift.changed),
        ("orphaned", &drift.orphaned),
    ] {
        for path in paths {
            let file = out.join(path).display().to_string();
            console.answer(
                format_args!("{kind} {}", visible(&file)),
                || json!({ "reason": "drift", "drift": kind, "file": file }),
            )?;
        }
    }
    Err(stale(one, options, console))
}

fn stale(one: &OneSpec, options: &Options, console: &Console) -> Failure {
    let remedy = remedy(one, options);
    console.help(format_args!("run `{}` to regenerate", visible(&remedy)));
    Failure::Told
}

/// The command that removes the drift, started as this one was.
fn remedy(one: &OneSpec, options: &Options) -> String {
    // Cargo tells what it runs whose package that is.
    let is_run_by_cargo =
        env::var_os("CARGO_PKG_NAME").is_some_and(|name| name == env!("CARGO_PKG_NAME"));
    let mut arguments: Vec<String> = one
        .spec
        .iter()
        .map(|spec| shown("generate", spec))
        .collect();
    let flags = [
        ("--out", one.out.as_deref()),
        ("--name", one.name.as_deref().map(Path::new)),
        ("--config", options.config.as_deref()),
    ];
    let flags = flags.into_iter();
    arguments.extend(flags.filter_map(|(flag, value)| Some(shown(flag, value?))));
    arguments.extend(one.types_only.then(|| "--types-only".to_owned()));
    let tags = one.tag_features.iter();
    arguments.extend(tags.map(|wanted| format!("--tag-features {wanted}")));
    let reading = one.reading.given().into_iter();
    arguments.extend(reading.map(|(flag, value)| format!("{flag} {value}")));
    match (is_run_by_cargo, arguments.is_empty()) {
        (true, true) => "cargo run".to_owned(),
        (true, false) => format!("cargo run -- {}", arguments.join(" ")),
        (false, true) => "castiron".to_owned(),
        (false, false) => format!("castiron {}", arguments.join(" ")),
    }
}

fn shown(before: &str, value: &Path) -> String {
    format!("{before} {}", value.display())
}
