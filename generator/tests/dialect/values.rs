//! Values: what a keyword cannot have, and what that costs.

use insta::assert_snapshot;

use super::{OPERATION, around, operation, report, schemas, translated};

#[test]
fn required_on_a_property() {
    assert_snapshot!(report(&schemas("Case:\n  properties:\n    id: {type: string, required: true}")), @"
    warning[E0206]: `required` must be a list, not `true`
     --> openapi.yaml:8:38
      |
    8 |         id: {type: string, required: true}
      |                                      ^^^^
      |
      = at: #/components/schemas/Case/properties/id/required
      = effect: it is ignored
      = help: list the property in `required` of the object that has it
    ");
}

#[test]
fn list_of_properties() {
    let text = schemas("Case:\n  properties: []");
    assert_snapshot!(report(&text), @"
    note[E0206]: `properties` must be a mapping, not a list
     --> openapi.yaml:7:7
      |
    7 |       properties: []
      |       ^^^^^^^^^^
      |
      = at: #/components/schemas/Case/properties
      = effect: it is read as if it were empty
    ");
    assert_snapshot!(translated(&text, "/components/schemas/Case"), @r#"{"properties":{}}"#);
}

#[test]
fn number_as_text() {
    let text = around("paths: {}\nservers:\n- {url: /, description: 1.10}");
    assert_snapshot!(report(&text), @"
    warning[E0206]: `description` must be text, not `1.10`
     --> openapi.yaml:5:25
      |
    5 | - {url: /, description: 1.10}
      |                         ^^^^
      |
      = at: #/servers/0/description
      = effect: it is read as `1.10`
    ");
    assert_snapshot!(translated(&text, "/servers/0/description"), @r#""1.10""#);
}

#[test]
fn boolean_as_text() {
    let text = schemas("Case: {nullable: 'true'}");
    assert_snapshot!(report(&text), @"
    warning[E0206]: `nullable` must be `true` or `false`, not the text `true`
     --> openapi.yaml:6:22
      |
    6 |     Case: {nullable: 'true'}
      |                      ^^^^^^
      |
      = at: #/components/schemas/Case/nullable
      = effect: it is read as `true`
    ");
    assert_snapshot!(translated(&text, "/components/schemas/Case"), @r#"{"nullable":true}"#);
}

#[test]
fn word_in_another_case() {
    assert_snapshot!(translated(&schemas("Case: {type: String}"), "/components/schemas/Case"), @r#"{"type":"string"}"#);
}

#[test]
fn misspelt_type() {
    let text = schemas("Case: {type: strnig}");
    assert_snapshot!(report(&text), @"
    warning[E0206]: `type` must be `string`, `number`, `integer`, `boolean`, `array` or `object`, not the text `strnig`
     --> openapi.yaml:6:18
      |
    6 |     Case: {type: strnig}
      |                  ^^^^^^
      |
      = at: #/components/schemas/Case/type
      = effect: `#/components/schemas/Case` is left as raw JSON
      = help: did you mean `string`?
    ");
    assert_snapshot!(translated(&text, "/components/schemas/Case"), @"{}");
}

#[test]
fn list_of_types() {
    let text = schemas("Case: {type: [string, 'null']}");
    assert_snapshot!(report(&text), @"
    warning[E0206]: `type` must be `string`, `number`, `integer`, `boolean`, `array` or `object`, not a list
     --> openapi.yaml:6:12
      |
    6 |     Case: {type: [string, 'null']}
      |            ^^^^
      |
      = at: #/components/schemas/Case/type
      = effect: it is read as `type: string` with `nullable: true`
      = help: OpenAPI 3.0 writes one `type`, and `nullable: true` beside it
    ");
    assert_snapshot!(translated(&text, "/components/schemas/Case"), @r#"{"type":"string","nullable":true}"#);
}

#[test]
fn keyword_without_a_value() {
    let text = schemas("Case:\n  description:\n  type: string");
    assert_snapshot!(report(&text), @"
    note[E0206]: `description` has no value
     --> openapi.yaml:7:7
      |
    7 |       description:
      |       ^^^^^^^^^^^
      |
      = at: #/components/schemas/Case/description
      = effect: it is read as if it were not there
    ");
    assert_snapshot!(translated(&text, "/components/schemas/Case"), @r#"{"type":"string"}"#);
}

#[test]
fn property_without_a_value() {
    assert_snapshot!(translated(&schemas("Case:\n  properties:\n    a:"), "/components/schemas/Case"), @r#"{"properties":{"a":{}}}"#);
}

#[test]
fn response_without_description() {
    let text = operation("responses:\n  '200': {}");
    assert_snapshot!(report(&text), @"
    note[E0207]: a Response needs `description`
     --> openapi.yaml:7:9
      |
    7 |         '200': {}
      |         ^^^^^
      |
      = at: #/paths/~1pets/get/responses/200
      = effect: `description` is read as if it were empty
    ");
    assert_snapshot!(translated(&text, OPERATION), @r#"{"responses":{"200":{"description":""}}}"#);
}

#[test]
fn document_without_info_and_paths() {
    assert_snapshot!(translated("openapi: 3.0.3", ""), @r#"{"openapi":"3.0.3","info":{"title":"","version":""},"paths":{}}"#);
}

#[test]
fn unreadable_parameter_is_left_out() {
    let text = operation("parameters:\n- {in: query, schema: {}}\nresponses: {}");
    assert_snapshot!(report(&text), @"
    warning[E0207]: a Parameter needs `name`
     --> openapi.yaml:7:9
      |
    7 |       - {in: query, schema: {}}
      |         ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/parameters/0
      = effect: it is left out
    ");
    assert_snapshot!(translated(&text, OPERATION), @r#"{"parameters":[],"responses":{}}"#);
}

#[test]
fn body_of_a_list_of_media_types() {
    let text = operation("requestBody: {content: [application/json]}\nresponses: {}");
    assert_snapshot!(report(&text), @"
    warning[E0206]: `content` must be a mapping, not a list
     --> openapi.yaml:6:21
      |
    6 |       requestBody: {content: [application/json]}
      |                     ^^^^^^^
      |
      = at: #/paths/~1pets/get/requestBody/content
      = effect: it is read as a mapping with these keys
    ");
}

#[test]
fn shared_parameter_that_is_a_body() {
    let text = operation("parameters: [{$ref: '#/components/parameters/A'}]\nresponses: {}")
        + "components:\n  parameters:\n    A: {name: a, in: body, schema: {}}\n";
    assert_snapshot!(report(&text), @"
    warning[E0206]: `in` must be `query`, `header`, `path` or `cookie`: bodies are no parameters
     --> openapi.yaml:6:20
      |
    6 |       parameters: [{$ref: '#/components/parameters/A'}]
      |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/parameters/0
      = effect: it is read as the request body

    warning[E0206]: `in` must be `query`, `header`, `path` or `cookie`, not the text `body`
      --> openapi.yaml:10:22
       |
    10 |     A: {name: a, in: body, schema: {}}
       |                      ^^^^
       |
       = at: #/components/parameters/A/in
       = effect: `#/components/parameters/A` is left out
    ");
}

#[test]
fn unreadable_external_documentation_costs_nothing_else() {
    let text = operation("externalDocs: {description: no url}\nresponses: {}");
    assert_snapshot!(translated(&text, OPERATION), @r#"{"responses":{}}"#);
}

#[test]
fn security_that_names_a_scheme() {
    assert_snapshot!(report(&around("paths: {}\nsecurity: apiKey")), @"
    warning[E0206]: `security` must be a list, not the text `apiKey`
     --> openapi.yaml:4:11
      |
    4 | security: apiKey
      |           ^^^^^^
      |
      = at: #/security
      = effect: it is read as a list of that one

    warning[E0206]: an element of `security` must be a mapping, not the text `apiKey`
     --> openapi.yaml:4:11
      |
    4 | security: apiKey
      |           ^^^^^^
      |
      = at: #/security
      = effect: it is read as `apiKey: []`
    ");
}

#[test]
fn path_without_slash() {
    let text = around("paths:\n  pets: {}\n  x-group: 1");
    assert_snapshot!(report(&text), @"
    warning[E0409]: `pets` is not a path as OpenAPI writes it
     --> openapi.yaml:4:3
      |
    4 |   pets: {}
      |   ^^^^
      |
      = at: #/paths/pets
      = effect: it is read as `/pets`
    ");
    assert_snapshot!(translated(&text, "/paths"), @r#"{"/pets":{},"x-group":1}"#);
}

#[test]
fn response_under_no_status() {
    assert_snapshot!(report(&operation("responses:\n  '2000': {description: d}\n  2xx: {description: d}\n  x-a: 1")), @"
    warning[E0602]: `2000` is not a status: a response stands under a code such as `200`, a range such as `4XX`, or `default`
     --> openapi.yaml:7:9
      |
    7 |         '2000': {description: d}
      |         ^^^^^^
      |
      = at: #/paths/~1pets/get/responses/2000
      = effect: what stands below it is left out
    ");
}
