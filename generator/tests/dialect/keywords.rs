//! Keywords: what OpenAPI does not know.

use insta::assert_snapshot;

use super::{operation, report, schemas};

#[test]
fn misspelt_keyword() {
    assert_snapshot!(report(&schemas("Case:\n  requried: [id]")), @"
    warning[E0204]: `requried` is not a keyword of a Schema
     --> openapi.yaml:7:7
      |
    7 |       requried: [id]
      |       ^^^^^^^^
      |
      = at: #/components/schemas/Case/requried
      = effect: it is ignored
      = help: did you mean `required`?
    ");
}

#[test]
fn keyword_in_another_case() {
    assert_snapshot!(report(&operation("operationid: list\nresponses: {}")), @"
    warning[E0204]: `operationid` is not a keyword of an Operation
     --> openapi.yaml:6:7
      |
    6 |       operationid: list
      |       ^^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/operationid
      = effect: it is read as `operationId`
    ");
}

#[test]
fn keyword_of_another_version() {
    assert_snapshot!(report(&schemas("Case: {contains: {}}")), @"
    warning[E0204]: `contains` is not a keyword of a Schema
     --> openapi.yaml:6:12
      |
    6 |     Case: {contains: {}}
      |            ^^^^^^^^
      |
      = at: #/components/schemas/Case/contains
      = effect: it is ignored
      = help: it is a keyword of OpenAPI 3.1
    ");
}

#[test]
fn property_with_the_name_of_a_misspelt_keyword() {
    assert_snapshot!(report(&schemas("Case: {properties: {requried: {type: string}, x-rust-nmae: {}}}")), @"");
}

#[test]
fn misspelt_extension() {
    assert_snapshot!(report(&schemas("Case: {x-rust-nmae: Pet}")), @"
    warning[E0205]: `x-rust-nmae` is not an extension that castiron reads
     --> openapi.yaml:6:12
      |
    6 |     Case: {x-rust-nmae: Pet}
      |            ^^^^^^^^^^^
      |
      = at: #/components/schemas/Case/x-rust-nmae
      = effect: it is ignored
      = help: did you mean `x-rust-name`?
    ");
}

#[test]
fn extension_that_castiron_never_had() {
    assert_snapshot!(report(&schemas("Case: {x-rust-derive: Hash}")), @"
    warning[E0205]: `x-rust-derive` is not an extension that castiron reads
     --> openapi.yaml:6:12
      |
    6 |     Case: {x-rust-derive: Hash}
      |            ^^^^^^^^^^^^^
      |
      = at: #/components/schemas/Case/x-rust-derive
      = effect: it is ignored
      = help: castiron reads `x-rust-name`, `x-rust-idempotency`, `x-rust-pagination`, `x-enum-varnames`, `x-enum-descriptions`, `x-sensitive`
    ");
}

#[test]
fn extensions_of_other_tools() {
    assert_snapshot!(report(&schemas("Case: {x-go-name: Pet, x-internal: true, x-extensible-enum: [a], x-enumNames: [A]}")), @"");
}
