//! Parameters and bounds: what openapiv3 could not type.

use insta::assert_snapshot;

use super::{operation, report, schemas, translated};

#[test]
fn parameter_of_swagger_2() {
    let text = operation(
        "parameters:\n- {name: n, in: query, type: integer, format: int32}\nresponses: {}",
    );
    assert_snapshot!(report(&text), @"
    warning[E0207]: a Parameter needs `schema` or `content`
     --> openapi.yaml:7:9
      |
    7 |       - {name: n, in: query, type: integer, format: int32}
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/parameters/0
      = effect: its schema is made of the keywords that stand beside it
    ");
    assert_snapshot!(translated(&text, "/paths/~1pets/get/parameters/0"), @r#"{"name":"n","in":"query","schema":{"type":"integer","format":"int32"}}"#);
}

#[test]
fn parameter_without_schema() {
    let text = operation("parameters:\n- {name: n, in: query}\nresponses: {}");
    assert_snapshot!(report(&text), @"
    warning[E0207]: a Parameter needs `schema` or `content`
     --> openapi.yaml:7:9
      |
    7 |       - {name: n, in: query}
      |         ^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/parameters/0
      = effect: it is read as text
    ");
    assert_snapshot!(translated(&text, "/paths/~1pets/get/parameters/0"), @r#"{"name":"n","in":"query","schema":{"type":"string"}}"#);
}

#[test]
fn style_that_does_not_fit_the_location() {
    let text =
        operation("parameters:\n- {name: n, in: query, style: label, schema: {}}\nresponses: {}");
    assert_snapshot!(report(&text), @"
    warning[E0405]: a parameter in `query` cannot have `style: label`
     --> openapi.yaml:7:37
      |
    7 |       - {name: n, in: query, style: label, schema: {}}
      |                                     ^^^^^
      |
      = at: #/paths/~1pets/get/parameters/0/style
      = effect: it is sent with `style: form`
      = help: in `query` the style is `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`
    ");
}

#[test]
fn style_where_only_one_is_possible() {
    let text =
        operation("parameters:\n- {name: n, in: header, style: form, schema: {}}\nresponses: {}");
    assert_snapshot!(report(&text), @"
    warning[E0405]: a parameter in `header` cannot have `style: form`
     --> openapi.yaml:7:38
      |
    7 |       - {name: n, in: header, style: form, schema: {}}
      |                                      ^^^^
      |
      = at: #/paths/~1pets/get/parameters/0/style
      = effect: it is sent with `style: simple`
    ");
}

#[test]
fn bounds_of_integers_are_whole() {
    let text = schemas("Case: {type: integer, minimum: 0.0, maximum: 1e3, multipleOf: 0.5}");
    assert_snapshot!(report(&text), @"
    warning[E0206]: `multipleOf: 0.5` is not a whole number, and the schema is an integer
     --> openapi.yaml:6:67
      |
    6 |     Case: {type: integer, minimum: 0.0, maximum: 1e3, multipleOf: 0.5}
      |                                                                   ^^^
      |
      = at: #/components/schemas/Case/multipleOf
      = effect: the bound is ignored
    ");
    assert_snapshot!(translated(&text, "/components/schemas/Case"), @r#"{"type":"integer","minimum":0,"maximum":1000}"#);
}

#[test]
fn bound_beyond_64_bits() {
    let text = schemas("Case: {type: integer, maximum: 18446744073709551615}");
    assert_snapshot!(report(&text), @"
    note[E0206]: `maximum: 18446744073709551615` is beyond what 64 bits with a sign hold
     --> openapi.yaml:6:36
      |
    6 |     Case: {type: integer, maximum: 18446744073709551615}
      |                                    ^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/components/schemas/Case/maximum
      = effect: the bound is ignored
    ");
}
