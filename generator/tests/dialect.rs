//! What the passes of `dialect` find, and what they make of it.

#![cfg(test)]

use castiron::diagnostics::{Diagnostics, render_all};
use castiron::dialect;
use castiron::source::Sources;
use insta::assert_snapshot;

/// A document around `schemas`, which are indented as in a block below `components/schemas`.
fn schemas(schemas: &str) -> String {
    around(&format!(
        "paths: {{}}\ncomponents:\n  schemas:\n{}",
        indented(schemas, 4)
    ))
}

/// A document around one operation, `GET /pets`.
fn operation(operation: &str) -> String {
    around(&format!(
        "paths:\n  /pets:\n    get:\n{}",
        indented(operation, 6)
    ))
}

fn around(rest: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{rest}")
}

fn indented(text: &str, spaces: usize) -> String {
    text.lines()
        .map(|line| format!("{:spaces$}{line}\n", ""))
        .collect()
}

/// All findings in `text`.
fn report(text: &str) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources
        .parse("openapi.yaml", text, &mut diagnostics)
        .expect("YAML");
    dialect::translate(document, &mut diagnostics);
    render_all(&diagnostics, &sources, false)
}

/// The translated node at a pointer.
fn translated(text: &str, pointer: &str) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let document = sources
        .parse("openapi.yaml", text, &mut diagnostics)
        .expect("YAML");
    let document = dialect::translate(document, &mut diagnostics).expect("a known version");
    document
        .get(pointer)
        .map_or("nothing".to_owned(), ToString::to_string)
}

const OPERATION: &str = "/paths/~1pets/get";

#[test]
fn sound_document_has_no_findings() {
    let text = schemas(
        "Pet: {type: object, required: [id], properties: {id: {type: string}}, x-other: 1}",
    );
    assert_snapshot!(report(&text), @"");
    assert_snapshot!(translated(&text, "/components/schemas/Pet/required"), @r#"["id"]"#);
}

#[test]
fn version_3_1() {
    assert_snapshot!(report("openapi: 3.1.0"), @"
    error[E0203]: OpenAPI 3.1 is not read yet
     --> openapi.yaml:1:10
      |
    1 | openapi: 3.1.0
      |          ^^^^^
      |
      = at: #/openapi
      = help: convert the document to OpenAPI 3.0
    ");
}

#[test]
fn version_2_0_as_a_number() {
    assert_snapshot!(report("swagger: 2.0"), @"
    error[E0203]: Swagger 2.0 is not read yet
     --> openapi.yaml:1:10
      |
    1 | swagger: 2.0
      |          ^^^
      |
      = at: #/swagger
      = help: convert the document to OpenAPI 3.0
    ");
}

#[test]
fn version_of_nothing_known() {
    assert_snapshot!(report("openapi: 4.0.0"), @"
    error[E0202]: `openapi: 4.0.0` is not a version of OpenAPI
     --> openapi.yaml:1:10
      |
    1 | openapi: 4.0.0
      |          ^^^^^
      |
      = at: #/openapi
      = help: write `openapi: 3.0.3`
    ");
}

#[test]
fn no_version() {
    assert_snapshot!(report("info: {}"), @"
    error[E0202]: the document does not say which version of OpenAPI it follows
     --> openapi.yaml:1:1
      |
    1 | info: {}
      | ^^^^^^^^
      |
      = help: add `openapi: 3.0.3` as its first line
    ");
}

#[test]
fn not_a_mapping() {
    assert_snapshot!(report("<html>404</html>"), @"
    error[E0201]: the document is not a mapping
     --> openapi.yaml:1:1
      |
    1 | <html>404</html>
      | ^^^^^^^^^^^^^^^^
      |
      = help: an OpenAPI document begins with `openapi: 3.0.3`
    ");
}

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
      = effect: it is ignored
      = help: did you mean `operationId`?
    ");
}

#[test]
fn keyword_of_another_version() {
    assert_snapshot!(report(&schemas("Case: {const: 1}")), @"
    warning[E0204]: `const` is not a keyword of a Schema
     --> openapi.yaml:6:12
      |
    6 |     Case: {const: 1}
      |            ^^^^^
      |
      = at: #/components/schemas/Case/const
      = effect: it is ignored
      = help: it is a keyword of OpenAPI 3.1; OpenAPI 3.0 writes an `enum` of one value
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
    warning[E0206]: `properties` must be a mapping, not a list
     --> openapi.yaml:7:7
      |
    7 |       properties: []
      |       ^^^^^^^^^^
      |
      = at: #/components/schemas/Case/properties
      = effect: `#/components/schemas/Case` is left as raw JSON
    ");
    assert_snapshot!(translated(&text, "/components/schemas/Case"), @"{}");
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
fn unreadable_parameter_costs_the_operation() {
    let text = operation("parameters:\n- {in: query, schema: {}}\nresponses: {}");
    assert_snapshot!(report(&text), @"
    warning[E0207]: a Parameter needs `name`
     --> openapi.yaml:7:9
      |
    7 |       - {in: query, schema: {}}
      |         ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/parameters/0
      = effect: the operation is left out
    ");
    assert_snapshot!(translated(&text, OPERATION), @"null");
}

#[test]
fn unreadable_body_costs_the_operation() {
    let text = operation("requestBody: {content: [application/json]}\nresponses: {}");
    assert_snapshot!(report(&text), @"
    warning[E0206]: `content` must be a mapping, not a list
     --> openapi.yaml:6:21
      |
    6 |       requestBody: {content: [application/json]}
      |                     ^^^^^^^
      |
      = at: #/paths/~1pets/get/requestBody/content
      = effect: the operation is left out
    ");
}

#[test]
fn unreadable_shared_parameter_costs_what_refers_to_it() {
    let text = operation("parameters: [{$ref: '#/components/parameters/A'}]\nresponses: {}")
        + "components:\n  parameters:\n    A: {name: a, in: body, schema: {}}\n";
    assert_snapshot!(report(&text), @"
    warning[E0208]: `#/components/parameters/A` could not be read
     --> openapi.yaml:6:27
      |
    6 |       parameters: [{$ref: '#/components/parameters/A'}]
      |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/parameters/0/$ref
      = effect: the operation is left out

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
fn unreadable_security_refuses_the_document() {
    assert_snapshot!(report(&around("paths: {}\nsecurity: apiKey")), @"
    error[E0206]: `security` must be a list, not the text `apiKey`
     --> openapi.yaml:4:11
      |
    4 | security: apiKey
      |           ^^^^^^
      |
      = at: #/security
    ");
}

#[test]
fn path_without_slash() {
    let text = around("paths:\n  pets: {}\n  x-group: 1");
    assert_snapshot!(report(&text), @"
    warning[E0409]: `pets` is not a path: a path begins with `/`
     --> openapi.yaml:4:3
      |
    4 |   pets: {}
      |   ^^^^
      |
      = at: #/paths/pets
      = effect: what stands below it is left out
    ");
    assert_snapshot!(translated(&text, "/paths"), @r#"{"x-group":1}"#);
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
      = effect: the operation is left out
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
fn dangling_reference_of_a_parameter_costs_the_operation() {
    let text = operation("parameters: [{$ref: '#/components/parameters/A'}]\nresponses: {}");
    assert_snapshot!(report(&text), @"
    warning[E0208]: `#/components/parameters/A` does not exist
     --> openapi.yaml:6:27
      |
    6 |       parameters: [{$ref: '#/components/parameters/A'}]
      |                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/parameters/0/$ref
      = effect: the operation is left out
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
      = effect: OpenAPI 3.0 ignores what stands beside a `$ref`
      = help: wrap the reference: `allOf: [{$ref: …}]` may have keywords beside it
    ");
}

#[test]
fn reference_into_another_document() {
    let text = schemas("Case: {$ref: 'https://example.com/pets.yaml#/Pet'}");
    assert_snapshot!(report(&text), @"
    error[E0210]: `$ref` leads into another document, `https://example.com/pets.yaml`, and those are not read yet
     --> openapi.yaml:6:18
      |
    6 |     Case: {$ref: 'https://example.com/pets.yaml#/Pet'}
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/components/schemas/Case/$ref
      = help: bundle the documents into one
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
    warning[E0211]: `#Pet` is not a JSON pointer
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
    warning[E0211]: `#/components/schemas/Pet` leads to `components/schemas`, where a Response is needed
     --> openapi.yaml:6:33
      |
    6 |       responses: {'200': {$ref: '#/components/schemas/Pet'}}
      |                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/paths/~1pets/get/responses/200/$ref
      = effect: the operation is left out
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
