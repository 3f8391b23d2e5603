//! What a reviewer reads: the snapshots in `tests/snapshots`, each of what a stage makes of a spec.
#![cfg(test)]

mod accept;
mod complete;
mod later;
mod names;
mod outline;
mod reject;

use insta::Settings;

/// Snapshots are in one folder, and their names say what they are of.
fn settings() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
