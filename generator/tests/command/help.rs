//! What `--help` prints.

use insta::assert_snapshot;

use crate::{castiron, empty, told};

#[test]
fn fits_one_screen() {
    let output = castiron(empty().path(), &["--help"]);
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.lines().count() < 24);
    assert!(help.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn top_level() {
    assert_snapshot!(told(empty().path(), &["--help"]), @"
    status 0
    --- stdout
    Casts OpenAPI specs into Rust clients

    Usage: castiron [OPTIONS] [COMMAND]

    Commands:
      generate  Write the crate; files that are right already are not touched
      check     Tell how the crate on disk differs from what would be written
      inspect   Print what a stage makes of a spec
      explain   Print what the code of a finding means, with an example

    Options:
          --strict                       Refuse a spec that has warnings
          --config <PATH>                Read this file as `castiron.toml`
          --message-format <human|json>  How findings are printed [default: human]
          --color <auto|always|never>    When to colour [default: auto]
      -q, --quiet                        Print findings only
      -h, --help                         Print help
      -V, --version                      Print version

    Examples:
      castiron                                      what `castiron.toml` says
      castiron generate openapi.yaml --out petpay   one document, without that file
    Exit status: 0 done; 1 spec refused, drift found or disk failed; 2 wrong usage.
    ");
}

#[test]
fn generate() {
    assert_snapshot!(told(empty().path(), &["generate", "--help"]), @"
    status 0
    --- stdout
    Write the crate; files that are right already are not touched

    Usage: castiron generate [OPTIONS] [<SPEC> --out <DIR>]

    Arguments:
      [SPEC]  An OpenAPI document, cast without `castiron.toml`

    Options:
          --out <DIR>                    The folder of its crate
          --name <NAME>                  Its crate and module [default: name of DIR]
          --types-only                   Cast its types alone, without a client
          --tag-features <true|false>    Whether tags have features of their own
          --ref-root <DIR>               Folder `$ref`s may read [default: of SPEC]
          --overlay <FILE>               Apply this OpenAPI Overlay first
          --include <WHICH>              Cast only operations like `tag:pets`
          --exclude <WHICH>              Leave out operations like `GET /pets/**`
          --strict                       Refuse a spec that has warnings
          --config <PATH>                Read this file as `castiron.toml`
          --message-format <human|json>  How findings are printed [default: human]
          --color <auto|always|never>    When to colour [default: auto]
      -q, --quiet                        Print findings only
      -h, --help                         Print help

    Examples:
      castiron generate                                what `castiron.toml` says
      castiron generate openapi.yaml --out petpay      the crate `petpay`
      castiron generate openapi.yaml --out petpay --include tag:pets
    WHICH is tag:NAME, operation:ID, path:/v1/** or 'GET /v1/*', as often as needed.
    ");
}

#[test]
fn check() {
    assert_snapshot!(told(empty().path(), &["check", "--help"]), @"
    status 0
    --- stdout
    Tell how the crate on disk differs from what would be written

    Usage: castiron check [OPTIONS] [<SPEC> --out <DIR>]

    Arguments:
      [SPEC]  An OpenAPI document, cast without `castiron.toml`

    Options:
          --out <DIR>                    The folder of its crate
          --name <NAME>                  Its crate and module [default: name of DIR]
          --types-only                   Cast its types alone, without a client
          --tag-features <true|false>    Whether tags have features of their own
          --ref-root <DIR>               Folder `$ref`s may read [default: of SPEC]
          --overlay <FILE>               Apply this OpenAPI Overlay first
          --include <WHICH>              Cast only operations like `tag:pets`
          --exclude <WHICH>              Leave out operations like `GET /pets/**`
          --strict                       Refuse a spec that has warnings
          --config <PATH>                Read this file as `castiron.toml`
          --message-format <human|json>  How findings are printed [default: human]
          --color <auto|always|never>    When to colour [default: auto]
      -q, --quiet                        Print findings only
      -h, --help                         Print help

    Examples:
      castiron check                                   the crate of `castiron.toml`
      castiron check openapi.yaml --out petpay         what `generate` made of it
    WHICH is tag:NAME, operation:ID, path:/v1/** or 'GET /v1/*', as often as needed.
    ");
}

#[test]
fn inspect() {
    assert_snapshot!(told(empty().path(), &["inspect", "--help"]), @"
    status 0
    --- stdout
    Print what a stage makes of a spec

    Usage: castiron inspect [OPTIONS] <API|SPEC>

    Arguments:
      <API|SPEC>  The name of an API in `castiron.toml`, or an OpenAPI document

    Options:
          --stage <document|model|names>  Whose result to print [default: model]
          --ref-root <DIR>                Folder `$ref`s may read [default: of SPEC]
          --overlay <FILE>                Apply this OpenAPI Overlay first
          --include <WHICH>               Cast only operations like `tag:pets`
          --exclude <WHICH>               Leave out operations like `GET /pets/**`
          --strict                        Refuse a spec that has warnings
          --config <PATH>                 Read this file as `castiron.toml`
          --message-format <human|json>   How findings are printed [default: human]
          --color <auto|always|never>     When to colour [default: auto]
      -q, --quiet                         Print findings only
      -h, --help                          Print help

    Examples:
      castiron inspect openapi.yaml --stage names      each Rust name and its place
      castiron inspect payrix | jq .types              of an API in `castiron.toml`
    WHICH is tag:NAME, operation:ID, path:/v1/** or 'GET /v1/*', as often as needed.
    ");
}
