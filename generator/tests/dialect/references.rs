//! References: where they lead, and where they do not.

use insta::assert_snapshot;

use super::{operation, report, schemas, translated};

#[test]
fn dangling_reference() {
    let text = schemas("Pet: {type: string}\nCase: {$ref: '#/components/schemas/Pett'}");
    assert_snapshot!(report(&text), @"
    warning[E0208]: `#/components/schemas/Pett` does not exist
     --> openapi.yaml:7:18
      |
    7 |     Case: {$ref: '#/components/schemas/Pett'}
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/components/schemas/Case/$ref
      = effect: it is left as raw JSON
      = help: did you mean `#/components/schemas/Pet`?
    ");
    assert_snapshot!(translated(&text, "/components/schemas/Case"), @"{}");
}

#[test]
fn dangling_reference_in_a_misspelt_section() {
    let text = schemas("Pet: {type: string}\nCase: {$ref: '#/component/schemas/Pet'}");
    assert_snapshot!(report(&text), @"
    warning[E0208]: `#/component/schemas/Pet` does not exist
     --> openapi.yaml:7:18
      |
    7 |     Case: {$ref: '#/component/schemas/Pet'}
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/components/schemas/Case/$ref
      = effect: it is left as raw JSON
      = help: did you mean `#/components/schemas/Pet`?
    ");
}

#[test]
fn dangling_reference_of_a_parameter_costs_the_parameter() {
    let text = operation("parameters: [{$ref: '#/components/parameters/A'}]\nresponses: {}");
    assert_snapshot!(report(&text), @"
    warning[E0208]: `#/components/parameters/A` does not exist
     --> openapi.yaml:6:27
      |
    6 |       parameters: [{$ref: '#/components/parameters/A'}]
      |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/parameters/0/$ref
      = effect: it is left out
    ");
}

#[test]
fn reference_with_siblings() {
    let text = schemas(
        "Pet: {}\nCase:\n  $ref: '#/components/schemas/Pet'\n  description: d\n  nullable: true\n  x-a: 1",
    );
    assert_snapshot!(report(&text), @"
    warning[E0209]: `description`, `nullable` stand beside a `$ref`
     --> openapi.yaml:9:7
      |
    9 |       description: d
      |       ^^^^^^^^^^^
      |
      = at: #/components/schemas/Case/description
      = effect: they are read as if the reference were wrapped, though OpenAPI 3.0 ignores that
      = help: wrap the reference: `allOf: [{$ref: …}]` may have keywords beside it
    ");
}

#[test]
fn reference_that_is_not_text() {
    assert_snapshot!(report(&schemas("Case: {$ref: 1}")), @"
    warning[E0211]: `$ref` must be text
     --> openapi.yaml:6:18
      |
    6 |     Case: {$ref: 1}
      |                  ^
      |
      = at: #/components/schemas/Case/$ref
      = effect: it is left as raw JSON
      = help: write for example `$ref: '#/components/schemas/Pet'`
    ");
}

#[test]
fn reference_to_an_anchor() {
    assert_snapshot!(report(&schemas("Case: {$ref: '#Pet'}")), @"
    warning[E0211]: `#Pet` is not a JSON pointer, and names no schema
     --> openapi.yaml:6:18
      |
    6 |     Case: {$ref: '#Pet'}
      |                  ^^^^^^
      |
      = at: #/components/schemas/Case/$ref
      = effect: it is left as raw JSON
      = help: a `$ref` within the document begins with `#/`
    ");
}

#[test]
fn reference_to_another_kind_of_component() {
    let text = operation("responses: {'200': {$ref: '#/components/schemas/Pet'}}")
        + "components: {schemas: {Pet: {}}}\n";
    assert_snapshot!(report(&text), @"
    warning[E0211]: `#/components/schemas/Pet` leads to a Schema, where a Response is needed
     --> openapi.yaml:6:33
      |
    6 |       responses: {'200': {$ref: '#/components/schemas/Pet'}}
      |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/responses/200/$ref
      = effect: it is read as the schema of a body of JSON
    ");
}

#[test]
fn references_in_a_circle() {
    let text = schemas("A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}");
    assert_snapshot!(report(&text), @"
    warning[E0212]: `#/components/schemas/B` leads only to further references, and back to itself
     --> openapi.yaml:6:15
      |
    6 |     A: {$ref: '#/components/schemas/B'}
      |               ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/components/schemas/A/$ref
      = effect: it is left as raw JSON

    warning[E0212]: `#/components/schemas/A` leads only to further references, and back to itself
     --> openapi.yaml:7:15
      |
    7 |     B: {$ref: '#/components/schemas/A'}
      |               ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/components/schemas/B/$ref
      = effect: it is left as raw JSON
    ");
}

#[test]
fn recursive_schema_is_no_circle() {
    let text = schemas(
        "A: {properties: {next: {$ref: '#/components/schemas/A'}}}\nB: {$ref: '#/components/schemas/A'}",
    );
    assert_snapshot!(report(&text), @"");
}

#[test]
fn percent_encoded_reference() {
    let text = schemas("'a b/c': {}\nCase: {$ref: '#/components/schemas/a%20b~1c'}");
    assert_snapshot!(report(&text), @"");
}

#[test]
fn reference_in_data_is_data() {
    let text = schemas(
        "Case:\n  example: {$ref: nowhere}\n  default: {$ref: 1}\n  enum: [{$ref: nowhere, a: 1}]\n  x-a: {$ref: nowhere}",
    );
    assert_snapshot!(report(&text), @"");
}

#[test]
fn property_called_ref() {
    assert_snapshot!(report(&schemas("Case: {properties: {$ref: {type: string}, a: {}}}")), @"");
}

/// Each copy of one holds a copy of the other, so that only a bound on copies brings this to an end.
#[test]
fn path_items_that_hold_each_other() {
    let found = report(
        r##"
openapi: 3.1.0
info: { title: A, version: "1" }
paths:
  /a: { $ref: "#/paths/~1b", summary: A }
  /b:
    post:
      operationId: b
      callbacks: { c: { "{$request.body#/u}": { $ref: "#/paths/~1a", summary: C } } }
      responses: { "204": { description: None. } }
"##,
    );
    let together = found.matches("it is read together with what the reference leads to");
    assert!((1..100).contains(&together.count()), "{found}");
}
