//! What later versions write in words of their own: the tree of 3.0 that it becomes, and that findings
//! still show what the author wrote.

use insta::assert_snapshot;

use super::{report, translated};

/// A document of 3.1 with these schemas, one in each line.
fn later(schemas: &str) -> String {
    let schemas = schemas.replace('\n', "\n    ");
    format!(
        "openapi: 3.1.0\ninfo: {{title: Case, version: '1'}}\ncomponents:\n  schemas:\n    {schemas}\n"
    )
}

fn case(schema: &str) -> String {
    translated(
        &later(&format!("Case: {schema}")),
        "/components/schemas/Case",
    )
}

#[test]
fn types_become_a_choice_with_the_keywords_of_each() {
    assert_snapshot!(case("{type: [string, array, 'null'], title: T, maxLength: 5, items: {type: [integer, 'null']}}"), @r#"{"title":"T","nullable":true,"anyOf":[{"type":"string","maxLength":5},{"type":"array","items":{"type":"integer","nullable":true}}]}"#);
}

#[test]
fn types_beside_a_choice_become_a_part() {
    assert_snapshot!(case("{type: [string, integer], anyOf: [{minimum: 1}, {maxLength: 1}]}"), @r#"{"anyOf":[{"minimum":1},{"maxLength":1}],"allOf":[{"anyOf":[{"type":"string"},{"type":"integer"}]}]}"#);
}

#[test]
fn only_branch_beside_null_is_the_schema() {
    assert_snapshot!(case("{description: D, anyOf: [{type: 'null'}, {type: string, description: E, maxLength: 5}]}"), @r#"{"description":"D","nullable":true,"type":"string","maxLength":5}"#);
}

#[test]
fn only_branch_that_contradicts_stays_a_branch() {
    assert_snapshot!(case("{maxLength: 4, anyOf: [{type: string, maxLength: 5}, {type: 'null'}]}"), @r#"{"maxLength":4,"anyOf":[{"type":"string","maxLength":5}],"nullable":true}"#);
}

#[test]
fn reference_beside_an_all_of_is_its_last_part() {
    assert_snapshot!(case("{$ref: '#/components/schemas/Case/allOf/0', allOf: [{type: string}]}"), @r##"{"allOf":[{"type":"string"},{"$ref":"#/components/schemas/Case/allOf/0"}]}"##);
}

#[test]
fn stricter_of_two_bounds_counts() {
    assert_snapshot!(case("{type: number, minimum: 1, exclusiveMinimum: 0, maximum: 9, exclusiveMaximum: 9}"), @r#"{"type":"number","minimum":1,"maximum":9,"exclusiveMaximum":true}"#);
}

#[test]
fn list_that_ends_has_a_limit() {
    assert_snapshot!(case("{type: array, maxItems: 5, prefixItems: [true, {}], items: false}"), @r#"{"type":"array","maxItems":2,"items":{}}"#);
}

#[test]
fn references_follow_what_moved() {
    let text = later(
        "Case: {oneOf: [{type: 'null'}, {type: string}, {type: [array, object], items: {oneOf: [{type: 'null'}, {type: object, enum: [{}]}]}}]}\n\
         Inner: {$ref: '#/components/schemas/Case/oneOf/2/items/oneOf/1'}",
    );
    assert_snapshot!(translated(&text, "/components/schemas/Inner"), @r##"{"$ref":"#/components/schemas/Case/oneOf/1/anyOf/0/items/oneOf/0"}"##);
    assert_snapshot!(report(&text), @"");
}

#[test]
fn what_is_found_before_a_move_is_shown_where_it_was() {
    assert_snapshot!(report(&later("Case: {oneOf: [{type: 'null'}, {type: string, maxLengt: 1}, {type: integer}]}")), @"
    warning[E0204]: `maxLengt` is not a keyword of a Schema
     --> openapi.yaml:5:51
      |
    5 |     Case: {oneOf: [{type: 'null'}, {type: string, maxLengt: 1}, {type: integer}]}
      |                                                   ^^^^^^^^
      |
      = at: #/components/schemas/Case/oneOf/1/maxLengt
      = effect: it is ignored
      = help: did you mean `maxLength`?
    ");
}

#[test]
fn what_is_found_after_a_move_is_shown_where_it_was() {
    assert_snapshot!(report(&later("Case: {oneOf: [{type: 'null'}, {type: string}, {$ref: '#/x', title: T}]}")), @"
    warning[E0208]: `#/x` does not exist
     --> openapi.yaml:5:59
      |
    5 |     Case: {oneOf: [{type: 'null'}, {type: string}, {$ref: '#/x', title: T}]}
      |                                                           ^^^^^
      |
      = at: #/components/schemas/Case/oneOf/2/$ref
      = effect: it is left as raw JSON
    ");
}
