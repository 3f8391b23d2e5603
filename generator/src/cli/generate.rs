//! `castiron generate`: writes the crate and says what arrived in it.

use std::time::Instant;

use castiron::config::{Config, Package};
use castiron::output::{self, Written};
use castiron::pipeline::ApiSummary;
use serde_json::json;

use super::arguments::{OneSpec, Options};
use super::console::{Console, counted};
use super::failure::{Failure, Fault};
use super::{Cast, cast};

pub(super) fn run(
    config: &Config,
    one: &OneSpec,
    options: &Options,
    console: &Console,
) -> Result<(), Failure> {
    let start = Instant::now();
    if one.spec.is_some() {
        refuse_another_crate(&config.package)?;
    }
    let Cast { apis, tree } = cast(config, options, console)?;
    let files = output::format(tree)?;
    let written = output::write(&config.package.out, &files)?;

    let width = apis
        .iter()
        .map(|api| api.name.len())
        .max()
        .unwrap_or_default();
    for api in &apis {
        console.status(
            "Cast",
            format_args!(
                "{:width$}  {}",
                api.name,
                summary(api, config.package.types_only, &written)
            ),
        );
        console.record_if_json(|| record(api))?;
    }
    console.status(
        "Finished",
        format_args!(
            "{}, {} ({}) in {:.2}s",
            counted(apis.len(), "API"),
            counted(files.len(), "file"),
            changes(&written),
            start.elapsed().as_secs_f64()
        ),
    );
    console.record_if_json(
        || json!({ "reason": "finished", "written": written.written, "unchanged": written.unchanged, "removed": written.removed }),
    )?;
    Ok(())
}

/// A folder that is named by hand may be the wrong one: what another spec was cast into stays.
fn refuse_another_crate(package: &Package) -> Result<(), Failure> {
    let out = package.out.display();
    match output::crate_in(&package.out) {
        Some(other) if other != package.name => Err(Failure::Fault(Fault::new(
            format!(
                "`{out}` holds the crate `{other}`, and this one is `{}`",
                package.name
            ),
            format!(
                "choose another folder, or delete this one; with `--name {other}`, that crate is written anew"
            ),
        ))),
        _ => Ok(()),
    }
}

fn summary(api: &ApiSummary, types_only: bool, written: &Written) -> String {
    let (arrived, total) = (api.operations, api.operations_total);
    let operations = match api.operations_excluded {
        0 => format!("{arrived}/{}", counted(total, "operation")),
        excluded => format!(
            "{arrived}/{} of {}",
            counted(total, "selected operation"),
            total + excluded
        ),
    };
    let operations = (!types_only).then_some(operations);
    let mut facts = Vec::from_iter(operations);
    facts.push(counted(api.types, "type"));
    if api.untyped_fields > 0 {
        facts.push(counted(api.untyped_fields, "untyped field"));
    }
    let folder = format!("src/{}/", api.name);
    match written
        .written
        .iter()
        .filter(|path| path.starts_with(&folder))
        .count()
    {
        0 => {}
        count => facts.push(format!("{} written", counted(count, "file"))),
    }
    facts.join(", ")
}

fn record(api: &ApiSummary) -> serde_json::Value {
    json!({
        "reason": "cast",
        "api": api.name,
        "spec": api.spec.to_string_lossy(),
        "operations": api.operations,
        "operations_total": api.operations_total,
        "operations_excluded": api.operations_excluded,
        "types": api.types,
        "untyped_fields": api.untyped_fields,
    })
}

fn changes(written: &Written) -> String {
    match (written.written.len(), written.removed.len()) {
        (0, 0) => "up to date".to_owned(),
        (written, removed) => format!("{written} written, {removed} removed"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use insta::assert_snapshot;

    use super::*;

    fn api(
        operations: usize,
        operations_total: usize,
        types: usize,
        untyped_fields: usize,
    ) -> ApiSummary {
        let spec = PathBuf::from("specs/payrix/openapi.yaml");
        ApiSummary {
            name: "payrix".to_owned(),
            spec,
            operations,
            operations_total,
            operations_excluded: 0,
            types,
            untyped_fields,
        }
    }

    fn written(written: &[&str], removed: &[&str]) -> Written {
        let owned = |paths: &[&str]| paths.iter().map(|path| path.to_string()).collect();
        Written {
            written: owned(written),
            unchanged: 7,
            removed: owned(removed),
        }
    }

    #[test]
    fn whole_spec_arrived_and_nothing_changed() {
        assert_snapshot!(summary(&api(3, 3, 11, 0), false, &written(&["src/lib.rs"], &[])), @"3/3 operations, 11 types");
    }

    #[test]
    fn parts_left_out_and_files_written() {
        let files = written(
            &[
                "src/payrix/mod.rs",
                "src/payrix/models/a.rs",
                "src/payrix2/mod.rs",
            ],
            &[],
        );
        assert_snapshot!(summary(&api(18, 19, 42, 1), false, &files), @"18/19 operations, 42 types, 1 untyped field, 2 files written");
    }

    #[test]
    fn part_of_the_spec_selected() {
        let selected = ApiSummary {
            operations_excluded: 308,
            ..api(18, 19, 42, 0)
        };
        assert_snapshot!(summary(&selected, false, &written(&[], &[])), @"18/19 selected operations of 327, 42 types");
    }

    #[test]
    fn types_alone() {
        assert_snapshot!(summary(&api(18, 19, 42, 1), true, &written(&[], &[])), @"42 types, 1 untyped field");
    }

    #[test]
    fn one_of_each() {
        assert_snapshot!(summary(&api(1, 1, 1, 2), false, &written(&["src/payrix/mod.rs"], &[])), @"1/1 operation, 1 type, 2 untyped fields, 1 file written");
    }

    #[test]
    fn what_changed_on_disk() {
        assert_snapshot!(changes(&written(&[], &[])), @"up to date");
        assert_snapshot!(changes(&written(&["a", "b"], &[])), @"2 written, 0 removed");
        assert_snapshot!(changes(&written(&[], &["a"])), @"0 written, 1 removed");
    }
}
