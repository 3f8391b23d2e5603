//! `generated/` is what the generator writes now.

use castiron::output::{self, Drift};
use castiron_tests::{casting, workspace};

#[test]
fn generated_crate_is_up_to_date() {
    let files = casting::workspace_files();
    let out = workspace::root().join(casting::configuration().package.out);
    let drift = output::check(&out, &files).unwrap();
    assert!(drift.is_empty(), "{}", told(&drift));
}

fn told(drift: &Drift) -> String {
    let mut told = "`generated/` is not what the specs and the generator make; run `cargo run` in the root of the workspace".to_owned();
    for (kind, paths) in [
        ("missing", &drift.missing),
        ("changed", &drift.changed),
        ("orphaned", &drift.orphaned),
    ] {
        for path in paths {
            told += &format!("\n  {kind} generated/{path}");
        }
    }
    told
}

#[test]
fn threads_leave_no_trace_in_the_files() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(casting::workspace_files)
    };
    assert_eq!(with(1), with(8));
}
