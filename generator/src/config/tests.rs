//! What a `castiron.toml` may say, and how its faults read.

use std::path::{Path, PathBuf};

use insta::{assert_debug_snapshot, assert_snapshot};

use super::{Config, ConfigError};

fn report(text: &str) -> String {
    shown(Config::parse("castiron.toml", text))
}

fn shown(result: Result<Config, ConfigError>) -> String {
    let error = result.unwrap_err();
    let help = error
        .help
        .as_ref()
        .map(|help| format!("\nhelp: {help}"))
        .unwrap_or_default();
    format!("{error}{help}")
}

const PACKAGE: &str = "package = { name = \"clients\", out = \"generated\" }\n";

fn report_api(lines: &str) -> String {
    report(&format!("{PACKAGE}[[api]]\n{lines}"))
}

#[test]
fn everything_there_is() {
    let text = r#"
        strict = true
        [package]
        name = "payment-clients"
        out = "generated"
        description = "Typed clients"
        workspace = true
        types-only = true
        [[api]]
        name = "payrix"
        spec = "specs/payrix/openapi.yaml"
        [[api]]
        name = "bokamera"
        spec = "specs/bokamera/openapi.yaml"
        ref-root = "specs"
        overlay = ["specs/names.yaml"]
        include = ["tag:bookings"]
        tag-features = true
    "#;
    assert_debug_snapshot!(Config::parse("castiron.toml", text), @r#"
    Ok(
        Config {
            strict: true,
            package: Package {
                name: "payment-clients",
                out: "generated",
                description: Some(
                    "Typed clients",
                ),
                workspace: true,
                types_only: true,
            },
            apis: [
                Api {
                    name: "payrix",
                    spec: "specs/payrix/openapi.yaml",
                    ref_root: None,
                    overlays: [],
                    selection: Selection {
                        include: [],
                        exclude: [],
                    },
                    tag_features: None,
                },
                Api {
                    name: "bokamera",
                    spec: "specs/bokamera/openapi.yaml",
                    ref_root: Some(
                        "specs",
                    ),
                    overlays: [
                        "specs/names.yaml",
                    ],
                    selection: Selection {
                        include: [
                            Selector(
                                "tag:bookings",
                            ),
                        ],
                        exclude: [],
                    },
                    tag_features: Some(
                        true,
                    ),
                },
            ],
        },
    )
    "#);
}

#[test]
fn what_may_be_left_out() {
    let config = Config::parse(
        "castiron.toml",
        &format!("{PACKAGE}[[api]]\nname = 'pets'\nspec = 'pets.json'"),
    )
    .unwrap();
    assert!(!config.strict);
    assert!(!config.package.workspace);
    assert_eq!(config.package.description, None);
}

#[test]
fn misspelt_key() {
    assert_snapshot!(report("strict = true\nstrcit = true\n"), @"
    the file has no key `strcit`
      --> castiron.toml:2:1
    help: did you mean `strict`?
    ");
}

#[test]
fn unknown_key() {
    assert_snapshot!(report_api("name = 'pets'\nversion = 3"), @"
    `[[api]]` has no key `version`
      --> castiron.toml:4:1
    help: its keys are `name`, `spec`, `ref-root`, `overlay`, `include`, `exclude`, `tag-features`
    ");
}

#[test]
fn misspelt_table() {
    assert_snapshot!(report("[pakage]\nname = 'clients'"), @"
    the file has no key `pakage`
      --> castiron.toml:1:2
    help: did you mean `package`?
    ");
}

#[test]
fn no_package() {
    assert_snapshot!(report("strict = false"), @"
    the file has no `package`
      --> castiron.toml:1:1
    help: add `[package]` with `name` and `out`
    ");
}

#[test]
fn no_api() {
    assert_snapshot!(report(PACKAGE), @"
    the file has no `api`
      --> castiron.toml:1:1
    help: add one `[[api]]` table with `name` and `spec` per API
    ");
}

#[test]
fn api_is_one_table() {
    assert_snapshot!(report(&format!("{PACKAGE}[api]\nname = 'pets'")), @"
    `api` is not a list of tables
      --> castiron.toml:2:1
    help: add one `[[api]]` table with `name` and `spec` per API
    ");
}

#[test]
fn api_without_spec() {
    assert_snapshot!(report_api("name = 'pets'"), @"
    `[[api]]` has no `spec`
      --> castiron.toml:2:1
    ");
}

#[test]
fn empty_spec() {
    assert_snapshot!(report_api("name = 'pets'\nspec = ''"), @"
    `spec` is empty
      --> castiron.toml:4:8
    ");
}

#[test]
fn strict_is_a_string() {
    assert_snapshot!(report("strict = 'yes'"), @"
    `strict` is neither `true` nor `false`
      --> castiron.toml:1:10
    ");
}

#[test]
fn name_is_a_number() {
    assert_snapshot!(report_api("name = 7\nspec = 'pets.json'"), @"
    `name` is not a string
      --> castiron.toml:3:8
    ");
}

#[test]
fn broken_syntax() {
    assert_snapshot!(report("# é\nstrict = tru\n"), @"
    invalid boolean, expected `true`
      --> castiron.toml:2:10
    ");
}

#[test]
fn column_counts_characters() {
    assert_snapshot!(report("package = { description = 'é', nam = 'x' }"), @"
    `[package]` has no key `nam`
      --> castiron.toml:1:32
    help: did you mean `name`?
    ");
}

#[test]
fn two_apis_of_one_name() {
    assert_snapshot!(report_api("name = 'pets'\nspec = 'a.json'\n[[api]]\nname = 'pets'\nspec = 'b.json'"), @"
    two APIs are named `pets`
      --> castiron.toml:6:1
    help: give each a name of its own
    ");
}

#[test]
fn names_that_no_module_has() {
    assert_snapshot!(report_api("name = 'Pets'\nspec = 'a'"), @"
    `Pets` cannot name an API: lower-case letters, digits and `_`, a letter first
      --> castiron.toml:3:8
    help: write `pets`
    ");
    assert_snapshot!(report_api("name = 'pets-2'\nspec = 'a'"), @"
    `pets-2` cannot name an API: lower-case letters, digits and `_`, a letter first
      --> castiron.toml:3:8
    help: write `pets_2`
    ");
    assert_snapshot!(report_api("name = ''\nspec = 'a'"), @"
    `` cannot name an API: lower-case letters, digits and `_`, a letter first
      --> castiron.toml:3:8
    help: choose another name
    ");
    assert_snapshot!(report_api("name = 'match'\nspec = 'a'"), @"
    `match` cannot name an API: it is a keyword of Rust
      --> castiron.toml:3:8
    help: choose another name
    ");
    assert_snapshot!(report_api("name = 'gen'\nspec = 'a'"), @"
    `gen` cannot name an API: it is a keyword of Rust
      --> castiron.toml:3:8
    help: choose another name
    ");
    assert_snapshot!(report_api("name = 'runtime'\nspec = 'a'"), @"
    `runtime` cannot name an API: every emitted crate has a module or feature of that name
      --> castiron.toml:3:8
    help: choose another name
    ");
}

#[test]
fn names_that_no_crate_has() {
    assert_snapshot!(report("[package]\nname = \"a\\nb\"\nout = 'x'"), @r"
    `a\nb` cannot name a crate: letters, digits, `-` and `_`, a letter first
      --> castiron.toml:2:8
    help: write `a_b`
    ");
    assert_snapshot!(report("[package]\nname = '2pets'\nout = 'x'"), @"
    `2pets` cannot name a crate: letters, digits, `-` and `_`, a letter first
      --> castiron.toml:2:8
    help: choose another name
    ");
}

#[test]
fn one_spec_without_a_file() {
    let config = Config::of_one(
        PathBuf::from("api.json"),
        PathBuf::from("client"),
        "Pet-Store",
    )
    .unwrap();
    assert_eq!(config.package.name, "Pet-Store");
    assert_eq!(config.apis[0].name, "pet_store");
    assert_snapshot!(shown(Config::of_one(PathBuf::new(), PathBuf::new(), "type")), @"`type` cannot name an API: it is a keyword of Rust");
}

#[test]
fn nearest_api() {
    let text = format!(
        "{PACKAGE}[[api]]\nname = 'payrix'\nspec = 'a'\n[[api]]\nname = 'tigo'\nspec = 'b'"
    );
    let config = Config::parse("castiron.toml", &text).unwrap();
    assert_eq!(config.nearest_api("payirx"), Some("payrix"));
    assert_eq!(config.nearest_api("stripe"), None);
    assert_eq!(config.api("tigo").unwrap().spec, Path::new("b"));
}

#[test]
fn found_in_a_parent_folder() {
    let root = tempfile::tempdir().unwrap();
    let below = root.path().join("specs/pets");
    std::fs::create_dir_all(&below).unwrap();
    std::fs::write(root.path().join("castiron.toml"), "").unwrap();
    assert_eq!(
        Config::find(&below),
        Some(root.path().join("castiron.toml"))
    );
}
