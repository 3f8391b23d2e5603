//! Status 2: the command line itself is wrong.

use insta::assert_snapshot;

use crate::{empty, told, workspace};

#[test]
fn misspelt_command() {
    assert_snapshot!(told(empty().path(), &["genrate"]), @"
    status 2
    --- stderr
    error: unrecognized subcommand 'genrate'

      tip: a similar subcommand exists: 'generate'

    Usage: castiron [OPTIONS] [COMMAND]

    For more information, try '--help'.
    ");
}

#[test]
fn document_in_the_place_of_a_command() {
    assert_snapshot!(told(empty().path(), &["specs/openapi.yaml"]), @"
    status 2
    --- stderr
    error: unrecognized subcommand 'specs/openapi.yaml'

      tip: to cast a document: castiron generate specs/openapi.yaml --out <DIR>

    Usage: castiron [OPTIONS] [COMMAND]

    For more information, try '--help'.
    ");
}

#[test]
fn spec_without_folder() {
    assert_snapshot!(told(empty().path(), &["generate", "openapi.yaml"]), @"
    status 2
    --- stderr
    error: the following required arguments were not provided:
      --out <DIR>

    Usage: castiron generate [OPTIONS] [<SPEC> --out <DIR>]

    For more information, try '--help'.
    ");
}

#[test]
fn folder_without_spec() {
    assert_snapshot!(told(empty().path(), &["generate", "--out", "client"]), @"
    status 2
    --- stderr
    error: the following required arguments were not provided:
      <SPEC>

    Usage: castiron generate [OPTIONS] [<SPEC> --out <DIR>]

    For more information, try '--help'.
    ");
}

#[test]
fn spec_and_config() {
    let arguments = [
        "generate",
        "openapi.yaml",
        "--out",
        "client",
        "--config",
        "castiron.toml",
    ];
    assert_snapshot!(told(empty().path(), &arguments), @"
    status 2
    --- stderr
    error: the argument '[SPEC]' cannot be used with '--config <PATH>'

    Usage: castiron generate [OPTIONS] [<SPEC> --out <DIR>]

    For more information, try '--help'.
    ");
}

#[test]
fn name_that_no_crate_has() {
    assert_snapshot!(told(empty().path(), &["generate", "openapi.yaml", "--out", "2nd"]), @"
    status 2
    --- stderr
    error: `2nd` cannot name a crate: letters, digits, `-` and `_`, a letter first
    help: choose another name with `--name`
    ");
}

#[test]
fn misspelt_api() {
    assert_snapshot!(told(workspace().path(), &["inspect", "pest"]), @"
    status 2
    --- stderr
    error: `pest` is neither a file nor an API of `castiron.toml`
    help: did you mean `pets`?
    ");
}

#[test]
fn unknown_api() {
    assert_snapshot!(told(workspace().path(), &["inspect", "stripe"]), @"
    status 2
    --- stderr
    error: `stripe` is neither a file nor an API of `castiron.toml`
    help: the APIs are `pets`
    ");
}

#[test]
fn api_without_config() {
    assert_snapshot!(told(empty().path(), &["inspect", "pets"]), @"
    status 2
    --- stderr
    error: `pets` is no file, and there is no `castiron.toml` to name an API
    help: give the path of an OpenAPI document
    ");
}

#[test]
fn inspection_of_the_network() {
    assert_snapshot!(told(empty().path(), &["inspect", "https://pets.example/openapi.json"]), @"
    status 2
    --- stderr
    error: `https://pets.example/openapi.json` is no file, and there is no `castiron.toml` to name an API
    help: castiron opens no connection: download the document first
    ");
}
