//! `--overlay`, and `overlay` in `castiron.toml`.

use std::fs;

use insta::assert_snapshot;
use tempfile::TempDir;

use crate::{castiron, configured, inspected, told};

const SPEC: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters:
        - { name: session, in: cookie, schema: { type: string } }
        - { name: limit, in: query, schema: { type: integer } }
        - { name: after, in: query, schema: { type: sting } }
      responses: { "204": { description: None } }
"#;

/// A spec, an overlay of these actions, and a file that asks for both.
fn workspace(actions: &str) -> TempDir {
    let folder = configured(SPEC, "overlay = ['names.yaml']\n");
    let overlay =
        format!("overlay: 1.0.0\ninfo: {{ title: Names, version: '1' }}\nactions:\n{actions}");
    fs::write(folder.path().join("names.yaml"), overlay).unwrap();
    folder
}

/// The operation of the document after these actions, and what is said.
fn changed(actions: &str) -> String {
    let folder = workspace(actions);
    let (document, said) = inspected(folder.path(), &["--overlay", "names.yaml"]);
    let operation = document
        .pointer("/paths/~1pets/get")
        .map(ToString::to_string);
    format!("{}\n{said}", operation.unwrap_or_default())
}

#[test]
fn update_merges_and_adds() {
    let actions = "- target: $.paths['/pets'].get
  update:
    x-rust-name: pets
    tags: [more]
    responses: { '204': { description: Nothing } }
- target: $..parameters
  update: { name: deep, in: query, schema: { type: boolean } }
- target: $..parameters[?@.name == 'after'].schema
  update: { type: string }
";
    assert_snapshot!(changed(actions), @r#"{"operationId":"listPets","tags":["pets","more"],"parameters":[{"name":"session","in":"cookie","schema":{"type":"string"}},{"name":"limit","in":"query","schema":{"type":"integer"}},{"name":"after","in":"query","schema":{"type":"string"}},{"name":"deep","in":"query","schema":{"type":"boolean"}}],"responses":{"204":{"description":"Nothing"}},"x-rust-name":"pets"}"#);
}

#[test]
fn removal_moves_what_stands_behind() {
    let actions = "- target: $..parameters[?@.in == 'cookie']
  remove: true
  update: { name: other }
";
    assert_snapshot!(changed(actions), @r#"
    {"operationId":"listPets","tags":["pets"],"parameters":[{"name":"limit","in":"query","schema":{"type":"integer"}},{"name":"after","in":"query","schema":{}}],"responses":{"204":{"description":"None"}}}
    warning[E0206]: `type` must be `string`, `number`, `integer`, `boolean`, `array` or `object`, not the text `sting`
      --> openapi.yaml:13:53
       |
    13 |         - { name: after, in: query, schema: { type: sting } }
       |                                                     ^^^^^
       |
       = at: #/paths/~1pets/get/parameters/2/schema/type
       = effect: `#/paths/~1pets/get/parameters/2/schema` is left as raw JSON
       = help: did you mean `string`?
    "#);
}

#[test]
fn finding_in_what_an_overlay_brought() {
    let actions =
        "- { target: '$..parameters[2].schema', update: { type: integer, maximun: 3 } }\n";
    assert_snapshot!(changed(actions), @r#"
    {"operationId":"listPets","tags":["pets"],"parameters":[{"name":"session","in":"cookie","schema":{"type":"string"}},{"name":"limit","in":"query","schema":{"type":"integer"}},{"name":"after","in":"query","schema":{"type":"integer","maximun":3}}],"responses":{"204":{"description":"None"}}}
    warning[E0204]: `maximun` is not a keyword of a Schema
     --> names.yaml:4:65
      |
    4 | - { target: '$..parameters[2].schema', update: { type: integer, maximun: 3 } }
      |                                                                 ^^^^^^^
      |
      = at: #/actions/0/update/maximun
      = effect: it is ignored
      = help: did you mean `maximum`?
    "#);
}

#[test]
fn action_that_changes_nothing() {
    let actions = "- { target: $.paths.pets, update: { x-rust-name: pets } }
- { target: $.info.title, update: Dogs }
- { target: '$..parameters[2]', remove: false }
- { target: '$..parameters[2]', update: { schema: { type: string } }, remov: true }
";
    assert_snapshot!(changed(actions), @r#"
    {"operationId":"listPets","tags":["pets"],"parameters":[{"name":"session","in":"cookie","schema":{"type":"string"}},{"name":"limit","in":"query","schema":{"type":"integer"}},{"name":"after","in":"query","schema":{"type":"string"}}],"responses":{"204":{"description":"None"}}}
    warning[E0803]: `$.paths.pets` is nowhere in the spec
     --> names.yaml:4:13
      |
    4 | - { target: $.paths.pets, update: { x-rust-name: pets } }
      |             ^^^^^^^^^^^^
      |
      = at: #/actions/0/target
      = effect: the action changes nothing

    warning[E0803]: `title` is neither a mapping nor a list
     --> names.yaml:5:35
      |
    5 | - { target: $.info.title, update: Dogs }
      |                                   ^^^^
      |
      = at: #/actions/1/update
      = effect: `#/info/title` stays as it is
      = help: let `target` name the mapping that holds what is to change

    warning[E0803]: the action has neither `update` nor `remove: true`
     --> names.yaml:6:3
      |
    6 | - { target: '$..parameters[2]', remove: false }
      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/actions/2
      = effect: it changes nothing

    warning[E0802]: `remov` is not a keyword of an overlay here
     --> names.yaml:7:71
      |
    7 | - { target: '$..parameters[2]', update: { schema: { type: string } }, remov: true }
      |                                                                       ^^^^^
      |
      = at: #/actions/3/remov
      = effect: it is ignored
      = help: did you mean `remove`?
    "#);
}

#[test]
fn the_file_that_an_overlay_extends() {
    let said = |extends: &str| {
        let folder = workspace(&format!(
            "- {{ target: $.info, update: {{}} }}\nextends: {extends}\n"
        ));
        inspected(folder.path(), &["--overlay", "names.yaml"]).1
    };
    let of_the_spec = said("./parts/../openapi.yaml");
    for extends in [
        "openapi.yaml",
        "https://pets.example/v2.yaml",
        "../openapi.yaml",
    ] {
        assert_eq!(said(extends), of_the_spec, "{extends}");
    }
    let of_another = said("toys.yaml");
    assert_snapshot!(of_another.replace(&of_the_spec, ""), @"
    warning[E0802]: the overlay extends `toys.yaml`, and not `openapi.yaml`
     --> names.yaml:5:10
      |
    5 | extends: toys.yaml
      |          ^^^^^^^^^
      |
      = at: #/extends
      = effect: its actions are applied all the same
      = help: name the file that it changes, as seen from the overlay, or remove `extends`
    ");
}

#[test]
fn what_is_no_overlay_is_refused() {
    let folder = workspace("- { target: 'paths', remove: true }\n- { remove: true }\n");
    let arguments = [
        "generate",
        "openapi.yaml",
        "--out",
        "out",
        "--overlay",
        "names.yaml",
        "--overlay",
        "openapi.yaml",
    ];
    assert_snapshot!(told(folder.path(), &arguments), @"
    status 1
    --- stderr
    error[E0802]: `paths` is not a JSONPath
     --> names.yaml:4:13
      |
    4 | - { target: 'paths', remove: true }
      |             ^^^^^^^
      |
      = at: #/actions/0/target
      = help: write it as RFC 9535 says, for example `$.paths['/pets'].get`

    error[E0802]: the action has no `target`
     --> names.yaml:5:3
      |
    5 | - { remove: true }
      |   ^^^^^^^^^^^^^^^^
      |
      = at: #/actions/1
      = help: name what it changes, for example `target: $.info`

    error[E0802]: the document does not say that it is an overlay of version 1
     --> openapi.yaml:2:1
      |
    2 | openapi: 3.0.3
      | ^^^^^^^^^^^^^^
      |
      = help: begin it with `overlay: 1.0.0`

    warning[E0206]: `type` must be `string`, `number`, `integer`, `boolean`, `array` or `object`, not the text `sting`
      --> openapi.yaml:13:53
       |
    13 |         - { name: after, in: query, schema: { type: sting } }
       |                                                     ^^^^^
       |
       = at: #/paths/~1pets/get/parameters/2/schema/type
       = effect: `#/paths/~1pets/get/parameters/2/schema` is left as raw JSON
       = help: did you mean `string`?

    error: nothing was written: 3 errors, 1 warning
    ");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn growth_is_bounded() {
    let nested = "- { target: '$..*', update: { a: { b: {} } } }\n".repeat(90);
    let said = changed(&nested);
    assert!(
        said.contains("error[E0107]") || said.contains("error[E0102]"),
        "{said}"
    );
}

#[test]
fn in_the_file() {
    let folder = workspace(
        "- { target: '$..parameters', remove: true }\n- { target: '$.paths.*.get', update: { operationId: allPets } }\n",
    );
    assert_eq!(
        castiron(folder.path(), &["--strict"]).status.code(),
        Some(0)
    );
    let operations = folder.path().join("generated/src/pets/operations/pets.rs");
    assert!(
        fs::read_to_string(operations)
            .unwrap()
            .contains("pub fn all_pets")
    );
}
